//! The file itself refuses what must never be done to it.

use consent_server::store::Store as _;
use rusqlite::Connection;

use super::lived_in;

#[tokio::test]
async fn rows_of_the_log_are_neither_changed_nor_deleted() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("consent.db");
    let store = lived_in(&path).await;
    store.close().await;
    let connection = Connection::open(&path).unwrap();
    connection
        .pragma_update(None, "recursive_triggers", true)
        .unwrap();
    let refused = [
        "UPDATE entries SET commitment = randomblob(32)",
        "DELETE FROM entries WHERE seq = 5",
        "REPLACE INTO entries SELECT site, seq, id, randomblob(32) FROM entries WHERE seq = 5",
        "UPDATE nodes SET hash = randomblob(32)",
        "DELETE FROM nodes",
        "UPDATE checkpoints SET note = ''",
        "DELETE FROM checkpoints",
        "UPDATE policies SET json = '{}'",
        "DELETE FROM policies",
        "UPDATE notices SET json = '{}'",
        "DELETE FROM notices",
        "DELETE FROM public_keys",
        "UPDATE public_keys SET public = randomblob(32)",
        "UPDATE public_keys SET not_before = 0",
        "DELETE FROM records",
        "UPDATE records SET body = '{}'",
        "UPDATE records SET body = NULL",
        "UPDATE records SET expires_at = expires_at + 1",
        "UPDATE records SET id = NULL",
        "UPDATE records SET seq = seq + 1",
        "UPDATE records SET who = NULL, what = NULL, event = NULL, received_at = NULL, expires_at = NULL, kid = NULL,
            salt = NULL, signature = NULL, body = NULL, site = 'other'",
    ];
    for sql in refused {
        let refused = connection.execute(sql, []).unwrap_err().to_string();
        let why = ["the log only grows", "stays known", "is erased, not"];
        assert!(why.iter().any(|why| refused.contains(why)), "{sql}: {refused}");
    }
    // A key may stop signing, and only once.
    let stop = "UPDATE public_keys SET not_after = 5";
    assert_eq!(connection.execute(stop, []).unwrap(), 1);
    assert!(connection.execute(stop, []).is_err());
}

#[tokio::test]
async fn rows_have_the_shape_they_must_have() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("consent.db");
    lived_in(&path).await.close().await;
    let connection = Connection::open(&path).unwrap();
    let refused = [
        "INSERT INTO entries VALUES ('ngager', 0, randomblob(16), randomblob(32))",
        "INSERT INTO entries VALUES ('ngager', 999, randomblob(15), randomblob(32))",
        "INSERT INTO entries VALUES ('ngager', -1, randomblob(16), randomblob(32))",
        "INSERT INTO nodes VALUES ('ngager', 0, 9, randomblob(32))",
        "INSERT INTO records (site, id) SELECT site, id FROM entries WHERE seq = 3",
        "INSERT INTO records (site, id, salt) VALUES ('ngager', randomblob(16), randomblob(31))",
    ];
    for sql in refused {
        let refused = connection.execute(sql, []).unwrap_err().to_string();
        assert!(refused.contains("constraint failed"), "{sql}: {refused}");
    }
}
