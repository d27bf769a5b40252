//! What an audit finds: what is wrong, and with which record.

use alloc::string::String;
use core::fmt;

use super::super::{CheckpointError, Contradiction, Kid, ReceiptError, RecordId};
use crate::config::Fingerprint;

/// One thing that an audit found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The line of the dump, from 1; 0 for the dump as a whole.
    pub line: u64,
    /// The place in the log, if it is about an entry.
    pub seq: Option<u64>,
    /// The entry's id, where it can still be read.
    pub id: Option<RecordId>,
    /// What is wrong.
    pub problem: Problem,
}

/// What can be wrong with a dump.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// It is not a line of a dump.
    Line(String),
    /// It is one, but not in its canonical form.
    NotCanonical,
    /// It stands where no line of its kind may stand.
    OutOfOrder,
    /// The log is not that of the site.
    OtherSite,
    /// A key of the dump is not one that the auditor trusts, or differs from it.
    Key(Kid),
    /// A policy's or notice's text is not what its name and hash say.
    Text(String),
    /// A policy or notice was never entered into the log.
    NeverLogged(String),
    /// An entry says that a text became known which the dump does not have.
    NotInDump(String),
    /// The place does not follow on the last one.
    Seq {
        /// The place that comes next.
        expected: u64,
    },
    /// Some of record, salt, signature and key id are there, and some are not.
    InPart,
    /// The record is not that of an entry.
    Record(String),
    /// The record has another id than its place.
    OtherId,
    /// Record and salt do not open the commitment.
    Commitment,
    /// The promise does not hold.
    Promise(ReceiptError),
    /// The record contradicts its policy.
    Policy(Contradiction),
    /// The record's policy is not in the dump.
    UnknownPolicy(Fingerprint),
    /// The record's notice is not in the dump, and the record does not say that it was unknown.
    UnknownNotice(String),
    /// The view in the terms of ISO/IEC TS 27560 is not that of the record.
    Iso27560,
    /// The content is gone, and no tombstone says why.
    ErasedSilently,
    /// A tombstone says that this was erased, and it is not: it is still there, or never was.
    NotErased(RecordId),
    /// The checkpoint does not hold.
    Checkpoint(CheckpointError),
    /// The checkpoint is of another log or another size than stands here.
    OtherCheckpoint,
    /// Every key that signed the checkpoint had stopped before the last entry arrived.
    CheckpointBeforeEntry,
    /// The tree over the entries so far has another root than was signed.
    Root {
        /// The size of the tree.
        size: u64,
    },
    /// The log no longer has the root that it had when the auditor saw it last.
    Forked {
        /// The size of the log then.
        size: u64,
    },
    /// There are no more entries, but the log was larger when the auditor saw it last.
    Shrunk {
        /// The size of the log then.
        size: u64,
    },
    /// No checkpoint covers any entry.
    NoCheckpoint,
    /// The newest entries are not covered by a checkpoint yet. This is not a fault: a log is never still.
    Uncovered {
        /// How many.
        entries: u64,
    },
    /// There are more or fewer entries than the dump says.
    Count {
        /// How many it says.
        said: u64,
        /// How many there are.
        found: u64,
    },
    /// The lines are not those that the last line was written for.
    Sha256,
    /// The dump breaks off.
    NoEnd,
}

impl Problem {
    /// Tells whether something is wrong; else it is only worth knowing.
    #[must_use]
    pub const fn is_fault(&self) -> bool {
        !matches!(self, Self::Uncovered { .. })
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line > 0 {
            write!(f, "line {}: ", self.line)?;
        }
        match (self.seq, self.id) {
            (Some(seq), Some(id)) => write!(f, "entry {seq} ({id}): ")?,
            (Some(seq), None) => write!(f, "entry {seq}: ")?,
            (None, Some(id)) => write!(f, "entry {id}: ")?,
            (None, None) => {}
        }
        self.problem.fmt(f)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(detail) => write!(f, "not a line of a dump: {detail}"),
            Self::NotCanonical => f.write_str("not written as dumps are (RFC 8785): it was changed after the export"),
            Self::OutOfOrder => f.write_str(
                "out of order: first the log, then keys, policies and notices, then entries and checkpoints, then the end",
            ),
            Self::OtherSite => f.write_str("the log's name does not end in the site"),
            Self::Key(kid) => write!(
                f,
                "key {kid} is not among the trusted keys as it stands here: compare it with /.well-known/consent-keys"
            ),
            Self::Text(name) => write!(f, "the text of {name} is not the one with that name and SHA-256"),
            Self::NeverLogged(name) => write!(f, "no entry says when {name} became known"),
            Self::NotInDump(name) => write!(f, "{name} was published, and its text is missing from this dump"),
            Self::Seq { expected } => write!(f, "entry {expected} should stand here: entries are missing or moved"),
            Self::InPart => f.write_str("of record, salt, signature and kid some are missing: an erasure takes all four"),
            Self::Record(detail) => write!(f, "the record cannot be read: {detail}"),
            Self::OtherId => f.write_str("the record has another id than its place in the log"),
            Self::Commitment => {
                f.write_str("record and salt do not open the commitment: one of the three was changed")
            }
            Self::Promise(error) => error.fmt(f),
            Self::Policy(contradiction) => write!(f, "under its policy: {contradiction}"),
            Self::UnknownPolicy(fingerprint) => write!(f, "its policy {fingerprint} is missing from this dump"),
            Self::UnknownNotice(digest) => write!(f, "its notice {digest} is missing from this dump"),
            Self::Iso27560 => f.write_str("the view in the terms of ISO/IEC TS 27560 says otherwise than the record"),
            Self::ErasedSilently => f.write_str("its content is gone, and no tombstone says that it was erased"),
            Self::NotErased(id) => {
                write!(f, "says that {id} was erased, and that entry still has its content or never was")
            }
            Self::Checkpoint(error) => error.fmt(f),
            Self::OtherCheckpoint => {
                f.write_str("the checkpoint is of another log, or does not stand after the last entry that it covers")
            }
            Self::CheckpointBeforeEntry => f.write_str(
                "every key that signed the checkpoint had stopped signing before the last entry that it covers arrived",
            ),
            Self::Root { size } => write!(
                f,
                "the first {size} entries have another root than was signed: an entry was changed, moved, added or removed"
            ),
            Self::Forked { size } => write!(
                f,
                "the first {size} entries are not those that the checkpoint seen earlier was signed for: the log was rewritten"
            ),
            Self::Shrunk { size } => {
                write!(f, "the log had {size} entries when it was seen earlier: the newest were cut off")
            }
            Self::NoCheckpoint => f.write_str("no checkpoint covers any entry: nothing proves that they are all"),
            Self::Uncovered { entries } => {
                write!(f, "the newest {entries} entries came after the last checkpoint: only their receipts prove them")
            }
            Self::Count { said, found } => write!(f, "{said} entries are said to be there, and {found} are"),
            Self::Sha256 => f.write_str("the lines before are not those that were exported: one was changed, or is missing"),
            Self::NoEnd => f.write_str("the dump breaks off: its last line is missing"),
        }
    }
}
