//! Every mistake that a client can make, on every route on which it can be made.

use consent_core::decision::Act;
use consent_server::Scope;
use reqwest::Method;
use serde_json::{Value, json};

use super::calls::{Known, beside, good};
use super::watcher::{Call, Watcher};
use crate::page::{Page, event, id, with};
use crate::place::NOON;

/// Every mistake there is, on every route on which it can be made.
pub(super) async fn whatever_a_client_does(watcher: &mut Watcher, known: &Known) {
    let other = watcher.server.key("ingest-only", None, &[Scope::Ingest]).await;
    let reader = watcher.server.key("reader", None, &[Scope::Read]).await;
    for call in good(known) {
        // What changes something comes last, so that the mistakes are made on what is there.
        let but = |change: &dyn Fn(&mut Call)| {
            let mut call = call.clone();
            change(&mut call);
            call
        };
        watcher
            .send(&but(&|call| call.headers.push(("x-long", "a".repeat(9_000)))))
            .await;
        if call.key.is_some() {
            watcher.send(&but(&|call| call.key = None)).await;
            let wrong = if call.route == "/v1/events" {
                &reader
            } else {
                &other
            };
            watcher.send(&but(&|call| call.key = Some(wrong.clone()))).await;
        }
        if call.path.contains("site=shop") {
            watcher
                .send(&but(&|call| {
                    call.path = call.path.replace("site=shop", "site=bank");
                }))
                .await;
            watcher
                .send(&but(&|call| call.path = call.path.replace("site=shop", "")))
                .await;
            watcher
                .send(&but(&|call| call.path.push_str("&nonsense=1")))
                .await;
        }
        if call.path.contains("/sites/shop/") {
            watcher
                .send(&but(&|call| call.path = call.path.replace("/shop/", "/bank/")))
                .await;
        }
        if call.path.contains(&known.subject) {
            watcher
                .send(&but(&|call| {
                    call.path = call.path.replace(&known.subject, "anna");
                }))
                .await;
            watcher
                .send(&but(&|call| {
                    call.headers.push(("origin", "https://evil.example".into()));
                }))
                .await;
        }
        if call.body.is_some() {
            watcher.send_raw(&call, "application/json", "{".into()).await;
            watcher.send_raw(&call, "text/html", "{}".into()).await;
            let long = json!({ "a": "a".repeat(3 << 20) }).to_string();
            watcher.send_raw(&call, "application/json", long).await;
        }
        for call in beside(&call, known) {
            watcher.send(&call).await;
        }
        watcher.send(&call).await;
    }
    more_of_events(watcher, known).await;
}

/// The mistakes that only events can make.
async fn more_of_events(watcher: &mut Watcher, known: &Known) {
    let call = |site: &str, event: Value, origin: Option<&str>| Call {
        method: Method::POST,
        route: "/v1/events",
        path: "/v1/events".into(),
        body: Some(json!({ "site": site, "events": [event] })),
        key: origin.is_none().then(|| known.key.clone()),
        headers: origin
            .map(|origin| ("origin", origin.to_owned()))
            .into_iter()
            .collect(),
    };
    let sent = event();
    let mut old = Page::new("AAAAAAAB");
    old.now = NOON - 40 * 86_400_000;
    let mut gone = Page::new("AAAAAAAB");
    let erased = gone.event(Act::AcceptAll);
    for call in [
        call("shop", sent.clone(), None),
        call("shop", sent.clone(), None),
        call("shop", with(sent.clone(), "gpc", true), None),
        call("shop", with(sent, "id", id()), None),
        call("shop", old.event(Act::AcceptAll), None),
        call("shop", Page::new("AAAAAAAC").event(Act::AcceptAll), None),
        call("shop", Page::new("AAAAAAAZ").event(Act::AcceptAll), None),
        call("bank", event(), None),
        call("shop", event(), Some("https://evil.example")),
        call("shop", erased.clone(), Some("https://shop.example")),
    ] {
        watcher.send(&call).await;
    }
    let path = format!("/v1/subjects/{}?site=shop", gone.subject);
    assert_eq!(watcher.server.delete(&path).send().await.unwrap().status(), 200);
    watcher.send(&call("shop", erased, None)).await;
}
