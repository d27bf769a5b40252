//! Giving places: one transaction that moves entries from a site's inbox to the end of its log.

use std::collections::BTreeMap;
use std::time::Duration;

use consent_core::receipt::merkle::Frontier;
use deadpool_postgres::{Client, Transaction};
use tokio_postgres::{IsolationLevel, Row};

use super::super::{EntryRow, NodeRow, Tally};
use super::columns::{bytes, length, number, whole};
use super::declared::tally;
use super::fault::Fault;
use super::lease::lead;
use super::read::frontier;
use super::statement::{Parameters, first, rows, run};

/// What the leader of a log remembers from one merge to the next.
#[derive(Clone, Debug)]
pub(super) struct Led {
    fence: i64,
    tree: Frontier,
}

/// What a merge needs to know beside the site.
#[derive(Debug)]
pub(super) struct Merging<'node> {
    pub(super) holder: &'node str,
    pub(super) lease: Duration,
    pub(super) most: usize,
}

/// What came of it.
#[derive(Debug)]
pub(super) enum Merged {
    /// Another node leads.
    NotOurs,
    /// So many entries have their places now.
    Placed(usize, Led),
}

impl Merging<'_> {
    /// Gives places to what has waited longest.
    ///
    /// It is committed as a whole or not at all, and only by whom the lease says leads: there is no moment at which a
    /// place is taken twice or left out. What was remembered is used only under the fence it was remembered with.
    pub(super) async fn merge(
        &self,
        client: &mut Client,
        site: &str,
        led: Option<Led>,
    ) -> Result<Merged, Fault> {
        let transaction = client
            .build_transaction()
            .isolation_level(IsolationLevel::ReadCommitted)
            .start()
            .await?;
        let remembered = led.as_ref().map(|led| led.fence);
        let Some(fence) = lead(&transaction, site, self.holder, remembered, self.lease).await? else {
            transaction.rollback().await?;
            return Ok(Merged::NotOurs);
        };
        let mut tree = match led {
            Some(led) if led.fence == fence => led.tree,
            _ => frontier(&transaction, site).await?,
        };
        let waited = take(&transaction, site, self.most).await?;
        let placed = waited.len();
        if placed > 0 {
            place(&transaction, site, &mut tree, waited).await?;
        }
        transaction.commit().await?;
        Ok(Merged::Placed(placed, Led { fence, tree }))
    }
}

/// An entry without a place.
struct Waiting {
    received_at: u64,
    id: [u8; 16],
    commitment: [u8; 32],
    tally: Option<Tally>,
}

/// Takes what has waited longest out of the inbox: everything up to an edge, so that it is a run of an index. What comes
/// in before the edge meanwhile is taken as well.
async fn take(transaction: &Transaction<'_>, site: &str, most: usize) -> Result<Vec<Waiting>, Fault> {
    let place = |row: &Row| Ok((row.try_get::<_, i64>("received_at")?, bytes::<16>(row, "id")?));
    let edge = first(transaction, EDGE, &[&site, &length(most)], place).await?;
    let Some((received_at, id)) = edge else {
        return Ok(Vec::new());
    };
    let mut waited = rows(transaction, TAKE, &[&site, &received_at, &&id[..]], waiting).await?;
    waited.sort_by_key(|entry| (entry.received_at, entry.id));
    Ok(waited)
}

fn waiting(row: &Row) -> Result<Waiting, Fault> {
    let tallied = row.try_get::<_, Option<i32>>("day")?.is_some();
    Ok(Waiting {
        received_at: number(row, "received_at")?,
        id: bytes(row, "id")?,
        commitment: bytes(row, "commitment")?,
        tally: if tallied { Some(tally(row)?) } else { None },
    })
}

/// Puts entries at the end of the log, with the tree's nodes that they complete, and counts them.
async fn place(
    transaction: &Transaction<'_>,
    site: &str,
    tree: &mut Frontier,
    waited: Vec<Waiting>,
) -> Result<(), Fault> {
    let mut entries = Vec::with_capacity(waited.len());
    let mut nodes = Vec::new();
    let mut counts: BTreeMap<Tally, i64> = BTreeMap::new();
    for Waiting {
        id,
        commitment,
        tally,
        ..
    } in waited
    {
        let entry = EntryRow {
            seq: tree.size(),
            id,
            commitment,
        };
        for (subtree, hash) in tree.push(entry.leaf()) {
            let stored = subtree.stored();
            nodes.push(NodeRow {
                level: stored.level,
                index: stored.from,
                hash: *hash.as_bytes(),
            });
        }
        entries.push(entry);
        if let Some(tally) = tally {
            *counts.entry(tally).or_default() += 1;
        }
    }
    tokio::try_join!(
        biased;
        append(transaction, site, &entries),
        complete(transaction, site, &nodes),
        count(transaction, site, &counts),
    )?;
    Ok(())
}

async fn append(transaction: &Transaction<'_>, site: &str, entries: &[EntryRow]) -> Result<(), Fault> {
    let seqs: Vec<i64> = entries.iter().map(|entry| whole(entry.seq)).collect();
    let ids: Vec<&[u8]> = entries.iter().map(|entry| &entry.id[..]).collect();
    let commitments: Vec<&[u8]> = entries.iter().map(|entry| &entry.commitment[..]).collect();
    run(transaction, APPEND, &[&site, &seqs, &ids, &commitments]).await?;
    Ok(())
}

async fn complete(transaction: &Transaction<'_>, site: &str, nodes: &[NodeRow]) -> Result<(), Fault> {
    if nodes.is_empty() {
        return Ok(());
    }
    let levels: Vec<i32> = nodes.iter().map(|node| node.level.into()).collect();
    let places: Vec<i64> = nodes.iter().map(|node| whole(node.index)).collect();
    let hashes: Vec<&[u8]> = nodes.iter().map(|node| &node.hash[..]).collect();
    run(transaction, COMPLETE, &[&site, &levels, &places, &hashes]).await?;
    Ok(())
}

async fn count(
    transaction: &Transaction<'_>,
    site: &str,
    counts: &BTreeMap<Tally, i64>,
) -> Result<(), Fault> {
    if counts.is_empty() {
        return Ok(());
    }
    let column = |of: fn(&Tally) -> &str| counts.keys().map(of).collect::<Vec<_>>();
    let days: Vec<i32> = counts
        .keys()
        .map(|tally| i32::try_from(tally.day).unwrap_or(i32::MAX))
        .collect();
    let times: Vec<i64> = counts.values().copied().collect();
    let values: Parameters<'_> = &[
        &site,
        &days,
        &column(|tally| &tally.policy),
        &column(|tally| &tally.language),
        &column(|tally| &tally.act),
        &column(|tally| &tally.regime),
        &column(|tally| &tally.grants),
        &times,
    ];
    run(transaction, COUNT, values).await?;
    Ok(())
}

const EDGE: &str = "
    SELECT received_at, id
    FROM (SELECT received_at, id FROM inbox WHERE site = $1 ORDER BY received_at, id LIMIT $2) AS longest
    ORDER BY received_at DESC, id DESC
    LIMIT 1";

const TAKE: &str = "
    DELETE FROM inbox
    WHERE site = $1 AND (received_at, id) <= ($2, $3)
    RETURNING id, commitment, received_at, day, policy, language, act, regime, grants";

const APPEND: &str = "
    INSERT INTO entries (site, seq, id, commitment)
    SELECT $1, t.seq, t.id, t.commitment
    FROM unnest($2::BIGINT[], $3::BYTEA[], $4::BYTEA[]) AS t (seq, id, commitment)";

const COMPLETE: &str = "
    INSERT INTO nodes (site, level, idx, hash)
    SELECT $1, t.level, t.idx, t.hash
    FROM unnest($2::INT[], $3::BIGINT[], $4::BYTEA[]) AS t (level, idx, hash)";

const COUNT: &str = "
    INSERT INTO tallies (site, day, policy, language, act, regime, grants, n)
    SELECT $1, t.day, t.policy, t.language, t.act, t.regime, t.grants, t.n
    FROM unnest($2::INT[], $3::TEXT[], $4::TEXT[], $5::TEXT[], $6::TEXT[], $7::TEXT[], $8::BIGINT[])
        AS t (day, policy, language, act, regime, grants, n)
    ON CONFLICT (site, day, policy, language, act, regime, grants) DO UPDATE SET n = tallies.n + excluded.n";
