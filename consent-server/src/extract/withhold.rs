//! `Set-Cookie` of services that are not granted does not leave the server.
//!
//! A name is judged exactly as on the page when it must go: the rule that fits it most closely decides, and of several
//! that fit equally one with a grant lets it pass. So these pass:
//! - what a necessary service declares: it needs no grant;
//! - what nobody declares: a backend's own session would be the first to break, and the tools that look for undeclared
//!   cookies are `consent check` and the audit, not an answer that silently lacks one;
//! - our own cookies: they are how a refusal is kept.
//!
//! What ends a cookie is withheld too when its service is not granted. Telling an end from a beginning means reading
//! attributes of which the last counts, and each way to read them otherwise than a browser would be a way around.

use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use consent_core::config::Policy;
use consent_core::decision::Grants;
use consent_core::erase::{ErasePlan, Present};

/// Takes out what may not pass; the rest stays as it is, in its order.
pub(super) fn withhold(headers: &mut HeaderMap, policy: &Policy, grants: &Grants) {
    let judged: Vec<(bool, HeaderValue)> = headers
        .get_all(SET_COOKIE)
        .into_iter()
        .map(|cookie| (may_pass(cookie, policy, grants), cookie.clone()))
        .collect();
    if judged.iter().all(|(passes, _)| *passes) {
        return;
    }
    headers.remove(SET_COOKIE);
    for (_, cookie) in judged.into_iter().filter(|(passes, _)| *passes) {
        headers.append(SET_COOKIE, cookie);
    }
}

fn may_pass(cookie: &HeaderValue, policy: &Policy, grants: &Grants) -> bool {
    let text = String::from_utf8_lossy(cookie.as_bytes());
    let pair = text.split(';').next().unwrap_or_default();
    // A cookie without a name comes back as its value alone: `=_ga=1` as `_ga=1`, and `_ga` as `_ga`.
    let mut sent = pair.trim_start_matches(['=', ' ', '\t']).to_owned();
    sent.push('=');
    let present = Present {
        cookies: &sent,
        ..Present::default()
    };
    ErasePlan::new(policy, grants, &present).cookies.is_empty()
}

/// Tells whether an answer sets the cookie of that name.
pub(super) fn sets(headers: &HeaderMap, name: &str) -> bool {
    headers.get_all(SET_COOKIE).into_iter().any(|cookie| {
        let set = cookie
            .as_bytes()
            .split(|byte| *byte == b'=')
            .next()
            .unwrap_or_default();
        set.trim_ascii() == name.as_bytes()
    })
}
