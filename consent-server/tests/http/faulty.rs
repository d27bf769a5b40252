//! A real store that fails when it is told to.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use consent_server::store::{
    ApiKey, Appended, CheckpointRow, Counted, EntryRow, Kept, LoggedEntry, NodeRow, NoticeRow, PolicyRow,
    PublicKeyRow, Sealed, SqliteStore, Store, StoreError,
};

/// How it fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Fault {
    None,
    /// Too much is waiting to be written; reading goes on.
    Busy,
    Closed,
    Engine,
    /// Nothing is answered until the fault is taken away.
    Stuck,
    Corrupt,
    /// No checkpoint can be kept.
    Unsigned,
}

/// A real store behind a fault.
#[derive(Debug)]
pub(crate) struct Faulty {
    store: SqliteStore,
    fault: AtomicU8,
}

impl Faulty {
    pub(crate) fn new(store: SqliteStore) -> Arc<Self> {
        Arc::new(Self {
            store,
            fault: AtomicU8::new(Fault::None as u8),
        })
    }

    pub(crate) fn set(&self, fault: Fault) {
        self.fault.store(fault as u8, Ordering::SeqCst);
    }

    fn has(&self, fault: Fault) -> bool {
        self.fault.load(Ordering::SeqCst) == fault as u8
    }

    async fn may_read(&self) -> Result<(), StoreError> {
        while self.has(Fault::Stuck) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        if self.has(Fault::Closed) {
            return Err(StoreError::Closed);
        }
        if self.has(Fault::Engine) {
            return Err(StoreError::Engine("the disk is on fire".into()));
        }
        if self.has(Fault::Corrupt) {
            return Err(StoreError::Corrupt("two and two is five".into()));
        }
        Ok(())
    }

    async fn may_write(&self) -> Result<(), StoreError> {
        if self.has(Fault::Busy) {
            return Err(StoreError::Busy);
        }
        self.may_read().await
    }

    async fn may_sign(&self) -> Result<(), StoreError> {
        if self.has(Fault::Unsigned) {
            return Err(StoreError::Busy);
        }
        self.may_write().await
    }
}

/// Asks the real store, if it may.
macro_rules! ask {
    ($($may:ident fn $name:ident($($argument:ident: $type:ty),*) -> $result:ty;)+) => {
        #[async_trait]
        impl Store for Faulty {
            $(async fn $name(&self, $($argument: $type),*) -> Result<$result, StoreError> {
                self.$may().await?;
                self.store.$name($($argument),*).await
            })+

            fn waiting(&self) -> usize {
                self.store.waiting()
            }

            async fn close(&self) {
                self.store.close().await;
            }
        }
    };
}

ask! {
    may_write fn append(site: &str, entries: Vec<Sealed>) -> Vec<Appended>;
    may_read fn record(site: &str, id: [u8; 16]) -> Option<Kept>;
    may_read fn subject(site: &str, subject: &str) -> Vec<Kept>;
    may_write fn erase(site: &str, ids: &[[u8; 16]], tombstone: Sealed) -> Appended;
    may_read fn ended(site: &str, ended_before: u64, limit: usize) -> Vec<[u8; 16]>;
    may_read fn size(site: &str) -> u64;
    may_read fn entries(site: &str, from: u64, limit: usize) -> Vec<LoggedEntry>;
    may_read fn leaves(site: &str, from: u64, limit: usize) -> Vec<EntryRow>;
    may_read fn seq_of(site: &str, id: [u8; 16]) -> Option<u64>;
    may_read fn nodes(site: &str, level: u8, from: u64, limit: usize) -> Vec<NodeRow>;
    may_sign fn put_checkpoint(site: &str, checkpoint: CheckpointRow) -> ();
    may_read fn checkpoint(site: &str) -> Option<CheckpointRow>;
    may_read fn checkpoints(site: &str, from: u64, limit: usize) -> Vec<CheckpointRow>;
    may_write fn put_policy(site: &str, policy: PolicyRow) -> bool;
    may_read fn policies(site: &str) -> Vec<PolicyRow>;
    may_write fn put_notice(site: &str, notice: NoticeRow) -> bool;
    may_read fn notice(site: &str, digest: &str) -> Option<NoticeRow>;
    may_read fn notices(site: &str) -> Vec<NoticeRow>;
    may_read fn tallies(site: &str, from: u32, to: u32) -> Vec<Counted>;
    may_write fn put_api_key(key: ApiKey) -> ();
    may_read fn api_keys() -> Vec<ApiKey>;
    may_write fn revoke_api_key(name: &str, at: u64) -> bool;
    may_write fn put_public_key(key: PublicKeyRow) -> ();
    may_read fn public_keys() -> Vec<PublicKeyRow>;
    may_write fn put_link(site: &str, subject: &str, account: &str) -> ();
    may_read fn linked(site: &str, account: &str) -> Vec<String>;
    may_read fn ping() -> ();
}
