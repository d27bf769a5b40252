//! The log as anybody can watch it: heads, proofs, and leaves to build the tree again.

use consent_core::receipt::merkle::{Frontier, verify_consistency, verify_inclusion};
use consent_core::receipt::{Checkpoint, Commitment, Hash, RecordId, leaf_hash};
use serde_json::Value;

use crate::page::event;
use crate::place::{Place, Server, problem};
use crate::recording::PUBLISHED;

async fn get(server: &Server, path: &str) -> Value {
    let response = server.get(path).send().await.unwrap();
    assert_eq!(response.status(), 200, "{path}");
    response.json().await.unwrap()
}

fn hashes(proof: &Value) -> Vec<Hash> {
    let proof = proof["proof"].as_array().unwrap().iter();
    proof
        .map(|hash| Hash::parse(hash.as_str().unwrap()).unwrap())
        .collect()
}

#[tokio::test]
async fn a_watcher_can_check_everything_with_nothing_but_what_is_public() {
    let place = Place::new();
    let server = place.start().await;
    let keys = server.public_keys().await;
    let old = server.covered(PUBLISHED).await;
    let old = Checkpoint::parse_verified(&old, &keys).unwrap();
    for _ in 0..15 {
        let events: Vec<Value> = (0..20).map(|_| event()).collect();
        server.record(&events).await;
    }
    let new = server.covered(PUBLISHED + 300).await;
    let new = Checkpoint::parse_verified(&new, &keys).unwrap();
    let (old, new) = (old.checkpoint(), new.checkpoint());

    let path = format!("/v1/log/consistency?site=shop&from={}&to={}", old.size, new.size);
    let proof = hashes(&get(&server, &path).await);
    verify_consistency(old.size, new.size, &old.root, &new.root, &proof).unwrap();

    let page = get(&server, "/v1/log/entries?site=shop").await;
    let mut tree = Frontier::new();
    for entry in page["entries"].as_array().unwrap() {
        assert_eq!(entry["seq"], tree.size());
        let id = RecordId::parse(entry["id"].as_str().unwrap()).unwrap();
        let commitment = Commitment::parse(entry["commitment"].as_str().unwrap()).unwrap();
        let leaf = leaf_hash(&id, &commitment);
        tree.push(leaf);
        if entry["seq"] == 77 {
            let proof = get(&server, &format!("/v1/log/inclusion?site=shop&id={id}")).await;
            let size = proof["size"].as_u64().unwrap();
            verify_inclusion(&leaf, 77, size, &hashes(&proof), &new.root).unwrap();
        }
    }
    assert_eq!((tree.size(), tree.root()), (new.size, new.root));
    let rest = get(&server, "/v1/log/entries?site=shop&from=300").await;
    assert_eq!(rest["entries"].as_array().unwrap().len() as u64, PUBLISHED);
    server.stop().await;
}

#[tokio::test]
async fn what_the_log_does_not_have_is_told_so() {
    let place = Place::new();
    let server = place.start().await;
    server.covered(PUBLISHED).await;
    let first = get(&server, "/v1/log/entries?site=shop").await["entries"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    for (path, expected) in [
        (
            "/v1/log/consistency?site=shop&from=2&to=1".to_owned(),
            (422, "out-of-range"),
        ),
        (
            "/v1/log/consistency?site=shop&from=1&to=999".into(),
            (422, "out-of-range"),
        ),
        ("/v1/log/consistency?site=shop&from=x".into(), (400, "malformed")),
        (
            format!("/v1/log/inclusion?site=shop&id={first}&size=0"),
            (422, "out-of-range"),
        ),
        (
            format!("/v1/log/inclusion?site=shop&id={first}&size=999"),
            (422, "out-of-range"),
        ),
        ("/v1/log/inclusion?site=shop&id=x".into(), (400, "malformed")),
        (
            format!("/v1/log/inclusion?site=shop&id={}", crate::page::id()),
            (404, "not-found"),
        ),
        ("/v1/log/checkpoint".into(), (400, "site-needed")),
        ("/v1/log/checkpoint?site=bank".into(), (404, "unknown-site")),
    ] {
        let response = server.get(&path).send().await.unwrap();
        assert_eq!(problem(response).await, (expected.0, expected.1.into()), "{path}");
    }
    server.stop().await;
}
