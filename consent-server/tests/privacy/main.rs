//! Nothing about a person is in the database or in the log of requests, whatever their browser sends along.
//!
//! A program of its own: what is written to the log of requests is the whole process's.

#![cfg(feature = "server")]

use std::io;
use std::sync::{Arc, Mutex};

use consent_core::decision::Act;
use consent_server::{IpNet, telemetry};
use serde_json::{Value, json};

#[path = "../http/page.rs"]
mod page;
#[expect(dead_code, reason = "shared with the tests over HTTP, which need more of it")]
#[path = "../http/place.rs"]
mod place;

use page::{event, with};
use place::{NOON, Place};

/// A place to write lines to.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn no_address_no_browser_and_no_page_is_written_anywhere() {
    let lines = Lines::default();
    let writer = lines.clone();
    // Everything, on a thread of its own, so that other tests' lines are not among these.
    let subscriber = telemetry::subscriber("trace,hyper=off,hyper_util=off,reqwest=off", move || {
        writer.clone()
    });
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let subjects = tracing::subscriber::with_default(subscriber, || runtime.block_on(corpus()));
    let logged = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    let answered: Vec<Value> = logged
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .filter(|line: &Value| line["message"] == "answered")
        .collect();
    assert!(answered.len() >= 10, "{logged}");
    for line in &answered {
        assert!(
            line["span"]["id"].as_str().is_some_and(|id| id.len() == 36),
            "{line}"
        );
        assert!(
            line["route"].is_string() && line["status"].is_u64() && line["millis"].is_u64(),
            "{line}"
        );
    }
    assert!(
        answered
            .iter()
            .any(|line| line["span"]["trace"] == "4bf92f3577b34da6a3ce929d0e0e4736")
    );
    assert!(answered.iter().any(|line| line["problem"] == "far-dated"));
    // The address that the server itself listens on is the operator's business.
    let logged: String = logged
        .lines()
        .filter(|line| !line.contains("\"listening\""))
        .collect();
    for word in FORBIDDEN
        .iter()
        .copied()
        .chain(subjects.iter().map(String::as_str))
    {
        assert!(
            !logged.contains(word),
            "{word} is in the log of requests:\n{logged}"
        );
    }
}

/// What a browser sends along, or an address has in it.
const FORBIDDEN: [&str; 9] = [
    "203.0.113.77",
    "127.0.0.1:",
    "Netscape",
    "checkout",
    "basket",
    "anna",
    "referrer-page",
    "session-cookie",
    "q=shoes",
];

/// Asks every kind of thing, with everything that a browser might add. Returns the subjects and ids.
async fn corpus() -> Vec<String> {
    let mut place = Place::new();
    place.options.trusted_proxies = vec!["127.0.0.0/8".parse::<IpNet>().unwrap()];
    let server = place.start().await;
    let mut page = server.shop();
    let sent = page.event(Act::Chosen);
    let old = {
        let mut old = server.shop();
        old.now = NOON - 40 * 86_400_000;
        old.event(Act::AcceptAll)
    };
    let subject = page.subject.to_string();
    let salt = "A".repeat(43);
    let id = sent["id"].as_str().unwrap().to_owned();
    for (method, path, body) in [
        (
            "POST",
            "/v1/events".to_owned(),
            json!({ "site": "shop", "events": [sent] }),
        ),
        (
            "POST",
            "/v1/events".into(),
            json!({ "site": "shop", "events": [old] }),
        ),
        (
            "POST",
            "/v1/events?q=shoes".into(),
            json!({ "site": "shop", "events": [with(event(), "page", "anna")] }),
        ),
        ("GET", format!("/v1/subjects/{subject}?site=shop"), Value::Null),
        (
            "GET",
            format!("/v1/receipts/{id}?site=shop&salt={salt}"),
            Value::Null,
        ),
        ("GET", "/checkout/anna?q=shoes".into(), Value::Null),
        ("GET", "/v1/subjects/anna?site=shop".into(), Value::Null),
        (
            "POST",
            "/v1/verify?site=shop".into(),
            json!({ "cookie": "basket=anna" }),
        ),
        ("POST", "/v1/accounts/export".into(), json!({ "account": "anna" })),
        ("ANNA", "/v1/events".into(), Value::Null),
        ("DELETE", format!("/v1/subjects/{subject}?site=shop"), Value::Null),
    ] {
        let request = server.client.request(method.parse().unwrap(), server.url(&path));
        let request = request
            .header("origin", "https://shop.example")
            .header("user-agent", "Netscape/4.0")
            .header("referer", "https://shop.example/referrer-page/checkout")
            .header("cookie", "session-cookie=1")
            .header("x-forwarded-for", "203.0.113.77")
            .header(
                "traceparent",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            )
            .header("accept-language", "sv");
        request.json(&body).send().await.unwrap();
    }
    let kept = server.record(&[server.shop().event(Act::AcceptAll)]).await;
    let host = kept[0]["record"]["host"].clone();
    assert_eq!(
        host, "shop.example",
        "the host of the page's origin is all that is kept of it"
    );
    server.stop().await;
    for file in std::fs::read_dir(place.folder.path()).unwrap() {
        let path = file.unwrap().path();
        let bytes = if path.is_file() {
            std::fs::read(&path).unwrap()
        } else {
            Vec::new()
        };
        for word in FORBIDDEN {
            let found = bytes.windows(word.len()).any(|window| window == word.as_bytes());
            assert!(!found, "{word} is in {}", path.display());
        }
        // What was erased is not there either.
        let found = bytes
            .windows(subject.len())
            .any(|window| window == subject.as_bytes());
        assert!(!found, "an erased subject is in {}", path.display());
    }
    vec![subject, id]
}
