//! The compiled policy: what page and backend share to read a decision, decide again and erase.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::{Deserialize, Serialize};

use super::{CategoryId, CookieRule, Fingerprint, Host, Regime, ServiceId, SlugError};
use crate::time::DAY;

/// One category of a policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// Its name.
    pub id: CategoryId,
}

impl Category {
    /// Names a category.
    ///
    /// # Errors
    /// When `id` is not a name; see [`CategoryId::parse`].
    pub fn new(id: &str) -> Result<Self, SlugError> {
        CategoryId::parse(id).map(|id| Self { id })
    }

    /// The category that is always on, and always first.
    #[must_use]
    pub fn necessary() -> Self {
        Self {
            id: CategoryId::necessary(),
        }
    }
}

/// One service of a policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// Its name.
    pub id: ServiceId,
    /// The index of its category; 0 is `necessary`.
    pub category: u8,
    /// Whether it runs until the visitor objects, under opt-in.
    #[serde(default)]
    pub exempt: bool,
    /// What it stores.
    #[serde(default)]
    pub cookies: Vec<CookieRule>,
}

impl Service {
    /// Names a service of the category with that index, without anything stored.
    ///
    /// # Errors
    /// When `id` is not a name; see [`ServiceId::parse`].
    pub fn new(id: &str, category: u8) -> Result<Self, SlugError> {
        ServiceId::parse(id).map(|id| Self {
            id,
            category,
            exempt: false,
            cookies: Vec::new(),
        })
    }
}

/// The content of a policy before it has been checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PolicyParts {
    /// What a consent string must name to count for this policy.
    pub fingerprint: Fingerprint,
    /// What holds while nobody has answered.
    pub regime: Regime,
    /// How long a decision holds, in seconds.
    pub max_age: u32,
    /// The name of the consent cookie, and of its mirror in local storage.
    pub cookie: String,
    /// The domains whose subdomains share one decision; empty when each host has its own.
    pub shared_domains: Vec<Host>,
    /// Whether HubSpot's own record of the categories is written as well.
    pub hubspot: bool,
    /// `necessary` first, then the others by name.
    pub categories: Vec<Category>,
    /// By name.
    pub services: Vec<Service>,
}

impl Default for PolicyParts {
    /// An opt-in policy with a decision that holds for 182 days, and nothing to decide.
    fn default() -> Self {
        Self {
            fingerprint: Fingerprint::default(),
            regime: Regime::OptIn,
            max_age: Policy::DEFAULT_MAX_AGE,
            cookie: "consent".into(),
            shared_domains: Vec::new(),
            hubspot: false,
            categories: alloc::vec![Category::necessary()],
            services: Vec::new(),
        }
    }
}

/// A policy that holds together; the only way to one is [`Policy::new`] or deserialisation, which calls it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "PolicyParts", into = "PolicyParts")]
pub struct Policy(PolicyParts);

impl Policy {
    /// The most categories, `necessary` included.
    pub const MOST_CATEGORIES: usize = 32;
    /// The most services.
    pub const MOST_SERVICES: usize = 512;
    /// 182 days, for a yes and a no alike.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "182 days are far below 2^32 seconds"
    )]
    pub const DEFAULT_MAX_AGE: u32 = (182 * DAY) as u32;

    /// Checks that the parts hold together.
    ///
    /// # Errors
    /// When `necessary` is not the first category, there are more than 32 categories or 512 services, names
    /// are not in order (which also means that one occurs twice), a service names a category that does not
    /// exist, the cookie has no usable name, or a decision would hold for no time at all.
    pub fn new(parts: PolicyParts) -> Result<Self, PolicyError> {
        let (first, others) = parts.categories.split_first().ok_or(PolicyError::Categories)?;
        if first.id.as_str() != CategoryId::NECESSARY
            || parts.categories.len() > Self::MOST_CATEGORIES
            || others
                .iter()
                .any(|category| category.id.as_str() == CategoryId::NECESSARY)
            || !others.is_sorted_by(|a, b| a.id < b.id)
        {
            return Err(PolicyError::Categories);
        }
        if parts.services.len() > Self::MOST_SERVICES
            || !parts.services.is_sorted_by(|a, b| a.id < b.id)
            || parts
                .services
                .iter()
                .any(|service| usize::from(service.category) >= parts.categories.len())
        {
            return Err(PolicyError::Services);
        }
        if !is_cookie_name(&parts.cookie) || parts.max_age == 0 {
            return Err(PolicyError::Cookie);
        }
        Ok(Self(parts))
    }

    /// Returns what a consent string must name to count for this policy.
    #[must_use]
    pub const fn fingerprint(&self) -> Fingerprint {
        self.0.fingerprint
    }

    /// Returns what holds while nobody has answered.
    #[must_use]
    pub const fn regime(&self) -> Regime {
        self.0.regime
    }

    /// Returns how many seconds a decision holds.
    #[must_use]
    pub fn max_age(&self) -> u64 {
        self.0.max_age.into()
    }

    /// Returns the name of the consent cookie.
    #[must_use]
    pub fn cookie(&self) -> &str {
        &self.0.cookie
    }

    /// Returns the declared domain that `host` shares its decision with, if the site shares at all.
    #[must_use]
    pub fn shared_domain(&self, host: &str) -> Option<&Host> {
        self.0.shared_domains.iter().find(|domain| domain.covers(host))
    }

    /// Tells whether HubSpot's own record of the categories is written as well.
    #[must_use]
    pub const fn records_for_hubspot(&self) -> bool {
        self.0.hubspot
    }

    /// Returns the categories, `necessary` first.
    #[must_use]
    pub fn categories(&self) -> &[Category] {
        &self.0.categories
    }

    /// Returns the services, by name.
    #[must_use]
    pub fn services(&self) -> &[Service] {
        &self.0.services
    }

    /// Returns the index of a category.
    #[must_use]
    pub fn category(&self, id: &str) -> Option<usize> {
        self.0
            .categories
            .iter()
            .position(|category| category.id.as_str() == id)
    }

    /// Returns the index of a service.
    #[must_use]
    pub fn service(&self, id: &str) -> Option<usize> {
        self.0
            .services
            .iter()
            .position(|service| service.id.as_str() == id)
    }

    /// Returns how many categories a visitor can switch: all but `necessary`.
    #[must_use]
    pub fn switchable(&self) -> usize {
        self.0.categories.len().saturating_sub(1)
    }
}

/// A cookie name that needs no quoting anywhere (RFC 6265 section 4.1.1, letters, digits, `_` and `-`).
pub(crate) fn is_cookie_name(name: &str) -> bool {
    (1..=64).contains(&name.len())
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
}

impl TryFrom<PolicyParts> for Policy {
    type Error = PolicyError;

    fn try_from(parts: PolicyParts) -> Result<Self, PolicyError> {
        Self::new(parts)
    }
}

impl From<Policy> for PolicyParts {
    fn from(policy: Policy) -> Self {
        policy.0
    }
}

/// Why parts are not a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PolicyError {
    /// The fingerprint is not eight characters of base64url.
    Fingerprint,
    /// `necessary` is not first, or the others are too many, out of order or doubled.
    Categories,
    /// Services are too many, out of order, doubled, or in a category that does not exist.
    Services,
    /// The consent cookie has no usable name or no lifetime.
    Cookie,
    /// A name is not a name.
    Name(SlugError),
}

impl From<SlugError> for PolicyError {
    fn from(error: SlugError) -> Self {
        Self::Name(error)
    }
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fingerprint => f.write_str("the fingerprint is not eight characters of base64url"),
            Self::Categories => {
                f.write_str("the categories are not “necessary” followed by at most 31 others in order, each once")
            }
            Self::Services => f.write_str(
                "the services are not at most 512 in order, each once, each in a category of the policy",
            ),
            Self::Cookie => f.write_str(
                "the consent cookie needs a name of 1 to 64 letters, digits, “_” or “-”, and a lifetime above zero",
            ),
            Self::Name(error) => error.fmt(f),
        }
    }
}

impl core::error::Error for PolicyError {}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    #[test]
    fn parts_that_do_not_hold_together_are_refused() {
        let none = PolicyParts {
            categories: vec![],
            ..PolicyParts::default()
        };
        assert_eq!(Policy::new(none), Err(PolicyError::Categories));

        let doubled = PolicyParts {
            categories: vec![
                Category::necessary(),
                Category::new("a").unwrap(),
                Category::new("a").unwrap(),
            ],
            ..PolicyParts::default()
        };
        assert_eq!(Policy::new(doubled), Err(PolicyError::Categories));

        let nowhere = PolicyParts {
            services: vec![Service::new("x", 1).unwrap()],
            ..PolicyParts::default()
        };
        assert_eq!(Policy::new(nowhere), Err(PolicyError::Services));

        let unnamed = PolicyParts {
            cookie: "a=b".into(),
            ..PolicyParts::default()
        };
        assert_eq!(Policy::new(unnamed), Err(PolicyError::Cookie));
    }

    #[test]
    fn bytes_of_a_policy_are_checked_too() {
        let policy = Policy::new(PolicyParts::default()).unwrap();
        let bytes = postcard::to_allocvec(&policy).unwrap();
        assert_eq!(postcard::from_bytes::<Policy>(&bytes).unwrap(), policy);

        let broken = PolicyParts {
            max_age: 0,
            ..PolicyParts::default()
        };
        let bytes = postcard::to_allocvec(&broken).unwrap();
        assert!(postcard::from_bytes::<Policy>(&bytes).is_err());
    }
}
