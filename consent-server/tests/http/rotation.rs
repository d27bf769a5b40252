//! The signing key is changed while events come in, and everything that was ever signed can be verified.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use consent_core::receipt::{Checkpoint, Kid, Receipt};
use serde_json::Value;

use crate::page::event;
use crate::place::{ADMIN, NOON, Place, Server};

async fn rotate(server: &Server) -> String {
    let post = server
        .client
        .post(server.url("/v1/keys/rotate"))
        .bearer_auth(ADMIN);
    let body: Value = post.send().await.unwrap().json().await.unwrap();
    body["kid"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn three_keys_under_load_leave_one_history_that_verifies() {
    let place = Place::new();
    let server = Arc::new(place.start().await);
    let going = Arc::new(AtomicBool::new(true));
    let clients: Vec<_> = (0..4)
        .map(|_| {
            let (server, going) = (Arc::clone(&server), Arc::clone(&going));
            tokio::spawn(async move {
                let mut receipts = Vec::new();
                while going.load(Ordering::SeqCst) {
                    receipts.extend(server.record(&[event(), event()]).await);
                }
                receipts
            })
        })
        .collect();
    let store = server.running.app().unwrap().store();
    let mut kids = BTreeSet::new();
    for step in 1..=3 {
        // Some events with each key, and a checkpoint.
        let size = store.size("shop").await.unwrap() + 8;
        server.covered(size).await;
        if step < 3 {
            place.clock.set(NOON + step * 60_000);
            kids.insert(rotate(&server).await);
        }
    }
    going.store(false, Ordering::SeqCst);
    let mut receipts = Vec::new();
    for client in clients {
        receipts.extend(client.await.unwrap());
    }
    let size = store.size("shop").await.unwrap();
    server.covered(size).await;

    let keys = server.public_keys().await;
    assert_eq!(keys.iter().count(), 3);
    let mut used = BTreeSet::new();
    for receipt in &receipts {
        let verified = Receipt::parse(&receipt.to_string())
            .unwrap()
            .verify(&keys)
            .unwrap();
        used.insert(verified.receipt().kid.to_string());
    }
    assert_eq!(used.len(), 3, "each key sealed something");
    assert!(kids.is_subset(&used));

    // Every checkpoint verifies, and from each key to the next there is one that both have signed.
    let rows = store.checkpoints("shop", 0, 10_000).await.unwrap();
    let mut before: Option<Vec<Kid>> = None;
    for row in &rows {
        let signed = Checkpoint::parse_verified(&row.note, &keys).unwrap();
        let signers: Vec<Kid> = signed.signers().collect();
        if let Some(before) = before {
            assert!(
                before.iter().any(|kid| signers.contains(kid)),
                "{} has nobody in common",
                row.note
            );
        }
        before = Some(signers);
    }
    let server = Arc::into_inner(server).unwrap();
    server.stop().await;

    // And after a restart, with the newest key.
    let server = place.start().await;
    let receipts = server.record(&[event()]).await;
    assert!(kids.contains(receipts[0]["kid"].as_str().unwrap()));
    assert_eq!(server.public_keys().await.iter().count(), 3);
    server.stop().await;
}

#[tokio::test]
async fn a_key_that_another_node_put_into_the_file_is_taken_up() {
    let place = Place::new();
    let server = place.start().await;
    // The other node: the same key file, another database.
    let mut elsewhere = Place::new();
    elsewhere.options.keys = place.options.keys.clone();
    let other = elsewhere.start().await;
    let kid = rotate(&other).await;
    for _ in 0..600 {
        let receipts = server.record(&[event()]).await;
        if receipts[0]["kid"] == kid.as_str() {
            let keys = server.public_keys().await;
            Receipt::parse(&receipts[0].to_string())
                .unwrap()
                .verify(&keys)
                .unwrap();
            other.stop().await;
            server.stop().await;
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the new key was not taken up");
}
