//! Statements, prepared once per connection.

use deadpool_postgres::GenericClient;
use tokio_postgres::Row;
use tokio_postgres::types::ToSql;

use super::fault::Fault;

/// What a statement's `$1`, `$2` and so on stand for.
pub(super) type Parameters<'all> = &'all [&'all (dyn ToSql + Sync)];

/// Every row that a query gives, read.
pub(super) async fn rows<T>(
    client: &impl GenericClient,
    query: &str,
    parameters: Parameters<'_>,
    read: impl Fn(&Row) -> Result<T, Fault>,
) -> Result<Vec<T>, Fault> {
    let statement = client.prepare_cached(query).await?;
    let rows = client.query(&statement, parameters).await?;
    rows.iter().map(read).collect()
}

/// The first row that a query gives, if any.
pub(super) async fn first<T>(
    client: &impl GenericClient,
    query: &str,
    parameters: Parameters<'_>,
    read: impl Fn(&Row) -> Result<T, Fault>,
) -> Result<Option<T>, Fault> {
    Ok(rows(client, query, parameters, read).await?.into_iter().next())
}

/// How many rows a statement writes.
pub(super) async fn run(
    client: &impl GenericClient,
    statement: &str,
    parameters: Parameters<'_>,
) -> Result<u64, Fault> {
    let statement = client.prepare_cached(statement).await?;
    Ok(client.execute(&statement, parameters).await?)
}
