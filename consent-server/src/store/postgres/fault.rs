//! Faults of the engine: which of them pass by themselves, and how they are told.

use std::error::Error;
use std::fmt;

use deadpool_postgres::PoolError;
use tokio_postgres::error::SqlState;

use super::super::StoreError;

/// Why something was not done.
#[derive(Debug)]
pub(super) enum Fault {
    /// The engine, or the way to it.
    Engine(tokio_postgres::Error),
    /// No connection was to be had.
    Pool(PoolError),
    /// Rows went away between two looks; a third finds the truth.
    Moved,
    /// What is kept contradicts itself.
    Corrupt(String),
}

impl Fault {
    /// Whether the same may succeed when it is tried again.
    ///
    /// What is tried again may have been done: then the connection broke before the answer came. Everything that is
    /// written here can be written twice without a difference.
    pub(super) fn passes(&self) -> bool {
        match self {
            Self::Moved => true,
            Self::Corrupt(_) => false,
            Self::Engine(fault) | Self::Pool(PoolError::Backend(fault)) => passes(fault),
            Self::Pool(fault) => matches!(fault, PoolError::Timeout(_) | PoolError::PostCreateHook(_)),
        }
    }

    /// Whether the engine refused it because it is there already.
    pub(super) fn is_there_already(&self) -> bool {
        let state = match self {
            Self::Engine(fault) => fault.code(),
            _ => None,
        };
        // Two that create a table at once can also meet in the engine's own catalogue.
        state.is_some_and(|state| {
            [
                &SqlState::UNIQUE_VIOLATION,
                &SqlState::DUPLICATE_TABLE,
                &SqlState::DUPLICATE_OBJECT,
                &SqlState::INTERNAL_ERROR,
            ]
            .contains(&state)
        })
    }
}

fn passes(fault: &tokio_postgres::Error) -> bool {
    let Some(state) = fault.code() else {
        // Not the engine's word, so it is about the connection: refused, closed, or cut off.
        return fault.is_closed() || fault.source().is_some_and(|source| source.is::<std::io::Error>());
    };
    [
        SqlState::T_R_SERIALIZATION_FAILURE,
        SqlState::T_R_DEADLOCK_DETECTED,
        SqlState::ADMIN_SHUTDOWN,
        SqlState::CRASH_SHUTDOWN,
        SqlState::CANNOT_CONNECT_NOW,
        SqlState::TOO_MANY_CONNECTIONS,
        SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT,
    ]
    .contains(state)
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let outer: &dyn Error = match self {
            Self::Engine(fault) => fault,
            Self::Pool(fault) => fault,
            Self::Moved => return f.write_str("rows changed while they were looked at, again and again"),
            Self::Corrupt(what) => return f.write_str(what),
        };
        // The engine's own words stand in the innermost.
        write!(f, "{outer}")?;
        let mut source = outer.source();
        while let Some(inner) = source {
            write!(f, ": {inner}")?;
            source = inner.source();
        }
        Ok(())
    }
}

impl Error for Fault {}

impl From<tokio_postgres::Error> for Fault {
    fn from(fault: tokio_postgres::Error) -> Self {
        Self::Engine(fault)
    }
}

impl From<PoolError> for Fault {
    fn from(fault: PoolError) -> Self {
        Self::Pool(fault)
    }
}

impl From<Fault> for StoreError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Corrupt(what) => Self::Corrupt(what),
            Fault::Pool(PoolError::Closed) => Self::Closed,
            other => Self::Engine(Box::new(other)),
        }
    }
}

impl Fault {
    /// The same fault for another who waits for the same transaction.
    pub(super) fn told_again(&self) -> StoreError {
        match self {
            Self::Corrupt(what) => StoreError::Corrupt(what.clone()),
            Self::Pool(PoolError::Closed) => StoreError::Closed,
            other => StoreError::Engine(other.to_string().into()),
        }
    }
}
