//! Pages that differ in nothing but the look of the notice: each look is built once, all are served from one port.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Path as Address, State};
use axum::http::{StatusCode, header::CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// How many elements of a page can have focus.
pub const FOCUSABLE: usize = 60;

/// Sites that look differently, and are the same otherwise.
#[derive(Debug)]
pub struct Gallery {
    origin: String,
    server: JoinHandle<()>,
}

/// The files of every look, by address.
type Files = BTreeMap<String, Vec<u8>>;

impl Gallery {
    /// Every finished style in every layout, by name.
    #[must_use]
    pub fn styles() -> Vec<(String, Value)> {
        let each = |style: &'static str| {
            ["box", "bar", "cloud"].map(|layout| {
                let look = json!({ "style": style, "layout": layout });
                (format!("{style}-{layout}"), look)
            })
        };
        ["clear", "soft", "sharp"].into_iter().flat_map(each).collect()
    }

    /// Builds a site for each look, in these languages, and serves all of them. A look is what stands in `consent.json`,
    /// by a name that stands in the address.
    pub async fn open(looks: Vec<(String, Value)>, languages: &'static [&'static str]) -> Self {
        let built = tokio::task::spawn_blocking(move || {
            let each = looks.iter().map(|(name, look)| built(name, look, languages));
            each.flatten().collect::<Files>()
        });
        let files = Arc::new(built.await.expect("the looks can be built"));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let origin = format!("http://{}", listener.local_addr().expect("an address"));
        let router = Router::new()
            .route("/{*address}", axum::routing::get(serve))
            .with_state(files);
        let server = tokio::spawn(async move {
            axum::serve(listener, router)
                .await
                .expect("the gallery is served");
        });
        Self { origin, server }
    }

    /// The address of a look's page with hardly anything on it but the notice.
    #[must_use]
    pub fn short_page(&self, look: &str, language: &str) -> String {
        format!("{}/{look}/{language}.short.html", self.origin)
    }

    /// The same with a film on it that is held.
    #[must_use]
    pub fn held_page(&self, look: &str, language: &str) -> String {
        format!("{}/{look}/{language}.held.html", self.origin)
    }

    /// The address of a look's page in a language, with [`FOCUSABLE`] elements that can have focus.
    #[must_use]
    pub fn page(&self, look: &str, language: &str) -> String {
        format!("{}/{look}/{language}.html", self.origin)
    }
}

impl Drop for Gallery {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn serve(Address(address): Address<String>, State(files): State<Arc<Files>>) -> Response {
    let Some(file) = files.get(&address) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kind = match Path::new(&address).extension().and_then(|end| end.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    };
    ([(CONTENT_TYPE, kind)], file.clone()).into_response()
}

/// The files of one look.
fn built(name: &str, look: &Value, languages: &[&str]) -> Files {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let config = json!({
        "version": "2026-11-22",
        "controllers": [{ "name": "Ateljé Norrsken AB", "contact": "hej@norrsken.example", "country": "SE" }],
        "domains": ["norrsken.example"],
        "languages": languages,
        "policyUrl": in_each(languages, "/cookies.html"),
        "services": ["google-analytics", "youtube", "linkedin-insight", "cloudflare"],
        "look": look,
        "path": format!("/{name}/consent/"),
    });
    let (file, out) = (folder.path().join("consent.json"), folder.path().join("out"));
    std::fs::write(&file, config.to_string()).expect("a config");
    consent_cli::build(&file, &out).unwrap_or_else(|refusal| panic!("{name}: {refusal}"));
    let mut files = Files::new();
    for entry in std::fs::read_dir(&out).expect("a built site") {
        let entry = entry.expect("a file");
        if entry.file_type().is_ok_and(|kind| kind.is_file()) {
            let address = format!("{name}/consent/{}", entry.file_name().to_string_lossy());
            files.insert(address, std::fs::read(entry.path()).expect("a file"));
        }
    }
    for language in languages {
        for (end, links, more) in [
            ("html", FOCUSABLE - 4, ""),
            ("short.html", 0, ""),
            ("held.html", 0, HELD),
        ] {
            let page = page(name, language, links, more);
            files.insert(format!("{name}/{language}.{end}"), page.into_bytes());
        }
    }
    files
}

fn in_each(languages: &[&str], text: &str) -> Value {
    languages
        .iter()
        .map(|language| (language.to_string(), json!(text)))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

/// A film that waits for an answer.
const HELD: &str = "<iframe data-service=\"youtube\" title=\"Norrsken\" width=\"560\" height=\"315\" \
     style=\"display:block;max-width:100%\" data-src=\"https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ\"></iframe>";

/// A page of a site: a heading, and links and buttons up to its very end, four more than these.
fn page(name: &str, language: &str, links: usize, more: &str) -> String {
    let direction = if matches!(language, "ar" | "he" | "fa") {
        "rtl"
    } else {
        "ltr"
    };
    let mut listed = String::new();
    for number in 1..=links {
        listed += &if number % 8 == 0 {
            format!("<p><button>Nº {number}</button></p>")
        } else {
            format!("<p><a href=\"#a{number}\">Ateljé {number}</a></p>")
        };
    }
    format!(
        "<!doctype html><html lang=\"{language}\" dir=\"{direction}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>Norrsken {language}</title>\
         <style>:root{{color-scheme:light dark;background:#fff;color:#111}}a{{color:#00c}}@media(prefers-color-scheme:dark){{:root{{background:#121212;color:#eee}}a{{color:#aaf}}}}body{{font:1rem/1.5 system-ui;margin:2rem auto;max-width:60rem;padding:0 1rem}}\
         main{{columns:3 12rem}}h1{{font-size:2.5rem}}</style>\
         <script async src=\"/{name}/consent/consent.js\"></script></head>\
         <body><header><p><a href=\"#main\">Norrsken</a></p></header><main id=\"main\"><h1>Norrsken</h1>{more}{listed}</main>\
         <footer><p><a href=\"#main\">Norrsken AB</a></p><p><button>Norrsken</button></p><p><a href=\"/cookies.html\">Norrsken 2026</a></p></footer></body></html>"
    )
}
