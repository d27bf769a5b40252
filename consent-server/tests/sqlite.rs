//! The embedded engine: every promise of the store, and what only a file can be asked.
#![cfg(feature = "server")]

use std::sync::Arc;

use consent_server::store::{SqliteOptions, SqliteStore, Store};

mod embedded;
mod suite;

/// An empty store in a folder of its own.
async fn open() -> (Arc<dyn Store>, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(folder.path().join("consent.db"), SqliteOptions::default())
        .await
        .unwrap();
    (Arc::new(store), folder)
}

suite::on_every_promise!(open);
