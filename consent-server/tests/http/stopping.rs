//! A stop loses nothing: what came is answered, what was answered is kept, and what is kept is covered.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use consent_core::receipt::Checkpoint;
use reqwest::Client;
use serde_json::{Value, json};

use crate::page::event;
use crate::place::Place;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn everything_acknowledged_is_there_after_a_stop_under_load() {
    let place = Place::new();
    let server = place.start().await;
    let url = server.url("/v1/events");
    let going = Arc::new(AtomicBool::new(true));
    let clients: Vec<_> = (0..8)
        .map(|_| {
            let (url, going) = (url.clone(), Arc::clone(&going));
            tokio::spawn(async move {
                let client = Client::builder().no_proxy().build().unwrap();
                let mut acknowledged = Vec::new();
                while going.load(Ordering::SeqCst) {
                    let event = event();
                    let body = json!({ "site": "shop", "events": [event] });
                    let post = client
                        .post(&url)
                        .header("origin", "https://shop.example")
                        .json(&body);
                    // Whoever comes too late is refused at the door.
                    let Ok(response) = post.send().await else { break };
                    if response.status() != 201 {
                        let problem: Value = response.json().await.unwrap();
                        assert_eq!(problem["retry"], true, "{problem}");
                        break;
                    }
                    acknowledged.push(event["id"].as_str().unwrap().to_owned());
                }
                acknowledged
            })
        })
        .collect();
    server.covered(30).await;
    server.stop().await;
    going.store(false, Ordering::SeqCst);
    let mut acknowledged = BTreeSet::new();
    for client in clients {
        acknowledged.extend(client.await.unwrap());
    }
    assert!(acknowledged.len() >= 20, "{}", acknowledged.len());

    let server = place.start().await;
    let keys = server.public_keys().await;
    let store = server.running.app().unwrap().store();
    let size = store.size("shop").await.unwrap();
    let newest = store.checkpoint("shop").await.unwrap().unwrap();
    let signed = Checkpoint::parse_verified(&newest.note, &keys).unwrap();
    assert_eq!(
        signed.checkpoint().size,
        size,
        "the last checkpoint covers everything"
    );
    let mut kept = BTreeSet::new();
    for from in (0..size).step_by(1_000) {
        for entry in store.entries("shop", from, 1_000).await.unwrap() {
            let body: Value = serde_json::from_str(&entry.kept.unwrap().body).unwrap();
            kept.insert(body["id"].as_str().unwrap().to_owned());
        }
    }
    let lost: Vec<_> = acknowledged.difference(&kept).collect();
    assert!(lost.is_empty(), "{lost:?}");
    server.stop().await;
}

#[tokio::test]
async fn nobody_new_is_let_in_after_a_stop() {
    let place = Place::new();
    let server = place.start().await;
    let url = server.url("/healthz");
    let client = server.client.clone();
    assert_eq!(client.get(&url).send().await.unwrap().status(), 200);
    server.stop().await;
    assert!(client.get(&url).send().await.is_err());
}
