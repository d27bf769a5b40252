//! Two servers on one real PostgreSQL: whichever is asked, the answer is that of one log.

use std::sync::Arc;
use std::time::Duration;

use consent_core::decision::Act;
use consent_core::receipt::{Receipt, VerifiedReceipt};
use consent_server::{Database, Scope};
use consent_tests::postgres::Postgres;
use futures::future::join;
use reqwest::StatusCode;
use serde_json::{Value, json};

#[path = "../../consent-server/tests/http/page.rs"]
mod page;
#[expect(
    dead_code,
    reason = "shared with the tests of one server, which need more of it"
)]
#[path = "../../consent-server/tests/http/place.rs"]
mod place;

use page::{Page, event, policy_json, with};
use place::{ADMIN, Place, Server, problem};

/// Two servers with the same options, started at once on an empty database.
async fn two() -> (Place, Server, Server) {
    let mut place = Place::new();
    place.options.database = Database::Postgres(Postgres::shared().database().await);
    let (one, other) = join(place.start(), place.start()).await;
    (place, one, other)
}

async fn stop(one: Server, other: Server) {
    join(one.stop(), other.stop()).await;
}

/// Waits until something is so; what never is ends the test.
async fn until<F: Future<Output = bool>>(what: &str, so: impl Fn() -> F) {
    for _ in 0..600 {
        if so().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("never: {what}");
}

async fn verified(server: &Server, receipt: &Value) -> VerifiedReceipt {
    let keys = server.public_keys().await;
    Receipt::parse(&receipt.to_string())
        .unwrap()
        .verify(&keys)
        .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_one_server_records_the_other_proves_and_erases() {
    let (_place, one, other) = two().await;
    let mut page = one.shop();
    let sent = page.event(Act::AcceptAll);
    let receipts = one.record(std::slice::from_ref(&sent)).await;
    let again: Value = other
        .send(std::slice::from_ref(&sent))
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(again["receipts"][0], receipts[0], "one event, one receipt");
    let changed = with(sent.clone(), "gpc", true);
    assert_eq!(
        problem(other.send(&[changed]).await).await,
        (409, "conflict".into())
    );

    let path = format!("/v1/subjects/{}?site=shop", page.subject);
    let history = async || -> Value { other.get(&path).send().await.unwrap().json().await.unwrap() };
    until("a proof from the other server", || async {
        !history().await["records"][0]["inclusion"].is_null()
    })
    .await;
    let proved = verified(&one, &history().await["records"][0]).await;
    assert!(proved.seq().is_some());
    // However many started at once, what was published is in the log once.
    one.covered(4).await;
    let store = other.running.app().unwrap().store();
    assert_eq!(store.size("shop").await.unwrap(), 4);

    let erased: Value = other.delete(&path).send().await.unwrap().json().await.unwrap();
    assert_eq!(erased["erased"], json!([sent["id"]]));
    assert_eq!(problem(one.send(&[sent]).await).await, (410, "erased".into()));
    stop(one, other).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_is_deployed_to_one_server_holds_on_the_other() {
    let (_place, one, other) = two().await;
    let key = one.key("ci", Some("shop"), &[Scope::Deploy]).await;
    let policy = serde_json::from_str(&policy_json("AAAAAAAD", "shop.example")).unwrap();
    let put = one.put("/v1/sites/shop/policy", &policy).bearer_auth(&key);
    assert_eq!(put.send().await.unwrap().status(), StatusCode::CREATED);
    let sent = Page::new("AAAAAAAD").event(Act::RejectAll);
    until("the policy on the other server", || async {
        other
            .send(std::slice::from_ref(&sent))
            .await
            .status()
            .is_success()
    })
    .await;
    // The key was made on one and is known on both; revoked on one, it opens neither.
    until("the key on the other server", || async {
        let put = other.put("/v1/sites/shop/policy", &policy).bearer_auth(&key);
        put.send().await.unwrap().status() == StatusCode::OK
    })
    .await;
    let revoke = one.delete("/v1/keys/ci").bearer_auth(ADMIN);
    assert_eq!(revoke.send().await.unwrap().status(), StatusCode::NO_CONTENT);
    until("the revoked key refused by the other server", || async {
        let put = other.put("/v1/sites/shop/policy", &policy).bearer_auth(&key);
        put.send().await.unwrap().status() == StatusCode::UNAUTHORIZED
    })
    .await;
    stop(one, other).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_new_key_is_taken_up_by_both_while_events_come_in() {
    let (place, one, other) = two().await;
    let (one, other) = (Arc::new(one), Arc::new(other));
    place.clock.set(place::NOON + 60_000);
    let rotate = one.client.post(one.url("/v1/keys/rotate")).bearer_auth(ADMIN);
    let rotated: Value = rotate.send().await.unwrap().json().await.unwrap();
    let kid = &rotated["kid"];
    let mut receipts = Vec::new();
    for turn in 0..600 {
        receipts.extend(one.record(&[event()]).await);
        receipts.extend(other.record(&[event()]).await);
        if receipts.last().unwrap()["kid"] == *kid {
            break;
        }
        assert!(turn < 599, "the other server never took the new key up");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(receipts[0]["kid"], *kid, "at once where it was made");
    for receipt in &receipts {
        verified(&other, receipt).await;
    }
    let (one, other) = (Arc::into_inner(one).unwrap(), Arc::into_inner(other).unwrap());
    stop(one, other).await;
}
