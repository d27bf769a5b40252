//! `/openapi.json` says what the router really answers: every status and type of problem that is documented occurs,
//! none occurs that is not, and every answer has the documented form.

use std::collections::BTreeSet;
use std::sync::Arc;

use consent_core::decision::Act;
use consent_server::store::{SqliteOptions, SqliteStore};
use consent_server::{Database, Limits, Scope, Share};
use futures::future::join_all;
use serde_json::{Value, json};

use crate::faulty::{Fault, Faulty};
use crate::page::id;
use crate::place::{Place, Server};

mod calls;
mod mistakes;
mod watcher;

use calls::{Known, good};
use mistakes::whatever_a_client_does;
use watcher::{Answered, Watcher, request};

/// A server on a store that can be made to fail, with something in it.
async fn prepared(place: &mut Place) -> (Watcher, Arc<Faulty>, Known) {
    let path = place.folder.path().join("faulty.sqlite");
    let store = Faulty::new(SqliteStore::open(path, SqliteOptions::default()).await.unwrap());
    place.options.database = Database::Open(Arc::clone(&store) as _);
    let server = place.start().await;
    let key = server.key("all", None, &Scope::ALL).await;
    server.key("spare", None, &[Scope::Read]).await;
    server.covered(3).await;
    let known = known(&server, key).await;
    server.covered(4).await;
    (Watcher::new(server).await, store, known)
}

/// A new visitor with a record and an account.
async fn known(server: &Server, key: String) -> Known {
    let mut page = server.shop();
    let receipt = server.record(&[page.event(Act::AcceptAll)]).await.remove(0);
    let subject = page.subject.to_string();
    let link = server.post(
        &format!("/v1/subjects/{subject}/account?site=shop"),
        &json!({ "account": "anna" }),
    );
    assert_eq!(link.bearer_auth(&key).send().await.unwrap().status(), 204);
    let first: Value = server
        .get("/v1/log/entries?site=shop")
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    Known {
        key,
        published: first["entries"][0]["id"].as_str().unwrap_or_default().into(),
        salt: receipt["salt"].as_str().unwrap().into(),
        notice: receipt["record"]["notice"].as_str().unwrap().into(),
        record: receipt["record"]["id"].as_str().unwrap().into(),
        receipt,
        subject,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_documented_is_what_is_answered() {
    let mut place = Place::new();
    let (mut watcher, store, known) = prepared(&mut place).await;
    whatever_a_client_does(&mut watcher, &known).await;

    // Whatever the store does. A new visitor each time, so that there is something to erase.
    for fault in [Fault::Busy, Fault::Closed, Fault::Engine] {
        store.set(Fault::None);
        let fresh = self::known(&watcher.server, known.key.clone()).await;
        store.set(fault);
        for call in good(&fresh) {
            watcher.send(&call).await;
        }
    }
    store.set(Fault::Stuck);
    let calls = good(&known);
    let answers = join_all(calls.iter().map(|call| request(&watcher.server, call))).await;
    for (call, answer) in calls.iter().zip(answers) {
        watcher.judge(call, answer).await;
    }
    store.set(Fault::Corrupt);
    loop {
        let ready = watcher
            .server
            .get("/readyz")
            .send()
            .await
            .unwrap()
            .text()
            .await
            .unwrap();
        if ready.contains("/problems/corrupt") {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    for call in good(&known) {
        watcher.send(&call).await;
    }

    let mut seen = watcher.seen;
    seen.extend(who_asks_too_much().await);
    seen.extend(while_it_stops().await);
    let documented = documented(&watcher.document);
    let never: Vec<_> = documented.difference(&seen).collect();
    assert!(never.is_empty(), "documented, and never answered: {never:#?}");
}

fn documented(document: &Value) -> BTreeSet<Answered> {
    let mut all = BTreeSet::new();
    for (route, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            for (status, response) in operation["responses"].as_object().unwrap() {
                let status: u16 = status.parse().unwrap();
                let answered = |problem| (method.clone(), route.clone(), status, problem);
                match response["x-problems"].as_array() {
                    Some(problems) => all.extend(
                        problems
                            .iter()
                            .map(|name| answered(Some(name.as_str().unwrap().to_owned()))),
                    ),
                    None => {
                        all.insert(answered(None));
                    }
                }
            }
        }
    }
    all
}

/// Every route that counts, when the bucket is empty; and the log before its first checkpoint.
async fn who_asks_too_much() -> BTreeSet<Answered> {
    let mut place = Place::new();
    let (mut watcher, _, known) = prepared(&mut place).await;
    watcher.server.stop().await;
    place.options.database = Database::Sqlite(place.folder.path().join("consent.sqlite"));
    place.options.limits = Limits {
        prefix: Share::new(1, 1),
        ..place.options.limits
    };
    watcher.server = place.start().await;
    for mut call in good(&known) {
        call.key = None;
        call.headers.push(("origin", "https://shop.example".into()));
        // The bucket fills by one a second: one of these finds it empty.
        for _ in 0..3 {
            watcher.send(&call).await;
        }
    }
    watcher.server.stop().await;
    watcher.seen
}

/// A server that is closing, and still answers; and one whose log is empty.
async fn while_it_stops() -> BTreeSet<Answered> {
    let mut place = Place::new();
    let path = place.folder.path().join("faulty.sqlite");
    let store = Faulty::new(SqliteStore::open(path, SqliteOptions::default()).await.unwrap());
    place.options.database = Database::Open(Arc::clone(&store) as _);
    store.set(Fault::Unsigned);
    let server = place.start().await;
    let mut watcher = Watcher::new(server).await;
    let known = Known {
        key: String::new(),
        receipt: Value::Null,
        record: id(),
        published: id(),
        salt: String::new(),
        subject: "AAAAAAAAAAAAAAAAAAAAAA".into(),
        notice: String::new(),
    };
    for call in good(&known) {
        if matches!(call.route, "/v1/log/checkpoint" | "/v1/log/consistency") {
            watcher.send(&call).await;
        }
    }
    watcher.server.running.app().unwrap().close().await;
    for call in good(&known) {
        if call.route == "/readyz" {
            watcher.send(&call).await;
        }
    }
    watcher.seen
}
