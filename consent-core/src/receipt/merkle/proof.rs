//! Checking proofs about a tree with nothing but the proof and the roots.

use core::fmt;

use super::super::Hash;

/// Checks that a leaf stands at a place in a tree (RFC 9162 section 2.1.3.2).
///
/// # Errors
/// When the place is outside of the tree, the proof has another length than the tree asks for, or the root is another.
pub fn verify_inclusion(
    leaf: &Hash,
    seq: u64,
    size: u64,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), ProofError> {
    let Some(last) = size.checked_sub(1).filter(|last| seq <= *last) else {
        return Err(ProofError::Outside);
    };
    let (mut at, mut last, mut hash) = (seq, last, *leaf);
    for sibling in proof {
        if last == 0 {
            return Err(ProofError::Length);
        }
        if at & 1 == 1 || at == last {
            hash = Hash::of_node(sibling, &hash);
            // Levels at which the leaf's subtree is the last one and has no sibling have no hash.
            while at & 1 == 0 && at != 0 {
                at >>= 1;
                last >>= 1;
            }
        } else {
            hash = Hash::of_node(&hash, sibling);
        }
        at >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(ProofError::Length);
    }
    if hash == *root {
        Ok(())
    } else {
        Err(ProofError::OtherRoot)
    }
}

/// Checks that a tree grew out of an older one: that everything in the older one stands unchanged (RFC 9162 section
/// 2.1.4.2).
///
/// # Errors
/// When the older tree is the larger, the proof has another length than the sizes ask for, or either root is another.
pub fn verify_consistency(
    old: u64,
    new: u64,
    old_root: &Hash,
    new_root: &Hash,
    proof: &[Hash],
) -> Result<(), ProofError> {
    if old > new {
        return Err(ProofError::Outside);
    }
    if old == 0 || old == new {
        let same = if old == 0 {
            *old_root == Hash::of_nothing()
        } else {
            old_root == new_root
        };
        return match (proof.is_empty(), same) {
            (false, _) => Err(ProofError::Length),
            (true, false) => Err(ProofError::OtherRoot),
            (true, true) => Ok(()),
        };
    }
    // An older tree of a power of two is itself a subtree of the new one: the proof need not say its root.
    let mut hashes = proof.iter();
    let first = if old.is_power_of_two() {
        Some(old_root)
    } else {
        hashes.next()
    };
    let first = first.ok_or(ProofError::Length)?;
    let (mut at, mut last) = (old.saturating_sub(1), new.saturating_sub(1));
    while at & 1 == 1 {
        at >>= 1;
        last >>= 1;
    }
    let (mut old_hash, mut new_hash) = (*first, *first);
    for sibling in hashes {
        if last == 0 {
            return Err(ProofError::Length);
        }
        if at & 1 == 1 || at == last {
            old_hash = Hash::of_node(sibling, &old_hash);
            new_hash = Hash::of_node(sibling, &new_hash);
            while at & 1 == 0 && at != 0 {
                at >>= 1;
                last >>= 1;
            }
        } else {
            new_hash = Hash::of_node(&new_hash, sibling);
        }
        at >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(ProofError::Length);
    }
    if old_hash == *old_root && new_hash == *new_root {
        Ok(())
    } else {
        Err(ProofError::OtherRoot)
    }
}

/// Why a proof about a tree does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProofError {
    /// The place is not in the tree, or the older tree is the larger.
    Outside,
    /// It has more or fewer hashes than a proof of this has.
    Length,
    /// It leads to another root.
    OtherRoot,
}

impl fmt::Display for ProofError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Outside => "the proof is about a place that the tree does not have",
            Self::Length => "the proof has more or fewer hashes than the tree asks for",
            Self::OtherRoot => {
                "the proof leads to another root: what it is about was changed, or the tree was"
            }
        })
    }
}

impl core::error::Error for ProofError {}
