//! What is asked of the log and its records.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::super::{CheckpointRow, EntryRow, Kept, LoggedEntry, NodeRow};
use super::{rows, unsigned, whole};

pub(super) fn record(connection: &Connection, site: &str, id: [u8; 16]) -> rusqlite::Result<Option<Kept>> {
    let sql = "SELECT id, body, salt, signature, kid, seq FROM records
        WHERE site = ?1 AND id = ?2 AND body IS NOT NULL";
    connection
        .prepare_cached(sql)?
        .query_row(params![site, id], |row| kept(row, 0))
        .optional()
}

pub(super) fn entries(
    connection: &Connection,
    site: &str,
    from: u64,
    limit: usize,
) -> rusqlite::Result<Vec<LoggedEntry>> {
    let sql = "SELECT e.seq, e.id, e.commitment, r.id, r.body, r.salt, r.signature, r.kid, r.seq
        FROM entries e LEFT JOIN records r ON r.site = e.site AND r.id = e.id AND r.body IS NOT NULL
        WHERE e.site = ?1 AND e.seq >= ?2 ORDER BY e.seq LIMIT ?3";
    rows(connection, sql, params![site, whole(from), limit as i64], |row| {
        let erased = row.get::<_, Option<[u8; 16]>>(3)?.is_none();
        Ok(LoggedEntry {
            entry: entry(row)?,
            kept: if erased { None } else { Some(kept(row, 3)?) },
        })
    })
}

pub(super) fn leaves(
    connection: &Connection,
    site: &str,
    from: u64,
    limit: usize,
) -> rusqlite::Result<Vec<EntryRow>> {
    let sql = "SELECT seq, id, commitment FROM entries WHERE site = ?1 AND seq >= ?2 ORDER BY seq LIMIT ?3";
    rows(connection, sql, params![site, whole(from), limit as i64], entry)
}

pub(super) fn seq_of(connection: &Connection, site: &str, id: [u8; 16]) -> rusqlite::Result<Option<u64>> {
    let sql = "SELECT seq FROM records WHERE site = ?1 AND id = ?2";
    connection
        .prepare_cached(sql)?
        .query_row(params![site, id], |row| unsigned(row, 0))
        .optional()
}

pub(super) fn nodes(
    connection: &Connection,
    site: &str,
    level: u8,
    from: u64,
    limit: usize,
) -> rusqlite::Result<Vec<NodeRow>> {
    let sql =
        "SELECT idx, hash FROM nodes WHERE site = ?1 AND level = ?2 AND idx >= ?3 ORDER BY idx LIMIT ?4";
    rows(
        connection,
        sql,
        params![site, level, whole(from), limit as i64],
        |row| {
            Ok(NodeRow {
                level,
                index: unsigned(row, 0)?,
                hash: row.get(1)?,
            })
        },
    )
}

/// Checkpoints from a size on, the smallest first.
pub(super) fn checkpoints(
    connection: &Connection,
    site: &str,
    from: u64,
    limit: usize,
) -> rusqlite::Result<Vec<CheckpointRow>> {
    let sql = "SELECT size, at, note FROM checkpoints WHERE site = ?1 AND size >= ?2 ORDER BY size LIMIT ?3";
    rows(
        connection,
        sql,
        params![site, whole(from), limit as i64],
        checkpoint,
    )
}

pub(super) fn newest_checkpoint(
    connection: &Connection,
    site: &str,
) -> rusqlite::Result<Option<CheckpointRow>> {
    let sql = "SELECT size, at, note FROM checkpoints WHERE site = ?1 ORDER BY size DESC LIMIT 1";
    connection
        .prepare_cached(sql)?
        .query_row([site], checkpoint)
        .optional()
}

/// Every site that has entries or checkpoints; one seek a site.
pub(super) fn sites(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let sql = "WITH RECURSIVE
        logged(site) AS (SELECT min(site) FROM entries
            UNION ALL SELECT (SELECT min(site) FROM entries e WHERE e.site > logged.site) FROM logged
            WHERE logged.site IS NOT NULL),
        signed(site) AS (SELECT min(site) FROM checkpoints
            UNION ALL SELECT (SELECT min(site) FROM checkpoints c WHERE c.site > signed.site) FROM signed
            WHERE signed.site IS NOT NULL)
        SELECT site FROM logged WHERE site IS NOT NULL UNION SELECT site FROM signed WHERE site IS NOT NULL";
    rows(connection, sql, [], |row| row.get(0))
}

pub(super) fn kept(row: &Row<'_>, at: usize) -> rusqlite::Result<Kept> {
    Ok(Kept {
        id: row.get(at)?,
        body: row.get(at + 1)?,
        salt: row.get(at + 2)?,
        signature: row.get(at + 3)?,
        kid: row.get(at + 4)?,
        seq: row.get::<_, Option<i64>>(at + 5)?.map(|seq| seq.unsigned_abs()),
    })
}

fn entry(row: &Row<'_>) -> rusqlite::Result<EntryRow> {
    Ok(EntryRow {
        seq: unsigned(row, 0)?,
        id: row.get(1)?,
        commitment: row.get(2)?,
    })
}

fn checkpoint(row: &Row<'_>) -> rusqlite::Result<CheckpointRow> {
    Ok(CheckpointRow {
        size: unsigned(row, 0)?,
        at: unsigned(row, 1)?,
        note: row.get(2)?,
    })
}
