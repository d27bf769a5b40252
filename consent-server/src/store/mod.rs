//! Stage 6, prove: where records are kept, behind one trait with two engines.
//!
//! *Takes* sealed entries, in batches.
//! *Gives* them back with their place in the site's log, whole or erased.
//! *Never* changes a row: a record is written once and may be erased; the log only grows.

use async_trait::async_trait;

mod rows;
pub use rows::{
    ApiKey, Appended, CheckpointRow, Counted, EntryRow, Kept, LoggedEntry, NodeRow, NoticeRow, PolicyRow,
    PublicKeyRow, Sealed, Tally,
};

mod error;
pub use error::{Conflict, StoreError};

pub mod tree;

mod sqlite;
pub use sqlite::{
    DamagedPage, FileReport, Pages, SiteReport, SqliteFile, SqliteOptions, SqliteStore, verify_file,
};

mod postgres;
pub use postgres::{PostgresOptions, PostgresStore};

/// A place for records, and for the log over them.
///
/// Every method names the site first: rows of two sites never meet in one answer.
#[async_trait]
pub trait Store: Send + Sync + std::fmt::Debug + 'static {
    /// Makes entries durable, all or none, and answers only then. An id that is kept already with the same
    /// content answers as it did the first time.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when an id is kept with other content or was erased, or a consent string came
    /// before under another id; [`StoreError::Busy`] when too much is waiting; else when the engine fails.
    async fn append(&self, site: &str, entries: Vec<Sealed>) -> Result<Vec<Appended>, StoreError>;

    /// One record, unless it is unknown or erased.
    async fn record(&self, site: &str, id: [u8; 16]) -> Result<Option<Kept>, StoreError>;

    /// All records of one subject, the oldest first.
    async fn subject(&self, site: &str, subject: &str) -> Result<Vec<Kept>, StoreError>;

    /// Erases these records and appends the tombstone that says so, in one transaction. When it answers, their
    /// content and salts are in no file of the engine any more. Ids that are unknown or erased are passed over;
    /// a subject that is left without records loses its links, too.
    async fn erase(&self, site: &str, ids: &[[u8; 16]], tombstone: Sealed) -> Result<Appended, StoreError>;

    /// Records whose proof has been superseded or has expired before `ended_before` (ms since 1970); at most
    /// `limit`, the oldest first.
    async fn ended(&self, site: &str, ended_before: u64, limit: usize) -> Result<Vec<[u8; 16]>, StoreError>;

    /// The number of entries in the site's log.
    async fn size(&self, site: &str) -> Result<u64, StoreError>;

    /// Entries from `from` (a seq), at most `limit`, with their records where these are not erased.
    async fn entries(&self, site: &str, from: u64, limit: usize) -> Result<Vec<LoggedEntry>, StoreError>;

    /// Leaf hashes' ingredients from `from`, at most `limit`: the log alone, without records.
    async fn leaves(&self, site: &str, from: u64, limit: usize) -> Result<Vec<EntryRow>, StoreError>;

    /// Where an id stands in the log; nothing while it waits for its place.
    async fn seq_of(&self, site: &str, id: [u8; 16]) -> Result<Option<u64>, StoreError>;

    /// Roots of complete subtrees of 256 to the power of `level` leaves, from `from`, at most `limit`.
    async fn nodes(&self, site: &str, level: u8, from: u64, limit: usize)
    -> Result<Vec<NodeRow>, StoreError>;

    /// Keeps a checkpoint; one of the same size is kept already if another node was quicker.
    async fn put_checkpoint(&self, site: &str, checkpoint: CheckpointRow) -> Result<(), StoreError>;

    /// The newest checkpoint.
    async fn checkpoint(&self, site: &str) -> Result<Option<CheckpointRow>, StoreError>;

    /// All checkpoints from a size on, at most `limit`, the smallest first.
    async fn checkpoints(
        &self,
        site: &str,
        from: u64,
        limit: usize,
    ) -> Result<Vec<CheckpointRow>, StoreError>;

    /// Keeps a policy; one of the same fingerprint and text is kept already. Tells whether it is new.
    async fn put_policy(&self, site: &str, policy: PolicyRow) -> Result<bool, StoreError>;

    /// All policies of a site, the oldest first.
    async fn policies(&self, site: &str) -> Result<Vec<PolicyRow>, StoreError>;

    /// Keeps a notice for ever. Tells whether it is new.
    async fn put_notice(&self, site: &str, notice: NoticeRow) -> Result<bool, StoreError>;

    /// A notice by its digest.
    async fn notice(&self, site: &str, digest: &str) -> Result<Option<NoticeRow>, StoreError>;

    /// Digests of all notices of a site.
    async fn notices(&self, site: &str) -> Result<Vec<NoticeRow>, StoreError>;

    /// Counts from day to day (days since 1970, both included).
    async fn tallies(&self, site: &str, from: u32, to: u32) -> Result<Vec<Counted>, StoreError>;

    /// Keeps a hashed API key.
    async fn put_api_key(&self, key: ApiKey) -> Result<(), StoreError>;

    /// All API keys, revoked ones too.
    async fn api_keys(&self) -> Result<Vec<ApiKey>, StoreError>;

    /// Revokes a key by name. Tells whether there was one.
    async fn revoke_api_key(&self, name: &str, at: u64) -> Result<bool, StoreError>;

    /// Makes a public key known, or says when it stopped signing. Keys are never removed.
    async fn put_public_key(&self, key: PublicKeyRow) -> Result<(), StoreError>;

    /// All public keys that ever signed here.
    async fn public_keys(&self) -> Result<Vec<PublicKeyRow>, StoreError>;

    /// Links a subject to an account's pseudonym.
    async fn put_link(&self, site: &str, subject: &str, account: &str) -> Result<(), StoreError>;

    /// Subjects that are linked to an account's pseudonym.
    async fn linked(&self, site: &str, account: &str) -> Result<Vec<String>, StoreError>;

    /// Whether the engine answers.
    async fn ping(&self) -> Result<(), StoreError>;

    /// How many entries wait to be made durable or to get their place.
    fn waiting(&self) -> usize;

    /// Makes everything durable that has been taken, and closes.
    async fn close(&self);
}
