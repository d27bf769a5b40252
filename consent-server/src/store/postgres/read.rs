//! Reading records and the log.

use consent_core::receipt::merkle::{Frontier, root_plan};
use deadpool_postgres::GenericClient;
use tokio_postgres::Row;

use super::super::{EntryRow, Kept, LoggedEntry, NodeRow, StoreError, tree};
use super::columns::{bytes, kept, length, number, whole};
use super::fault::Fault;
use super::statement::{first, rows};

/// Whether the engine answers.
pub(super) async fn ping(client: &impl GenericClient) -> Result<(), Fault> {
    first(client, "SELECT 1", &[], |_| Ok(())).await?;
    Ok(())
}

/// One record, unless it is unknown or erased.
pub(super) async fn record(
    client: &impl GenericClient,
    site: &str,
    id: [u8; 16],
) -> Result<Option<Kept>, Fault> {
    first(client, RECORD, &[&site, &&id[..]], kept).await
}

/// All records of a subject, the oldest first.
pub(super) async fn subject(
    client: &impl GenericClient,
    site: &str,
    subject: &str,
) -> Result<Vec<Kept>, Fault> {
    rows(client, SUBJECT, &[&site, &subject], kept).await
}

/// Records that have ended, the oldest first.
pub(super) async fn ended(
    client: &impl GenericClient,
    site: &str,
    before: u64,
    limit: usize,
) -> Result<Vec<[u8; 16]>, Fault> {
    rows(client, ENDED, &[&site, &whole(before), &length(limit)], |row| {
        bytes(row, "id")
    })
    .await
}

/// The number of entries in a log.
pub(super) async fn size(client: &impl GenericClient, site: &str) -> Result<u64, Fault> {
    let size = first(client, SIZE, &[&site], |row| number(row, "size")).await?;
    Ok(size.unwrap_or_default())
}

/// Entries with their records.
pub(super) async fn entries(
    client: &impl GenericClient,
    site: &str,
    from: u64,
    limit: usize,
) -> Result<Vec<LoggedEntry>, Fault> {
    rows(client, ENTRIES, &[&site, &whole(from), &length(limit)], |row| {
        let erased = row.try_get::<_, Option<&str>>("body")?.is_none();
        Ok(LoggedEntry {
            entry: entry(row)?,
            kept: if erased { None } else { Some(kept(row)?) },
        })
    })
    .await
}

/// Entries alone.
pub(super) async fn leaves(
    client: &impl GenericClient,
    site: &str,
    from: u64,
    limit: usize,
) -> Result<Vec<EntryRow>, Fault> {
    rows(client, LEAVES, &[&site, &whole(from), &length(limit)], entry).await
}

fn entry(row: &Row) -> Result<EntryRow, Fault> {
    Ok(EntryRow {
        seq: number(row, "seq")?,
        id: bytes(row, "id")?,
        commitment: bytes(row, "commitment")?,
    })
}

/// Where an id stands.
pub(super) async fn seq_of(
    client: &impl GenericClient,
    site: &str,
    id: [u8; 16],
) -> Result<Option<u64>, Fault> {
    first(client, SEQ, &[&site, &&id[..]], |row| number(row, "seq")).await
}

/// Nodes of the tree.
pub(super) async fn nodes(
    client: &impl GenericClient,
    site: &str,
    level: u8,
    from: u64,
    limit: usize,
) -> Result<Vec<NodeRow>, Fault> {
    let height = i32::from(level);
    rows(
        client,
        NODES,
        &[&site, &height, &whole(from), &length(limit)],
        |row| {
            Ok(NodeRow {
                level,
                index: number(row, "idx")?,
                hash: bytes(row, "hash")?,
            })
        },
    )
    .await
}

/// The whole tree, ready to grow.
pub(super) async fn frontier(client: &impl GenericClient, site: &str) -> Result<Frontier, Fault> {
    let size = size(client, site).await?;
    let mut peaks = Vec::new();
    for subtree in root_plan(size).subtrees() {
        let wanted = subtree.stored();
        let count = usize::try_from(wanted.count).unwrap_or(usize::MAX);
        let found: Vec<_> = if wanted.level == 0 {
            let leaves = leaves(client, site, wanted.from, count).await?;
            leaves.iter().map(|leaf| (leaf.seq, leaf.leaf())).collect()
        } else {
            let nodes = nodes(client, site, wanted.level, wanted.from, count).await?;
            nodes.iter().map(|node| (node.index, node.root())).collect()
        };
        let row = tree::gapless(site, wanted, &found).map_err(corrupt)?;
        peaks.push(tree::combined(site, wanted, &row).map_err(corrupt)?);
    }
    tree::restored(size, peaks).map_err(corrupt)
}

fn corrupt(fault: StoreError) -> Fault {
    Fault::Corrupt(match fault {
        StoreError::Corrupt(what) => what,
        other => other.to_string(),
    })
}

const RECORD: &str = "
    SELECT r.id, r.body, r.salt, r.signature, r.kid, e.seq
    FROM records r LEFT JOIN entries e ON e.site = r.site AND e.id = r.id
    WHERE r.site = $1 AND r.id = $2";

const SUBJECT: &str = "
    SELECT r.id, r.body, r.salt, r.signature, r.kid, e.seq
    FROM records r LEFT JOIN entries e ON e.site = r.site AND e.id = r.id
    WHERE r.site = $1 AND r.subject = $2
    ORDER BY r.received_at, r.id";

const ENDED: &str = "
    SELECT r.id
    FROM records r
    WHERE r.site = $1 AND r.received_at < $2 AND r.subject IS NOT NULL AND (
        r.expires_at < $2 OR EXISTS (
            SELECT 1 FROM records n
            WHERE n.site = r.site AND n.subject = r.subject AND n.received_at < $2
                AND (n.received_at > r.received_at OR n.received_at = r.received_at AND n.id > r.id)))
    ORDER BY r.received_at, r.id
    LIMIT $3";

const SIZE: &str = "SELECT coalesce(max(seq) + 1, 0) AS size FROM entries WHERE site = $1";

const ENTRIES: &str = "
    SELECT e.seq, e.id, e.commitment, r.body, r.salt, r.signature, r.kid
    FROM entries e LEFT JOIN records r ON r.site = e.site AND r.id = e.id
    WHERE e.site = $1 AND e.seq >= $2
    ORDER BY e.seq
    LIMIT $3";

const LEAVES: &str = "
    SELECT seq, id, commitment FROM entries WHERE site = $1 AND seq >= $2 ORDER BY seq LIMIT $3";

const SEQ: &str = "SELECT seq FROM entries WHERE site = $1 AND id = $2";

const NODES: &str = "
    SELECT idx, hash FROM nodes WHERE site = $1 AND level = $2 AND idx >= $3 ORDER BY idx LIMIT $4";
