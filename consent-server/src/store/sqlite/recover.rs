//! The check at every start: what was signed is still what is kept.
//!
//! After a clean close the seal has vouched for every byte, and a few readings per site suffice. After a crash the
//! places are counted and the stored nodes are combined anew. The leaves under a node are for `verify_file`.

use consent_core::receipt::merkle::Subtree;
use consent_core::receipt::{Checkpoint, Hash, KeySet, PublicKey};
use consent_core::time::Millis;
use rusqlite::{Connection, params};

use super::super::{CheckpointRow, NodeRow, PublicKeyRow, StoreError};
use super::{declared, log, read, unsigned};

/// Checks every site's log.
///
/// # Errors
/// [`StoreError::Corrupt`] with what contradicts what.
pub(super) fn check(database: &Connection, sealed: bool) -> Result<(), StoreError> {
    let keys = keys(&declared::public_keys(database)?)?;
    for site in read::sites(database)? {
        let size = log::size(database, &site)?;
        count_nodes(database, &site, size)?;
        log::frontier(database, &site, size)?;
        if !sealed {
            count_places(database, &site, size)?;
            combine_nodes(database, &site)?;
        }
        if let Some(head) = read::newest_checkpoint(database, &site)? {
            signed_root(database, &site, size, &head, &keys)?;
        }
    }
    Ok(())
}

/// The public keys of the file, as what verifies.
pub(super) fn keys(rows: &[PublicKeyRow]) -> Result<KeySet, StoreError> {
    let keys = rows.iter().map(|row| {
        let key = PublicKey::new(
            row.public,
            Millis::from_millis(row.not_before),
            row.not_after.map(Millis::from_millis),
        );
        key.ok()
            .filter(|key| key.kid().to_string() == row.kid)
            .ok_or_else(|| {
                StoreError::Corrupt(format!(
                    "the public key {} is not the one that has that name",
                    row.kid
                ))
            })
    });
    Ok(KeySet::new(keys.collect::<Result<Vec<_>, _>>()?))
}

/// The newest checkpoint is signed, and the tree still has its root.
fn signed_root(
    database: &Connection,
    site: &str,
    size: u64,
    head: &CheckpointRow,
    keys: &KeySet,
) -> Result<(), StoreError> {
    let wrong = |how: String| StoreError::Corrupt(format!("the log of {site}: {how}"));
    let verified = Checkpoint::parse_verified(&head.note, keys)
        .map_err(|fault| wrong(format!("its checkpoint at {} entries: {fault}", head.size)))?;
    let signed = verified.checkpoint();
    if signed.size != head.size || signed.log.site() != site {
        return Err(wrong(format!(
            "its checkpoint at {} entries is of {} at {}",
            head.size, signed.log, signed.size
        )));
    }
    if signed.size > size {
        return Err(wrong(format!(
            "{} entries were signed, and {size} are there",
            signed.size
        )));
    }
    if log::frontier(database, site, signed.size)?.root() != signed.root {
        return Err(wrong(format!(
            "the first {} entries have another root than was signed",
            signed.size
        )));
    }
    Ok(())
}

/// As many nodes as the size asks for, of every level.
fn count_nodes(database: &Connection, site: &str, size: u64) -> Result<(), StoreError> {
    let sql = "SELECT idx FROM nodes WHERE site = ?1 AND level = ?2 ORDER BY idx DESC LIMIT 1";
    for level in 1..=7u8 {
        let expected = size >> (u32::from(level) * 8);
        let there = super::rows(database, sql, params![site, level], |row| unsigned(row, 0))?;
        let there = there.first().map_or(0, |last| last.saturating_add(1));
        if there != expected {
            return Err(StoreError::Corrupt(format!(
                "the log of {site} has {there} nodes of level {level}, and {size} entries make {expected}"
            )));
        }
    }
    Ok(())
}

/// Places begin at 0 and none is there twice, so that their number tells whether one is missing.
fn count_places(database: &Connection, site: &str, size: u64) -> Result<(), StoreError> {
    let sql = "SELECT count(*) FROM entries WHERE site = ?1";
    let there = database.query_row(sql, [site], |row| unsigned(row, 0))?;
    if there == size {
        Ok(())
    } else {
        Err(StoreError::Corrupt(format!(
            "the log of {site} goes to place {size} and has {there} entries"
        )))
    }
}

/// Every node above the lowest is the root of the 256 below it.
fn combine_nodes(database: &Connection, site: &str) -> Result<(), StoreError> {
    for level in 2..=7u8 {
        let sql = "SELECT idx, hash FROM nodes WHERE site = ?1 AND level = ?2 ORDER BY idx";
        let nodes = super::rows(database, sql, params![site, level], |row| {
            Ok(NodeRow {
                level,
                index: unsigned(row, 0)?,
                hash: row.get(1)?,
            })
        })?;
        for node in nodes {
            let below = read::nodes(database, site, level - 1, node.index.saturating_mul(256), 256)?;
            let below: Vec<Hash> = below.iter().map(NodeRow::root).collect();
            if below.len() != 256 || Subtree::root_of(&below) != Some(node.root()) {
                return Err(StoreError::Corrupt(format!(
                    "the log of {site}: node {} of level {level} is not the root of those below it",
                    node.index
                )));
            }
        }
    }
    Ok(())
}
