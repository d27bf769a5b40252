//! Opening: once at a time, after a close, after a crash, and not when the file contradicts itself.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use consent_core::receipt::{Checkpoint, Hash, Seal};
use consent_server::store::{CheckpointRow, SqliteOptions, SqliteStore, Store, StoreError, tree};
use rusqlite::Connection;

use super::super::suite::samples::{SITE, START, decisions, fill, log_of, seal};
use super::{beside, lived_in, open};

/// Everything that can be asked of a site's log.
async fn told(store: &SqliteStore) -> String {
    format!(
        "{:?} {:?} {:?} {:?} {:?}",
        store.entries(SITE, 0, 10_000).await.unwrap(),
        store.nodes(SITE, 1, 0, 100).await.unwrap(),
        store.checkpoints(SITE, 0, 100).await.unwrap(),
        store.tallies(SITE, 0, u32::MAX >> 1).await.unwrap(),
        tree::root(store, SITE, store.size(SITE).await.unwrap())
            .await
            .unwrap(),
    )
}

async fn refused(path: &Path) -> String {
    match SqliteStore::open(path, SqliteOptions::default()).await {
        Err(StoreError::Corrupt(how)) => how,
        other => panic!("it must be refused: {other:?}"),
    }
}

#[tokio::test]
async fn what_was_kept_is_there_after_a_close() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("consent.db");
    let store = lived_in(&path).await;
    let before = told(&store).await;
    store.close().await;
    assert!(beside(&path, ".seal").exists());
    assert!(!beside(&path, "-wal").exists());

    let store = open(&path).await;
    assert!(!beside(&path, ".seal").exists(), "a file in use has no seal");
    assert_eq!(told(&store).await, before);
    // And it goes on where it stopped.
    let shared: Arc<dyn Store> = store.clone();
    fill(&shared, SITE, 1000, 300).await;
    let expected = tree::root(&*store, SITE, 603).await.unwrap();
    store.close().await;
    assert_eq!(
        tree::root(&*open(&path).await, SITE, 603).await.unwrap(),
        expected
    );
}

#[tokio::test]
async fn what_was_answered_is_there_after_a_crash() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("consent.db");
    let store = lived_in(&path).await;
    let before = told(&store).await;

    // The disk as it is at this moment, while the store is open: as after a kill.
    let crashed = folder.path().join("crashed.db");
    for ending in ["", "-wal"] {
        fs::copy(beside(&path, ending), beside(&crashed, ending)).unwrap();
    }
    assert!(
        fs::metadata(beside(&crashed, "-wal")).unwrap().len() > 0,
        "there is something to recover"
    );
    let again = open(&crashed).await;
    assert_eq!(told(&again).await, before);

    // And one that went without closing.
    drop(store);
    assert!(!beside(&path, ".seal").exists());
    assert_eq!(told(&*open(&path).await).await, before);
}

#[tokio::test]
async fn a_commit_that_was_torn_was_never_answered() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("consent.db");
    let store = lived_in(&path).await;
    let before = told(&store).await;
    let length = fs::metadata(beside(&path, "-wal")).unwrap().len();
    store.append(SITE, decisions(SITE, 5000, 20)).await.unwrap();

    // The power went before the last batch was on the disk as a whole: it never answered, and leaves nothing.
    let whole = fs::read(beside(&path, "-wal")).unwrap();
    for cut in [
        0,
        1,
        23,
        24,
        4000,
        5000,
        (whole.len() as u64 - length) as usize - 1,
    ] {
        let torn = folder.path().join(format!("torn-{cut}.db"));
        fs::copy(&path, &torn).unwrap();
        fs::write(beside(&torn, "-wal"), &whole[..length as usize + cut]).unwrap();
        let store = open(&torn).await;
        assert_eq!(told(&store).await, before, "cut after {cut} bytes");
        store.append(SITE, decisions(SITE, 5000, 20)).await.unwrap();
        assert_eq!(store.size(SITE).await.unwrap(), 323);
    }
}

#[tokio::test]
async fn one_file_has_one_server() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("consent.db");
    let store = open(&path).await;
    let second = SqliteStore::open(&path, SqliteOptions::default())
        .await
        .unwrap_err();
    assert!(second.to_string().contains("another server has"), "{second}");
    store.close().await;
    let third = open(&path).await;
    drop(store);
    assert!(
        SqliteStore::open(&path, SqliteOptions::default()).await.is_err(),
        "the lock is the third's now"
    );
    drop(third);
    open(&path).await;
}

#[tokio::test]
async fn what_is_not_ours_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other.db");
    Connection::open(&path)
        .unwrap()
        .execute_batch("CREATE TABLE theirs (a); PRAGMA user_version = 1")
        .unwrap();
    let before = fs::read(&path).unwrap();
    assert!(refused(&path).await.contains("not a database of this server"));
    assert_eq!(fs::read(&path).unwrap(), before);

    let text = folder.path().join("text.db");
    fs::write(
        &text,
        "not a database at all, but long enough to have a header of one hundred bytes. ".repeat(9),
    )
    .unwrap();
    assert!(!refused(&text).await.is_empty());

    let newer = folder.path().join("newer.db");
    open(&newer).await.close().await;
    fs::remove_file(beside(&newer, ".seal")).unwrap();
    Connection::open(&newer)
        .unwrap()
        .pragma_update(None, "user_version", 99)
        .unwrap();
    assert!(refused(&newer).await.contains("run the newer program"));
}

#[tokio::test]
async fn a_log_that_contradicts_itself_is_not_served() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("consent.db");
    lived_in(&path).await.close().await;
    // Whoever writes into the file also takes the triggers and the seal away.
    let broken = async |name: &str, sql: &str| {
        let path = {
            let broken = folder.path().join(name);
            fs::copy(&path, &broken).unwrap();
            broken
        };
        let connection = Connection::open(&path).unwrap();
        let triggers: Vec<String> = {
            let mut names = connection
                .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
                .unwrap();
            names
                .query_map([], |row| row.get(0))
                .unwrap()
                .map(Result::unwrap)
                .collect()
        };
        for trigger in triggers {
            connection
                .execute_batch(&format!("DROP TRIGGER {trigger}"))
                .unwrap();
        }
        let changed = connection.execute(sql, []).unwrap();
        assert!(changed > 0, "{sql}");
        drop(connection);
        refused(&path).await
    };
    let said = [
        (
            "node",
            "UPDATE nodes SET hash = randomblob(32)",
            "another root than was signed",
        ),
        ("no-node", "DELETE FROM nodes", "0 nodes of level 1"),
        (
            "node-too-many",
            "INSERT INTO nodes VALUES ('ngager', 2, 0, randomblob(32))",
            "1 nodes of level 2",
        ),
        (
            "leaf",
            "UPDATE entries SET commitment = randomblob(32) WHERE seq = 300",
            "another root than was signed",
        ),
        ("gap", "DELETE FROM entries WHERE seq = 40", "has 302 entries"),
        (
            "gap-at-the-edge",
            "DELETE FROM entries WHERE seq = 300",
            "lacks some of the entries",
        ),
        (
            "cut",
            "DELETE FROM entries WHERE seq > 290",
            "303 entries were signed, and 291 are there",
        ),
        (
            "note",
            "UPDATE checkpoints SET note = replace(note, '303', '302')",
            "was changed",
        ),
        (
            "size",
            "UPDATE checkpoints SET size = 304 WHERE size = 303",
            "is of consent.example.se/ngager at 303",
        ),
        (
            "key",
            "UPDATE public_keys SET kid = 'elevenchars'",
            "is not the one that has that name",
        ),
        ("no-key", "DELETE FROM public_keys", "a key that is not known"),
    ];
    for (name, sql, expected) in said {
        let how = broken(name, sql).await;
        assert!(how.contains(expected), "{name}: {how}");
    }
}

#[tokio::test]
async fn a_checkpoint_by_a_stranger_is_not_believed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("consent.db");
    let store = lived_in(&path).await;
    let head = |size, root, key: &Seal| CheckpointRow {
        size,
        at: START,
        note: Checkpoint {
            log: log_of(SITE),
            size,
            root,
        }
        .sign(&[key]),
    };
    let shared: Arc<dyn Store> = store.clone();
    fill(&shared, SITE, 1000, 2).await;
    let root = tree::root(&*store, SITE, 305).await.unwrap();
    store
        .put_checkpoint(SITE, head(305, root, &Seal::from_secret([9; 32])))
        .await
        .unwrap();
    store.close().await;
    assert!(refused(&path).await.contains("a key that is not known"));

    // A key of ours that signs another history.
    let path = folder.path().join("forked.db");
    let store = lived_in(&path).await;
    let shared: Arc<dyn Store> = store.clone();
    fill(&shared, SITE, 1000, 2).await;
    store
        .put_checkpoint(SITE, head(305, Hash::of_nothing(), &seal()))
        .await
        .unwrap();
    store.close().await;
    assert!(refused(&path).await.contains("another root than was signed"));
}
