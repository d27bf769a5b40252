//! What is recorded, and what comes back for it.

use std::collections::BTreeSet;

use consent_core::decision::Act;
use consent_core::receipt::{Flag, Receipt, VerifiedReceipt};
use consent_core::time::Timestamp;
use futures::future::join_all;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::page::{Page, event, policy, with};
use crate::place::{NOON, Place, Server, problem};

/// Three entries of each site's log say when its policy and two notices became known.
pub(crate) const PUBLISHED: u64 = 3;

/// A receipt as the visitor holds it, checked offline.
pub(crate) async fn verified(server: &Server, receipt: &Value) -> VerifiedReceipt {
    let keys = server.public_keys().await;
    Receipt::parse(&receipt.to_string())
        .unwrap()
        .verify(&keys)
        .unwrap()
}

async fn flags(server: &Server, event: Value) -> BTreeSet<Flag> {
    let receipts = server.record(&[event]).await;
    verified(server, &receipts[0])
        .await
        .consent()
        .unwrap()
        .flags
        .clone()
}

#[tokio::test]
async fn a_decision_becomes_a_receipt_that_anybody_can_verify() {
    let place = Place::new();
    let server = place.start().await;
    let sent = server.shop().event(Act::Chosen);
    let receipts = server.record(std::slice::from_ref(&sent)).await;

    let promise = verified(&server, &receipts[0]).await;
    assert_eq!(promise.seq(), None, "a promise");
    let record = promise.consent().unwrap();
    record.agrees_with(&policy("AAAAAAAB")).unwrap();
    assert_eq!(record.id.to_string(), sent["id"].as_str().unwrap());
    assert_eq!(record.host.as_deref(), Some("shop.example"));
    assert_eq!(record.controllers, ["Example AB"]);
    assert_eq!(record.received_at.as_millis(), NOON);
    assert_eq!(
        record.expires_at,
        Timestamp::from_secs(NOON / 1000 + 182 * 86_400)
    );
    assert!(record.flags.is_empty(), "{:?}", record.flags);

    // Once a checkpoint covers it, the proof is in the receipt.
    server.covered(PUBLISHED + 1).await;
    let path = format!(
        "/v1/receipts/{}?site=shop&salt={}",
        sent["id"].as_str().unwrap(),
        receipts[0]["salt"].as_str().unwrap()
    );
    let proved: Value = server.get(&path).send().await.unwrap().json().await.unwrap();
    let proved = verified(&server, &proved).await;
    assert_eq!(proved.seq(), Some(PUBLISHED));
    assert_eq!(proved.record(), promise.record());
    server.stop().await;
}

#[tokio::test]
async fn the_same_event_again_is_answered_as_the_first_time() {
    let place = Place::new();
    let server = place.start().await;
    let sent = event();
    let first = server.record(std::slice::from_ref(&sent)).await;
    place.clock.set(NOON + 60_000);
    let again = server.send(std::slice::from_ref(&sent)).await;
    assert_eq!(again.status(), StatusCode::OK);
    let again: Value = again.json().await.unwrap();
    assert_eq!(again["receipts"][0], first[0]);

    // With another one that is new, the answer is “created”, and the old receipt is still the old one.
    let both = server.record(&[event(), sent]).await;
    assert_eq!(both[1], first[0]);
    server.stop().await;
}

#[tokio::test]
async fn a_hundred_duplicates_at_once_make_one_record_and_one_receipt() {
    let place = Place::new();
    let server = place.start().await;
    let sent = [event()];
    let answers = join_all((0..100).map(|_| server.send(&sent))).await;
    let mut receipts = BTreeSet::new();
    let mut created = 0;
    for answer in answers {
        created += usize::from(answer.status() == StatusCode::CREATED);
        let body: Value = answer.json().await.unwrap();
        receipts.insert(body["receipts"][0].to_string());
    }
    assert_eq!((created, receipts.len()), (1, 1));
    let figures = server.figures().await;
    for line in [
        r#"consent_events_ingested_total{site="shop"} 1"#,
        r#"consent_events_duplicate_total{site="shop"} 99"#,
    ] {
        assert!(figures.contains(line), "{line} is not in\n{figures}");
    }
    server.stop().await;
}

#[tokio::test]
async fn what_comes_late_is_recorded_and_flagged() {
    const MINUTE: u64 = 60_000;
    const DAY: u64 = 1_440 * MINUTE;
    let place = Place::new();
    let server = place.start().await;
    for (age, late) in [
        (0, false),
        (29 * MINUTE, false),
        (31 * MINUTE, true),
        (29 * DAY, true),
    ] {
        let mut page = server.shop();
        page.now = NOON - age;
        let flags = flags(&server, page.event(Act::AcceptAll)).await;
        assert_eq!(flags.contains(&Flag::Late), late, "{age}");
    }
    server.stop().await;
}

#[tokio::test]
async fn what_is_remarkable_is_flagged_and_recorded_all_the_same() {
    let place = Place::new();
    let server = place.start().await;
    let unknown = with(event(), "notice", "A".repeat(43));
    assert_eq!(
        flags(&server, unknown).await,
        BTreeSet::from([Flag::NoticeUnknown])
    );

    // A subject's own count: what follows on is no gap, what does not is one.
    let mut page = server.shop();
    let (first, second) = (page.event(Act::RejectAll), page.event(Act::AcceptAll));
    let (third, fourth) = (page.event(Act::Withdrawn), page.event(Act::Chosen));
    assert_eq!(flags(&server, first).await, BTreeSet::new());
    assert_eq!(flags(&server, second).await, BTreeSet::new());
    assert_eq!(flags(&server, fourth).await, BTreeSet::from([Flag::Gap]));
    assert_eq!(flags(&server, third).await, BTreeSet::from([Flag::Gap]));

    // The count is known after a restart, too.
    server.stop().await;
    let server = place.start().await;
    let fifth = page.event(Act::AcceptAll);
    assert_eq!(fifth["count"], 5);
    let found = flags(&server, fifth).await;
    assert_eq!(found, BTreeSet::new(), "4 was the largest");
    server.stop().await;
}

#[tokio::test]
async fn a_batch_is_recorded_in_order() {
    let place = Place::new();
    let server = place.start().await;
    let mut page = server.shop();
    let acts = [Act::RejectAll, Act::Chosen, Act::AcceptAll, Act::Withdrawn];
    let events: Vec<Value> = (0..20).map(|number| page.event(acts[number % 4])).collect();
    let receipts = server.record(&events).await;
    for (sent, receipt) in events.iter().zip(&receipts) {
        assert_eq!(receipt["record"]["id"], sent["id"]);
        assert_eq!(receipt["record"]["flags"], Value::Null, "{receipt}");
    }
    server.stop().await;
}

#[tokio::test]
async fn text_is_read_as_json_and_a_backend_needs_a_key() {
    let place = Place::new();
    let server = place.start().await;
    let body = json!({ "site": "shop", "events": [event()] });
    let beacon = server
        .client
        .post(server.url("/v1/events"))
        .header("content-type", "text/plain;charset=UTF-8")
        .header("origin", "https://www.shop.example")
        .body(body.to_string());
    assert_eq!(beacon.send().await.unwrap().status(), StatusCode::CREATED);

    let body = json!({ "site": "shop", "events": [event()] });
    let without = server.post("/v1/events", &body).send().await.unwrap();
    assert_eq!(problem(without).await, (401, "unauthorized".into()));
    let key = server
        .key("backend", Some("shop"), &[consent_server::Scope::Ingest])
        .await;
    let with = server
        .post("/v1/events", &body)
        .bearer_auth(key)
        .send()
        .await
        .unwrap();
    assert_eq!(with.status(), StatusCode::CREATED);
    let body: Value = with.json().await.unwrap();
    assert_eq!(body["receipts"][0]["record"]["host"], Value::Null);
    server.stop().await;
}

#[tokio::test]
async fn sites_have_logs_of_their_own() {
    let place = Place::new();
    let server = place.start().await;
    server.record(&[event()]).await;
    let body = json!({ "site": "forum", "events": [Page::new("AAAAAAAC").event(Act::AcceptAll)] });
    let post = server
        .post("/v1/events", &body)
        .header("origin", "https://forum.example");
    assert_eq!(post.send().await.unwrap().status(), StatusCode::CREATED);
    for site in ["shop", "forum"] {
        let note = server.covered(PUBLISHED + 1).await;
        assert!(note.starts_with("consent.example/shop\n"), "{note}");
        let store = server.running.app().unwrap().store();
        assert_eq!(store.size(site).await.unwrap(), PUBLISHED + 1);
    }
    server.stop().await;
}

#[tokio::test]
async fn a_batch_may_repeat_itself_but_not_under_another_name() {
    let place = Place::new();
    let server = place.start().await;
    let sent = event();
    let receipts = server.record(&[sent.clone(), sent.clone()]).await;
    assert_eq!(receipts[0], receipts[1]);
    let other = event();
    let renamed = with(other.clone(), "id", crate::page::id());
    let response = server.send(&[event(), other, renamed]).await;
    let body: Value = response.json().await.unwrap();
    assert_eq!(body["type"], "/problems/replayed");
    assert_eq!(body["events"][0]["index"], 2);
    let store = server.running.app().unwrap().store();
    assert_eq!(store.size("shop").await.unwrap(), PUBLISHED + 1);
    server.stop().await;
}
