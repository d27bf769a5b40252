//! What has been kept for as long as was said is erased, and the log says so.

use std::time::Duration;

use consent_core::decision::Act;
use consent_core::receipt::{Entry, Reason};
use serde_json::Value;

use crate::place::{NOON, Place, Server};
use crate::recording::PUBLISHED;

const DAY: u64 = 86_400_000;

/// Waits until the log has so many entries, and says which of the decisions are still there.
async fn swept(server: &Server, entries: u64) -> Vec<bool> {
    let store = server.running.app().unwrap().store();
    for _ in 0..600 {
        if store.size("shop").await.unwrap() >= entries {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let logged = store.entries("shop", PUBLISHED, 10).await.unwrap();
    assert_eq!(logged.len() as u64 + PUBLISHED, entries);
    logged.iter().map(|entry| entry.kept.is_some()).collect()
}

#[tokio::test]
async fn records_go_when_their_time_is_over_and_not_before() {
    let place = Place::new();
    let server = place.start().await;
    // One decision is superseded after a day, the other never; each holds for 182 days.
    let mut page = server.shop();
    let (first, second) = (page.event(Act::RejectAll), {
        page.now = NOON + DAY;
        page.event(Act::AcceptAll)
    });
    server.record(&[first]).await;
    place.clock.set(NOON + DAY);
    server.record(&[second]).await;
    server.stop().await;

    // Two years after the first was superseded, but not two years after the second expires.
    place.clock.set(NOON + DAY + 730 * DAY + 1_000);
    let server = place.start().await;
    assert_eq!(swept(&server, PUBLISHED + 3).await, [false, true, true]);
    let store = server.running.app().unwrap().store();
    let tombstone = store
        .entries("shop", PUBLISHED + 2, 1)
        .await
        .unwrap()
        .remove(0)
        .kept
        .unwrap();
    let entry = Entry::parse(&tombstone.body).unwrap();
    assert!(matches!(entry, Entry::Erasure(tombstone) if tombstone.reason == Reason::Retention));
    server.stop().await;

    place.clock.set(NOON + (1 + 182 + 730) * DAY + 1_000);
    let server = place.start().await;
    assert_eq!(swept(&server, PUBLISHED + 4).await, [false, false, true, true]);
    let own: Value = server
        .get(&format!("/v1/subjects/{}?site=shop", page.subject))
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(own["records"], serde_json::json!([]));
    server.stop().await;
}

#[tokio::test]
async fn a_site_may_keep_for_less_and_nobody_for_more_than_ten_years() {
    let mut place = Place::new();
    place.options.sites[0].retention = Some(Duration::ZERO);
    let server = place.start().await;
    let mut page = server.shop();
    server
        .record(&[page.event(Act::RejectAll), page.event(Act::AcceptAll)])
        .await;
    server.stop().await;
    place.clock.set(NOON + 1_000);
    let server = place.start().await;
    assert_eq!(
        swept(&server, PUBLISHED + 3).await,
        [false, true, true],
        "what holds is kept"
    );
    server.stop().await;

    place.options.sites[0].retention = Some(Duration::from_secs(11 * 365 * 86_400));
    let error = consent_server::start(place.options.clone())
        .await
        .unwrap_err()
        .to_string();
    assert!(error.contains("ten years"), "{error}");
}
