//! The three hashes of a tree: of nothing, of a leaf, of two subtrees.

use sha2::{Digest as _, Sha256};

use super::super::Hash;

impl Hash {
    /// Hashes bytes as they are.
    #[must_use]
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self::from_bytes(Sha256::digest(bytes).into())
    }

    /// The root of a tree without leaves.
    #[must_use]
    pub fn of_nothing() -> Self {
        Self::of_bytes(b"")
    }

    /// Hashes a leaf; the byte before it keeps a leaf from passing for a node.
    #[must_use]
    pub fn of_leaf(bytes: &[u8]) -> Self {
        Self::from_bytes(
            Sha256::new()
                .chain_update([0])
                .chain_update(bytes)
                .finalize()
                .into(),
        )
    }

    /// Hashes two subtrees, the left one first.
    #[must_use]
    pub fn of_node(left: &Self, right: &Self) -> Self {
        let hash = Sha256::new()
            .chain_update([1])
            .chain_update(left.as_bytes())
            .chain_update(right.as_bytes());
        Self::from_bytes(hash.finalize().into())
    }
}
