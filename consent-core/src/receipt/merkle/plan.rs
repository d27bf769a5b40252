//! Which hashes a proof is made of: told as complete subtrees, for whoever stores them to fetch.

use alloc::vec::Vec;

use super::super::Hash;

/// Stored are the roots of subtrees of 2^8 leaves, of 2^16, and so on, beside the leaves themselves.
pub(super) const STRIDE: u32 = 8;

/// A complete subtree: 2^`level` leaves, the `index`-th such from the left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subtree {
    /// It has two to the power of this many leaves.
    pub level: u32,
    /// Which of its level it is.
    pub index: u64,
}

/// The stored hashes that combine into a subtree's root; see [`Subtree::stored`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stored {
    /// 0 for leaves; else roots of 256 to the power of this many leaves.
    pub level: u8,
    /// The first of them.
    pub from: u64,
    /// How many, a power of two of at most 128.
    pub count: u64,
}

impl Subtree {
    /// The subtree of that level in which a leaf stands.
    pub(super) const fn covering(level: u32, leaf: u64) -> Self {
        Self {
            level,
            index: match leaf.checked_shr(level) {
                Some(index) => index,
                None => 0,
            },
        }
    }

    /// Returns its first leaf and the one after its last.
    #[must_use]
    pub fn leaves(self) -> Option<(u64, u64)> {
        let width = 1u64.checked_shl(self.level)?;
        let first = self.index.checked_mul(width)?;
        Some((first, first.checked_add(width)?))
    }

    /// Returns the hashes to fetch where only those of levels 0, 8, 16 and so on are stored. [`Self::root_of`] combines
    /// them.
    #[must_use]
    pub fn stored(self) -> Stored {
        let count = 1u64.checked_shl(self.level % STRIDE).unwrap_or(1);
        Stored {
            // Below 8: there are 64 levels.
            level: u8::try_from(self.level / STRIDE).unwrap_or(u8::MAX),
            from: self.index.saturating_mul(count),
            count,
        }
    }

    /// Combines a complete subtree's hashes of one level into its root: nothing unless they are a power of two.
    #[must_use]
    pub fn root_of(hashes: &[Hash]) -> Option<Hash> {
        let mut row: Vec<Hash> = hashes.to_vec();
        if !row.len().is_power_of_two() {
            return None;
        }
        while row.len() > 1 {
            let pairs = row.chunks_exact(2);
            row = pairs
                .filter_map(|pair| match pair {
                    [left, right] => Some(Hash::of_node(left, right)),
                    _ => None,
                })
                .collect();
        }
        row.first().copied()
    }
}

/// What a proof is made of. Each hash of it is the root over a run of leaves, which a few complete subtrees make up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProofPlan(Vec<Vec<Subtree>>);

impl ProofPlan {
    /// Returns every subtree that is needed, in order; none twice.
    pub fn subtrees(&self) -> impl Iterator<Item = Subtree> {
        self.0.iter().flatten().copied()
    }

    /// Returns how many hashes the proof has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Tells whether the proof has no hashes: there is nothing to be proved beyond what the verifier has.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Makes the proof of the subtrees' roots.
    ///
    /// # Errors
    /// Whatever `root` says when it has no root of a subtree.
    pub fn build<E>(&self, mut root: impl FnMut(Subtree) -> Result<Hash, E>) -> Result<Vec<Hash>, E> {
        self.0
            .iter()
            .map(|run| {
                // The subtrees of a run shrink to the right, so that they are combined from there.
                let mut from_right = run.iter().rev();
                let Some(last) = from_right.next() else {
                    return Ok(Hash::of_nothing());
                };
                from_right.try_fold(root(*last)?, |right, subtree| {
                    Ok(Hash::of_node(&root(*subtree)?, &right))
                })
            })
            .collect()
    }
}

/// Plans the proof that a leaf stands in a tree (RFC 9162 section 2.1.3.1); nothing for a leaf outside of it.
#[must_use]
pub fn inclusion_plan(leaf: u64, size: u64) -> Option<ProofPlan> {
    if leaf >= size {
        return None;
    }
    let (mut start, mut end) = (0, size);
    let mut from_top = Vec::new();
    while let Some(middle) = split(start, end) {
        if leaf < middle {
            from_top.push(run(middle, end));
            end = middle;
        } else {
            from_top.push(run(start, middle));
            start = middle;
        }
    }
    from_top.reverse();
    Some(ProofPlan(from_top))
}

/// Plans the proof that a tree grew out of an older one (RFC 9162 section 2.1.4.1); nothing when the older one is the
/// larger. Out of an empty tree, or the same, everything grows without proof.
#[must_use]
pub fn consistency_plan(old: u64, new: u64) -> Option<ProofPlan> {
    if old > new {
        return None;
    }
    if old == 0 || old == new {
        return Some(ProofPlan(Vec::new()));
    }
    let (mut start, mut end) = (0, new);
    let mut from_top = Vec::new();
    // Whether the run is one whose root the older tree had by itself, so that the verifier has it.
    let mut is_old_root = true;
    while end > old {
        let Some(middle) = split(start, end) else { break };
        if old <= middle {
            from_top.push(run(middle, end));
            end = middle;
        } else {
            from_top.push(run(start, middle));
            start = middle;
            is_old_root = false;
        }
    }
    if !is_old_root {
        from_top.push(run(start, end));
    }
    from_top.reverse();
    Some(ProofPlan(from_top))
}

/// Plans the root of a tree: one hash.
#[must_use]
pub fn root_plan(size: u64) -> ProofPlan {
    ProofPlan(alloc::vec![run(0, size)])
}

/// Where a run of leaves is split in two: after the largest power of two that leaves something. One leaf is not split.
fn split(start: u64, end: u64) -> Option<u64> {
    let last = end.checked_sub(start)?.checked_sub(1)?;
    let left = 1u64.checked_shl(last.checked_ilog2()?)?;
    start.checked_add(left)
}

/// The complete subtrees that make up a run of leaves, the largest first.
///
/// The run is one that splitting a tree yields, so that it begins where a subtree of its size would.
fn run(start: u64, end: u64) -> Vec<Subtree> {
    let mut subtrees = Vec::new();
    let mut start = start;
    while let Some(level) = end.checked_sub(start).and_then(u64::checked_ilog2) {
        subtrees.push(Subtree::covering(level, start));
        let width = 1u64.checked_shl(level).unwrap_or(0);
        start = start.saturating_add(width);
    }
    subtrees
}
