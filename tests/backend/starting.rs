//! Starting: on an empty database, all at once, on one that is too new, and where it cannot be.

use consent_server::store::{PostgresOptions, PostgresStore, Store as _, StoreError};
use consent_tests::postgres::{Postgres, connect};
use futures::future::join_all;

use crate::suite::samples::{SITE, decisions, fill, tombstone};

async fn start(url: &str) -> Result<PostgresStore, StoreError> {
    PostgresStore::connect(url, PostgresOptions::default()).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn eight_nodes_may_start_at_once() {
    let url = Postgres::shared().database().await;
    let started = join_all((0..8).map(|_| start(&url))).await;
    for node in &started {
        assert!(node.is_ok(), "{node:?}");
    }
    let client = connect(&url).await;
    let taken = client
        .query("SELECT step FROM migrations ORDER BY step", &[])
        .await
        .unwrap();
    let taken: Vec<i32> = taken.iter().map(|row| row.get(0)).collect();
    assert_eq!(taken, [0, 1], "each step was taken once");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_is_there_stays() {
    let url = Postgres::shared().database().await;
    let first = crate::node(&url).await;
    let entries = fill(&first, SITE, 0, 5).await;
    first.close().await;
    let second = crate::node(&url).await;
    assert_eq!(second.size(SITE).await.unwrap(), 5);
    assert!(second.record(SITE, entries[4].id).await.unwrap().is_some());
    fill(&second, SITE, 5, 5).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_database_of_a_newer_program_is_left_alone() {
    let url = Postgres::shared().database().await;
    start(&url).await.unwrap();
    let client = connect(&url).await;
    client
        .batch_execute("INSERT INTO migrations (step) VALUES (99)")
        .await
        .unwrap();
    let fault = start(&url).await.expect_err("it is too new");
    assert!(matches!(fault, StoreError::Corrupt(_)));
    assert!(fault.to_string().contains("run the newer program"), "{fault}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_cannot_be_is_said() {
    let server = Postgres::shared();
    for (url, said) in [
        (server.url("consent") + "?sslmode=require", "TLS"),
        (server.url("consent") + "?sslmode=verify-full", "TLS"),
        ("host=127.0.0.1 user=postgres sslmode=require".into(), "TLS"),
        ("mysql://localhost/consent".into(), "postgres://user@host"),
        (server.url("nowhere"), "\"nowhere\" does not exist"),
    ] {
        let fault = start(&url).await.expect_err(&url).to_string();
        assert!(fault.contains(said), "{url}: {fault}");
    }
    let fault = start("postgres://user:geheim@localhost:notaport/consent")
        .await
        .unwrap_err();
    assert!(!format!("{fault} {fault:?}").contains("geheim"), "{fault:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_commit_is_durable_whatever_the_server_thinks() {
    let url = Postgres::shared().database().await;
    let client = connect(&url).await;
    let name = url.rsplit('/').next().unwrap();
    client
        .batch_execute(&format!("ALTER DATABASE {name} SET synchronous_commit = off"))
        .await
        .unwrap();
    let store = crate::node(&url).await;
    // Who writes into either table says under which setting.
    client
        .batch_execute(
            "CREATE TABLE witness (setting TEXT);
            CREATE FUNCTION witness() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                INSERT INTO witness VALUES (TG_TABLE_NAME || ' ' || current_setting('synchronous_commit'));
                RETURN NULL;
            END $$;
            CREATE TRIGGER witness AFTER INSERT ON records FOR EACH STATEMENT EXECUTE FUNCTION witness();
            CREATE TRIGGER witness AFTER INSERT ON entries FOR EACH STATEMENT EXECUTE FUNCTION witness()",
        )
        .await
        .unwrap();
    fill(&store, SITE, 0, 5).await;
    let rows = client
        .query("SELECT DISTINCT setting FROM witness ORDER BY 1", &[])
        .await
        .unwrap();
    let settings: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
    assert_eq!(settings, ["entries on", "records on"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn who_only_reads_changes_nothing() {
    let url = Postgres::shared().database().await;
    let fault = PostgresStore::open_to_read(&url).await.expect_err("it is empty");
    assert!(fault.to_string().contains("start the server"), "{fault}");
    let server = crate::node(&url).await;
    let entries = fill(&server, SITE, 0, 5).await;

    let reader = PostgresStore::open_to_read(&url).await.unwrap();
    assert_eq!(reader.sites().await.unwrap(), [SITE]);
    assert_eq!(reader.size(SITE).await.unwrap(), 5);
    let refused = reader.append(SITE, decisions(SITE, 9, 1)).await;
    assert!(matches!(refused, Err(StoreError::Closed)), "{refused:?}");
    let refused = reader
        .erase(SITE, &[entries[0].id], tombstone(SITE, 9, &[entries[0].id]))
        .await;
    assert!(refused.unwrap_err().to_string().contains("read-only"));
    assert!(reader.put_link(SITE, "subject", "account").await.is_err());
    assert!(reader.record(SITE, entries[0].id).await.unwrap().is_some());
}
