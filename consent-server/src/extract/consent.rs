//! Where the visitor of one request stands, as an argument of whoever answers it.

use std::convert::Infallible;
use std::time::{SystemTime, UNIX_EPOCH};

use axum::extract::{FromRef, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use consent_core::carry::{Stored, read};
use consent_core::decision::{ConsentState, Decision, Grants, Signal};
use consent_core::time::Timestamp;

use super::{SitePolicy, asked};

/// Where the visitor of one request stands.
///
/// An extractor wherever the router's state holds a [`SitePolicy`] ([`FromRef`]), and behind a
/// [`ConsentLayer`](super::ConsentLayer) also as `Extension<Consent>`, whatever the state. It never refuses a request: no
/// cookie, one that is broken, and two that disagree are all a visitor who has not answered.
///
/// A page that differs by it must say so to caches (`Vary: Cookie`, or `Cache-Control: private`).
#[derive(Clone, Debug)]
pub struct Consent {
    site: SitePolicy,
    state: ConsentState,
    grants: Grants,
    signal: Signal,
}

impl Consent {
    /// Reads the headers of a request.
    #[must_use]
    pub fn read(headers: &HeaderMap, site: &SitePolicy, now: Timestamp) -> Self {
        let policy = site.policy();
        let stored = Stored {
            cookies: &asked::cookies(headers),
            mirror: "",
        };
        let state = read(&stored, policy, now);
        let signal = asked::signal(headers);
        let grants = match &state {
            ConsentState::Decided(decision) => signal.leaves(policy, decision),
            _ => signal.default_grants(policy),
        };
        Self {
            site: site.clone(),
            state,
            grants,
            signal,
        }
    }

    /// Tells whether the category or service of that name is granted now. An unknown name never is.
    ///
    /// While nobody has answered it is what the policy's regime says, less what the browser's wish denies: under
    /// opt-in nothing but what is necessary.
    #[must_use]
    pub fn allows(&self, name: &str) -> bool {
        self.grants.allows(self.site.policy(), name)
    }

    /// Returns where the visitor stands: unasked, decided, expired or outdated.
    #[must_use]
    pub const fn state(&self) -> &ConsentState {
        &self.state
    }

    /// Returns the decision that holds, if there is one.
    #[must_use]
    pub const fn decision(&self) -> Option<&Decision> {
        match &self.state {
            ConsentState::Decided(decision) => Some(decision),
            _ => None,
        }
    }

    /// Returns what is granted now.
    #[must_use]
    pub const fn grants(&self) -> &Grants {
        &self.grants
    }

    /// Tells whether the browser asks for privacy by Global Privacy Control. Outside opt-in it counts before an answer that
    /// is older than it.
    #[must_use]
    pub const fn gpc(&self) -> bool {
        self.signal.gpc
    }

    /// Returns the policy by which it was read.
    #[must_use]
    pub const fn site(&self) -> &SitePolicy {
        &self.site
    }
}

impl<S> FromRequestParts<S> for Consent
where
    S: Send + Sync,
    SitePolicy: FromRef<S>,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        Ok(Self::read(&parts.headers, &SitePolicy::from_ref(state), now()))
    }
}

/// The time. A clock that stands before 1970 makes every decision one of the future, which is none.
pub(super) fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    Timestamp::from_secs(since.map_or(0, |since| since.as_secs()))
}
