//! More than can be written, and a disk that does not take it: everybody is told the truth.

use std::sync::Arc;
use std::time::Duration;

use consent_server::store::{Appended, SqliteOptions, SqliteStore, Store, StoreError};
use rusqlite::Connection;

use super::super::suite::samples::{SITE, decisions, fill, settled};
use super::open;

#[tokio::test]
async fn whoever_comes_too_many_is_told_to_come_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("consent.db");
    let options = SqliteOptions {
        queue: 3,
        ..SqliteOptions::default()
    };
    let store = Arc::new(SqliteStore::open(&path, options).await.unwrap());
    let shared: Arc<dyn Store> = store.clone();
    fill(&shared, SITE, 0, 20).await;

    // Another program holds the file, so that the writer waits with whatever it has taken.
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let batches: Vec<_> = (1..=20).map(|n| decisions(SITE, n * 100, 5)).collect();
    let mut asked = Vec::new();
    for batch in &batches {
        let (store, batch) = (Arc::clone(&store), batch.clone());
        asked.push(tokio::spawn(async move { store.append(SITE, batch).await }));
    }
    while asked.iter().filter(|one| one.is_finished()).count() < 20 - 3 - 3 - 1 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    assert!(store.waiting() > 0);
    other.execute_batch("ROLLBACK").unwrap();

    let (mut kept, mut told) = (0, 0);
    for (one, batch) in futures::future::join_all(asked).await.into_iter().zip(&batches) {
        match one.unwrap() {
            Ok(appended) => {
                assert!(appended.iter().all(|one| matches!(one, Appended::New { .. })));
                kept += 1;
            }
            Err(StoreError::Busy) => {
                assert_eq!(store.record(SITE, batch[0].id).await.unwrap(), None);
                told += 1;
            }
            Err(fault) => panic!("{fault}"),
        }
    }
    assert!(kept >= 3 && told >= 13, "{kept} were kept, {told} told");
    settled(&shared, SITE, 20 + kept * 5).await;
    assert_eq!(store.waiting(), 0);

    // They come again.
    for batch in batches {
        store.append(SITE, batch).await.unwrap();
    }
    settled(&shared, SITE, 120).await;
}

#[tokio::test]
async fn a_commit_that_fails_keeps_nothing_and_the_next_one_works() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("consent.db");
    let store = open(&path).await;
    let shared: Arc<dyn Store> = store.clone();
    fill(&shared, SITE, 0, 300).await;

    // A fault of the engine in the middle of a transaction, after rows have been written in it.
    let other = Connection::open(&path).unwrap();
    other
        .execute_batch(
            "CREATE TRIGGER fault BEFORE INSERT ON entries WHEN NEW.seq = 310
            BEGIN SELECT RAISE(ABORT, 'the disk is full'); END",
        )
        .unwrap();
    let batch = decisions(SITE, 1000, 20);
    let fault = store.append(SITE, batch.clone()).await.unwrap_err();
    assert!(matches!(fault, StoreError::Engine(_)), "{fault}");
    assert!(fault.to_string().contains("the disk is full"));
    assert_eq!(store.size(SITE).await.unwrap(), 300);
    for sealed in &batch {
        assert_eq!(store.record(SITE, sealed.id).await.unwrap(), None);
    }
    let counted: u64 = store
        .tallies(SITE, 0, u32::MAX >> 1)
        .await
        .unwrap()
        .iter()
        .map(|one| one.count)
        .sum();
    assert_eq!(counted, 300);

    // It passes: the tree goes on where the log does.
    other.execute_batch("DROP TRIGGER fault").unwrap();
    drop(other);
    store.append(SITE, batch).await.unwrap();
    settled(&shared, SITE, 320).await;
    store.close().await;
    open(&path).await;
}
