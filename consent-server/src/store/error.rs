//! Why a store did not do what it was asked.

use std::fmt;

/// Why a store did not do what it was asked.
#[derive(Debug)]
#[non_exhaustive]
pub enum StoreError {
    /// An entry contradicts one that is kept; nothing of the batch was kept.
    Conflict {
        /// Which entry of the batch, from 0.
        index: usize,
        /// How.
        conflict: Conflict,
    },
    /// Too much is waiting; try again later. Nothing was kept.
    Busy,
    /// The store is closing or closed. Nothing was kept.
    Closed,
    /// What is kept contradicts itself: somebody else has written into it.
    Corrupt(String),
    /// The engine failed.
    Engine(Box<dyn std::error::Error + Send + Sync>),
}

/// How an entry contradicts one that is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// The same id is kept with other content.
    SameId,
    /// The same decision is kept under another id.
    Replayed,
    /// The id was recorded and has been erased since; it cannot come back.
    Erased,
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Conflict {
                index,
                conflict: Conflict::SameId,
            } => write!(f, "entry {index} has an id that is kept with other content"),
            Self::Conflict {
                index,
                conflict: Conflict::Replayed,
            } => write!(
                f,
                "entry {index} repeats a decision that is kept under another id"
            ),
            Self::Conflict {
                index,
                conflict: Conflict::Erased,
            } => write!(
                f,
                "entry {index} has an id that was recorded and has been erased since"
            ),
            Self::Busy => f.write_str("too much is waiting to be written; try again later"),
            Self::Closed => f.write_str("the store is closed"),
            Self::Corrupt(what) => write!(f, "the store contradicts itself: {what}"),
            Self::Engine(fault) => write!(f, "the storage engine failed: {fault}"),
        }
    }
}

impl std::error::Error for StoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Engine(fault) => Some(fault.as_ref()),
            _ => None,
        }
    }
}
