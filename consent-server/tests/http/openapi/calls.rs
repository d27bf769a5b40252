//! One good request to each documented route, and what else can be asked of one route alone.

use consent_core::decision::Act;
use reqwest::Method;
use serde_json::{Value, json};

use super::watcher::Call;
use crate::page::{Page, event, id, policy_json};

/// What is there to be asked for.
pub(super) struct Known {
    pub(super) key: String,
    pub(super) receipt: Value,
    pub(super) record: String,
    /// The entry that says when the policy became known.
    pub(super) published: String,
    pub(super) salt: String,
    pub(super) subject: String,
    pub(super) notice: String,
}

/// One good request to each route; those that change something change something new each time.
pub(super) fn good(known: &Known) -> Vec<Call> {
    let call = |method: Method, route: &'static str, path: String, body: Option<Value>, key: bool| Call {
        method,
        route,
        path,
        body,
        key: key.then(|| known.key.clone()),
        headers: Vec::new(),
    };
    let account = Some(json!({ "account": "anna" }));
    let record = &known.record;
    let policy = serde_json::from_str(&policy_json("AAAAAAAB", "shop.example")).unwrap();
    let notice = json!({ "language": "sv", "texts": { "title": id() } });
    let name = id();
    let page = Some(json!({ "site": "shop", "events": [event()] }));
    let (get, post, put) = (Method::GET, Method::POST, Method::PUT);
    let subject = &known.subject;
    vec![
        call(post.clone(), "/v1/events", "/v1/events".into(), page, true),
        call(
            get.clone(),
            "/v1/receipts/{id}",
            format!("/v1/receipts/{record}?site=shop"),
            None,
            true,
        ),
        call(
            get.clone(),
            "/v1/subjects/{subject}",
            format!("/v1/subjects/{subject}?site=shop"),
            None,
            false,
        ),
        call(
            post.clone(),
            "/v1/subjects/{subject}/account",
            format!("/v1/subjects/{subject}/account?site=shop"),
            account.clone(),
            true,
        ),
        call(
            post.clone(),
            "/v1/accounts/export",
            "/v1/accounts/export?site=shop".into(),
            account.clone(),
            true,
        ),
        call(
            post.clone(),
            "/v1/verify",
            "/v1/verify?site=shop".into(),
            Some(json!({ "receipt": known.receipt })),
            false,
        ),
        call(
            get.clone(),
            "/v1/notices/{digest}",
            format!("/v1/notices/{}?site=shop", known.notice),
            None,
            false,
        ),
        call(
            put.clone(),
            "/v1/sites/{site}/policy",
            "/v1/sites/shop/policy".into(),
            Some(policy),
            true,
        ),
        call(
            put,
            "/v1/sites/{site}/notices",
            "/v1/sites/shop/notices".into(),
            Some(notice),
            true,
        ),
        call(
            get.clone(),
            "/v1/log/checkpoint",
            "/v1/log/checkpoint?site=shop".into(),
            None,
            false,
        ),
        call(
            get.clone(),
            "/v1/log/inclusion",
            format!("/v1/log/inclusion?id={record}&site=shop"),
            None,
            false,
        ),
        call(
            get.clone(),
            "/v1/log/consistency",
            "/v1/log/consistency?from=1&site=shop".into(),
            None,
            false,
        ),
        call(
            get.clone(),
            "/v1/log/entries",
            "/v1/log/entries?site=shop".into(),
            None,
            false,
        ),
        call(get.clone(), "/v1/stats", "/v1/stats?site=shop".into(), None, true),
        call(get.clone(), "/v1/keys", "/v1/keys".into(), None, true),
        call(
            post.clone(),
            "/v1/keys",
            "/v1/keys".into(),
            Some(json!({ "name": name, "site": "shop", "scopes": ["read"] })),
            true,
        ),
        call(
            Method::DELETE,
            "/v1/keys/{name}",
            "/v1/keys/spare".into(),
            None,
            true,
        ),
        call(
            post.clone(),
            "/v1/keys/rotate",
            "/v1/keys/rotate".into(),
            None,
            true,
        ),
        call(get.clone(), "/healthz", "/healthz".into(), None, false),
        call(get.clone(), "/readyz", "/readyz".into(), None, false),
        call(
            get.clone(),
            "/.well-known/consent-keys",
            "/.well-known/consent-keys".into(),
            None,
            false,
        ),
        call(get, "/problems/{name}", "/problems/malformed".into(), None, false),
        call(
            post,
            "/v1/accounts/erase",
            "/v1/accounts/erase?site=shop".into(),
            account,
            true,
        ),
        call(
            Method::DELETE,
            "/v1/subjects/{subject}",
            format!("/v1/subjects/{subject}?site=shop"),
            None,
            false,
        ),
    ]
}

/// What can be asked of one route alone.
pub(super) fn beside(call: &Call, known: &Known) -> Vec<Call> {
    let with_path = |path: String| Call { path, ..call.clone() };
    let with_body = |body: Value| Call {
        body: Some(body),
        ..call.clone()
    };
    match (call.method.as_str(), call.route) {
        ("GET", "/v1/receipts/{id}") => {
            let salted = |salt: &str| Call {
                key: None,
                path: format!("{}&salt={salt}", call.path),
                ..call.clone()
            };
            vec![
                salted(&known.salt),
                salted(&"A".repeat(43)),
                salted("x"),
                with_path("/v1/receipts/x?site=shop".into()),
                with_path(format!("/v1/receipts/{}?site=shop", known.published)),
            ]
        }
        ("GET", "/v1/subjects/{subject}") => {
            let mut plain = call.clone();
            plain.headers.push(("accept", "text/plain".into()));
            vec![plain]
        }
        ("POST", "/v1/verify") => {
            let string = Page::new("AAAAAAAB").string(Act::Chosen);
            vec![
                with_body(json!({ "string": string })),
                with_body(json!({ "cookie": "a=b" })),
                with_body(json!({})),
            ]
        }
        ("GET", "/v1/notices/{digest}") => {
            vec![
                with_path(format!("/v1/notices/{}?site=shop", "A".repeat(43))),
                with_path("/v1/notices/x?site=shop".into()),
            ]
        }
        ("PUT", "/v1/sites/{site}/policy") => {
            let new = serde_json::from_str(&policy_json("AAAAAAAE", "shop.example")).unwrap();
            vec![with_body(json!({})), with_body(new)]
        }
        // Twice: new, and then known.
        ("PUT", "/v1/sites/{site}/notices") => vec![with_body(json!({})), call.clone()],
        ("GET", "/v1/log/checkpoint") => vec![],
        ("GET", "/v1/log/inclusion") => {
            vec![
                with_path(format!("{}&size=99999", call.path)),
                with_path(format!("/v1/log/inclusion?id={}&site=shop", id())),
                with_path("/v1/log/inclusion?id=x&site=shop".into()),
            ]
        }
        ("GET", "/v1/log/consistency") => vec![with_path("/v1/log/consistency?from=99999&site=shop".into())],
        ("GET", "/v1/stats") => vec![with_path("/v1/stats?site=shop&from=never".into())],
        ("POST", "/v1/keys") => {
            vec![
                with_body(json!({ "name": "spare", "scopes": ["read"] })),
                with_body(json!({ "name": "x", "site": "bank", "scopes": ["read"] })),
                with_body(json!({ "name": "", "scopes": [] })),
            ]
        }
        ("DELETE", "/v1/keys/{name}") => vec![with_path("/v1/keys/nobody".into())],
        ("GET", "/problems/{name}") => vec![with_path("/problems/none".into())],
        _ => vec![],
    }
}
