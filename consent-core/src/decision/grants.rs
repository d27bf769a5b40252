//! Which categories and services are granted; empty by construction.

use crate::config::Policy;

/// A set of services by their index in the policy, at most 512.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ServiceSet([u64; 8]);

impl ServiceSet {
    fn place(index: usize) -> Option<(usize, u64)> {
        let word = index.checked_div(64)?;
        let bit = u32::try_from(index.checked_rem(64)?).ok()?;
        Some((word, 1u64.checked_shl(bit)?))
    }

    /// Tells whether the service with that index is in the set.
    #[must_use]
    pub fn contains(&self, index: usize) -> bool {
        Self::place(index).is_some_and(|(word, bit)| self.0.get(word).is_some_and(|bits| bits & bit != 0))
    }

    /// Puts the service with that index into the set; one past 512 is ignored.
    pub fn insert(&mut self, index: usize) {
        if let Some((word, bit)) = Self::place(index)
            && let Some(bits) = self.0.get_mut(word)
        {
            *bits |= bit;
        }
    }

    /// Tells whether the set has no service in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0 == [0; 8]
    }
}

/// What is granted under one policy: categories, and the services that differ from their category.
///
/// `necessary` is always granted. A value means something only together with the policy it was made for;
/// everything else about it is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grants {
    categories: u32,
    exceptions: ServiceSet,
}

impl Grants {
    /// Grants nothing but what is necessary.
    #[must_use]
    pub const fn none() -> Self {
        Self {
            categories: 1,
            exceptions: ServiceSet([0; 8]),
        }
    }

    /// Grants every category of the policy.
    #[must_use]
    pub fn all(policy: &Policy) -> Self {
        let mut grants = Self::none();
        for index in 0..policy.categories().len() {
            grants = grants.with_category(index);
        }
        grants
    }

    /// Grants one more category. An index past 32 is ignored.
    #[must_use]
    pub fn with_category(mut self, index: usize) -> Self {
        let bit = u32::try_from(index)
            .ok()
            .and_then(|index| 1u32.checked_shl(index));
        self.categories |= bit.unwrap_or(0);
        self
    }

    /// Takes one category back, and every service in it. An index past 32 is ignored.
    #[must_use]
    pub fn without_category(mut self, policy: &Policy, index: usize) -> Self {
        let mut others = ServiceSet::default();
        for (place, service) in policy.services().iter().enumerate() {
            if usize::from(service.category) != index && self.exceptions.contains(place) {
                others.insert(place);
            }
        }
        self.exceptions = others;
        let bit = u32::try_from(index)
            .ok()
            .and_then(|index| 1u32.checked_shl(index));
        self.categories &= !bit.unwrap_or(0);
        self
    }

    /// Marks a service as answered otherwise than its category. A necessary service cannot be.
    #[must_use]
    pub fn with_exception(mut self, policy: &Policy, index: usize) -> Self {
        if policy
            .services()
            .get(index)
            .is_some_and(|service| service.category != 0)
        {
            self.exceptions.insert(index);
        }
        self
    }

    /// Tells whether the category with that index is granted.
    #[must_use]
    #[inline(never)] // asked in many places; copies of it cost every first visit
    pub fn allows_category(&self, index: usize) -> bool {
        u32::try_from(index)
            .ok()
            .and_then(|index| self.categories.checked_shr(index))
            .is_some_and(|bits| bits & 1 == 1)
    }

    /// Tells whether the service with that index is granted.
    #[must_use]
    pub fn allows_service(&self, policy: &Policy, index: usize) -> bool {
        policy.services().get(index).is_some_and(|service| {
            self.allows_category(usize::from(service.category)) != self.exceptions.contains(index)
        })
    }

    /// Tells whether the category or service of that name is granted. An unknown name is not.
    #[must_use]
    pub fn allows(&self, policy: &Policy, name: &str) -> bool {
        match (policy.category(name), policy.service(name)) {
            (Some(index), _) => self.allows_category(index),
            (None, Some(index)) => self.allows_service(policy, index),
            (None, None) => false,
        }
    }

    /// Names everything that is granted, each category and each service by itself.
    pub fn names<'a>(&'a self, policy: &'a Policy) -> impl Iterator<Item = &'a str> {
        let categories = policy.categories().iter().map(|category| category.id.as_str());
        let services = policy.services().iter().map(|service| service.id.as_str());
        categories
            .chain(services)
            .filter(|name| self.allows(policy, name))
    }

    /// Tells whether the service with that index was answered otherwise than its category.
    #[must_use]
    pub fn is_exception(&self, index: usize) -> bool {
        self.exceptions.contains(index)
    }

    /// Tells whether no service was answered otherwise than its category.
    #[must_use]
    pub fn has_no_exceptions(&self) -> bool {
        self.exceptions.is_empty()
    }

    /// Tells whether everything that `self` grants is granted by `other` too.
    #[must_use]
    pub fn is_within(&self, other: &Self, policy: &Policy) -> bool {
        let categories = (0..policy.categories().len())
            .all(|index| !self.allows_category(index) || other.allows_category(index));
        let services = (0..policy.services().len())
            .all(|index| !self.allows_service(policy, index) || other.allows_service(policy, index));
        categories && services
    }
}

impl Default for Grants {
    fn default() -> Self {
        Self::none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Category, PolicyParts, Service};
    use alloc::vec;
    use alloc::vec::Vec;

    fn policy() -> Policy {
        Policy::new(PolicyParts {
            categories: vec![Category::necessary(), Category::new("analytics").unwrap()],
            services: vec![
                Service::new("ga", 1).unwrap(),
                Service::new("session", 0).unwrap(),
            ],
            ..PolicyParts::default()
        })
        .unwrap()
    }

    #[test]
    fn nothing_is_granted_to_begin_with() {
        let policy = policy();
        let grants = Grants::default();
        assert!(grants.allows(&policy, "necessary") && grants.allows(&policy, "session"));
        assert_eq!(
            grants.names(&policy).collect::<Vec<_>>(),
            ["necessary", "session"]
        );
        for name in ["analytics", "ga", "unknown", "", "necessary "] {
            assert!(!grants.allows(&policy, name), "{name}");
        }
    }

    #[test]
    fn a_service_can_differ_from_its_category_but_a_necessary_one_cannot() {
        let policy = policy();
        let only_ga = Grants::none().with_exception(&policy, 0);
        assert!(only_ga.allows(&policy, "ga") && !only_ga.allows(&policy, "analytics"));
        assert!(
            Grants::none()
                .with_exception(&policy, 1)
                .allows(&policy, "session")
        );
        assert!(
            !Grants::all(&policy)
                .with_exception(&policy, 0)
                .allows(&policy, "ga")
        );
    }

    #[test]
    fn indexes_past_the_end_grant_nothing() {
        let policy = policy();
        let grants = Grants::none()
            .with_category(32)
            .with_category(usize::MAX)
            .with_exception(&policy, 600);
        assert_eq!(grants, Grants::none());
        assert!(!grants.allows_category(33) && !grants.allows_service(&policy, 2));
    }
}
