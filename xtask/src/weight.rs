//! What bytes weigh on the wire.

use std::io::Write as _;
use std::ops::Add;

use anyhow::Result;
use flate2::{Compression, write::GzEncoder};

/// Bytes as stored, and as sent by a server that compresses as hard as it can.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Weight {
    pub(crate) raw: usize,
    pub(crate) gzip: usize,
    pub(crate) brotli: usize,
}

impl Weight {
    pub(crate) fn of(bytes: &[u8]) -> Result<Self> {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(bytes)?;
        let params = brotli::enc::BrotliEncoderParams {
            quality: 11,
            lgwin: 22,
            size_hint: bytes.len(),
            ..Default::default()
        };
        let mut brotli = Vec::new();
        brotli::BrotliCompress(&mut &*bytes, &mut brotli, &params)?;
        Ok(Self {
            raw: bytes.len(),
            gzip: gzip.finish()?.len(),
            brotli: brotli.len(),
        })
    }
}

impl Add for Weight {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            raw: self.raw + other.raw,
            gzip: self.gzip + other.gzip,
            brotli: self.brotli + other.brotli,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_repeats_weighs_less_when_sent() {
        let weight = Weight::of("consent ".repeat(500).as_bytes()).unwrap();
        assert_eq!(weight.raw, 4_000);
        assert!(weight.gzip < 100 && weight.brotli < weight.gzip, "{weight:?}");
    }

    #[test]
    fn weights_add_up_number_by_number() {
        let one = Weight {
            raw: 3,
            gzip: 2,
            brotli: 1,
        };
        assert_eq!(
            one + one,
            Weight {
                raw: 6,
                gzip: 4,
                brotli: 2
            }
        );
    }
}
