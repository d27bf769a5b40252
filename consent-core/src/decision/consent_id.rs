//! The random number that groups one visitor's decisions on one site.

use alloc::string::String;
use core::fmt;

use crate::base64url;

/// 128 random bits, drawn by the shell at the first decision and never before; kept as their 22 characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ConsentId([u8; 22]);

impl ConsentId {
    /// Makes an id from 16 random bytes.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        let mut text = [b'A'; 22];
        for (place, byte) in text.iter_mut().zip(base64url::encode(&bytes).bytes()) {
            *place = byte;
        }
        Self(text)
    }

    /// Reads the 22 characters of an id.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text: [u8; 22] = text.as_bytes().try_into().ok()?;
        // The last character has four bits that belong to no byte.
        let is_canonical = text.last().copied().and_then(base64url::sextet)? & 0x0f == 0;
        (is_canonical && base64url::is_text(&text)).then_some(Self(text))
    }

    /// Returns the 22 characters of the id.
    #[must_use]
    pub fn encode(&self) -> String {
        let mut text = String::new();
        self.push_to(&mut text);
        text
    }

    /// Appends the 22 characters of the id.
    pub(crate) fn push_to(&self, text: &mut String) {
        base64url::push(text, &self.0);
    }
}

impl fmt::Display for ConsentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.encode())
    }
}
