//! What is known about one cookie or storage key of a service.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::config::{CookieRule, Lifetime, NamePattern, Party, Storage, Translated};

/// One entry of a record's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CookieRecord {
    /// The names it covers.
    pub name: NamePattern,
    /// Older or misspelt names.
    pub aliases: Vec<String>,
    /// What it is for.
    pub purpose: Translated,
    /// How long it lives; nothing when no source says, and the site must.
    pub lifetime: Option<Lifetime>,
    /// Where it is stored.
    pub storage: Storage,
    /// Under whose domain it is stored.
    pub party: Party,
    /// Whether it is hidden from scripts.
    pub http_only: bool,
    /// Who sets it.
    pub set_by: SetBy,
    /// Under which domains; `<site>` is the site's own.
    pub domains: Vec<String>,
    /// How sure this is.
    pub confidence: Confidence,
    /// Where it is from.
    pub source: String,
}

impl CookieRecord {
    /// Returns everything that the cookie is called.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        core::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }

    /// Returns the rule of a policy, with that lifetime.
    #[must_use]
    pub fn rule(&self, lifetime: Lifetime) -> CookieRule {
        CookieRule {
            name: self.name.clone(),
            storage: self.storage,
            party: self.party,
            http_only: self.http_only,
            lifetime,
        }
    }

    /// Tells whether it is a known one that a rule declares: the same name, or one that covers the other,
    /// stored in the same way.
    #[must_use]
    pub fn is_meant_by(&self, name: &NamePattern, storage: Storage, party: Party) -> bool {
        let covers = self.name.covers(name.as_str()) || name.covers(self.name.as_str());
        covers && self.storage == storage && self.party == party
    }
}

/// Who sets a cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SetBy {
    /// A script in the page.
    Script,
    /// A server, in its answer.
    Server,
}

/// How sure a fact is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Still to be confirmed.
    Low,
    /// One public list, or sources that differ a little.
    Medium,
    /// Documented by the supplier, or seen in real traffic.
    High,
}
