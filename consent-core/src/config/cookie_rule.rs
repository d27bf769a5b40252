//! One declared cookie or storage key, which feeds the notice, the gate's explanations and the erasure alike.

use serde::{Deserialize, Serialize};

use super::{Lifetime, NamePattern};

/// Where a value is stored in the browser.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "declare", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Storage {
    /// A cookie.
    #[default]
    Cookie,
    /// `localStorage`.
    Local,
    /// `sessionStorage`.
    Session,
}

/// Whose it is, seen from the page the visitor is on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "declare", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Party {
    /// Stored under the site's own domain.
    #[default]
    First,
    /// Stored under the supplier's domain, out of the page's reach.
    Third,
}

/// What a service stores under one name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CookieRule {
    /// The names it covers.
    pub name: NamePattern,
    /// Where it is stored.
    pub storage: Storage,
    /// Whose it is.
    pub party: Party,
    /// Hidden from scripts (RFC 6265 section 4.1.2.6), so that only a server can remove it.
    pub http_only: bool,
    /// How long it lives, as declared.
    pub lifetime: Lifetime,
}

impl CookieRule {
    /// Returns how long browsers really keep it.
    #[must_use]
    pub fn effective_lifetime(&self) -> Lifetime {
        match self.storage {
            Storage::Cookie => self.lifetime.effective_as_cookie(),
            Storage::Local | Storage::Session => self.lifetime,
        }
    }
}
