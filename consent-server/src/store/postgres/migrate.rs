//! Brings a database to the form that this program knows, also when several nodes start at once.
//!
//! A step and the row that says it was taken are committed together. Of two nodes that take a step at the same time,
//! the second waits at that row until the first has committed, and then finds the step taken.

use deadpool_postgres::{Client, Pool};

use super::super::StoreError;
use super::fault::Fault;
use super::retry::again;

/// The steps in order. A step that has been released is never edited.
const STEPS: [&str; 1] = [include_str!("tables.sql")];

/// What only PostgreSQL itself can do.
const GUARDS: &str = include_str!("guards.sql");

/// The number under which the guards are known to have been set up; no step has it.
const GUARDED: i32 = 0;

/// Takes the steps that are missing.
///
/// # Errors
/// When the database was made by a newer program; else when the engine fails.
pub(super) async fn migrate(pool: &Pool) -> Result<(), StoreError> {
    again(|| prepare(pool)).await?;
    let taken = taken(pool).await?;
    for (number, step) in (1..).zip(STEPS) {
        if number > taken {
            again(|| take(pool, number, step)).await?;
        }
    }
    if again(|| is_postgres(pool)).await? {
        again(|| take(pool, GUARDED, GUARDS)).await?;
    } else {
        tracing::warn!(
            "this engine does not keep its own log from being changed; grant the server's role only SELECT and \
             INSERT on entries, nodes, checkpoints, policies and notices"
        );
    }
    Ok(())
}

/// Takes no step, and expects that none is missing.
///
/// # Errors
/// When the database was made by a newer program, or no server of this one has started on it; else when the engine
/// fails.
pub(super) async fn expect_newest(pool: &Pool) -> Result<(), StoreError> {
    let table = "SELECT count(*) AS n FROM information_schema.tables WHERE table_name = 'migrations'";
    let there = again(|| async {
        Ok(pool
            .get()
            .await?
            .query_one(table, &[])
            .await?
            .try_get::<_, i64>("n")?)
    });
    if there.await? == 0 || taken(pool).await? < newest() {
        return Err(StoreError::Corrupt(
            "the database does not have this program's form yet; start the server on it once".into(),
        ));
    }
    Ok(())
}

fn newest() -> i32 {
    i32::try_from(STEPS.len()).unwrap_or(i32::MAX)
}

/// The last step that was taken, unless it is unknown here.
async fn taken(pool: &Pool) -> Result<i32, StoreError> {
    let taken = again(|| last(pool)).await?;
    if taken > newest() {
        return Err(StoreError::Corrupt(format!(
            "the database has form {taken}, and this program knows forms up to {}; run the newer program",
            newest()
        )));
    }
    Ok(taken)
}

async fn prepare(pool: &Pool) -> Result<(), Fault> {
    let client = pool.get().await?;
    let made = client
        .batch_execute(
            "CREATE TABLE IF NOT EXISTS migrations (
                step INT NOT NULL PRIMARY KEY,
                taken_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp()
            )",
        )
        .await;
    match made.map_err(Fault::from) {
        // Another node makes it at this very moment.
        Err(fault) if fault.is_there_already() => Err(Fault::Moved),
        other => other,
    }
}

async fn last(pool: &Pool) -> Result<i32, Fault> {
    let client = pool.get().await?;
    let row = client
        .query_one("SELECT coalesce(max(step), 0) AS step FROM migrations", &[])
        .await?;
    Ok(row.try_get("step")?)
}

async fn take(pool: &Pool, number: i32, step: &str) -> Result<(), Fault> {
    let mut client = pool.get().await?;
    let transaction = client.transaction().await?;
    let ours = transaction
        .execute(
            "INSERT INTO migrations (step) VALUES ($1) ON CONFLICT DO NOTHING",
            &[&number],
        )
        .await?;
    if ours == 1 {
        transaction.batch_execute(step).await?;
        tracing::info!(number, "the database has a new form");
    }
    transaction.commit().await?;
    Ok(())
}

/// Whether it is PostgreSQL itself, whose tables nobody spreads over several machines.
async fn is_postgres(pool: &Pool) -> Result<bool, Fault> {
    let client: Client = pool.get().await?;
    let row = client
        .query_one(
            "SELECT version() AS version,
                    (SELECT count(*) FROM pg_extension WHERE extname = 'citus') AS citus",
            &[],
        )
        .await?;
    let version: &str = row.try_get("version")?;
    let citus: i64 = row.try_get("citus")?;
    Ok(version.starts_with("PostgreSQL ") && !version.contains("-YB-") && citus == 0)
}
