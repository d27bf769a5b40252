//! Everything that is refused, each with a type of its own, and nothing of it recorded.

use consent_core::decision::Act;
use reqwest::header::HeaderName;
use serde_json::{Value, json};

use crate::page::{Page, event, id, with};
use crate::place::{NOON, Place, Server, problem};
use crate::recording::PUBLISHED;

const MINUTE: u64 = 60_000;
const DAY: u64 = 1_440 * MINUTE;

/// Posts a body as a page of the shop does.
async fn refused(server: &Server, body: impl Into<reqwest::Body>) -> (u16, String) {
    let post = server.client.post(server.url("/v1/events"));
    let post = post
        .header("content-type", "application/json")
        .header("origin", "https://shop.example");
    problem(post.body(body).send().await.unwrap()).await
}

fn batch(events: &[Value]) -> String {
    json!({ "site": "shop", "events": events }).to_string()
}

fn at(decided: u64) -> Value {
    let mut page = Page::new("AAAAAAAB");
    page.now = decided;
    page.event(Act::RejectAll)
}

#[tokio::test]
async fn each_kind_of_bad_input_has_its_own_type_and_leaves_nothing_behind() {
    let place = Place::new();
    let server = place.start().await;
    let known = event();
    let kept = server.record(std::slice::from_ref(&known)).await;
    let other_policy = Page::new("AAAAAAAC").event(Act::RejectAll);
    let unknown_policy = Page::new("AAAAAAAZ").event(Act::RejectAll);
    let mut long = "{\"site\":\"".to_owned();
    long.push_str(&"a".repeat(17_000));

    for (what, body, status, kind) in [
        ("not JSON", "{".into(), 400, "malformed"),
        ("nothing", String::new(), 400, "malformed"),
        ("no events", batch(&[]), 400, "malformed"),
        (
            "21 events",
            batch(&(0..21).map(|_| json!({})).collect::<Vec<_>>()),
            400,
            "malformed",
        ),
        (
            "a key too many",
            json!({ "site": "shop", "events": [event()], "ip": "1" }).to_string(),
            400,
            "malformed",
        ),
        (
            "a field too many",
            batch(&[with(event(), "ip", "127.0.0.1")]),
            400,
            "malformed",
        ),
        ("too deep", "[".repeat(9) + &"]".repeat(9), 400, "malformed"),
        (
            "an id of another version",
            batch(&[with(event(), "id", id().replace("-7000-", "-4000-"))]),
            400,
            "malformed",
        ),
        (
            "a string that is none",
            batch(&[with(event(), "string", "1.AAAAAAAB")]),
            400,
            "malformed",
        ),
        (
            "grants past the policy",
            batch(&[with(
                event(),
                "string",
                event()["string"].as_str().unwrap().replacen(".A.", ".B.", 1),
            )]),
            400,
            "malformed",
        ),
        (
            "a digest that is none",
            batch(&[with(event(), "notice", "x")]),
            400,
            "malformed",
        ),
        (
            "a count of nothing",
            batch(&[with(event(), "count", 0)]),
            400,
            "malformed",
        ),
        (
            "a language that is none",
            batch(&[with(event(), "language", "<script>")]),
            400,
            "malformed",
        ),
        (
            "a source that is none",
            batch(&[with(event(), "source", "telepathy")]),
            400,
            "malformed",
        ),
        ("oversized", long, 413, "too-large"),
        (
            "unknown site",
            json!({ "site": "bank", "events": [event()] }).to_string(),
            404,
            "unknown-site",
        ),
        ("wrong site", batch(&[other_policy]), 422, "wrong-site"),
        ("unknown policy", batch(&[unknown_policy]), 422, "unknown-policy"),
        ("too old", batch(&[at(NOON - 31 * DAY)]), 422, "far-dated"),
        (
            "from the future",
            batch(&[at(NOON + 11 * MINUTE)]),
            422,
            "far-dated",
        ),
        (
            "the same id, other content",
            batch(&[with(known.clone(), "gpc", true)]),
            409,
            "conflict",
        ),
        (
            "the same decision, another id",
            batch(&[with(known.clone(), "id", id())]),
            409,
            "replayed",
        ),
        (
            "one bad among good",
            batch(&[event(), at(NOON - 31 * DAY), event()]),
            422,
            "far-dated",
        ),
        (
            "another site's page",
            json!({ "site": "forum", "events": [event()] }).to_string(),
            403,
            "wrong-origin",
        ),
    ] {
        assert_eq!(refused(&server, body).await, (status, kind.to_owned()), "{what}");
    }

    let app = server.running.app().unwrap();
    assert_eq!(
        app.store().size("shop").await.unwrap(),
        PUBLISHED + 1,
        "nothing of it is in the log"
    );
    assert_eq!(app.store().size("forum").await.unwrap(), PUBLISHED);
    let again: Value = server.send(&[known]).await.json().await.unwrap();
    assert_eq!(again["receipts"][0], kept[0], "what was kept is as it was");
    let figures = server.figures().await;
    for reason in [
        "malformed",
        "too-large",
        "far-dated",
        "conflict",
        "replayed",
        "wrong-site",
        "wrong-origin",
    ] {
        assert!(
            figures.contains(&format!("reason=\"{reason}\"")),
            "{reason} is not in\n{figures}"
        );
    }
    server.stop().await;
}

#[tokio::test]
async fn the_bad_events_of_a_batch_are_named() {
    let place = Place::new();
    let server = place.start().await;
    let far = at(NOON - 40 * DAY);
    let response = server.send(&[event(), far.clone(), event(), far]).await;
    assert_eq!(response.status(), 422);
    let body: Value = response.json().await.unwrap();
    let named: Vec<u64> = body["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| event["index"].as_u64().unwrap())
        .collect();
    assert_eq!(named, [1, 3]);
    assert_eq!(body["events"][0]["type"], "/problems/far-dated");
    assert_eq!(body["retry"], false);

    // A page that was published before the server knew its policy keeps the event and tries again.
    let response = server.send(&[Page::new("AAAAAAAZ").event(Act::AcceptAll)]).await;
    assert!(response.headers().contains_key("retry-after"));
    let body: Value = response.json().await.unwrap();
    assert_eq!(body["retry"], true);
    assert_eq!(body["events"][0]["retry"], true);
    server.stop().await;
}

#[tokio::test]
async fn an_origin_counts_whole_or_not_at_all() {
    let place = Place::new();
    let server = place.start().await;
    let body = json!({ "site": "shop", "events": [event()] });
    for origin in [
        "null",
        "",
        "https://forum.example",
        "https://shop.example.evil.example",
        "https://evil-shop.example",
        "http://shop.example",
        "https://shop.example:8443",
        "https://shop.example/",
        "https://SHOP.example",
    ] {
        let post = server.post("/v1/events", &body).header("origin", origin);
        let refused = problem(post.send().await.unwrap()).await;
        assert_eq!(refused, (403, "wrong-origin".into()), "{origin:?}");
    }
    // A key does not make up for a page of another site.
    let key = server
        .key("backend", None, &[consent_server::Scope::Ingest])
        .await;
    let post = server
        .post("/v1/events", &body)
        .header("origin", "https://evil.example")
        .bearer_auth(key);
    assert_eq!(
        problem(post.send().await.unwrap()).await,
        (403, "wrong-origin".into())
    );
    server.stop().await;
}

#[tokio::test]
async fn what_is_no_json_or_has_too_many_headers_is_told_so() {
    let place = Place::new();
    let server = place.start().await;
    let post = server.client.post(server.url("/v1/events")).body("site=shop");
    let post = post.header("content-type", "application/x-www-form-urlencoded");
    assert_eq!(
        problem(post.send().await.unwrap()).await,
        (415, "media-type".into())
    );

    for (bytes, expected) in [(7_000, 200), (9_000, 431)] {
        let get = server
            .get("/healthz")
            .header(HeaderName::from_static("x-long"), "a".repeat(bytes));
        assert_eq!(get.send().await.unwrap().status(), expected, "{bytes}");
    }
    assert_eq!(
        problem(server.get("/nowhere").send().await.unwrap()).await,
        (404, "not-found".into())
    );
    let patch = server
        .client
        .patch(server.url("/v1/verify"))
        .send()
        .await
        .unwrap();
    assert_eq!(patch.headers()["allow"], "POST");
    assert_eq!(problem(patch).await, (405, "method-not-allowed".into()));
    let get = server
        .get("/v1/log/entries?site=shop&form=0")
        .send()
        .await
        .unwrap();
    assert_eq!(problem(get).await, (400, "malformed".into()));
    server.stop().await;
}
