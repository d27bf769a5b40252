//! The receipt: a signed promise that an entry is in the log, and, once it is, the proof.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use serde::{Deserialize, Serialize};

use super::text::exact_number;
use super::{Commitment, Entry, Hash, Kid, LogName, MERGE_DELAY, Salt, Sealed, Signature, Version};

/// What whoever decided, and whoever must show it, can keep and check without the server.
///
/// It is only a claim until [`verify`](Self::verify) has made a [`VerifiedReceipt`](super::VerifiedReceipt) of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Receipt {
    /// The form of this receipt.
    pub version: Version,
    /// How it is signed.
    pub alg: Algorithm,
    /// By which key.
    pub kid: Kid,
    /// In which log the entry is to be found.
    pub log: LogName,
    /// Within how many seconds of its receipt.
    pub merge_delay: u32,
    /// The entry.
    pub record: Entry,
    /// What hides the entry behind the log's commitment; also what entitles to fetch this receipt again.
    pub salt: Salt,
    /// The promise.
    pub signature: Signature,
    /// The proof that the promise was kept, once it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inclusion: Option<Inclusion>,
}

/// Where an entry stands in the log, with the proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Inclusion {
    /// The place, from 0.
    #[serde(deserialize_with = "exact_number")]
    pub seq: u64,
    /// How many entries the checkpoint covers.
    #[serde(deserialize_with = "exact_number")]
    pub size: u64,
    /// The hashes that lead from the entry to the checkpoint's root.
    pub proof: Vec<Hash>,
    /// The signed note; see [`Checkpoint`](super::Checkpoint).
    pub checkpoint: String,
}

/// How something is signed. There is one way, and a reader refuses every other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Algorithm {
    /// RFC 8032, checked strictly.
    #[default]
    Ed25519,
}

impl Receipt {
    /// Makes the receipt of what was sealed for that log.
    #[must_use]
    pub fn of(sealed: Sealed, log: &LogName) -> Self {
        Self {
            version: Version::V1,
            alg: Algorithm::Ed25519,
            kid: sealed.kid,
            log: log.clone(),
            merge_delay: MERGE_DELAY,
            record: sealed.entry,
            salt: sealed.salt,
            signature: sealed.signature,
            inclusion: None,
        }
    }

    /// Reads the JSON of a receipt, in any order and with any white space.
    ///
    /// # Errors
    /// When it is not JSON, or not that of a receipt, or longer than 1 MiB.
    pub fn parse(json: &str) -> Result<Self, ReceiptShapeError> {
        if json.len() > LONGEST {
            return Err(ReceiptShapeError("it is longer than 1 MiB".into()));
        }
        serde_json::from_str(json).map_err(|error| ReceiptShapeError(error.to_string()))
    }

    /// Returns what the log has of the entry.
    #[must_use]
    pub fn commitment(&self) -> Commitment {
        Commitment::of(&self.salt, &self.record.canonical())
    }
}

/// The receipt of a tombstone that names twenty thousand entries is shorter; any other is of a few thousand bytes.
const LONGEST: usize = 1024 * 1024;

/// Why a text is not a receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptShapeError(String);

impl fmt::Display for ReceiptShapeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not the JSON of a receipt: {}", self.0)
    }
}

impl core::error::Error for ReceiptShapeError {}
