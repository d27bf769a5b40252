//! Pages put together for a test, on hosts under `localhost`, with the packages of npm beside them; and what was asked.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, Uri, header};
use axum::response::{IntoResponse as _, Response};
use tokio::net::TcpListener;

/// A file of a site: its type and its content.
type Content = (&'static str, Vec<u8>);

#[derive(Debug, Default)]
struct Served {
    /// By host without port, and path.
    files: BTreeMap<(String, String), Content>,
    /// Hosts and paths that were asked for.
    asked: Mutex<Vec<String>>,
}

/// Sites on one port of this machine.
#[derive(Debug)]
pub(super) struct Web {
    served: Arc<Served>,
    port: u16,
}

/// What a test puts on the web before it is served.
#[derive(Debug, Default)]
pub(super) struct Draft(BTreeMap<(String, String), Content>);

impl Draft {
    /// Puts a file on a host, which gets `.localhost` behind it.
    pub(super) fn put(&mut self, host: &str, path: &str, kind: &'static str, content: impl Into<Vec<u8>>) {
        let key = (format!("{host}.localhost"), path.to_owned());
        self.0.insert(key, (kind, content.into()));
    }

    /// The same with a script.
    pub(super) fn script(&mut self, host: &str, path: &str, content: impl Into<Vec<u8>>) {
        self.put(host, path, "text/javascript; charset=utf-8", content);
    }

    /// The same with a page whose head and body have this in them.
    pub(super) fn page(&mut self, host: &str, head: &str, body: &str) {
        self.page_at(host, "/", head, body);
    }

    /// The same beside the front page.
    pub(super) fn page_at(&mut self, host: &str, path: &str, head: &str, body: &str) {
        let html = format!(
            "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{host}</title>{head}</head>\
             <body><h1>{host}</h1><p>Words.</p>{body}</body></html>"
        );
        self.put(host, path, "text/html; charset=utf-8", html);
    }

    /// Serves it; `{port}` in texts becomes the port. What is not there is answered with nothing, to anybody.
    pub(super) async fn serve(mut self) -> Web {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        for (kind, content) in self.0.values_mut() {
            if !kind.starts_with("application/octet")
                && let Ok(text) = std::str::from_utf8(content)
                && text.contains("{port}")
            {
                *content = text.replace("{port}", &port.to_string()).into_bytes();
            }
        }
        let served = Arc::new(Served {
            files: self.0,
            asked: Mutex::default(),
        });
        let app = Router::new().fallback(answer).with_state(Arc::clone(&served));
        tokio::spawn(async move { axum::serve(listener, app).await.expect("a server") });
        Web { served, port }
    }
}

impl Web {
    /// The address of a host's front page.
    pub(super) fn url(&self, host: &str) -> String {
        format!("http://{host}.localhost:{}/", self.port)
    }

    /// How often something at `host/path` that begins so was asked for.
    pub(super) fn asked(&self, start: &str) -> usize {
        let asked = self.served.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.iter().filter(|one| one.starts_with(start)).count()
    }
}

async fn answer(State(served): State<Arc<Served>>, headers: HeaderMap, uri: Uri) -> Response {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default().to_owned();
    let asked = format!("{}{}", host.trim_end_matches(".localhost"), uri.path());
    served
        .asked
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(asked);
    let open = [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "*"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    match served.files.get(&(host, uri.path().to_owned())) {
        Some((kind, content)) => (open, [(header::CONTENT_TYPE, *kind)], content.clone()).into_response(),
        None => (open, [(header::CONTENT_TYPE, "application/json")], "{}").into_response(),
    }
}
