//! A standing wish of the browser: it may deny, never grant.

use super::{Act, Decision, Grants};
use crate::config::{CategoryId, Policy, Regime};

/// What the browser says on every request (Global Privacy Control, W3C; `Sec-GPC: 1`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signal {
    /// `navigator.globalPrivacyControl` is true.
    pub gpc: bool,
}

impl Signal {
    /// Returns what is granted while nobody has answered: the regime's default, less what the signal denies.
    ///
    /// Under opt-in nothing is granted anyway but what the law exempts, which is none while the signal is there. Elsewhere Global Privacy Control opts out of sale, sharing and
    /// targeted advertising (11 CCR 7025(c)(1)), which are the services of the advertisement category.
    #[must_use]
    pub fn default_grants(self, policy: &Policy) -> Grants {
        if policy.regime() == Regime::OptIn {
            // What the law exempts runs until somebody objects, and the signal does.
            return (0..policy.services().len())
                .filter(|index| {
                    !self.gpc
                        && policy
                            .services()
                            .get(*index)
                            .is_some_and(|service| service.exempt)
                })
                .fold(Grants::none(), |grants, index| {
                    grants.with_exception(policy, index)
                });
        }
        self.limits(policy, Grants::all(policy))
    }

    /// Returns what the signal leaves of a decision. It beats a yes that is older than itself; one that was given
    /// while it was there ([`Act::Insisted`]) beats the signal (11 CCR 7025(c)(3)). Under opt-in every yes was asked
    /// for by name, and stands.
    #[must_use]
    pub fn leaves(self, policy: &Policy, decision: &Decision) -> Grants {
        match decision.act {
            Act::Insisted => decision.grants,
            _ => self.limits(policy, decision.grants),
        }
    }

    /// Tells whether the signal is an opt-out here.
    #[must_use]
    pub fn opts_out(self, policy: &Policy) -> bool {
        self.gpc && policy.regime() != Regime::OptIn
    }

    /// Tells whether these grants are more than the signal leaves.
    pub(crate) fn insists(self, policy: &Policy, grants: &Grants) -> bool {
        self.limits(policy, *grants) != *grants
    }

    fn limits(self, policy: &Policy, grants: Grants) -> Grants {
        match policy.category(CategoryId::ADVERTISEMENT) {
            Some(advertisement) if self.opts_out(policy) => grants.without_category(policy, advertisement),
            _ => grants,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Category, PolicyParts};
    use alloc::vec;

    #[test]
    fn a_signal_only_ever_takes_away() {
        for regime in [Regime::OptIn, Regime::OptOut, Regime::Notice] {
            let policy = Policy::new(PolicyParts {
                regime,
                categories: vec![
                    Category::necessary(),
                    Category::new("advertisement").unwrap(),
                    Category::new("analytics").unwrap(),
                ],
                ..PolicyParts::default()
            })
            .unwrap();
            let without = Signal { gpc: false }.default_grants(&policy);
            let with = Signal { gpc: true }.default_grants(&policy);
            assert!(with.is_within(&without, &policy));
            assert!(!with.allows(&policy, "advertisement"));
            assert_eq!(without.allows(&policy, "analytics"), regime != Regime::OptIn);
        }
    }
}
