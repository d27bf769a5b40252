//! Opens connections, each with the settings that durability and erasure rest on.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::super::StoreError;
use super::{migrate, seal};

/// Opens the one connection that writes, and makes the file if there is none.
pub(super) fn writer(path: &Path) -> Result<Connection, StoreError> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    settle(&connection)?;
    // Before anything is changed: somebody else's file stays as it is.
    migrate::expect_ours(&connection)?;
    connection.pragma_update(None, "page_size", seal::PAGE as i64)?;
    let mode: String = connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))?;
    if mode != "wal" {
        return Err(StoreError::Engine(
            format!("the file's journal mode is {mode}; put it on a local file system, where WAL works")
                .into(),
        ));
    }
    // An answer is given after the commit; with FULL the commit is on the disk by then.
    connection.pragma_update(None, "synchronous", "FULL")?;
    // What is erased is overwritten, not only unlinked.
    connection.pragma_update(None, "secure_delete", "ON")?;
    // REPLACE deletes; with this the triggers that refuse deletion see it.
    connection.pragma_update(None, "recursive_triggers", "ON")?;
    connection.pragma_update(None, "cache_size", -WRITER_CACHE_KIB)?;
    connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
    Ok(connection)
}

/// Opens a connection that only reads.
pub(super) fn reader(path: &Path) -> Result<Connection, StoreError> {
    let connection = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    settle(&connection)?;
    Ok(connection)
}

fn settle(connection: &Connection) -> Result<(), StoreError> {
    connection.busy_timeout(BUSY)?;
    // Nothing of a record goes into temporary files.
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    // A page that contradicts itself is reported, not followed.
    connection.pragma_update(None, "cell_size_check", "ON")?;
    connection.pragma_update(None, "trusted_schema", "OFF")?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(())
}

/// How long one connection waits for another.
pub(super) const BUSY: Duration = Duration::from_secs(5);

/// After each commit SQLite looks at every page it holds: more than this costs more than it saves.
const WRITER_CACHE_KIB: i32 = 16 * 1024;
/// 64 MiB: pages that many commits write go into the file once.
const CHECKPOINT_PAGES: u32 = 16_000;
const STATEMENTS: usize = 64;
