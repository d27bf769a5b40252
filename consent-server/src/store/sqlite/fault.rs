//! Faults of the engine, as everybody who shared a transaction is told them.

use rusqlite::ErrorCode;

use super::super::StoreError;

/// A fault that can be told more than once.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    text: String,
    corrupt: bool,
}

impl Fault {
    /// The store was closed while readers of another program still kept erased pages alive.
    pub(super) fn unscrubbed() -> Self {
        Self {
            text: "the records are erased, but another program reads the file, so that traces are left in its write-ahead \
                   log; end that program and erase once more"
                .to_owned(),
            corrupt: false,
        }
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(fault: rusqlite::Error) -> Self {
        Self {
            text: fault.to_string(),
            corrupt: is_corruption(&fault),
        }
    }
}

impl From<StoreError> for Fault {
    fn from(fault: StoreError) -> Self {
        match fault {
            StoreError::Corrupt(text) => Self { text, corrupt: true },
            other => Self {
                text: other.to_string(),
                corrupt: false,
            },
        }
    }
}

impl From<Fault> for StoreError {
    fn from(fault: Fault) -> Self {
        if fault.corrupt {
            Self::Corrupt(fault.text)
        } else {
            Self::Engine(fault.text.into())
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(fault: rusqlite::Error) -> Self {
        if is_corruption(&fault) {
            Self::Corrupt(fault.to_string())
        } else {
            Self::Engine(Box::new(fault))
        }
    }
}

fn is_corruption(fault: &rusqlite::Error) -> bool {
    matches!(
        fault.sqlite_error_code(),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
    )
}
