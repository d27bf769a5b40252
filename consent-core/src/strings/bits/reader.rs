//! Reads numbers and whole runs of bits, and never beyond the last of them.

use core::fmt;

/// There are fewer bits than were asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "the place is all there is to know")]
pub struct PastEnd {
    /// Where the reader stood: the first bit of what could not be read, from 0.
    pub at: usize,
}

impl fmt::Display for PastEnd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the bits end within what begins at bit {}", self.at)
    }
}

impl core::error::Error for PastEnd {}

/// Reads bits from the first to the last. A read that fails does not move it.
#[derive(Clone, Copy, Debug)]
pub struct BitReader<'a> {
    bytes: &'a [u8],
    at: usize,
    end: usize,
}

impl<'a> BitReader<'a> {
    /// Reads the first `bits` bits of some bytes, or all of them when there are fewer.
    #[must_use]
    pub fn new(bytes: &'a [u8], bits: usize) -> Self {
        Self {
            bytes,
            at: 0,
            end: bits.min(bytes.len().saturating_mul(8)),
        }
    }

    /// Returns how many bits were read.
    #[must_use]
    pub const fn position(&self) -> usize {
        self.at
    }

    /// Returns how many bits are left.
    #[must_use]
    pub const fn remaining(&self) -> usize {
        self.end.saturating_sub(self.at)
    }

    /// Reads a number of up to 56 bits, the highest first.
    ///
    /// # Errors
    /// [`PastEnd`] when fewer bits are left; wider numbers count as that, too: there are none.
    #[inline]
    pub fn number(&mut self, width: usize) -> Result<u64, PastEnd> {
        let at = self.at;
        // Never above 63, and 63 only where there is nothing to read: so the word is moved in two steps.
        let Some(spare) = 63usize.checked_sub(width).filter(|_| width <= 56) else {
            return Err(PastEnd { at });
        };
        self.skip(width)?;
        Ok(((self.load(at / 8) << (at % 8)) >> 1) >> spare)
    }

    /// Returns a number of up to 56 bits without moving; what would lie past the end counts as zeros.
    #[must_use]
    #[inline]
    pub fn peek(&self, width: usize) -> u64 {
        let word = self.load(self.at / 8) << (self.at % 8);
        let word = match self.remaining() {
            left @ 0..64 => word & !(u64::MAX >> left),
            _ => word,
        };
        match width {
            0 => 0,
            _ => word >> 64usize.saturating_sub(width.min(56)),
        }
    }

    /// Reads one bit.
    ///
    /// # Errors
    /// [`PastEnd`] when no bit is left.
    #[inline]
    pub fn flag(&mut self) -> Result<bool, PastEnd> {
        Ok(self.number(1)? == 1)
    }

    /// Reads a number of up to 16 bits.
    ///
    /// # Errors
    /// [`PastEnd`] when fewer bits are left.
    #[inline]
    pub fn small(&mut self, width: usize) -> Result<u16, PastEnd> {
        let at = self.at;
        u16::try_from(self.number(width)?).map_err(|_| PastEnd { at })
    }

    /// Passes over so many bits.
    ///
    /// # Errors
    /// [`PastEnd`] when fewer bits are left.
    #[inline]
    pub const fn skip(&mut self, bits: usize) -> Result<(), PastEnd> {
        if bits > self.remaining() {
            return Err(PastEnd { at: self.at });
        }
        self.at = self.at.saturating_add(bits);
        Ok(())
    }

    /// Reads a run of bits as words of 64, the first bit highest; the last word is filled with zeros.
    ///
    /// # Errors
    /// [`PastEnd`] when fewer bits are left: before anything is allocated for them.
    #[inline]
    pub fn words(&mut self, bits: usize) -> Result<impl ExactSizeIterator<Item = u64> + use<'a>, PastEnd> {
        let start = *self;
        self.skip(bits)?;
        let count = bits.div_ceil(64);
        Ok((0..count).map(move |index| {
            let past = index.saturating_mul(64);
            let word = start.word(start.at.saturating_add(past));
            match bits.saturating_sub(past) {
                left @ 1..64 => word & !(u64::MAX >> left),
                _ => word,
            }
        }))
    }

    /// Tells whether every bit that is left is zero: padding, and nothing else.
    #[must_use]
    pub fn only_padding_left(&self) -> bool {
        let mut rest = *self;
        let left = rest.remaining();
        rest.words(left)
            .is_ok_and(|mut words| words.all(|word| word == 0))
    }

    /// The 64 bits from a bit on; beyond the last byte there are zeros.
    #[inline]
    fn word(&self, at: usize) -> u64 {
        let (byte, shift) = (at / 8, at % 8);
        let high = self.load(byte) << shift;
        match shift {
            0 => high,
            _ => {
                let next = self
                    .bytes
                    .get(byte.saturating_add(8))
                    .copied()
                    .unwrap_or_default();
                high | (u64::from(next) >> 8usize.saturating_sub(shift))
            }
        }
    }

    /// The eight bytes from a byte on; beyond the last there are zeros.
    #[inline]
    fn load(&self, byte: usize) -> u64 {
        let rest = self.bytes.get(byte..).unwrap_or_default();
        match rest.first_chunk::<8>() {
            Some(word) => u64::from_be_bytes(*word),
            None => last_word(rest),
        }
    }
}

/// Fewer than eight bytes, and zeros after them.
#[cold]
fn last_word(bytes: &[u8]) -> u64 {
    let mut word = [0; 8];
    for (slot, byte) in word.iter_mut().zip(bytes) {
        *slot = *byte;
    }
    u64::from_be_bytes(word)
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::*;

    fn slow(bytes: &[u8], at: usize, width: usize) -> u64 {
        (at..at + width).fold(0, |value, bit| {
            (value << 1) | u64::from(bytes[bit / 8] >> (7 - bit % 8) & 1)
        })
    }

    #[test]
    fn nothing_is_read_past_the_end() {
        let mut reader = BitReader::new(&[0xff, 0xff], 13);
        assert_eq!(reader.number(12), Ok(0xfff));
        assert_eq!(reader.number(2), Err(PastEnd { at: 12 }));
        assert_eq!(reader.peek(4), 0b1000);
        assert_eq!(reader.flag(), Ok(true));
        assert_eq!(reader.flag(), Err(PastEnd { at: 13 }));
        assert!(reader.words(1).is_err());
        assert_eq!(reader.number(0), Ok(0));
        assert_eq!(BitReader::new(&[0; 16], 128).number(57), Err(PastEnd { at: 0 }));
    }

    #[test]
    fn padding_is_zeros() {
        assert!(BitReader::new(&[0x80, 0], 0).only_padding_left());
        let mut reader = BitReader::new(&[0x80, 0, 0x01], 23);
        assert!(!reader.only_padding_left());
        assert_eq!(reader.flag(), Ok(true));
        assert!(
            reader.only_padding_left(),
            "the last bit of the bytes is not among the bits"
        );
    }

    proptest::proptest! {
        #[test]
        fn numbers_are_what_the_bits_say(bytes: [u8; 20], at in 0..90usize, width in 0..=56usize) {
            let mut reader = BitReader::new(&bytes, 160);
            reader.skip(at).expect("there are more");
            proptest::prop_assert_eq!(reader.peek(width), slow(&bytes, at, width));
            proptest::prop_assert_eq!(reader.number(width), Ok(slow(&bytes, at, width)));
            proptest::prop_assert_eq!(reader.position(), at + width);
        }

        #[test]
        fn words_are_what_the_bits_say(bytes: [u8; 40], at in 0..90usize, width in 0..=230usize) {
            let mut reader = BitReader::new(&bytes, 320);
            reader.skip(at).expect("there are more");
            let words: Vec<u64> = reader.words(width).expect("there are more").collect();
            proptest::prop_assert_eq!(words.len(), width.div_ceil(64));
            for (index, word) in words.into_iter().enumerate() {
                let taken = (width - index * 64).min(64);
                let expected = slow(&bytes, at + index * 64, taken).unbounded_shl(64 - taken as u32);
                proptest::prop_assert_eq!(word, expected);
            }
        }
    }
}
