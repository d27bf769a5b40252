//! The log's Merkle tree (RFC 9162 section 2): hashes, the tree while it grows, and proofs about it.
//!
//! Nothing here holds a whole tree. [`Frontier`] holds one hash a level while leaves come; an [`inclusion_plan`] or a
//! [`consistency_plan`] says which [`Subtree`]s a proof needs, so that whoever stores them can fetch these and no more;
//! [`verify_inclusion`] and [`verify_consistency`] need the proof alone.

mod hash;

mod frontier;
pub use frontier::{Frontier, FrontierError};

mod plan;
pub use plan::{ProofPlan, Stored, Subtree, consistency_plan, inclusion_plan, root_plan};

mod proof;
pub use proof::{ProofError, verify_consistency, verify_inclusion};
