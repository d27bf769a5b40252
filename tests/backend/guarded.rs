//! What is written stays as it is written, whoever asks the database for something else.

use consent_tests::postgres::{Postgres, connect};
use tokio_postgres::error::SqlState;

use crate::node;
use crate::suite::declared::{checkpoint, public_key};
use crate::suite::samples::{SITE, decisions, fill, publish};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_row_of_the_log_can_be_changed_or_deleted() {
    let url = Postgres::shared().database().await;
    let store = node(&url).await;
    publish(&store, SITE).await;
    fill(&store, SITE, 0, 300).await;
    let head = checkpoint(&store, SITE, 302).await;
    store.put_checkpoint(SITE, head).await.unwrap();
    store.put_public_key(public_key()).await.unwrap();

    let client = connect(&url).await;
    let refused = [
        "UPDATE entries SET commitment = ''",
        "UPDATE entries SET seq = seq + 1000 WHERE seq = 301",
        "DELETE FROM entries WHERE seq = 301",
        "TRUNCATE entries",
        "UPDATE nodes SET hash = ''",
        "DELETE FROM nodes",
        "TRUNCATE nodes",
        "UPDATE checkpoints SET note = ''",
        "DELETE FROM checkpoints",
        "TRUNCATE checkpoints",
        "UPDATE policies SET json = '{}'",
        "DELETE FROM policies",
        "UPDATE notices SET json = '{}'",
        "DELETE FROM notices",
        "DELETE FROM public_keys",
        "UPDATE records SET body = '{}'",
        "UPDATE records SET salt = ''",
        "TRUNCATE records",
    ];
    for statement in refused {
        let fault = client.batch_execute(statement).await.expect_err(statement);
        assert_eq!(
            fault.code(),
            Some(&SqlState::RESTRICT_VIOLATION),
            "{statement}: {fault:?}"
        );
    }
    // With a superuser's rights, there is nothing but the triggers that refuses.
    let is_superuser = client.query_one("SHOW is_superuser", &[]).await.unwrap();
    assert_eq!(is_superuser.get::<_, &str>(0), "on");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_another_writes_into_the_log_is_never_written_over() {
    let url = Postgres::shared().database().await;
    let store = node(&url).await;
    fill(&store, SITE, 0, 10).await;
    // The leader remembers ten entries; now there are eleven.
    connect(&url)
        .await
        .batch_execute("INSERT INTO entries SELECT site, 10, '\\x00112233445566778899aabbccddeeff', commitment FROM entries WHERE seq = 3")
        .await
        .unwrap();
    fill_on(&store).await;
    let leaves = store.leaves(SITE, 0, 100).await.unwrap();
    assert_eq!(
        leaves.len(),
        16,
        "after the stranger's, which is there for the audit to find"
    );
    assert_eq!(leaves[10].commitment, leaves[3].commitment);
}

async fn fill_on(store: &std::sync::Arc<dyn consent_server::store::Store>) {
    store.append(SITE, decisions(SITE, 100, 5)).await.unwrap();
    crate::suite::samples::settled(store, SITE, 16).await;
}
