//! The log's tree over what a store keeps: roots and proofs of any size, each in O(log n) readings.

use std::collections::HashMap;

use consent_core::receipt::Hash;
use consent_core::receipt::merkle::{
    Frontier, ProofPlan, Stored, Subtree, consistency_plan, inclusion_plan, root_plan,
};

use super::{CheckpointRow, EntryRow, NodeRow, Store, StoreError};

/// The tree of the first `size` entries, ready to grow.
///
/// # Errors
/// [`StoreError::Corrupt`] when hashes are missing; else when the engine fails.
pub async fn frontier(store: &dyn Store, site: &str, size: u64) -> Result<Frontier, StoreError> {
    let mut peaks = Vec::new();
    for subtree in root_plan(size).subtrees() {
        peaks.push(subtree_root(store, site, subtree).await?);
    }
    restored(size, peaks)
}

/// The root of the tree of the first `size` entries.
///
/// # Errors
/// As for [`frontier`].
pub async fn root(store: &dyn Store, site: &str, size: u64) -> Result<Hash, StoreError> {
    frontier(store, site, size).await.map(|tree| tree.root())
}

/// The proof that the entry at `seq` stands in the tree of the first `size` entries; nothing when it does not.
///
/// # Errors
/// As for [`frontier`], also when the log is shorter than `size`.
pub async fn inclusion(
    store: &dyn Store,
    site: &str,
    seq: u64,
    size: u64,
) -> Result<Option<Vec<Hash>>, StoreError> {
    proof(store, site, inclusion_plan(seq, size)).await
}

/// The proof that the tree of the first `new` entries grew out of that of the first `old`; nothing when `old` is the
/// larger.
///
/// # Errors
/// As for [`inclusion`].
pub async fn consistency(
    store: &dyn Store,
    site: &str,
    old: u64,
    new: u64,
) -> Result<Option<Vec<Hash>>, StoreError> {
    proof(store, site, consistency_plan(old, new)).await
}

/// Fetches what a proof is made of, and makes it.
async fn proof(
    store: &dyn Store,
    site: &str,
    plan: Option<ProofPlan>,
) -> Result<Option<Vec<Hash>>, StoreError> {
    let Some(plan) = plan else { return Ok(None) };
    let mut roots = HashMap::new();
    for subtree in plan.subtrees() {
        roots.insert(subtree, subtree_root(store, site, subtree).await?);
    }
    plan.build(|subtree| {
        roots
            .get(&subtree)
            .copied()
            .ok_or_else(|| missing(site, subtree.stored()))
    })
    .map(Some)
}

async fn subtree_root(store: &dyn Store, site: &str, subtree: Subtree) -> Result<Hash, StoreError> {
    let stored = subtree.stored();
    let count = usize::try_from(stored.count).unwrap_or(usize::MAX);
    let hashes: Vec<_> = if stored.level == 0 {
        let leaves = store.leaves(site, stored.from, count).await?;
        gapless(
            site,
            stored,
            &leaves
                .iter()
                .map(|leaf| (leaf.seq, leaf.leaf()))
                .collect::<Vec<_>>(),
        )?
    } else {
        let nodes = store.nodes(site, stored.level, stored.from, count).await?;
        gapless(
            site,
            stored,
            &nodes
                .iter()
                .map(|node| (node.index, node.root()))
                .collect::<Vec<_>>(),
        )?
    };
    combined(site, stored, &hashes)
}

impl EntryRow {
    /// The hash of the entry's leaf: over id and commitment, as `consent_core::receipt::leaf_hash` has it.
    #[must_use]
    pub fn leaf(&self) -> Hash {
        leaf(&self.id, &self.commitment)
    }
}

/// The hash of the leaf of an entry whose place does not matter.
pub(super) fn leaf(id: &[u8; 16], commitment: &[u8; 32]) -> Hash {
    Hash::of_leaf(&[id.as_slice(), commitment].concat())
}

impl NodeRow {
    /// The subtree's root.
    #[must_use]
    pub const fn root(&self) -> Hash {
        Hash::from_bytes(self.hash)
    }
}

/// Tells whether a checkpoint says the same as the one that is kept of its size; who signed may differ.
///
/// # Errors
/// [`StoreError::Corrupt`] when they differ: one log has two histories then.
pub(super) fn same_head(site: &str, new: &CheckpointRow, kept: &str) -> Result<(), StoreError> {
    // The signatures follow the first empty line.
    let said = |note: &str| note.split_once("\n\n").map(|(text, _)| text.to_owned());
    if said(&new.note).is_some() && said(&new.note) == said(kept) {
        return Ok(());
    }
    Err(StoreError::Corrupt(format!(
        "the log of {site} has another tree at {} entries than the one that was signed",
        new.size
    )))
}

/// The hashes that were asked for, in order, if none is missing.
pub(super) fn gapless(site: &str, wanted: Stored, found: &[(u64, Hash)]) -> Result<Vec<Hash>, StoreError> {
    let in_order = found
        .iter()
        .zip(wanted.from..)
        .all(|((place, _), expected)| *place == expected);
    if !in_order || found.len() as u64 != wanted.count {
        return Err(missing(site, wanted));
    }
    Ok(found.iter().map(|(_, hash)| *hash).collect())
}

/// The root over a row of hashes.
pub(super) fn combined(site: &str, wanted: Stored, hashes: &[Hash]) -> Result<Hash, StoreError> {
    Subtree::root_of(hashes).ok_or_else(|| missing(site, wanted))
}

/// A tree from the roots of its complete subtrees.
pub(super) fn restored(size: u64, peaks: Vec<Hash>) -> Result<Frontier, StoreError> {
    Frontier::restore(size, peaks).map_err(|fault| StoreError::Corrupt(fault.to_string()))
}

fn missing(site: &str, wanted: Stored) -> StoreError {
    let Stored { level, from, count } = wanted;
    let end = from.saturating_add(count);
    StoreError::Corrupt(if level == 0 {
        format!("the log of {site} lacks some of the entries {from} to {end} (the last excluded)")
    } else {
        format!(
            "the log of {site} lacks some of the tree's nodes {from} to {end} (the last excluded) of level {level}"
        )
    })
}
