//! A new policy becomes known without a restart, the old one stays known, and the log says when.

use consent_core::decision::Act;
use consent_core::receipt::{Entry, Hash};
use consent_server::Scope;
use serde_json::{Value, json};

use crate::page::{Page, policy_json};
use crate::place::{Place, problem};
use crate::recording::PUBLISHED;

#[tokio::test]
async fn what_is_deployed_is_taken_at_once_and_logged_once() {
    let place = Place::new();
    let server = place.start().await;
    let key = server.key("ci", Some("shop"), &[Scope::Deploy]).await;
    let refused = server.send(&[Page::new("AAAAAAAD").event(Act::AcceptAll)]).await;
    assert_eq!(problem(refused).await, (422, "unknown-policy".into()));

    let json = policy_json("AAAAAAAD", "shop.example");
    let policy: Value = serde_json::from_str(&json).unwrap();
    let put = || {
        server
            .put("/v1/sites/shop/policy", &policy)
            .bearer_auth(&key)
            .send()
    };
    assert_eq!(put().await.unwrap().status(), 201);
    assert_eq!(put().await.unwrap().status(), 200);
    server
        .record(&[Page::new("AAAAAAAD").event(Act::AcceptAll)])
        .await;
    server
        .record(&[Page::new("AAAAAAAB").event(Act::AcceptAll)])
        .await;

    let notices = json!([{ "language": "de", "texts": {} }, { "language": "fr", "texts": {} }]);
    let put = server.put("/v1/sites/shop/notices", &notices).bearer_auth(&key);
    let deployed: Value = put.send().await.unwrap().json().await.unwrap();
    assert_eq!(deployed["new"], 2);
    let digest = deployed["names"][0].as_str().unwrap();
    let shown = server
        .get(&format!("/v1/notices/{digest}?site=shop"))
        .send()
        .await
        .unwrap();
    assert!(
        shown.headers()["cache-control"]
            .to_str()
            .unwrap()
            .contains("immutable")
    );
    let shown = shown.text().await.unwrap();
    assert_eq!(Hash::of_bytes(shown.as_bytes()).to_string(), digest);
    let elsewhere = server
        .get(&format!("/v1/notices/{digest}?site=forum"))
        .send()
        .await
        .unwrap();
    assert_eq!(problem(elsewhere).await, (404, "not-found".into()));

    // Started again, with the old folder: everything is known still, and nothing is logged twice.
    let size = PUBLISHED + 1 + 2 + 2;
    server.stop().await;
    let server = place.start().await;
    let store = server.running.app().unwrap().store();
    assert_eq!(store.size("shop").await.unwrap(), size);
    server
        .record(&[Page::new("AAAAAAAD").event(Act::AcceptAll)])
        .await;
    let entries = store.entries("shop", 0, 10).await.unwrap();
    let kinds: Vec<&str> = entries
        .iter()
        .map(
            |entry| match Entry::parse(&entry.kept.as_ref().unwrap().body).unwrap() {
                Entry::Consent(_) => "consent",
                Entry::Erasure(_) => "erasure",
                Entry::Policy(_) => "policy",
                Entry::Notice(_) => "notice",
            },
        )
        .collect();
    assert_eq!(
        kinds,
        [
            "policy", "notice", "notice", "policy", "consent", "consent", "notice", "notice", "consent"
        ]
    );
    server.stop().await;
}

#[tokio::test]
async fn what_is_no_policy_and_no_notice_is_not_taken() {
    let place = Place::new();
    let server = place.start().await;
    let key = server.key("ci", None, &[Scope::Deploy]).await;
    let mut policy: Value = serde_json::from_str(&policy_json("AAAAAAAD", "shop.example")).unwrap();
    policy["policy"]["categories"] = json!([]);
    for (path, body) in [
        ("/v1/sites/shop/policy", policy),
        ("/v1/sites/shop/policy", json!({})),
        ("/v1/sites/shop/notices", json!({ "language": "sv" })),
        (
            "/v1/sites/shop/notices",
            json!([{ "language": "sv", "texts": {} }, 1]),
        ),
    ] {
        let put = server.put(path, &body).bearer_auth(&key).send().await.unwrap();
        assert_eq!(problem(put).await, (422, "unacceptable".into()), "{body}");
    }
    let long = json!({ "language": "sv", "texts": { "a": "a".repeat(2 * 1024 * 1024) } });
    let put = server
        .put("/v1/sites/shop/notices", &long)
        .bearer_auth(&key)
        .send()
        .await
        .unwrap();
    assert_eq!(problem(put).await, (413, "too-large".into()));
    let put = server
        .put("/v1/sites/bank/policy", &json!({}))
        .bearer_auth(&key)
        .send()
        .await
        .unwrap();
    assert_eq!(problem(put).await, (404, "unknown-site".into()));
    server.stop().await;
}
