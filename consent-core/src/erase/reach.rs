//! How far a declared cookie can be erased, and by whom.

use crate::config::{CookieRule, Party, Storage};

/// Who can erase what a service stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Erasure {
    /// The page itself, at once.
    ByPage,
    /// Only the site's server: the cookie is hidden from scripts.
    ByServer,
    /// Nobody on this site: it is stored under the supplier's own domain. The visitor's browser can.
    ByNobody,
}

/// Tells who can erase what `rule` covers.
#[must_use]
pub const fn erasure_of(rule: &CookieRule) -> Erasure {
    match (rule.party, rule.storage, rule.http_only) {
        (Party::Third, _, _) => Erasure::ByNobody,
        (Party::First, Storage::Cookie, true) => Erasure::ByServer,
        (Party::First, _, _) => Erasure::ByPage,
    }
}
