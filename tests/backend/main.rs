//! The store on a real PostgreSQL: every promise that the embedded engine keeps too, and those that take several nodes.

use std::sync::Arc;

use consent_server::store::{PostgresOptions, PostgresStore, Store};
use consent_tests::postgres::Postgres;

mod crowded;
mod guarded;
mod killed;
mod node;
mod paused;
mod races;
mod server;
mod starting;
mod whole;
mod wire;

#[path = "../../consent-server/tests/suite/mod.rs"]
mod suite;

/// A node on a database.
async fn node(url: &str) -> Arc<dyn Store> {
    node_with(url, PostgresOptions::default()).await
}

async fn node_with(url: &str, options: PostgresOptions) -> Arc<dyn Store> {
    let store = PostgresStore::connect(url, options).await;
    Arc::new(store.unwrap_or_else(|fault| panic!("{url}: {fault}")))
}

async fn open() -> (Arc<dyn Store>, ()) {
    let url = Postgres::shared().database().await;
    (node(&url).await, ())
}

suite::on_every_promise!(open);
