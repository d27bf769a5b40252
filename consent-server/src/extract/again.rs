//! The consent cookie set again by the server, since Safari keeps what a script has set for seven days only.
//!
//! The server cannot see who has set a cookie, nor when, and keeps nothing to remember it by. So it sets it again on
//! every navigation with a decision that holds: one header with each page, none with images, scripts and calls. A page
//! that rewrites the cookie (WIRE.md, Writing) starts the seven days anew, and the next navigation ends them again.

use axum::http::HeaderValue;
use consent_core::carry::{consent_cookie_again, cookie_values};
use consent_core::time::Timestamp;

use super::Consent;
use super::asked::{Asked, For};

/// Returns the header that sets the cookie again: the same value, for as long as the decision still holds.
pub(super) fn again(consent: &Consent, asked: &Asked, now: Timestamp) -> Option<HeaderValue> {
    if asked.what_for != For::Page {
        return None;
    }
    let policy = consent.site().policy();
    let ends = consent.decision()?.decided_at.saturating_add(policy.max_age());
    let left = ends.as_secs().saturating_sub(now.as_secs());
    let value = cookie_values(&asked.cookies, policy.cookie()).next()?;
    let write = consent_cookie_again(value, left, policy, &asked.host, asked.https);
    HeaderValue::from_str(&write.assignment).ok()
}
