//! When too much comes at once, and when something comes that the engine cannot take.

use std::sync::Arc;

use consent_server::store::{Appended, PostgresOptions, Sealed, StoreError};
use consent_tests::postgres::{Postgres, connect};
use consent_tests::until;

use crate::suite::samples::{SITE, decisions, fill, settled};
use crate::{node, node_with};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_full_queue_refuses_and_what_it_took_is_recorded() {
    let url = Postgres::shared().database().await;
    let options = PostgresOptions {
        writers: 1,
        queue: 10,
        round: 5,
        ..PostgresOptions::default()
    };
    let store = node_with(&url, options).await;
    let client = connect(&url).await;
    client
        .batch_execute("BEGIN; LOCK TABLE records IN ACCESS EXCLUSIVE MODE")
        .await
        .unwrap();
    let append = |first| {
        let store = Arc::clone(&store);
        tokio::spawn(async move { store.append(SITE, decisions(SITE, first, 5)).await })
    };
    let begun = append(0);
    until("the writer's turn", async || (store.waiting() == 0).then_some(())).await;
    let writing = async || {
        let sql = "SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND application_name = 'consent' AND wait_event_type = 'Lock'";
        let row = client.query_one(sql, &[]).await.unwrap();
        (row.get::<_, i64>(0) == 1).then_some(())
    };
    until("the writer to be held up", writing).await;
    let waiting = [append(10), append(20)];
    until("the queue to fill", async || {
        (store.waiting() == 10).then_some(())
    })
    .await;
    let refused = store.append(SITE, decisions(SITE, 30, 1)).await;
    assert!(matches!(refused, Err(StoreError::Busy)), "{refused:?}");

    client.batch_execute("COMMIT").await.unwrap();
    begun.await.unwrap().unwrap();
    for taken in waiting {
        taken.await.unwrap().unwrap();
    }
    settled(&store, SITE, 15).await;
    store
        .append(SITE, decisions(SITE, 30, 1))
        .await
        .expect("there is room again");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_the_engine_cannot_take_spoils_nothing_else() {
    let url = Postgres::shared().database().await;
    let store = node(&url).await;
    let appends = (0..20).map(|n| {
        let store = Arc::clone(&store);
        tokio::spawn(async move {
            let mut batch = decisions(SITE, n * 10, 3);
            if n % 5 == 0 {
                // Zero is no character for PostgreSQL.
                batch[1] = Sealed {
                    string: Some("1.\0".into()),
                    ..batch[1].clone()
                };
            }
            (n, store.append(SITE, batch).await)
        })
    });
    for append in futures::future::join_all(appends).await {
        let (n, answer) = append.unwrap();
        if n % 5 == 0 {
            assert!(matches!(answer, Err(StoreError::Engine(_))), "{answer:?}");
        } else {
            let appended = answer.unwrap();
            assert!(
                appended.iter().all(|one| matches!(one, Appended::New { .. })),
                "{appended:?}"
            );
        }
    }
    settled(&store, SITE, 16 * 3).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_piles_up_in_a_young_database_gets_its_places() {
    let url = Postgres::shared().database().await;
    let store = node(&url).await;
    let client = connect(&url).await;
    // The server never counts, so that all it knows of these tables is from when they were empty.
    client
        .batch_execute(
            "ALTER TABLE inbox SET (autovacuum_enabled = false);
            ALTER TABLE entries SET (autovacuum_enabled = false);
            ALTER TABLE records SET (autovacuum_enabled = false)",
        )
        .await
        .unwrap();
    for few in 0..10 {
        fill(&store, SITE, few * 10, 1).await;
    }
    let piled_up = "INSERT INTO inbox (site, id, commitment, received_at)
        SELECT $1, decode(md5(n::TEXT), 'hex'), sha256(n::TEXT::BYTEA), n FROM generate_series(1, 100000) AS n";
    client.execute(piled_up, &[&SITE]).await.unwrap();
    settled(&store, SITE, 100_010).await;
    let entries = fill(&store, SITE, 1000, 200).await;
    for entry in entries {
        assert!(store.record(SITE, entry.id).await.unwrap().is_some());
    }
}
