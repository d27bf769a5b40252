//! The layer that enforces a visitor's decision on every answer of a site's own backend.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::http::header::SET_COOKIE;
use axum::http::{HeaderValue, Request, Response};
use consent_core::time::Timestamp;
use tower::{Layer, Service};

use super::again::again;
use super::asked::{Asked, For};
use super::caches::{keep_private, may_carry_a_cookie};
use super::consent::now;
use super::expire::expiring;
use super::withhold::{sets, withhold};
use super::{Consent, SitePolicy};

/// Enforces the visitor's decision on every answer:
///
/// 1. `Set-Cookie` of services that are not granted is taken out. Necessary, undeclared and our own cookies pass.
/// 2. Cookies of services without a grant that are hidden from scripts (`HttpOnly`), and that the request carries, are
///    ended: with pages and calls, in at most 24 headers an answer.
/// 3. The consent cookie is set again with every page, so that it outlives the seven days that Safari gives to what
///    scripts set: same value, for as long as the decision holds.
///
/// Where 2 or 3 add a header, the answer becomes `Cache-Control: private` and `Vary: Cookie`. They add none to what is
/// declared fit for shared caches (`public`, `s-maxage`, `immutable`), to redirections, and to parts of a page such as
/// images and scripts; such answers pass unchanged, unless they set a cookie that may not be.
///
/// Only the head of a request is read: `Cookie`, `Host`, `Sec-GPC`, `Sec-Fetch-Dest`, `Accept` and the path.
/// Whoever answers finds the visitor's [`Consent`] as `Extension<Consent>` too.
///
/// It must stand outside whatever sets cookies, a session's layer for instance: `.layer(session).layer(consent)`.
#[derive(Clone, Debug)]
pub struct ConsentLayer {
    site: SitePolicy,
    trusts_proxy: bool,
    clock: fn() -> Timestamp,
}

impl ConsentLayer {
    /// Enforces by this policy. Cookies are `Secure` unless the host is the developer's own machine.
    #[must_use]
    pub fn new(site: SitePolicy) -> Self {
        Self {
            site,
            trusts_proxy: false,
            clock: now,
        }
    }

    /// Believes `X-Forwarded-Proto`: say it only where a proxy of your own writes that header on every request.
    #[must_use]
    pub const fn behind_proxy(mut self) -> Self {
        self.trusts_proxy = true;
        self
    }

    /// Takes the time from elsewhere.
    #[must_use]
    pub const fn with_clock(mut self, clock: fn() -> Timestamp) -> Self {
        self.clock = clock;
        self
    }
}

impl<S> Layer<S> for ConsentLayer {
    type Service = ConsentService<S>;

    fn layer(&self, inner: S) -> ConsentService<S> {
        ConsentService {
            inner,
            layer: self.clone(),
        }
    }
}

/// A service behind a [`ConsentLayer`].
#[derive(Clone, Debug)]
pub struct ConsentService<S> {
    inner: S,
    layer: ConsentLayer,
}

impl<S, In, Out> Service<Request<In>> for ConsentService<S>
where
    S: Service<Request<In>, Response = Response<Out>>,
    S::Future: Send + 'static,
{
    type Response = Response<Out>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Out>, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: Request<In>) -> Self::Future {
        let now = (self.layer.clock)();
        let asked = Asked::read(&request, self.layer.trusts_proxy);
        let consent = Consent::read(request.headers(), &self.layer.site, now);
        request.extensions_mut().insert(consent.clone());
        let answer = self.inner.call(request);
        Box::pin(async move {
            let mut response = answer.await?;
            enforce(&mut response, &consent, &asked, now);
            Ok(response)
        })
    }
}

fn enforce<B>(response: &mut Response<B>, consent: &Consent, asked: &Asked, now: Timestamp) {
    let policy = consent.site().policy();
    let status = response.status();
    let headers = response.headers_mut();
    withhold(headers, policy, consent.grants());
    if asked.what_for == For::Part || !may_carry_a_cookie(status, headers) {
        return;
    }
    let mut ours: Vec<HeaderValue> = expiring(consent, asked, now);
    // Whoever answers may have written a newer decision itself.
    if !sets(headers, policy.cookie()) {
        ours.extend(again(consent, asked, now));
    }
    if ours.is_empty() {
        return;
    }
    for cookie in ours {
        headers.append(SET_COOKIE, cookie);
    }
    keep_private(headers);
}
