//! What can stand in a site's log: a decision, an erasure, or a text that was published.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use serde::{Deserialize, Serialize};

use super::{ConsentRecord, Hash, Reason, RecordId, SiteKey};
use crate::canonical_json::canonical;
use crate::time::Millis;

/// The form of what is kept. There is one, and a reader refuses every other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u64", into = "u64")]
pub enum Version {
    /// The first.
    #[default]
    V1,
}

impl TryFrom<u64> for Version {
    type Error = &'static str;

    fn try_from(number: u64) -> Result<Self, Self::Error> {
        match number {
            1 => Ok(Self::V1),
            _ => Err("only version 1 is known here: a newer program may be needed"),
        }
    }
}

impl From<Version> for u64 {
    fn from(version: Version) -> Self {
        match version {
            Version::V1 => 1,
        }
    }
}

/// One place in a site's log.
#[expect(clippy::large_enum_variant, reason = "nearly every entry is a decision")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Entry {
    /// A decision.
    Consent(ConsentRecord),
    /// The content of earlier entries was erased.
    Erasure(Tombstone),
    /// A policy became known.
    Policy(Publication),
    /// A notice became known.
    Notice(Publication),
}

/// Says which entries' content was erased, and why. Their places and commitments stay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Tombstone {
    /// The form of this entry.
    pub version: Version,
    /// Its own name.
    pub id: RecordId,
    /// Whose log it is.
    pub site: SiteKey,
    /// Why.
    pub reason: Reason,
    /// Which.
    pub erased: Vec<RecordId>,
    /// When, by the server's clock.
    pub received_at: Millis,
}

/// Says that a policy or a notice became known: proof of when it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Publication {
    /// The form of this entry.
    pub version: Version,
    /// Its own name.
    pub id: RecordId,
    /// Whose log it is.
    pub site: SiteKey,
    /// The policy's fingerprint, or the notice's digest.
    pub name: String,
    /// Of the published text, byte for byte.
    pub sha256: Hash,
    /// When, by the server's clock.
    pub received_at: Millis,
}

impl Entry {
    /// Reads the canonical JSON of an entry.
    ///
    /// # Errors
    /// When it is not JSON, not an entry, or not in its one canonical form.
    pub fn parse(text: &str) -> Result<Self, EntryError> {
        let entry: Self = serde_json::from_str(text).map_err(|error| EntryError::Shape(error.to_string()))?;
        if entry.canonical() == text {
            Ok(entry)
        } else {
            Err(EntryError::NotCanonical)
        }
    }

    /// Returns the one canonical JSON (RFC 8785): the bytes that are committed to.
    #[must_use]
    pub fn canonical(&self) -> String {
        // Texts, switches, lists and whole numbers below 2^53: there is always a JSON value.
        canonical(&serde_json::to_value(self).unwrap_or_default())
    }

    /// Returns its name.
    #[must_use]
    pub const fn id(&self) -> RecordId {
        match self {
            Self::Consent(record) => record.id,
            Self::Erasure(tombstone) => tombstone.id,
            Self::Policy(publication) | Self::Notice(publication) => publication.id,
        }
    }

    /// Returns whose log it is in.
    #[must_use]
    pub const fn site(&self) -> &SiteKey {
        match self {
            Self::Consent(record) => &record.site,
            Self::Erasure(tombstone) => &tombstone.site,
            Self::Policy(publication) | Self::Notice(publication) => &publication.site,
        }
    }

    /// Returns when it arrived, by the server's clock.
    #[must_use]
    pub const fn received_at(&self) -> Millis {
        match self {
            Self::Consent(record) => record.received_at,
            Self::Erasure(tombstone) => tombstone.received_at,
            Self::Policy(publication) | Self::Notice(publication) => publication.received_at,
        }
    }

    /// Returns the decision, if it is one.
    #[must_use]
    pub const fn consent(&self) -> Option<&ConsentRecord> {
        match self {
            Self::Consent(record) => Some(record),
            _ => None,
        }
    }
}

/// Why a text is not an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryError {
    /// It is not JSON, or not that of an entry.
    Shape(String),
    /// It is an entry, but another text than its canonical one.
    NotCanonical,
}

impl fmt::Display for EntryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shape(detail) => write!(f, "not an entry of a log: {detail}"),
            Self::NotCanonical => f.write_str(
                "an entry in another form than its canonical JSON (RFC 8785): keep the bytes as they were given",
            ),
        }
    }
}

impl core::error::Error for EntryError {}
