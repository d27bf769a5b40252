//! A standing wish of the browser: it may deny, never grant.

use super::Grants;
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
    /// Under opt-in nothing is granted anyway. Elsewhere Global Privacy Control opts out of sale, sharing and
    /// targeted advertising (11 CCR 7025(c)(1)), which are the services of the advertisement category.
    #[must_use]
    pub fn default_grants(self, policy: &Policy) -> Grants {
        if policy.regime() == Regime::OptIn {
            return Grants::none();
        }
        let advertisement = policy.category(CategoryId::ADVERTISEMENT);
        (0..policy.categories().len())
            .filter(|index| !(self.gpc && Some(*index) == advertisement))
            .fold(Grants::none(), Grants::with_category)
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
