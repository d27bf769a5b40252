//! A leader that was paused, at the worst moments: what it wakes up to is another leader's log, and it leaves it alone.

use std::sync::Arc;
use std::time::Duration;

use consent_server::store::{PostgresOptions, PostgresStore, Sealed, Store};
use consent_tests::postgres::{Postgres, connect};

use crate::suite::samples::{SITE, decisions, settled};
use crate::whole::whole;
use crate::wire::{Side, Tripwire, Wire};

/// Pauses a leader when it was about to say or to hear this.
async fn pause(side: Side, says: &'static str) {
    let server = Postgres::shared();
    let url = server.database().await;
    let wire = Wire::to(server.address()).await;
    let through_wire = url.replace(&server.address().to_string(), &wire.address().to_string());
    let short = PostgresOptions {
        lease: Duration::from_millis(500),
        ..PostgresOptions::default()
    };
    let paused: Arc<dyn Store> = Arc::new(PostgresStore::connect(&through_wire, short).await.unwrap());
    let batches: Vec<Vec<Sealed>> = (0..5).map(|n| decisions(SITE, n * 1000, 300)).collect();
    paused.append(SITE, batches[0].clone()).await.unwrap();
    settled(&paused, SITE, 300).await;
    let client = connect(&url).await;
    let lead = async || {
        let row = client.query_one("SELECT holder, fence FROM leases WHERE site = $1", &[&SITE]);
        let row = row.await.unwrap();
        (row.get::<_, String>("holder"), row.get::<_, i64>("fence"))
    };
    let (first_holder, first_fence) = lead().await;

    wire.trip(Tripwire {
        of: "consent sequencer",
        side,
        says,
    });
    // It may be paused before it can answer.
    let (late, batch) = (Arc::clone(&paused), batches[1].clone());
    let late = tokio::spawn(async move { late.append(SITE, batch).await });
    wire.held().await;

    let long = PostgresOptions {
        lease: Duration::from_secs(60),
        ..PostgresOptions::default()
    };
    let other: Arc<dyn Store> = Arc::new(PostgresStore::connect(&url, long).await.unwrap());
    other.append(SITE, batches[2].clone()).await.unwrap();
    settled(&other, SITE, 900).await;
    let (holder, fence) = lead().await;
    assert!(holder != first_holder && fence > first_fence, "another leads");

    wire.release();
    late.await.unwrap().expect("what was accepted stays accepted");
    for (store, batch) in [(&paused, &batches[3]), (&other, &batches[4])] {
        store.append(SITE, batch.clone()).await.unwrap();
    }
    whole(&paused, SITE, &batches.concat(), &[]).await;
    assert_eq!(lead().await, (holder, fence), "it has not led again");
    paused.close().await;
    other.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_leader_paused_before_it_begins_writes_nothing() {
    pause(Side::Client, "START TRANSACTION").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_leader_paused_before_it_commits_has_written_nothing() {
    // With its end, so that it is not "READ COMMITTED".
    pause(Side::Client, "COMMIT\0").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_leader_paused_before_it_hears_of_its_commit_starts_from_what_is_there() {
    pause(Side::Server, "COMMIT\0").await;
}
