//! Consent strings of any age, made by the core itself.

use std::time::{SystemTime, UNIX_EPOCH};

use consent_core::carry::ConsentString;
use consent_core::config::Policy;
use consent_core::decision::{Act, ConsentId, Decision, Grants};
use consent_core::time::{DAY, Timestamp};

/// The time, in seconds since 1970.
#[must_use]
pub fn now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |time| time.as_secs())
}

/// The string of somebody who accepted everything, so many days ago.
#[must_use]
pub fn accepted(policy: &Policy, days: u64) -> String {
    string(policy, Act::AcceptAll, Grants::all(policy), days)
}

/// The string of somebody who rejected everything, so many days ago.
#[must_use]
pub fn rejected(policy: &Policy, days: u64) -> String {
    string(policy, Act::RejectAll, Grants::none(), days)
}

/// The string of somebody who chose these categories, so many days ago.
#[must_use]
pub fn chose(policy: &Policy, categories: &[&str], days: u64) -> String {
    let index = |name: &&str| {
        policy
            .category(name)
            .unwrap_or_else(|| panic!("the policy has no category {name}"))
    };
    let grants = categories
        .iter()
        .map(index)
        .fold(Grants::none(), Grants::with_category);
    string(policy, Act::Chosen, grants, days)
}

/// The string of somebody who accepted everything at this time.
#[must_use]
pub fn accepted_at(policy: &Policy, secs: u64) -> String {
    at(policy, Act::AcceptAll, Grants::all(policy), secs)
}

fn string(policy: &Policy, act: Act, grants: Grants, days: u64) -> String {
    at(policy, act, grants, now() - days * DAY)
}

fn at(policy: &Policy, act: Act, grants: Grants, secs: u64) -> String {
    let decided_at = Timestamp::from_secs(secs);
    let id = ConsentId::from_bytes([0x5a; 16]);
    ConsentString::encode(
        &Decision {
            grants,
            act,
            decided_at,
            id,
        },
        policy,
    )
}
