//! Nobody gets more than their share, and nobody gets another's by lying about who they are.

use consent_server::{IpNet, Limits, Scope, Share};
use serde_json::{Value, json};

use crate::page::event;
use crate::place::{Place, Server, problem};

/// Asks so often, as if for another address each time; tells how many were refused.
async fn flood(server: &Server, times: u8, key: Option<&str>) -> usize {
    let mut refused = 0;
    for number in 0..times {
        let mut get = server
            .get("/v1/log/entries?site=shop")
            .header("x-forwarded-for", format!("203.0.{number}.1"));
        if let Some(key) = key {
            get = get.bearer_auth(key);
        }
        let response = get.send().await.unwrap();
        if response.status() != 200 {
            let wait = response.headers()["retry-after"]
                .to_str()
                .unwrap()
                .parse::<u64>()
                .unwrap();
            assert!(wait >= 1);
            assert_eq!(problem(response).await, (429, "too-many".into()));
            refused += 1;
        }
    }
    refused
}

fn with_limits(prefix: Share, site: Share) -> Place {
    let mut place = Place::new();
    place.options.limits = Limits { prefix, site };
    place
}

/// A bucket that does not fill while a test runs.
const FEW: Share = Share::new(5, 1);
const MANY: Share = Share::new(1_000_000, 1_000_000);

#[tokio::test]
async fn a_flood_is_refused_whoever_it_says_it_is_for() {
    let place = with_limits(FEW, MANY);
    let server = place.start().await;
    assert!(flood(&server, 100, None).await > 0);
    assert!(
        flood(&server, 100, Some("ck_made-up")).await > 0,
        "a key that is none opens nothing"
    );
    assert_eq!(server.get("/healthz").send().await.unwrap().status(), 200);
    assert_eq!(server.get("/readyz").send().await.unwrap().status(), 200);
    let key = server.key("backend", None, &[Scope::Ingest]).await;
    assert_eq!(
        flood(&server, 100, Some(&key)).await,
        0,
        "a backend asks for many"
    );
    server.stop().await;
}

#[tokio::test]
async fn a_proxy_that_is_named_is_believed() {
    let mut place = with_limits(FEW, MANY);
    place.options.trusted_proxies = vec!["127.0.0.1/32".parse::<IpNet>().unwrap()];
    let server = place.start().await;
    assert_eq!(flood(&server, 100, None).await, 0, "a hundred neighbourhoods");
    // What stands further left in the header was written by somebody else.
    let mut refused = 0;
    for number in 0..100 {
        let get = server.get("/v1/log/entries?site=shop");
        let get = get.header("x-forwarded-for", format!("203.0.{number}.1, 198.51.100.7"));
        refused += usize::from(get.send().await.unwrap().status() == 429);
    }
    assert!(refused > 0);
    server.stop().await;
}

#[tokio::test]
async fn a_site_has_its_share_and_another_site_its_own() {
    let place = with_limits(MANY, FEW);
    let server = place.start().await;
    let batch: Vec<Value> = (0..5).map(|_| event()).collect();
    let mut refused = 0;
    for _ in 0..20 {
        let response = server.send(&batch).await;
        if response.status() == 429 {
            assert_eq!(problem(response).await, (429, "too-many".into()));
            refused += 1;
        }
    }
    assert!(refused > 0);
    let event = crate::page::Page::new("AAAAAAAC").event(consent_core::decision::Act::RejectAll);
    let other = server.post("/v1/events", &json!({ "site": "forum", "events": [event] }));
    let other = other
        .header("origin", "https://forum.example")
        .send()
        .await
        .unwrap();
    assert_eq!(other.status(), 201);
    server.stop().await;
}
