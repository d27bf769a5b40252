//! A server whose log contradicts what it has signed takes nothing more, and says so.

use consent_server::store::{CheckpointRow, SqliteOptions, SqliteStore, Store as _};
use serde_json::Value;

use crate::page::event;
use crate::place::{NOON, Place, problem};
use crate::recording::PUBLISHED;

#[tokio::test]
async fn a_head_that_the_log_does_not_have_stops_everything() {
    let place = Place::new();
    let server = place.start().await;
    server.record(&[event()]).await;
    let note = server.covered(PUBLISHED + 1).await;
    server.stop().await;

    // What was signed at 4 entries is put where 5 are: somebody has cut the log, or made it up.
    let path = place.folder.path().join("consent.sqlite");
    let store = SqliteStore::open(&path, SqliteOptions::default()).await.unwrap();
    let made_up = CheckpointRow {
        size: PUBLISHED + 2,
        at: NOON,
        note,
    };
    store.put_checkpoint("shop", made_up).await.unwrap();
    store.close().await;
    drop(store);

    let server = place.start().await;
    assert_eq!(server.get("/healthz").send().await.unwrap().status(), 200);
    for path in [
        "/readyz",
        "/v1/log/checkpoint?site=shop",
        "/v1/log/checkpoint?site=forum",
    ] {
        assert_eq!(
            problem(server.get(path).send().await.unwrap()).await,
            (503, "corrupt".into()),
            "{path}"
        );
    }
    let refused = server.send(&[event()]).await;
    assert!(
        !refused.headers().contains_key("retry-after"),
        "it will not mend itself"
    );
    let body: Value = refused.json().await.unwrap();
    assert_eq!(
        (&body["type"], &body["retry"]),
        (&"/problems/corrupt".into(), &false.into())
    );
    server.stop().await;
}

#[tokio::test]
async fn a_file_that_somebody_else_wrote_into_is_not_served() {
    let place = Place::new();
    let server = place.start().await;
    for _ in 0..20 {
        server.record(&[event()]).await;
    }
    server.stop().await;
    let path = place.folder.path().join("consent.sqlite");
    let mut bytes = std::fs::read(&path).unwrap();
    let at = bytes.len() / 2;
    bytes[at] ^= 1;
    std::fs::write(&path, bytes).unwrap();

    let server = place.start().await;
    assert!(server.running.app().is_none());
    assert_eq!(server.get("/healthz").send().await.unwrap().status(), 200);
    for path in ["/readyz", "/.well-known/consent-keys"] {
        let refused = server.get(path).send().await.unwrap();
        assert_eq!(problem(refused).await, (503, "corrupt".into()), "{path}");
    }
    server.stop().await;
}
