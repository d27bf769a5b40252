//! The digest of a notice: the pivot of every later proof of what was shown.

use alloc::string::String;
use core::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::shown::Notice;
use crate::base64url;
use crate::canonical_json::canonical;

/// The SHA-256 of a notice's canonical JSON (RFC 8785); written as 43 base64url characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NoticeDigest([u8; 32]);

impl NoticeDigest {
    /// Makes a digest from its bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Returns the bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Reads the 43 characters of a digest.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        base64url::decode(text)?.try_into().ok().map(Self)
    }
}

impl Notice {
    /// Returns the canonical JSON of the notice (RFC 8785): the bytes that its digest is taken of.
    #[must_use]
    pub fn canonical_json(&self) -> String {
        // A notice is texts, lists and switches, so that it always has a JSON value.
        canonical(&serde_json::to_value(self).unwrap_or_default())
    }

    /// Returns the digest of exactly what is shown.
    #[must_use]
    pub fn digest(&self) -> NoticeDigest {
        NoticeDigest(Sha256::digest(self.canonical_json().as_bytes()).into())
    }
}

impl fmt::Display for NoticeDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base64url::encode(&self.0))
    }
}

impl TryFrom<String> for NoticeDigest {
    type Error = DigestError;

    fn try_from(text: String) -> Result<Self, DigestError> {
        Self::parse(&text).ok_or(DigestError)
    }
}

impl From<NoticeDigest> for String {
    fn from(digest: NoticeDigest) -> Self {
        base64url::encode(&digest.0)
    }
}

/// Why a text is not a digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DigestError;

impl fmt::Display for DigestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a notice's digest is 43 characters of base64url for 32 bytes")
    }
}

impl core::error::Error for DigestError {}
