//! The statements of a round: what is written, and what was there before.

use std::collections::{HashMap, HashSet};

use deadpool_postgres::Transaction;
use tokio_postgres::Row;

use super::super::{Kept, Sealed, Tally};
use super::columns::{bytes, kept, number, whole};
use super::fault::Fault;
use super::statement::{Parameters, first, rows};

/// Writes records. Returns the ids of those that were not there, neither by id nor by decision.
pub(super) async fn record(
    transaction: &Transaction<'_>,
    site: &str,
    entries: &[&Sealed],
) -> Result<HashSet<[u8; 16]>, Fault> {
    let values: Parameters<'_> = &[
        &site,
        &all(entries, |entry| &entry.id[..]),
        &all(entries, |entry| &entry.event[..]),
        &all(entries, |entry| entry.subject.as_deref()),
        &all(entries, |entry| entry.string.as_deref()),
        &all(entries, |entry| whole(entry.received_at)),
        &all(entries, |entry| entry.expires_at.map(whole)),
        &all(entries, |entry| entry.body.as_str()),
        &all(entries, |entry| &entry.salt[..]),
        &all(entries, |entry| &entry.signature[..]),
        &all(entries, |entry| entry.kid.as_str()),
    ];
    let new = rows(transaction, RECORD, values, id).await?;
    Ok(new.into_iter().collect())
}

/// Puts entries in line for their places in the log. Returns the ids of those that have been there before: their
/// records were erased.
pub(super) async fn enter(
    transaction: &Transaction<'_>,
    site: &str,
    entries: &[&Sealed],
) -> Result<HashSet<[u8; 16]>, Fault> {
    if entries.is_empty() {
        return Ok(HashSet::new());
    }
    let ids = all(entries, |entry| &entry.id[..]);
    let line: Parameters<'_> = &[
        &site,
        &ids,
        &all(entries, |entry| &entry.commitment[..]),
        &all(entries, |entry| whole(entry.received_at)),
        &counted(entries, |tally| i32::try_from(tally.day).unwrap_or(i32::MAX)),
        &counted(entries, |tally| tally.policy.as_str()),
        &counted(entries, |tally| tally.language.as_str()),
        &counted(entries, |tally| tally.act.as_str()),
        &counted(entries, |tally| tally.regime.as_str()),
        &counted(entries, |tally| tally.grants.as_str()),
    ];
    // In this order: the first waits for a sequencer that is just moving one of them, so that the second finds it in
    // the log.
    let entered: HashSet<_> = rows(transaction, ENTER, line, id).await?.into_iter().collect();
    let logged = rows(transaction, LOGGED, &[&site, &ids], id).await?;
    let all = entries.iter().map(|entry| entry.id);
    Ok(all.filter(|id| !entered.contains(id)).chain(logged).collect())
}

/// What is kept under the ids of entries that were not written. One that is not kept by its id repeats a decision.
pub(super) async fn known(
    transaction: &Transaction<'_>,
    site: &str,
    entries: &[&Sealed],
) -> Result<HashMap<[u8; 16], ([u8; 32], Kept)>, Fault> {
    if entries.is_empty() {
        return Ok(HashMap::new());
    }
    let ids = all(entries, |entry| &entry.id[..]);
    let by_id = |row: &Row| Ok((id(row)?, (bytes(row, "event")?, kept(row)?)));
    let found = rows(transaction, KNOWN, &[&site, &ids], by_id).await?;
    let known: HashMap<_, _> = found.into_iter().collect();
    let mut others = entries.to_vec();
    others.retain(|entry| !known.contains_key(&entry.id));
    if !others.is_empty() {
        let subjects = all(&others, |entry| entry.subject.as_deref());
        let strings = all(&others, |entry| entry.string.as_deref());
        let count = |row: &Row| number(row, "n");
        let repeated = first(transaction, DECIDED, &[&site, &subjects, &strings], count).await?;
        // What kept one of them from being written has been erased in between.
        if repeated != Some(others.len() as u64) {
            return Err(Fault::Moved);
        }
    }
    Ok(known)
}

fn id(row: &Row) -> Result<[u8; 16], Fault> {
    bytes(row, "id")
}

/// One column of all entries.
fn all<'entries, T>(entries: &[&'entries Sealed], column: impl Fn(&'entries Sealed) -> T) -> Vec<T> {
    entries.iter().copied().map(column).collect()
}

/// One column of what is counted of them.
fn counted<'entries, T>(
    entries: &[&'entries Sealed],
    column: impl Fn(&'entries Tally) -> T,
) -> Vec<Option<T>> {
    entries
        .iter()
        .map(|entry| entry.tally.as_ref().map(&column))
        .collect()
}

const RECORD: &str = "
    INSERT INTO records
        (site, id, event, subject, string, received_at, expires_at, body, salt, signature, kid)
    SELECT $1, t.id, t.event, t.subject, t.string, t.received_at, t.expires_at, t.body, t.salt, t.signature, t.kid
    FROM unnest($2::BYTEA[], $3::BYTEA[], $4::TEXT[], $5::TEXT[], $6::BIGINT[], $7::BIGINT[], $8::TEXT[],
                $9::BYTEA[], $10::BYTEA[], $11::TEXT[])
        AS t (id, event, subject, string, received_at, expires_at, body, salt, signature, kid)
    ON CONFLICT DO NOTHING
    RETURNING id";

const ENTER: &str = "
    INSERT INTO inbox
        (site, id, commitment, received_at, day, policy, language, act, regime, grants)
    SELECT $1, t.id, t.commitment, t.received_at, t.day, t.policy, t.language, t.act, t.regime, t.grants
    FROM unnest($2::BYTEA[], $3::BYTEA[], $4::BIGINT[], $5::INT[], $6::TEXT[], $7::TEXT[], $8::TEXT[], $9::TEXT[],
                $10::TEXT[])
        AS t (id, commitment, received_at, day, policy, language, act, regime, grants)
    ON CONFLICT DO NOTHING
    RETURNING id";

// One look into the index for each id, whatever the engine believes of a table that has just begun to grow.
const LOGGED: &str = "
    SELECT t.id FROM unnest($2::BYTEA[]) AS t (id)
    WHERE (SELECT e.seq FROM entries e WHERE e.site = $1 AND e.id = t.id) IS NOT NULL";

const KNOWN: &str = "
    SELECT r.id, r.event, r.body, r.salt, r.signature, r.kid, e.seq
    FROM unnest($2::BYTEA[]) AS t (id)
    JOIN records r ON r.site = $1 AND r.id = t.id
    LEFT JOIN entries e ON e.site = $1 AND e.id = t.id";

const DECIDED: &str = "
    SELECT count(*) AS n
    FROM unnest($2::TEXT[], $3::TEXT[]) AS t (subject, string)
    JOIN records r ON r.site = $1 AND r.subject = t.subject AND r.string = t.string";
