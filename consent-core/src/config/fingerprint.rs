//! What a consent string must name to count for a policy.

use alloc::string::String;
use core::fmt;

use serde::{Deserialize, Serialize};

use super::PolicyError;
use crate::base64url;

/// The first 48 bits of the SHA-256 of a policy's material content, kept as their eight characters.
///
/// Two policies with the same fingerprint ask the visitor for the same thing; see WIRE.md for what is
/// material. Wording, order and looks are not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Fingerprint([u8; 8]);

impl Fingerprint {
    /// Makes a fingerprint from the first six bytes of a digest.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 6]) -> Self {
        let mut text = [b'A'; 8];
        for (place, byte) in text.iter_mut().zip(base64url::encode(&bytes).bytes()) {
            *place = byte;
        }
        Self(text)
    }

    /// Reads the eight characters of a fingerprint.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text: [u8; 8] = text.as_bytes().try_into().ok()?;
        base64url::is_text(&text).then_some(Self(text))
    }
}

impl Fingerprint {
    /// Appends the eight characters of the fingerprint.
    pub(crate) fn push_to(&self, text: &mut String) {
        base64url::push(text, &self.0);
    }
}

impl Default for Fingerprint {
    fn default() -> Self {
        Self([b'A'; 8])
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from(*self))
    }
}

impl TryFrom<String> for Fingerprint {
    type Error = PolicyError;

    fn try_from(text: String) -> Result<Self, PolicyError> {
        Self::parse(&text).ok_or(PolicyError::Fingerprint)
    }
}

impl From<Fingerprint> for String {
    fn from(fingerprint: Fingerprint) -> Self {
        let mut text = Self::new();
        fingerprint.push_to(&mut text);
        text
    }
}
