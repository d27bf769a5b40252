//! The random number that groups one visitor's decisions on one site.

use alloc::string::String;
use core::fmt;

use crate::base64url;

/// 128 random bits, drawn by the shell at the first decision and never before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ConsentId([u8; 16]);

impl ConsentId {
    /// Makes an id from 16 random bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// Reads the 22 characters of an id.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        base64url::decode(text)?.try_into().ok().map(Self)
    }

    /// Returns the 22 characters of the id.
    #[must_use]
    pub fn encode(&self) -> String {
        base64url::encode(&self.0)
    }
}

impl fmt::Display for ConsentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.encode())
    }
}
