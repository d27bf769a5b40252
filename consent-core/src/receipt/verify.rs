//! Stage 7, verify: whether a receipt is what it says, without asking whoever wrote it.

use core::fmt;

use super::merkle::{ProofError, verify_inclusion};
use super::seal::Promise;
use super::{
    Checkpoint, CheckpointError, Commitment, ConsentRecord, Contradiction, Entry, Inclusion, KeySet, Kid,
    Receipt, leaf_hash,
};

/// A receipt that holds. Only [`Receipt::verify`] makes one, so that to have it is the proof.
///
/// # Example
/// ```
/// # use consent_core::receipt::*;
/// # use consent_core::time::Millis;
/// // Whoever keeps the log seals an entry …
/// let seal = Seal::from_secret([7; 32]);
/// let log = LogName::parse("consent.example.se/shop").unwrap();
/// let entry = Entry::Erasure(Tombstone {
///     version: Version::V1,
///     id: RecordId::parse("019234ab-1c2d-7e3f-8a4b-5c6d7e8f9a0b").unwrap(),
///     site: SiteKey::parse("shop").unwrap(),
///     reason: Reason::Subject,
///     erased: vec![],
///     received_at: Millis::from_millis(1_763_766_000_000),
/// });
/// let receipt = Receipt::of(seal.seal(entry, Salt::from_bytes([1; 32]), &log), &log);
/// let json = serde_json::to_string(&receipt).unwrap();
///
/// // … and whoever gets the receipt needs the public keys, and nothing else.
/// let keys = KeySet::new([PublicKey::new(seal.public(), Millis::from_millis(0), None).unwrap()]);
/// let verified = Receipt::parse(&json).unwrap().verify(&keys)?;
/// assert_eq!(verified.seq(), None, "promised, not yet in the log");
///
/// let forged = json.replace("subject", "retention");
/// assert_eq!(Receipt::parse(&forged).unwrap().verify(&keys), Err(ReceiptError::Signature(seal.kid())));
/// # Ok::<(), ReceiptError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedReceipt(Receipt);

impl VerifiedReceipt {
    /// Returns the entry that is proved.
    #[must_use]
    pub const fn record(&self) -> &Entry {
        &self.0.record
    }

    /// Returns the decision that is proved, if the entry is one.
    #[must_use]
    pub const fn consent(&self) -> Option<&ConsentRecord> {
        self.0.record.consent()
    }

    /// Returns its proved place in the log; nothing while there is only the promise.
    #[must_use]
    pub fn seq(&self) -> Option<u64> {
        self.0.inclusion.as_ref().map(|inclusion| inclusion.seq)
    }

    /// Returns the receipt.
    #[must_use]
    pub const fn receipt(&self) -> &Receipt {
        &self.0
    }
}

impl Receipt {
    /// Checks everything that the receipt says: the signature over the commitment that its entry and salt open, that
    /// the key signed at that time and for that site, that the record agrees with its own consent string, and, if the
    /// proof is there, that the entry is in the tree of a checkpoint that is signed by a known key.
    ///
    /// # Errors
    /// What does not hold; see [`ReceiptError`].
    pub fn verify(self, keys: &KeySet) -> Result<VerifiedReceipt, ReceiptError> {
        let commitment = self.commitment();
        self.verify_promise(&commitment, keys)?;
        if let Some(inclusion) = &self.inclusion {
            self.verify_inclusion(inclusion, &commitment, keys)?;
        }
        Ok(VerifiedReceipt(self))
    }

    /// Checks everything but the proof, with the commitment that the entry and the salt open.
    pub(super) fn verify_promise(&self, commitment: &Commitment, keys: &KeySet) -> Result<(), ReceiptError> {
        if self.record.site().as_str() != self.log.site() {
            return Err(ReceiptError::OtherSite);
        }
        let received_at = self.record.received_at();
        let key = keys.find(self.kid).ok_or(ReceiptError::UnknownKey(self.kid))?;
        if !key.signed_at(received_at) {
            return Err(ReceiptError::OutsideOfKeysTime(self.kid));
        }
        let promise = Promise {
            commitment: *commitment,
            id: self.record.id(),
            kid: self.kid,
            log: &self.log,
            merge_delay: self.merge_delay,
            received_at,
        };
        if !key.has_signed(promise.signed_bytes().as_bytes(), &self.signature) {
            return Err(ReceiptError::Signature(self.kid));
        }
        match self.record.consent() {
            Some(record) => record
                .agrees_with_its_string()
                .map(drop)
                .map_err(ReceiptError::Record),
            None => Ok(()),
        }
    }

    fn verify_inclusion(
        &self,
        inclusion: &Inclusion,
        commitment: &Commitment,
        keys: &KeySet,
    ) -> Result<(), ReceiptError> {
        let verified =
            Checkpoint::parse_verified(&inclusion.checkpoint, keys).map_err(ReceiptError::Checkpoint)?;
        let checkpoint = verified.checkpoint();
        if checkpoint.log != self.log || checkpoint.size != inclusion.size {
            return Err(ReceiptError::OtherCheckpoint);
        }
        if !verified.may_cover(self.record.received_at()) {
            return Err(ReceiptError::CheckpointBeforeEntry);
        }
        let leaf = leaf_hash(&self.record.id(), commitment);
        verify_inclusion(
            &leaf,
            inclusion.seq,
            inclusion.size,
            &inclusion.proof,
            &checkpoint.root,
        )
        .map_err(ReceiptError::Inclusion)
    }
}

/// What of a receipt does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReceiptError {
    /// The log that it names is another site's.
    OtherSite,
    /// No public key has that id.
    UnknownKey(Kid),
    /// The key did not sign at that time: not yet, or no more.
    OutsideOfKeysTime(Kid),
    /// The key did not sign this.
    Signature(Kid),
    /// The record contradicts itself.
    Record(Contradiction),
    /// The checkpoint does not hold.
    Checkpoint(CheckpointError),
    /// The checkpoint is of another log, or of another size than the proof.
    OtherCheckpoint,
    /// Every key that signed the checkpoint had stopped signing before the entry arrived.
    CheckpointBeforeEntry,
    /// The proof does not lead to the checkpoint's root.
    Inclusion(ProofError),
}

impl fmt::Display for ReceiptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherSite => f.write_str("the receipt's “log” is not that of the site in its record"),
            Self::UnknownKey(kid) => write!(
                f,
                "no public key has the id {kid}: fetch /.well-known/consent-keys of the server that “log” names"
            ),
            Self::OutsideOfKeysTime(kid) => {
                write!(f, "key {kid} did not sign at the time at which the record says it was received")
            }
            Self::Signature(kid) => write!(
                f,
                "key {kid} did not sign this: the record, the salt or the promise was changed after it was sealed"
            ),
            Self::Record(contradiction) => contradiction.fmt(f),
            Self::Checkpoint(error) => write!(f, "the checkpoint in “inclusion” does not hold: {error}"),
            Self::OtherCheckpoint => {
                f.write_str("the checkpoint in “inclusion” is of another log or size: ask for the receipt again")
            }
            Self::CheckpointBeforeEntry => {
                f.write_str("the checkpoint in “inclusion” is signed by keys that had stopped signing before the record arrived")
            }
            Self::Inclusion(error) => write!(f, "the record is not proved to be in the log: {error}"),
        }
    }
}

impl core::error::Error for ReceiptError {}
