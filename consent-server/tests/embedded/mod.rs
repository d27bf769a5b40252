//! What only a file can be asked: to be opened again, to be torn, to be searched for what was erased.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use consent_server::store::{SqliteOptions, SqliteStore, Store};

use super::suite::declared::{checkpoint, public_key};
use super::suite::samples::{DAY, SITE, fill, publish, settled, tombstone};

mod crowded;
mod erased;
mod opening;
mod refusing;
mod sealing;
mod shelves;

/// Opens a file.
async fn open(path: &Path) -> Arc<SqliteStore> {
    Arc::new(SqliteStore::open(path, SqliteOptions::default()).await.unwrap())
}

/// A log with everything in it: published texts, a few hundred decisions, an erasure, checkpoints.
async fn lived_in(path: &Path) -> Arc<SqliteStore> {
    let store = open(path).await;
    let shared: Arc<dyn Store> = store.clone();
    store.put_public_key(public_key()).await.unwrap();
    publish(&shared, SITE).await;
    let kept = fill(&shared, SITE, 0, 300).await;
    store
        .put_checkpoint(SITE, checkpoint(&shared, SITE, 280).await)
        .await
        .unwrap();
    let erased = [kept[7].id];
    store
        .erase(SITE, &erased, tombstone(SITE, DAY, &erased))
        .await
        .unwrap();
    settled(&shared, SITE, 303).await;
    store
        .put_checkpoint(SITE, checkpoint(&shared, SITE, 303).await)
        .await
        .unwrap();
    store
}

/// The file beside the database with this ending.
fn beside(path: &Path, ending: &str) -> PathBuf {
    PathBuf::from(format!("{}{ending}", path.display()))
}

/// Bytes as letters of Latin-1: the standard library searches texts fast, and bytes slowly.
fn latin(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

/// All bytes that an engine has on the disk.
struct Disk(String);

impl Disk {
    fn of(path: &Path) -> Self {
        let endings = ["", "-wal", "-shm", "-journal"];
        let files = endings.map(|ending| std::fs::read(beside(path, ending)).unwrap_or_default());
        Self(latin(&files.concat()))
    }

    fn has(&self, sought: &[u8]) -> bool {
        self.0.contains(&latin(sought))
    }
}
