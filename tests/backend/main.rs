//! The store on a real PostgreSQL: every promise that the embedded engine keeps too, and those that take several nodes.

use std::sync::Arc;

use consent_server::store::{PostgresOptions, PostgresStore, Store};
use consent_tests::postgres::Postgres;

#[path = "../../consent-server/tests/suite/mod.rs"]
mod suite;

async fn open() -> (Arc<dyn Store>, ()) {
    let url = Postgres::shared().database().await;
    let store = PostgresStore::connect(&url, PostgresOptions::default()).await.unwrap();
    (Arc::new(store), ())
}

suite::on_every_promise!(open);
