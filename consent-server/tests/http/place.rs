//! A server in a folder of its own, with two sites, and a clock that the test sets.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use consent_core::receipt::KeySet;
use consent_server::{Clock, Database, Limits, Options, Running, Scope, Share, SiteOptions, start};
use reqwest::{Client, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::page::{Page, policy_json};

/// 2026-11-22T12:00:00Z.
pub(crate) const NOON: u64 = 1_795_348_800_000;
/// The key that the server is started with.
pub(crate) const ADMIN: &str = "ck_given-to-the-operator-only";

/// A clock that stands where the test puts it.
#[derive(Debug)]
pub(crate) struct Hands(AtomicU64);

impl Hands {
    pub(crate) fn set(&self, millis: u64) {
        self.0.store(millis, Ordering::SeqCst);
    }
}

impl Clock for Hands {
    fn now(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }
}

/// A folder with two published sites, a database and a key file.
pub(crate) struct Place {
    pub(crate) folder: Arc<TempDir>,
    pub(crate) clock: Arc<Hands>,
    pub(crate) options: Options,
}

impl Place {
    pub(crate) fn new() -> Self {
        let folder = Arc::new(tempfile::tempdir().unwrap());
        let clock = Arc::new(Hands(AtomicU64::new(NOON)));
        let sites = [
            ("shop", "AAAAAAAB", "shop.example"),
            ("forum", "AAAAAAAC", "forum.example"),
        ];
        let sites = sites.map(|(key, fingerprint, domain)| {
            let published = folder.path().join(key);
            publish(&published, fingerprint, domain);
            SiteOptions {
                key: key.into(),
                published,
                ..SiteOptions::default()
            }
        });
        let options = Options {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            metrics: Some(SocketAddr::from(([127, 0, 0, 1], 0))),
            name: "consent.example".into(),
            database: Database::Sqlite(folder.path().join("consent.sqlite")),
            keys: folder.path().join("keys.json"),
            sites: sites.into(),
            admin_key: Some(ADMIN.into()),
            limits: Limits {
                prefix: Share::new(1_000_000, 1_000_000),
                site: Share::new(1_000_000, 1_000_000),
            },
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            ..Options::default()
        };
        Self {
            folder,
            clock,
            options,
        }
    }

    /// Starts the server; it may be started again after it was stopped.
    pub(crate) async fn start(&self) -> Server {
        let running = start(self.options.clone()).await.unwrap();
        let client = Client::builder().no_proxy().build().unwrap();
        Server {
            running,
            client,
            folder: Arc::clone(&self.folder),
        }
    }
}

/// What `consent build` writes, as far as a server reads it.
pub(crate) fn publish(folder: &Path, fingerprint: &str, domain: &str) {
    std::fs::create_dir_all(folder).unwrap();
    std::fs::write(folder.join("policy.json"), policy_json(fingerprint, domain)).unwrap();
    for language in ["sv", "en"] {
        let notice = json!({ "language": language, "texts": { "title": domain } });
        std::fs::write(folder.join(format!("notice.{language}.json")), notice.to_string()).unwrap();
    }
}

/// A server that runs, and a client for it.
pub(crate) struct Server {
    pub(crate) running: Running,
    pub(crate) client: Client,
    /// The folder lasts as long as what runs in it.
    #[expect(dead_code, reason = "held while the server runs")]
    folder: Arc<TempDir>,
}

impl Server {
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.running.address())
    }

    pub(crate) fn get(&self, path: &str) -> RequestBuilder {
        self.client.get(self.url(path))
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> RequestBuilder {
        self.client.post(self.url(path)).json(body)
    }

    pub(crate) fn put(&self, path: &str, body: &Value) -> RequestBuilder {
        self.client.put(self.url(path)).json(body)
    }

    pub(crate) fn delete(&self, path: &str) -> RequestBuilder {
        self.client.delete(self.url(path))
    }

    /// Sends events as a page of the shop does.
    pub(crate) async fn send(&self, events: &[Value]) -> Response {
        let body = json!({ "site": "shop", "events": events });
        let post = self
            .post("/v1/events", &body)
            .header("origin", "https://shop.example");
        post.send().await.unwrap()
    }

    /// Sends events that are recorded, and gives their receipts.
    pub(crate) async fn record(&self, events: &[Value]) -> Vec<Value> {
        let response = self.send(events).await;
        let status = response.status();
        let body: Value = response.json().await.unwrap();
        assert_eq!(status, StatusCode::CREATED, "{body}");
        body["receipts"].as_array().unwrap().clone()
    }

    /// Makes an API key.
    pub(crate) async fn key(&self, name: &str, site: Option<&str>, scopes: &[Scope]) -> String {
        let app = self.running.app().unwrap();
        app.make_key(name, site, scopes).await.unwrap()
    }

    /// Every public key, as anybody gets it.
    pub(crate) async fn public_keys(&self) -> KeySet {
        let text = self
            .get("/.well-known/consent-keys")
            .send()
            .await
            .unwrap()
            .text()
            .await
            .unwrap();
        KeySet::from_json(&text).unwrap()
    }

    /// Waits until the shop's newest checkpoint covers so many entries, and gives it.
    pub(crate) async fn covered(&self, size: u64) -> String {
        for _ in 0..600 {
            let response = self.get("/v1/log/checkpoint?site=shop").send().await.unwrap();
            if response.status() == StatusCode::OK {
                let note = response.text().await.unwrap();
                if note.lines().nth(1).unwrap().parse::<u64>().unwrap() >= size {
                    return note;
                }
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        panic!("no checkpoint covers {size} entries");
    }

    /// The figures of the second listener.
    pub(crate) async fn figures(&self) -> String {
        let address = self.running.metrics_address().unwrap();
        let response = self
            .client
            .get(format!("http://{address}/metrics"))
            .send()
            .await
            .unwrap();
        response.text().await.unwrap()
    }

    pub(crate) fn shop(&self) -> Page {
        Page::new("AAAAAAAB")
    }

    pub(crate) async fn stop(self) {
        self.running.shutdown().await;
    }
}

/// The status and the name of a problem, which must be complete.
pub(crate) async fn problem(response: Response) -> (u16, String) {
    let status = response.status().as_u16();
    let kind = response
        .headers()
        .get("content-type")
        .map(|kind| kind.to_str().unwrap().to_owned());
    let text = response.text().await.unwrap();
    assert_eq!(
        kind.as_deref(),
        Some("application/problem+json"),
        "{status}: {text}"
    );
    let body: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(body["status"], status, "{body}");
    for field in ["title", "detail"] {
        assert!(
            body[field].as_str().is_some_and(|text| !text.is_empty()),
            "{body}"
        );
    }
    assert!(body["retry"].is_boolean(), "{body}");
    let name = body["type"].as_str().unwrap().strip_prefix("/problems/").unwrap();
    (status, name.to_owned())
}
