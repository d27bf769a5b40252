//! Where one visitor stands; derived from what is stored, the policy and the time, never stored itself.

use super::{ConsentId, Decision};
use crate::time::{DAY, Timestamp};

/// How far into the future a decision may lie, since clocks differ: one day.
pub const CLOCK_TOLERANCE: u64 = DAY;

/// Where one visitor stands with one policy at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConsentState {
    /// There is no decision that could be read.
    Unasked,
    /// A decision holds.
    Decided(Decision),
    /// A decision for this policy is too old to hold.
    Expired {
        /// When it was made.
        decided_at: Timestamp,
        /// Whose it was.
        id: ConsentId,
    },
    /// There is a decision, but for another policy: what the site asks for has changed since.
    Outdated {
        /// When it was made.
        decided_at: Timestamp,
        /// Whose it was.
        id: ConsentId,
    },
}

impl ConsentState {
    /// Returns the id under which this visitor's earlier decisions stand, if there is one.
    #[must_use]
    pub const fn id(&self) -> Option<ConsentId> {
        match self {
            Self::Unasked => None,
            Self::Decided(Decision { id, .. }) | Self::Expired { id, .. } | Self::Outdated { id, .. } => {
                Some(*id)
            }
        }
    }

    /// Returns when the visitor last decided, if ever.
    #[must_use]
    pub const fn decided_at(&self) -> Option<Timestamp> {
        match self {
            Self::Unasked => None,
            Self::Decided(Decision { decided_at, .. })
            | Self::Expired { decided_at, .. }
            | Self::Outdated { decided_at, .. } => Some(*decided_at),
        }
    }
}
