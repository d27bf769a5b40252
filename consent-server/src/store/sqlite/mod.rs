//! The embedded engine: one SQLite file, one thread that writes, a few connections that read.
//!
//! *Takes* batches, and shares one commit (one `fsync`) among all that wait.
//! *Gives* answers after the commit only; the writer is the sequencer, so that a new entry has its place at once.
//! *Never* opens a file that another server has open, or one that contradicts itself.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use rusqlite::{Connection, Params, Row};
use tokio::sync::oneshot;

use super::{
    ApiKey, Appended, CheckpointRow, Counted, EntryRow, Kept, LoggedEntry, NodeRow, NoticeRow, PolicyRow,
    PublicKeyRow, Sealed, Store, StoreError,
};

mod append;
mod connect;
mod damage;
mod declared;
mod erase;
mod fault;
mod file;
mod lock;
mod log;
mod migrate;
mod read;
mod readers;
mod recover;
mod report;
mod seal;
mod shelves;
mod site;
mod snapshot;
mod statement;
mod verify;
mod work;
mod writer;

pub use damage::DamagedPage;
pub use file::SqliteFile;
pub use report::{FileReport, Pages, SiteReport};
pub use verify::verify_file;

/// How an SQLite store is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SqliteOptions {
    /// Connections that read.
    pub readers: u32,
    /// Batches that may wait; one more is told [`StoreError::Busy`].
    pub queue: usize,
}

impl Default for SqliteOptions {
    fn default() -> Self {
        Self {
            readers: 4,
            queue: 1024,
        }
    }
}

/// Records and their log in one file.
#[derive(Debug)]
pub struct SqliteStore {
    path: PathBuf,
    // In this order they are dropped: the file is free only when nobody has it open any more.
    writer: writer::Writer,
    readers: readers::Readers,
    lock: Mutex<Option<lock::Lock>>,
}

impl SqliteStore {
    /// Opens a database file, makes it if there is none, and brings it to the newest form.
    ///
    /// # Errors
    /// When another server has it open, it cannot be read or written, or it contradicts itself
    /// ([`StoreError::Corrupt`]).
    pub async fn open(path: impl Into<PathBuf>, options: SqliteOptions) -> Result<Self, StoreError> {
        let path = path.into();
        apart(move || Self::open_now(path, options)).await
    }

    fn open_now(path: PathBuf, options: SqliteOptions) -> Result<Self, StoreError> {
        let lock = lock::Lock::take(&path)?;
        let sealed = match seal::check(&path)? {
            seal::Sealed::No => false,
            seal::Sealed::Whole => true,
            seal::Sealed::Broken(pages) => return Err(damage::found(&path, &pages)),
        };
        seal::take(&path)?;
        let mut connection = connect::writer(&path)?;
        migrate::migrate(&mut connection)?;
        recover::check(&connection, sealed)?;
        Ok(Self {
            writer: writer::Writer::start(connection, options.queue.max(1))?,
            readers: readers::Readers::new(&path, options.readers.max(1)),
            lock: Mutex::new(Some(lock)),
            path,
        })
    }

    /// Writes a sealed copy of what is kept at this moment, while reading and writing go on. What was erased is not in
    /// it.
    ///
    /// # Errors
    /// When there is a file at `to` already, or it cannot be written.
    pub async fn snapshot(&self, to: impl Into<PathBuf>) -> Result<(), StoreError> {
        let (from, to) = (self.path.clone(), to.into());
        apart(move || snapshot::write(&from, &to)).await
    }

    /// Runs a small change in the writer's next transaction.
    async fn write<T: Send + 'static>(
        &self,
        change: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (waiter, answer) = oneshot::channel();
        self.writer.submit(statement::Statement::boxed(change, waiter))?;
        answer.await.map_err(|_| StoreError::Closed)?
    }

    async fn read<T: Send + 'static>(
        &self,
        query: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.readers
            .read(|connection| query(connection).map_err(StoreError::from))
            .await
    }
}

#[async_trait]
impl Store for SqliteStore {
    async fn append(&self, site: &str, entries: Vec<Sealed>) -> Result<Vec<Appended>, StoreError> {
        let (waiter, answer) = oneshot::channel();
        self.writer
            .submit(Box::new(append::Append::new(site, entries, waiter)))?;
        answer.await.map_err(|_| StoreError::Closed)?
    }

    async fn record(&self, site: &str, id: [u8; 16]) -> Result<Option<Kept>, StoreError> {
        let site = site.to_owned();
        self.read(move |connection| read::record(connection, &site, id))
            .await
    }

    async fn subject(&self, site: &str, subject: &str) -> Result<Vec<Kept>, StoreError> {
        let (site, subject) = (site.to_owned(), subject.to_owned());
        self.read(move |connection| shelves::subject(connection, &site, &subject))
            .await
    }

    async fn erase(&self, site: &str, ids: &[[u8; 16]], tombstone: Sealed) -> Result<Appended, StoreError> {
        let (waiter, answer) = oneshot::channel();
        self.writer
            .submit(Box::new(erase::Erase::new(site, ids, tombstone, waiter)))?;
        answer.await.map_err(|_| StoreError::Closed)?
    }

    async fn ended(&self, site: &str, ended_before: u64, limit: usize) -> Result<Vec<[u8; 16]>, StoreError> {
        let site = site.to_owned();
        self.read(move |connection| shelves::ended(connection, &site, ended_before, limit))
            .await
    }

    async fn size(&self, site: &str) -> Result<u64, StoreError> {
        let site = site.to_owned();
        self.read(move |connection| log::size(connection, &site)).await
    }

    async fn entries(&self, site: &str, from: u64, limit: usize) -> Result<Vec<LoggedEntry>, StoreError> {
        let site = site.to_owned();
        self.read(move |connection| read::entries(connection, &site, from, limit))
            .await
    }

    async fn leaves(&self, site: &str, from: u64, limit: usize) -> Result<Vec<EntryRow>, StoreError> {
        let site = site.to_owned();
        self.read(move |connection| read::leaves(connection, &site, from, limit))
            .await
    }

    async fn seq_of(&self, site: &str, id: [u8; 16]) -> Result<Option<u64>, StoreError> {
        let site = site.to_owned();
        self.read(move |connection| read::seq_of(connection, &site, id))
            .await
    }

    async fn nodes(
        &self,
        site: &str,
        level: u8,
        from: u64,
        limit: usize,
    ) -> Result<Vec<NodeRow>, StoreError> {
        let site = site.to_owned();
        self.read(move |connection| read::nodes(connection, &site, level, from, limit))
            .await
    }

    async fn put_checkpoint(&self, site: &str, checkpoint: CheckpointRow) -> Result<(), StoreError> {
        let site = site.to_owned();
        self.write(move |connection| declared::put_checkpoint(connection, &site, &checkpoint))
            .await
    }

    async fn checkpoint(&self, site: &str) -> Result<Option<CheckpointRow>, StoreError> {
        let site = site.to_owned();
        self.read(move |connection| read::newest_checkpoint(connection, &site))
            .await
    }

    async fn checkpoints(
        &self,
        site: &str,
        from: u64,
        limit: usize,
    ) -> Result<Vec<CheckpointRow>, StoreError> {
        let site = site.to_owned();
        self.read(move |connection| read::checkpoints(connection, &site, from, limit))
            .await
    }

    async fn put_policy(&self, site: &str, policy: PolicyRow) -> Result<bool, StoreError> {
        let site = site.to_owned();
        self.write(move |connection| declared::put_policy(connection, &site, &policy))
            .await
    }

    async fn policies(&self, site: &str) -> Result<Vec<PolicyRow>, StoreError> {
        let site = site.to_owned();
        self.read(move |connection| declared::policies(connection, &site))
            .await
    }

    async fn put_notice(&self, site: &str, notice: NoticeRow) -> Result<bool, StoreError> {
        let site = site.to_owned();
        self.write(move |connection| declared::put_notice(connection, &site, &notice))
            .await
    }

    async fn notice(&self, site: &str, digest: &str) -> Result<Option<NoticeRow>, StoreError> {
        let (site, digest) = (site.to_owned(), digest.to_owned());
        self.read(move |connection| declared::notice(connection, &site, &digest))
            .await
    }

    async fn notices(&self, site: &str) -> Result<Vec<NoticeRow>, StoreError> {
        let site = site.to_owned();
        self.read(move |connection| declared::notices(connection, &site))
            .await
    }

    async fn tallies(&self, site: &str, from: u32, to: u32) -> Result<Vec<Counted>, StoreError> {
        let site = site.to_owned();
        self.read(move |connection| declared::tallies(connection, &site, from, to))
            .await
    }

    async fn put_api_key(&self, key: ApiKey) -> Result<(), StoreError> {
        self.write(move |connection| declared::put_api_key(connection, &key))
            .await
    }

    async fn api_keys(&self) -> Result<Vec<ApiKey>, StoreError> {
        self.read(declared::api_keys).await
    }

    async fn revoke_api_key(&self, name: &str, at: u64) -> Result<bool, StoreError> {
        let name = name.to_owned();
        self.write(move |connection| declared::revoke_api_key(connection, &name, at))
            .await
    }

    async fn put_public_key(&self, key: PublicKeyRow) -> Result<(), StoreError> {
        self.write(move |connection| declared::put_public_key(connection, &key))
            .await
    }

    async fn public_keys(&self) -> Result<Vec<PublicKeyRow>, StoreError> {
        self.read(declared::public_keys).await
    }

    async fn put_link(&self, site: &str, subject: &str, account: &str) -> Result<(), StoreError> {
        let (site, subject, account) = (site.to_owned(), subject.to_owned(), account.to_owned());
        self.write(move |connection| declared::put_link(connection, &site, &subject, &account))
            .await
    }

    async fn linked(&self, site: &str, account: &str) -> Result<Vec<String>, StoreError> {
        let (site, account) = (site.to_owned(), account.to_owned());
        self.read(move |connection| declared::linked(connection, &site, &account))
            .await
    }

    async fn ping(&self) -> Result<(), StoreError> {
        self.read(|connection| connection.query_row("SELECT 1", [], |_| Ok(())))
            .await
    }

    fn waiting(&self) -> usize {
        self.writer.waiting()
    }

    async fn close(&self) {
        // The readers first: the last connection to go empties the write-ahead log, and that is the writer.
        self.readers.close().await;
        self.writer.close().await;
        let lock = self.lock.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(lock) = lock else { return };
        let path = self.path.clone();
        let sealing = apart(move || {
            let sealed = seal::put(&path);
            drop(lock);
            sealed
        });
        if let Err(fault) = sealing.await {
            tracing::warn!(%fault, "the database is closed and has no seal; the next start checks its log instead");
        }
    }
}

/// Does what waits for a disk where waiting harms nobody.
async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|fault| StoreError::Engine(Box::new(fault)))?
}

/// All rows of a query.
fn rows<T>(
    connection: &Connection,
    sql: &str,
    parameters: impl Params,
    row: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    connection
        .prepare_cached(sql)?
        .query_map(parameters, row)?
        .collect()
}

/// A count or a time as SQLite keeps it. Beyond 63 bits there is none that we meet.
fn whole(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A count or a time as it was kept.
fn unsigned(row: &Row<'_>, at: usize) -> rusqlite::Result<u64> {
    let number: i64 = row.get(at)?;
    u64::try_from(number).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(at, number))
}

/// The path of a file that lies beside the database.
fn beside(database: &Path, extension: &str) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(".");
    name.push(extension);
    name.into()
}
