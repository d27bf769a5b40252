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
    /// A fault that is not about the content of the file.
    pub(super) fn engine(text: &str) -> Self {
        Self {
            text: text.to_owned(),
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
