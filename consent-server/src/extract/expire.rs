//! Cookies that are hidden from scripts, ended by the one who can: the server.

use axum::http::HeaderValue;
use consent_core::config::{CookieRule, Policy};
use consent_core::decision::ConsentState;
use consent_core::erase::{ErasePlan, Erasure, Present, erasure_of, expiring_assignments};
use consent_core::time::Timestamp;

use super::Consent;
use super::asked::Asked;

/// The most headers that are added to one answer, and the most bytes: proxies refuse answers with long heads, often
/// above four kilobytes. What is left over is ended with the next answer.
pub(super) const MOST: usize = 24;
const MOST_BYTES: usize = 2048;

/// Returns the headers that end what services without a grant have left and the page cannot reach.
///
/// As on the page, only an answer of the visitor, or its end, erases: before anybody has answered, what is there may
/// rest on an answer that can no longer be read.
pub(super) fn expiring(consent: &Consent, asked: &Asked, now: Timestamp) -> Vec<HeaderValue> {
    match consent.state() {
        ConsentState::Decided(_) | ConsentState::Expired { .. } => {}
        ConsentState::Unasked | ConsentState::Outdated { .. } => return Vec::new(),
    }
    let policy = consent.site().policy();
    let present = Present {
        cookies: &asked.cookies,
        ..Present::default()
    };
    let mut names = ErasePlan::new(policy, consent.grants(), &present).cookies;
    names.retain(|name| is_hidden(name, policy));
    // A cookie that no form ends must not keep the others waiting forever, so each second another is first.
    if let Some(first) = now.as_secs().checked_rem(names.len() as u64) {
        names.rotate_left(usize::try_from(first).unwrap_or(0));
    }
    let ends = |path: &str| -> Vec<String> {
        let of = |name: &&str| expiring_assignments(name, &asked.host, path, asked.https);
        names.iter().flat_map(of).collect()
    };
    // Nearly every one is set for the whole site; these forms come first, for all of them.
    let everywhere = ends("/");
    let here = ends(&asked.path);
    let here = here.iter().filter(|assignment| !everywhere.contains(assignment));
    let mut bytes = 0;
    everywhere
        .iter()
        .chain(here)
        .take(MOST)
        .take_while(|assignment| {
            bytes += assignment.len();
            bytes <= MOST_BYTES
        })
        .filter_map(|assignment| HeaderValue::from_str(assignment).ok())
        .collect()
}

/// Tells whether a rule that covers the name says that only a server can reach it.
fn is_hidden(name: &str, policy: &Policy) -> bool {
    let mut rules = policy.services().iter().flat_map(|service| &service.cookies);
    rules.any(|rule: &CookieRule| erasure_of(rule) == Erasure::ByServer && rule.name.covers(name))
}
