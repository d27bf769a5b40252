//! A site's log as the writer keeps it in mind: its tree's edge, and how an entry is added to it.

use consent_core::receipt::Hash;
use consent_core::receipt::merkle::{Frontier, Stored, root_plan};
use rusqlite::{Connection, OptionalExtension as _, params};

use super::super::StoreError;
use super::super::tree::{combined, gapless, restored};
use super::{read, whole};

/// The edge of a site's tree.
#[derive(Debug, Default)]
pub(super) struct Log {
    tree: Frontier,
}

impl Log {
    /// Takes the log up again: a few readings, however long it is.
    pub(super) fn restore(connection: &Connection, site: &str) -> Result<Self, StoreError> {
        let size = size(connection, site)?;
        Ok(Self {
            tree: frontier(connection, site, size)?,
        })
    }

    /// How many entries there are.
    pub(super) fn size(&self) -> u64 {
        self.tree.size()
    }

    /// Gives entries the next places, in order.
    pub(super) fn add<'a>(
        &mut self,
        connection: &Connection,
        site: &str,
        entries: impl Iterator<Item = &'a NewEntry>,
    ) -> rusqlite::Result<()> {
        let mut add = connection.prepare_cached(ADD)?;
        for entry in entries {
            let seq = whole(self.tree.size());
            add.execute(params![site, seq, entry.id, entry.commitment])?;
            for (subtree, root) in self.tree.push(entry.leaf) {
                let stored = subtree.stored();
                connection.prepare_cached(ADD_NODE)?.execute(params![
                    site,
                    stored.level,
                    whole(stored.from),
                    root.as_bytes()
                ])?;
            }
        }
        Ok(())
    }
}

/// An entry without its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct NewEntry {
    pub(super) id: [u8; 16],
    pub(super) commitment: [u8; 32],
    pub(super) leaf: Hash,
}

/// The number of entries.
pub(super) fn size(connection: &Connection, site: &str) -> rusqlite::Result<u64> {
    let last: Option<i64> = connection
        .prepare_cached(LAST)?
        .query_row([site], |row| row.get(0))
        .optional()?;
    Ok(last
        .and_then(|last| u64::try_from(last).ok())
        .map_or(0, |last| last.saturating_add(1)))
}

/// The tree of the first `size` entries, as `store::tree` restores it, without waiting.
pub(super) fn frontier(connection: &Connection, site: &str, size: u64) -> Result<Frontier, StoreError> {
    let plan = root_plan(size);
    let peaks = plan.subtrees().map(|subtree| {
        let stored = subtree.stored();
        let hashes = gapless(site, stored, &fetch(connection, site, stored)?)?;
        combined(site, stored, &hashes)
    });
    restored(size, peaks.collect::<Result<_, _>>()?)
}

fn fetch(connection: &Connection, site: &str, stored: Stored) -> Result<Vec<(u64, Hash)>, StoreError> {
    let count = usize::try_from(stored.count).unwrap_or(usize::MAX);
    Ok(if stored.level == 0 {
        let leaves = read::leaves(connection, site, stored.from, count)?;
        leaves.iter().map(|leaf| (leaf.seq, leaf.leaf())).collect()
    } else {
        let nodes = read::nodes(connection, site, stored.level, stored.from, count)?;
        nodes.iter().map(|node| (node.index, node.root())).collect()
    })
}

const LAST: &str = "SELECT seq FROM entries WHERE site = ?1 ORDER BY seq DESC LIMIT 1";
const ADD: &str = "INSERT INTO entries (site, seq, id, commitment) VALUES (?1, ?2, ?3, ?4)";
const ADD_NODE: &str = "INSERT INTO nodes (site, level, idx, hash) VALUES (?1, ?2, ?3, ?4)";
