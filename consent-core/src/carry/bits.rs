//! Bits as base64url characters: six a character, the first bit highest; no read can go past the end.

use alloc::string::String;

use crate::base64url;

/// Reads bits by position.
#[derive(Clone, Copy)]
pub(super) struct BitReader<'a>(&'a str);

impl<'a> BitReader<'a> {
    /// Takes a text whose every character is of the alphabet.
    pub(super) fn new(text: &'a str) -> Option<Self> {
        text.bytes().all(|byte| base64url::sextet(byte).is_some()).then_some(Self(text))
    }

    /// Returns how many bits there are, padding included.
    pub(super) fn len(self) -> usize {
        self.0.len().saturating_mul(6)
    }

    /// Returns the bit at `index`; past the end it is false.
    pub(super) fn get(self, index: usize) -> bool {
        let (Some(at), Some(within)) = (index.checked_div(6), index.checked_rem(6)) else { return false };
        let sextet = self.0.as_bytes().get(at).copied().and_then(base64url::sextet).unwrap_or(0);
        let shift = u32::try_from(5usize.saturating_sub(within)).unwrap_or(0);
        sextet.checked_shr(shift).unwrap_or(0) & 1 == 1
    }

    /// Tells whether every bit from `index` on is zero.
    pub(super) fn is_zero_from(self, index: usize) -> bool {
        (index..self.len()).all(|at| !self.get(at))
    }
}

/// Writes one bit for each index below `count`, in as few whole characters as hold them.
pub(super) fn write(count: usize, bit: impl Fn(usize) -> bool) -> String {
    (0..count.div_ceil(6))
        .map(|at| {
            let first = at.saturating_mul(6);
            let sextet = (0..6usize).fold(0u8, |sextet, within| {
                let index = first.saturating_add(within);
                (sextet << 1) | u8::from(index < count && bit(index))
            });
            base64url::character(sextet)
        })
        .collect()
}
