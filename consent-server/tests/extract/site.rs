//! One small site: its policy, its visitors, and a backend that answers whatever a test wants.

use std::convert::Infallible;

use axum::body::Body;
use axum::http::header::SET_COOKIE;
use axum::http::{Request, Response};
use consent_core::carry::ConsentString;
use consent_core::config::Policy;
use consent_core::decision::{Act, ConsentId, Decision, Grants};
use consent_core::time::Timestamp;
use consent_server::extract::{ConsentLayer, SitePolicy};
use tower::{Layer, ServiceExt, service_fn};

/// The time at which everything happens.
pub(crate) const NOW: u64 = 1_763_766_000;

/// A necessary shop, analytics that hide a cookie under a name that nearly is the shop's, and an advertiser.
const PUBLISHED: &str = r#"{
  "version": "2026-11-22",
  "notices": { "sv": "x" },
  "policy": {
    "fingerprint": "Ab3dEf9_", "regime": "opt-in", "maxAge": 15724800, "cookie": "consent",
    "sharedDomains": ["example.se"], "hubspot": false,
    "categories": [{ "id": "necessary" }, { "id": "advertisement" }, { "id": "analytics" }],
    "services": [
      { "id": "analytics-server", "category": 2, "cookies": [
        { "name": "FPID", "storage": "cookie", "party": "first", "httpOnly": true, "lifetime": "2 years" },
        { "name": "shop_visits", "storage": "cookie", "party": "first", "httpOnly": true, "lifetime": "session" },
        { "name": "lock", "storage": "local", "party": "first", "httpOnly": false, "lifetime": "persistent" },
        { "name": "far", "storage": "cookie", "party": "third", "httpOnly": true, "lifetime": "session" }] },
      { "id": "matomo", "category": 2, "cookies": [
        { "name": "_pk_*", "storage": "cookie", "party": "first", "httpOnly": false, "lifetime": "13 months" }] },
      { "id": "meta-pixel", "category": 1, "cookies": [
        { "name": "_fb*long", "storage": "cookie", "party": "first", "httpOnly": true, "lifetime": "90 days" },
        { "name": "_fbp", "storage": "cookie", "party": "first", "httpOnly": false, "lifetime": "90 days" }] },
      { "id": "shop", "category": 0, "cookies": [
        { "name": "shop_*", "storage": "cookie", "party": "first", "httpOnly": true, "lifetime": "session" }] }
    ]
  }
}"#;

pub(crate) fn site() -> SitePolicy {
    SitePolicy::from_json(PUBLISHED).expect("a policy")
}

/// The same site in another regime, or however else its policy is to read.
pub(crate) fn site_with(from: &str, to: &str) -> SitePolicy {
    assert!(PUBLISHED.contains(from), "{from}");
    SitePolicy::from_json(&PUBLISHED.replace(from, to)).expect("a policy")
}

/// What a visitor answered so many seconds ago.
pub(crate) fn string(policy: &Policy, act: Act, grants: Grants, age: u64) -> String {
    let decision = Decision {
        grants,
        act,
        decided_at: Timestamp::from_secs(NOW - age),
        id: ConsentId::from_bytes([7; 16]),
    };
    ConsentString::encode(&decision, policy)
}

pub(crate) fn accepted(age: u64) -> String {
    let site = site();
    string(site.policy(), Act::AcceptAll, Grants::all(site.policy()), age)
}

pub(crate) fn refused(age: u64) -> String {
    string(site().policy(), Act::RejectAll, Grants::none(), age)
}

/// A visitor who said yes to these by name, and to nothing else.
pub(crate) fn chosen(categories: &[&str], services: &[&str]) -> String {
    let site = site();
    let policy = site.policy();
    let index = |name: &&str| policy.category(name).expect("a category");
    let grants = categories
        .iter()
        .map(index)
        .fold(Grants::none(), Grants::with_category);
    let index = |name: &&str| policy.service(name).expect("a service");
    let grants = services
        .iter()
        .map(index)
        .fold(grants, |grants, index| grants.with_exception(policy, index));
    string(policy, Act::Chosen, grants, 60)
}

/// A request for a page of `https://www.example.se/`.
pub(crate) fn page(cookies: &str) -> Request<Body> {
    asking("document", "/", cookies)
}

pub(crate) fn asking(destination: &str, path: &str, cookies: &str) -> Request<Body> {
    Request::builder()
        .uri(path)
        .header("host", "www.example.se")
        .header("sec-fetch-dest", destination)
        .header("cookie", cookies)
        .body(Body::empty())
        .expect("a request")
}

pub(crate) fn layer() -> ConsentLayer {
    ConsentLayer::new(site()).with_clock(|| Timestamp::from_secs(NOW))
}

/// What reaches the visitor of what the backend answers.
pub(crate) async fn through(
    layer: &ConsentLayer,
    request: Request<Body>,
    answer: Response<Body>,
) -> Response<Body> {
    let mut answer = Some(answer);
    let backend = service_fn(move |_: Request<Body>| {
        let answer = answer.take().expect("one request");
        async { Ok::<_, Infallible>(answer) }
    });
    match layer.layer(backend).oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

/// An answer with these headers.
pub(crate) fn answer(headers: &[(&str, &str)]) -> Response<Body> {
    let all = headers.iter().fold(Response::builder(), |all, (name, value)| {
        all.header(*name, *value)
    });
    all.body(Body::empty()).expect("an answer")
}

/// Every `Set-Cookie` of an answer, as it is.
pub(crate) fn set(response: &Response<Body>) -> Vec<String> {
    let all = response.headers().get_all(SET_COOKIE).into_iter();
    all.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
        .collect()
}
