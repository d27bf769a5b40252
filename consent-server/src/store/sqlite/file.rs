//! A database file as it is at one moment: read for a dump or a copy, whether a server has it open or not.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::super::{CheckpointRow, EntryRow, LoggedEntry, NoticeRow, PolicyRow, PublicKeyRow, StoreError};
use super::{beside, connect, damage, declared, log, migrate, read, seal, snapshot};

/// A file that is only read. Everything that it answers is of the moment at which it was opened.
#[derive(Debug)]
pub struct SqliteFile {
    path: PathBuf,
    connection: Connection,
}

impl SqliteFile {
    /// Opens a file. A closed one stays sealed; a server that has it open goes on undisturbed.
    ///
    /// # Errors
    /// When there is none, or it is not a database of this server.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        if !path.is_file() {
            let missing = format!("there is no file {}", path.display());
            return Err(StoreError::Engine(missing.into()));
        }
        let connection = at_this_moment(path)?;
        migrate::expect_ours(&connection)?;
        Ok(Self {
            path: path.to_owned(),
            connection,
        })
    }

    /// Every site that has a log.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn sites(&self) -> Result<Vec<String>, StoreError> {
        Ok(read::sites(&self.connection)?)
    }

    /// The number of entries in a site's log.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn size(&self, site: &str) -> Result<u64, StoreError> {
        Ok(log::size(&self.connection, site)?)
    }

    /// Entries from `from` (a seq), at most `limit`, with their records where these are not erased.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn entries(&self, site: &str, from: u64, limit: usize) -> Result<Vec<LoggedEntry>, StoreError> {
        Ok(read::entries(&self.connection, site, from, limit)?)
    }

    /// The log alone, without records.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn leaves(&self, site: &str, from: u64, limit: usize) -> Result<Vec<EntryRow>, StoreError> {
        Ok(read::leaves(&self.connection, site, from, limit)?)
    }

    /// Checkpoints from a size on, at most `limit`, the smallest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn checkpoints(&self, site: &str, from: u64, limit: usize) -> Result<Vec<CheckpointRow>, StoreError> {
        Ok(read::checkpoints(&self.connection, site, from, limit)?)
    }

    /// All policies of a site, the oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn policies(&self, site: &str) -> Result<Vec<PolicyRow>, StoreError> {
        Ok(declared::policies(&self.connection, site)?)
    }

    /// All notices of a site, the oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn notices(&self, site: &str) -> Result<Vec<NoticeRow>, StoreError> {
        Ok(declared::notices(&self.connection, site)?)
    }

    /// All public keys that ever signed here.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn public_keys(&self) -> Result<Vec<PublicKeyRow>, StoreError> {
        Ok(declared::public_keys(&self.connection)?)
    }

    /// Writes a sealed copy of what is kept now. What was erased is not in it.
    ///
    /// # Errors
    /// When there is a file at `to` already, or it cannot be written.
    pub fn copy(&self, to: &Path) -> Result<(), StoreError> {
        snapshot::write(&self.path, to)
    }
}

/// Opens a file so that every answer is of this moment, and a closed one is not even touched.
pub(super) fn at_this_moment(path: &Path) -> Result<Connection, StoreError> {
    // Only a closed file may be read without looking whether somebody writes to it.
    let is_closed =
        beside(path, "seal").exists() && !fs::metadata(seal::log_beside(path)).is_ok_and(|log| log.len() > 0);
    let connection = if is_closed {
        damage::open_unchanged(path)?
    } else {
        connect::reader(path)?
    };
    connection.execute_batch("BEGIN")?;
    Ok(connection)
}
