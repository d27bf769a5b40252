//! One server a file: a second one is told so instead of forking the log.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use super::super::StoreError;
use super::beside;

/// Holds the database for this process until it is dropped. The system lets go of it if the process dies.
#[derive(Debug)]
pub(super) struct Lock(#[expect(dead_code, reason = "held, not used: dropping it lets go")] File);

impl Lock {
    /// Takes the lock beside the database file. (Not on the file itself: SQLite keeps its own locks there.)
    pub(super) fn take(database: &Path) -> Result<Self, StoreError> {
        let path = beside(database, "lock");
        let failed = |fault: std::io::Error| {
            StoreError::Engine(format!("the lock file {} cannot be used: {fault}", path.display()).into())
        };
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {
                // An empty file is as good as none for SQLite.
                let mut made = File::options();
                private(made.create(true).append(true))
                    .open(database)
                    .map_err(|fault| {
                        StoreError::Engine(
                            format!("{} cannot be written: {fault}", database.display()).into(),
                        )
                    })?;
                Ok(Self(file))
            }
            Err(TryLockError::WouldBlock) => Err(StoreError::Engine(
                format!(
                    "another server has {} open; stop it, or give this one another file",
                    database.display()
                )
                .into(),
            )),
            Err(TryLockError::Error(fault)) => Err(failed(fault)),
        }
    }
}

/// Files that are made like this can be read by nobody else on the machine. SQLite gives the files beside a database
/// the same rights.
pub(super) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}
