//! Reads the visitor's state back from the cookie and its mirror, when they agree and when they do not.

use super::{ConsentString, DecodeError, cookie_values};
use crate::config::Policy;
use crate::decision::{CLOCK_TOLERANCE, ConsentState, Decision};
use crate::time::Timestamp;

/// What the browser had stored under our name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stored<'a> {
    /// A `Cookie` header or `document.cookie`.
    pub cookies: &'a str,
    /// The copy in local storage, empty when there is none.
    pub mirror: &'a str,
}

/// Reads where the visitor stands.
///
/// Two cookies of our name that disagree mean that somebody else writes under it: no decision is read, not
/// even from the mirror. Otherwise the newest sound string of cookie and mirror counts; at the same second
/// the one that grants less. A decision from more than a day ahead of `now` is no decision.
#[must_use]
pub fn read(stored: &Stored<'_>, policy: &Policy, now: Timestamp) -> ConsentState {
    let mut cookies = cookie_values(stored.cookies, policy.cookie());
    let cookie = cookies.next();
    if cookies.any(|other| Some(other) != cookie) {
        return ConsentState::Unasked;
    }
    let sound = |text| state_of(text, policy, now);
    let by_cookie = cookie.map_or(ConsentState::Unasked, sound);
    let by_mirror = sound(stored.mirror);
    match by_cookie.decided_at().cmp(&by_mirror.decided_at()) {
        core::cmp::Ordering::Greater => by_cookie,
        core::cmp::Ordering::Less => by_mirror,
        core::cmp::Ordering::Equal => stricter(by_cookie, by_mirror, policy),
    }
}

fn state_of(text: &str, policy: &Policy, now: Timestamp) -> ConsentState {
    let Ok(string) = ConsentString::parse(text) else {
        return ConsentState::Unasked;
    };
    let (decided_at, id) = (string.decided_at, string.id);
    if decided_at > now.saturating_add(CLOCK_TOLERANCE) {
        return ConsentState::Unasked;
    }
    match string.decision(policy) {
        Ok(_) if now >= decided_at.saturating_add(policy.max_age()) => {
            ConsentState::Expired { decided_at, id }
        }
        Ok(decision) => ConsentState::Decided(decision),
        Err(DecodeError::OtherPolicy) => ConsentState::Outdated { decided_at, id },
        Err(_) => ConsentState::Unasked,
    }
}

fn stricter(one: ConsentState, other: ConsentState, policy: &Policy) -> ConsentState {
    match (one, other) {
        (ConsentState::Decided(a), ConsentState::Decided(b)) => stricter_decision(a, b, policy),
        (ConsentState::Decided(_), other) => other,
        (one, _) => one,
    }
}

/// Neither may grant more than the other: where each grants something of its own, nobody is believed.
fn stricter_decision(a: Decision, b: Decision, policy: &Policy) -> ConsentState {
    if a.grants.is_within(&b.grants, policy) {
        ConsentState::Decided(a)
    } else if b.grants.is_within(&a.grants, policy) {
        ConsentState::Decided(b)
    } else {
        ConsentState::Unasked
    }
}
