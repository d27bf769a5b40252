//! What is known about one cookie or storage key of a service.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::config::{CookieAim, CookieRule, Lifetime, NamePattern, Party, ServiceId, Storage, Translated};

/// One entry of a record's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CookieRecord {
    /// The names it covers.
    pub name: NamePattern,
    /// Older or misspelt names.
    pub aliases: Vec<String>,
    /// What it is for; nothing where nobody has written it in our words, and then
    /// [`Record::purpose_of`](super::Record::purpose_of) says what the service is for.
    #[serde(default)]
    pub purpose: Option<Translated>,
    /// The same in the words that every language has; nothing where `purpose` is nothing.
    #[serde(default)]
    pub aim: Option<CookieAim>,
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
    /// Whether it is still set.
    #[serde(default)]
    pub status: Status,
    /// Whether a site that uses the service declares it without naming it. Not so for what comes only with a
    /// product, a setting or an account that few have, and for what lingers from before.
    #[serde(default = "yes")]
    pub usual: bool,
    /// Whether other software uses the same name for something else, so that the name alone says nothing.
    #[serde(default)]
    pub shared: bool,
    /// The service whose cookie it really is, for one that comes along with this one.
    #[serde(default)]
    pub of: Option<ServiceId>,
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

    /// Returns how closely it is called `name`: more for an exact name, or an alias, than for any glob, and more
    /// for a longer glob than for a shorter one. Nothing when it is not called so.
    #[must_use]
    pub fn closeness(&self, name: &str) -> Option<usize> {
        if self.aliases.iter().any(|alias| alias == name) {
            return Some(usize::MAX);
        }
        self.name.covers(name).then(|| self.name.closeness())
    }

    /// Tells whether it is a known one that a rule declares: the same name, or one that covers the other,
    /// stored in the same way.
    #[must_use]
    pub fn is_meant_by(&self, name: &NamePattern, storage: Storage, party: Party) -> bool {
        let covers = self.name.covers(name.as_str()) || name.covers(self.name.as_str());
        covers && self.storage == storage && self.party == party
    }
}

const fn yes() -> bool {
    true
}

/// Whether a cookie is still set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// By what the supplier offers today.
    #[default]
    Current,
    /// By older versions that are still in use.
    Legacy,
    /// By nobody any more; it is met in old policies, and in browsers that have kept it.
    Retired,
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
