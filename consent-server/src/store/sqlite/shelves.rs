//! Whose records they are: looked up shelf by shelf.

use std::collections::HashMap;

use rusqlite::{Connection, params};

use super::super::Kept;
use super::append::who;
use super::{log, read, rows, unsigned, whole};

/// All records of a subject, the oldest first.
pub(super) fn subject(connection: &Connection, site: &str, subject: &str) -> rusqlite::Result<Vec<Kept>> {
    let sql = "WITH RECURSIVE shelves (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM shelves WHERE n < ?3)
        SELECT r.id, r.body, r.salt, r.signature, r.kid, r.seq
        FROM shelves CROSS JOIN records r INDEXED BY records_who
        WHERE r.site = ?1 AND r.seq >> 12 = shelves.n AND r.who = ?2 ORDER BY r.seq";
    let last = last(connection, site)?;
    rows(connection, sql, params![site, who(site, subject), last], |row| {
        read::kept(row, 0)
    })
}

/// Tells whether a subject has any record.
pub(super) fn has_any(connection: &Connection, site: &str, who: [u8; 16]) -> rusqlite::Result<bool> {
    let sql = "WITH RECURSIVE shelves (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM shelves WHERE n < ?3)
        SELECT 1 FROM shelves CROSS JOIN records r INDEXED BY records_who
        WHERE r.site = ?1 AND r.seq >> 12 = shelves.n AND r.who = ?2";
    connection
        .prepare_cached(sql)?
        .exists(params![site, who, last(connection, site)?])
}

/// Records that ended before a moment, the oldest first: they expired, or the same subject's next one took their
/// place.
///
/// It goes through the index alone, once, and remembers each subject's newest record.
pub(super) fn ended(
    connection: &Connection,
    site: &str,
    before: u64,
    limit: usize,
) -> rusqlite::Result<Vec<[u8; 16]>> {
    let sql = "SELECT who, seq, received_at, expires_at FROM records INDEXED BY records_who
        WHERE site = ?1 AND seq >> 12 = ?2 AND who IS NOT NULL AND received_at < ?3";
    let mut newest = HashMap::new();
    let mut ended = Vec::new();
    for shelf in 0..=last(connection, site)? {
        let mut there = rows(connection, sql, params![site, shelf, whole(before)], |row| {
            let expires_at: Option<i64> = row.get(3)?;
            let expired = expires_at.is_some_and(|at| at < whole(before));
            Ok((
                unsigned(row, 1)?,
                unsigned(row, 2)?,
                row.get::<_, [u8; 16]>(0)?,
                expired,
            ))
        })?;
        there.sort_unstable();
        for (seq, received_at, who, expired) in there {
            ended.extend(newest.remove(&who));
            if expired {
                ended.push((received_at, seq));
            } else {
                newest.insert(who, (received_at, seq));
            }
        }
    }
    ended.sort_unstable();
    ended.truncate(limit);
    let mut id = connection.prepare_cached("SELECT id FROM entries WHERE site = ?1 AND seq = ?2")?;
    ended
        .into_iter()
        .map(|(_, seq)| id.query_row(params![site, whole(seq)], |row| row.get(0)))
        .collect()
}

/// The number of the shelf that is being filled.
fn last(connection: &Connection, site: &str) -> rusqlite::Result<i64> {
    Ok(whole(log::size(connection, site)?) >> 12)
}
