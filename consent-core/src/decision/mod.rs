//! Stage 3, decide: what the visitor answered, or what a standing wish of the browser answers.
//!
//! *Takes* an act and the visitor's wish.
//! *Gives* a [`Decision`]: grants, act, time and consent id; and the [`ConsentState`] derived from it.
//! *Never* grants by accident: [`Grants`] start empty, and a signal can only deny.

use crate::time::Timestamp;

mod grants;
pub use grants::{Grants, ServiceSet};

mod act;
pub use act::Act;

mod consent_id;
pub use consent_id::ConsentId;

mod signal;
pub use signal::Signal;

mod state;
pub use state::{CLOCK_TOLERANCE, ConsentState};

/// What a visitor answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What is granted.
    pub grants: Grants,
    /// How it was expressed.
    pub act: Act,
    /// When.
    pub decided_at: Timestamp,
    /// A random number that groups one visitor's decisions; it exists only from the first decision on.
    pub id: ConsentId,
}
