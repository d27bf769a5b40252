//! Stage 5, erase: what a service that is not granted has left in the browser, and how far it can be removed.
//!
//! *Takes* the grants and the names that are present.
//! *Gives* an [`ErasePlan`]: what the page removes, in every form it may exist, and what it cannot remove and why.
//! *Never* names anything that is not declared for a service without a grant.

mod reach;
pub use reach::{Erasure, erasure_of};

mod expiry;
pub use expiry::expiring_assignments;

mod plan;
pub use plan::{ErasePlan, Present};
