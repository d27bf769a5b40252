//! A tree while it grows: one hash for each complete subtree along its right edge.

use alloc::vec::Vec;
use core::fmt;

use super::super::Hash;
use super::plan::{STRIDE, Subtree};

/// What must be held to append to a tree and to know its root: at most 64 hashes, however large the tree is.
///
/// # Example
/// ```
/// use consent_core::receipt::{Hash, merkle::Frontier};
///
/// let mut tree = Frontier::new();
/// tree.push(Hash::of_leaf(b""));
/// tree.push(Hash::of_leaf(b"\0"));
/// let again = Frontier::restore(tree.size(), tree.peaks().to_vec())?;
/// assert_eq!(again.root(), Hash::of_node(&Hash::of_leaf(b""), &Hash::of_leaf(b"\0")));
/// # Ok::<(), consent_core::receipt::merkle::FrontierError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    /// One for each bit that is set in the size, the largest subtree first.
    peaks: Vec<Hash>,
}

impl Frontier {
    /// A tree without leaves.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            size: 0,
            peaks: Vec::new(),
        }
    }

    /// Takes a tree up again where it was left.
    ///
    /// # Errors
    /// When the size has another number of complete subtrees than there are hashes.
    pub fn restore(size: u64, peaks: Vec<Hash>) -> Result<Self, FrontierError> {
        if usize::try_from(size.count_ones()) == Ok(peaks.len()) {
            Ok(Self { size, peaks })
        } else {
            Err(FrontierError {
                size,
                peaks: peaks.len(),
            })
        }
    }

    /// Returns how many leaves there are.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Returns the roots of the complete subtrees, the largest first.
    #[must_use]
    pub fn peaks(&self) -> &[Hash] {
        &self.peaks
    }

    /// Appends a leaf's hash. Returns the subtrees that it made complete, of those that are worth storing: of 256
    /// leaves, of 65,536, and so on. For most leaves there is none.
    pub fn push(&mut self, leaf: Hash) -> Vec<(Subtree, Hash)> {
        let mut complete = Vec::new();
        let mut hash = leaf;
        let merged = self.size.trailing_ones();
        let last = self.size;
        for level in 1..=merged {
            // There is a peak for every bit that is set.
            let Some(left) = self.peaks.pop() else { break };
            hash = Hash::of_node(&left, &hash);
            if level.is_multiple_of(STRIDE) {
                complete.push((Subtree::covering(level, last), hash));
            }
        }
        self.peaks.push(hash);
        self.size = self.size.saturating_add(1);
        complete
    }

    /// Returns the root of the tree as it is now.
    #[must_use]
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev();
        let Some(smallest) = peaks.next() else {
            return Hash::of_nothing();
        };
        peaks.fold(*smallest, |root, left| Hash::of_node(left, &root))
    }
}

/// Why a tree cannot be taken up again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrontierError {
    size: u64,
    peaks: usize,
}

impl fmt::Display for FrontierError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "a tree of {} leaves has {} complete subtrees, and {} hashes are there: build it again from its leaves",
            self.size,
            self.size.count_ones(),
            self.peaks
        )
    }
}

impl core::error::Error for FrontierError {}
