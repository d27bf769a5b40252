//! A checkpoint: how large a log is and what its tree's root is, signed (C2SP tlog-checkpoint).

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::{Hash, KeySet, Kid, LogName, PublicKey, Seal, note};
use crate::canonical_json::LARGEST_NUMBER;
use crate::time::Millis;

/// The longest note that is looked at: text and a dozen signatures.
const LONGEST: usize = 8 * 1024;

/// What a log says of itself at one size.
///
/// # Example
/// ```
/// # use consent_core::receipt::*;
/// # use consent_core::time::Millis;
/// let seal = Seal::from_secret([7; 32]);
/// let log = LogName::parse("consent.example.se/shop").unwrap();
/// let checkpoint = Checkpoint { log, size: 0, root: Hash::of_nothing() };
/// let note = checkpoint.sign(&[&seal]);
///
/// let keys = KeySet::new([PublicKey::new(seal.public(), Millis::from_millis(0), None).unwrap()]);
/// assert_eq!(*Checkpoint::parse_verified(&note, &keys)?.checkpoint(), checkpoint);
/// # Ok::<(), CheckpointError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log.
    pub log: LogName,
    /// How many entries it has.
    pub size: u64,
    /// The root of the tree over them.
    pub root: Hash,
}

/// A checkpoint that a known key has signed. Only [`Checkpoint::parse_verified`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedCheckpoint {
    checkpoint: Checkpoint,
    signers: Vec<PublicKey>,
}

impl Checkpoint {
    /// Writes the signed note. Where a key was changed, the old and the new one both sign.
    #[must_use]
    pub fn sign(&self, seals: &[&Seal]) -> String {
        note::sign(&self.text(), &self.log, seals)
    }

    /// Reads a note that at least one known key has signed.
    ///
    /// Every signature in the log's name must be by a known key and hold. Those in other names, as witnesses add them,
    /// are passed over.
    ///
    /// # Errors
    /// When it is not the note of a checkpoint, or a signature is missing, by an unknown key, or wrong.
    pub fn parse_verified(note: &str, keys: &KeySet) -> Result<VerifiedCheckpoint, CheckpointError> {
        if note.len() > LONGEST {
            return Err(CheckpointError::Shape);
        }
        let (text, signatures) = note::split(note).ok_or(CheckpointError::Shape)?;
        let checkpoint = Self::from_text(text).ok_or(CheckpointError::Shape)?;
        let mut signers = Vec::new();
        for signature in signatures.iter().filter(|it| it.name == checkpoint.log.as_str()) {
            let key = keys
                .iter()
                .find(|key| signature.names(key))
                .ok_or(CheckpointError::UnknownKey)?;
            if !signature.holds(text, key) {
                return Err(CheckpointError::Signature(key.kid()));
            }
            signers.push(key.clone());
        }
        if signers.is_empty() {
            return Err(CheckpointError::Unsigned);
        }
        Ok(VerifiedCheckpoint { checkpoint, signers })
    }

    /// The text that is signed: three lines.
    fn text(&self) -> String {
        format!(
            "{}\n{}\n{}\n",
            self.log,
            self.size,
            note::encode(self.root.as_bytes())
        )
    }

    fn from_text(text: &str) -> Option<Self> {
        let mut lines = text.strip_suffix('\n')?.split('\n');
        let (log, size, root) = (lines.next()?, lines.next()?, lines.next()?);
        let root: [u8; 32] = note::decode(root)?.try_into().ok()?;
        let checkpoint = Self {
            log: LogName::parse(log)?,
            size: size.parse().ok().filter(|size| *size <= LARGEST_NUMBER)?,
            root: Hash::from_bytes(root),
        };
        // One checkpoint has one text: no `+` or zeros before the size, no further lines.
        (checkpoint.text() == text).then_some(checkpoint)
    }
}

impl VerifiedCheckpoint {
    /// Returns what was signed.
    #[must_use]
    pub const fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// Returns who signed.
    pub fn signers(&self) -> impl Iterator<Item = Kid> {
        self.signers.iter().map(PublicKey::kid)
    }

    /// Tells whether the checkpoint may cover an entry that arrived at that time: a key that had stopped signing
    /// before cannot have signed it. A note has no time of its own, so that nothing more can be told.
    #[must_use]
    pub fn may_cover(&self, received_at: Millis) -> bool {
        let mut ends = self.signers.iter().map(PublicKey::not_after);
        ends.any(|end| end.is_none_or(|end| received_at <= end))
    }
}

/// Why a note is not a checkpoint that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CheckpointError {
    /// It is not a signed note with the three lines of a checkpoint.
    Shape,
    /// No signature is in the log's name.
    Unsigned,
    /// A signature in the log's name is by a key that is not known.
    UnknownKey,
    /// This key did not sign this.
    Signature(Kid),
}

impl fmt::Display for CheckpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shape => f.write_str(
                "not a checkpoint: a signed note of three lines is needed (log, size, root), an empty one and signatures",
            ),
            Self::Unsigned => f.write_str("the checkpoint has no signature in the name of its log"),
            Self::UnknownKey => f.write_str(
                "the checkpoint is signed by a key that is not known: fetch /.well-known/consent-keys of its server",
            ),
            Self::Signature(kid) => write!(f, "key {kid} did not sign this checkpoint: it was changed"),
        }
    }
}

impl core::error::Error for CheckpointError {}
