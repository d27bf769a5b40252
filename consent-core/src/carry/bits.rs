//! Bits as base64url characters: six a character, the first bit highest; no read can go past the end.

use alloc::string::String;

use crate::base64url;

/// Reads bits by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct BitReader<'a>(&'a str);

impl<'a> BitReader<'a> {
    /// Takes a text whose every character is of the alphabet.
    pub(super) fn new(text: &'a str) -> Option<Self> {
        base64url::is_text(text.as_bytes()).then_some(Self(text))
    }

    /// Returns how many characters there are.
    pub(super) const fn characters(self) -> usize {
        self.0.len()
    }

    /// Returns how many bits there are, padding included.
    pub(super) const fn len(self) -> usize {
        self.0.len().saturating_mul(6)
    }

    /// Returns the bit at `index`; past the end it is false.
    pub(super) fn get(self, index: usize) -> bool {
        let sextet = self
            .0
            .as_bytes()
            .get(index / 6)
            .copied()
            .and_then(base64url::sextet)
            .unwrap_or(0);
        sextet & (0x20 >> (index % 6)) != 0
    }

    /// Tells whether every bit from `index` on is zero.
    pub(super) fn is_zero_from(self, index: usize) -> bool {
        (index..self.len()).all(|at| !self.get(at))
    }
}

/// Writes so many characters, six bits each.
pub(super) fn push(text: &mut String, characters: usize, bit: &dyn Fn(usize) -> bool) {
    for index in (0..characters.saturating_mul(6)).step_by(6) {
        let mut sextet = 0u8;
        for at in index..index.saturating_add(6) {
            sextet = (sextet << 1) | u8::from(bit(at));
        }
        text.push(base64url::character(sextet));
    }
}
