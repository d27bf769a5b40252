//! The two routers, asked without a network: hosts, cookies and their flags, counts, the declaration.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use tower::ServiceExt as _;

use crate::hits::Hits;
use crate::publish::Published;
use crate::site::{DemoState, NAMES};
use crate::{sites, stand_ins};

/// Both routers of a demo in which every site has published a loader and a declaration.
fn routers() -> (Router, Router) {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let published: BTreeMap<_, _> = NAMES
        .iter()
        .map(|site| {
            let files = [
                ("consent.js", "loader"),
                ("engine.sv-0a1b2c3d.wasm", "wasm"),
                ("declaration.sv.html", "<table id=\"sv\"></table>"),
                ("declaration.en.html", "<table id=\"en\"></table>"),
            ];
            (site.name.to_owned(), Arc::new(Published::of(&files)))
        })
        .collect();
    let state = Arc::new(DemoState {
        parties: stand_ins::read_table(&root).expect("the table"),
        sites_port: 8080,
        third: "localhost:8081".to_owned(),
        hits: Hits::default(),
        published: RwLock::new(published),
        root,
    });
    (sites::router(Arc::clone(&state)), stand_ins::router(state))
}

struct Answered {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Answered {
    fn cookies(&self) -> Vec<&str> {
        self.headers
            .get_all(header::SET_COOKIE)
            .iter()
            .filter_map(|line| line.to_str().ok())
            .collect()
    }

    fn cookie(&self, name: &str) -> &str {
        let found = self
            .cookies()
            .into_iter()
            .find(|line| line.split('=').next() == Some(name));
        found.unwrap_or_else(|| panic!("no {name} among {:?}", self.cookies()))
    }
}

async fn ask(router: &Router, method: &str, host: &str, path: &str, extra: &[(&str, &str)]) -> Answered {
    let mut request = Request::builder().method(method).uri(path).header("host", host);
    for (name, value) in extra {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::empty()).expect("a request");
    let response = router.clone().oneshot(request).await.expect("an answer");
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, 1 << 20).await.expect("a body");
    Answered {
        status: parts.status,
        headers: parts.headers,
        body: String::from_utf8_lossy(&body).into_owned(),
    }
}

async fn get(router: &Router, host: &str, path: &str) -> Answered {
    ask(router, "GET", host, path, &[]).await
}

#[tokio::test]
async fn every_page_of_every_site_is_whole() {
    let (sites, _) = routers();
    for site in NAMES {
        for page in pages(site.name) {
            let answered = get(&sites, &format!("{}.localhost:8080", site.name), &page).await;
            assert_eq!(
                answered.status,
                StatusCode::OK,
                "{}{page}: {}",
                site.name,
                answered.body
            );
            for left in ["<!--#include", "{third}", "<!-- declaration"] {
                assert!(
                    !answered.body.contains(left),
                    "{}{page} still holds {left}",
                    site.name
                );
            }
        }
    }
}

/// Paths of a site's pages, as its folder has them.
fn pages(site: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sites").join(site);
    let mut found = Vec::new();
    for (folder, prefix) in [(folder.clone(), "/"), (folder.join("en"), "/en/")] {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let name = entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned();
            if name.ends_with(".html") && !name.starts_with('_') {
                found.push(format!("{prefix}{name}"));
            }
        }
    }
    assert!(found.len() >= 6, "{site}: {found:?}");
    found
}

#[tokio::test]
async fn an_unknown_host_gets_the_five_addresses() {
    let (sites, _) = routers();
    let answered = get(&sites, "example.localhost:8080", "/").await;
    assert_eq!(answered.status, StatusCode::NOT_FOUND);
    for site in NAMES {
        assert!(
            answered
                .body
                .contains(&format!("http://{}.localhost:8080/", site.name))
        );
    }
    assert_eq!(get(&sites, "localhost:8080", "/").await.status, StatusCode::OK);
}

#[tokio::test]
async fn domains_with_swedish_letters_lead_to_the_site() {
    let (sites, _) = routers();
    let answered = get(&sites, "xn--kpexperterna-4ib.localhost:8080", "/").await;
    assert_eq!(answered.status, StatusCode::PERMANENT_REDIRECT);
    assert_eq!(
        answered.headers[header::LOCATION],
        "http://nordicexperts.localhost:8080/"
    );
}

#[tokio::test]
async fn the_declaration_stands_in_the_language_of_the_page() {
    let (sites, _) = routers();
    let swedish = get(&sites, "cag.localhost", "/kakor.html").await.body;
    assert!(swedish.contains("<table id=\"sv\">") && !swedish.contains("<table id=\"en\">"));
    let english = get(&sites, "cag.localhost", "/en/cookies.html").await.body;
    assert!(english.contains("<table id=\"en\">"));
}

#[tokio::test]
async fn inline_scripts_carry_the_nonce_of_their_response() {
    let (sites, _) = routers();
    let answered = get(&sites, "ngager.localhost", "/").await;
    let policy = answered.headers[header::CONTENT_SECURITY_POLICY]
        .to_str()
        .expect("a policy");
    let nonce = policy
        .split("'nonce-")
        .nth(1)
        .and_then(|rest| rest.split('\'').next())
        .expect("a nonce");
    assert!(
        answered
            .body
            .contains(&format!("<script nonce=\"{nonce}\" type=\"text/plain\""))
    );
    assert!(policy.contains("http://*.localhost:8081"));
    let again = get(&sites, "ngager.localhost", "/").await;
    assert!(!again.body.contains(nonce), "a nonce is for one response");
}

#[tokio::test]
async fn published_files_have_their_type_and_their_time() {
    let (sites, _) = routers();
    let engine = get(&sites, "ngager.localhost", "/consent/engine.sv-0a1b2c3d.wasm").await;
    assert_eq!(engine.headers[header::CONTENT_TYPE], "application/wasm");
    assert!(
        engine.headers[header::CACHE_CONTROL]
            .to_str()
            .expect("text")
            .contains("immutable")
    );
    let loader = get(&sites, "ngager.localhost", "/consent/consent.js").await;
    assert_eq!(loader.headers[header::CACHE_CONTROL], "no-cache");
    assert_eq!(
        get(&sites, "ngager.localhost", "/consent/nothing.js")
            .await
            .status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn sites_set_the_cookies_of_their_own_servers() {
    let (sites, _) = routers();
    let ngager = get(&sites, "ngager.localhost", "/").await;
    let bot = ngager.cookie("__cf_bm");
    for flag in [
        "Max-Age=1800",
        "Domain=ngager.localhost",
        "HttpOnly",
        "Secure",
        "SameSite=None",
    ] {
        assert!(bot.contains(flag), "{bot}");
    }
    assert!(!ngager.cookie("_cfuvid").contains("Max-Age"));
    let experts = get(&sites, "nordicexperts.localhost", "/").await;
    assert!(experts.cookie("_kjb_session").contains("HttpOnly"));
    assert_eq!(experts.cookies().len(), 1);
    assert!(get(&sites, "asurgent.localhost", "/").await.cookies().is_empty());
}

#[tokio::test]
async fn third_parties_set_cookies_on_their_own_hosts() {
    let (_, third) = routers();
    let loader = get(&third, "js.hs-scripts.com.localhost:8081", "/8282.js").await;
    assert_eq!(
        loader.headers[header::CONTENT_TYPE],
        "text/javascript; charset=utf-8"
    );
    let bot = loader.cookie("__cf_bm");
    for flag in [
        "Max-Age=1800",
        "Domain=hs-scripts.com.localhost",
        "HttpOnly",
        "Secure",
        "SameSite=None",
    ] {
        assert!(bot.contains(flag), "{bot}");
    }
    let frame = get(&third, "www.youtube.com.localhost:8081", "/embed/x").await;
    assert!(
        frame
            .cookie("VISITOR_INFO1_LIVE")
            .contains("Domain=youtube.com.localhost")
    );
    let pixel = get(&third, "googleads.g.doubleclick.net.localhost:8081", "/pagead/1").await;
    assert_eq!(pixel.headers[header::CONTENT_TYPE], "image/gif");
    assert!(pixel.cookie("IDE").contains("HttpOnly"));
    assert_eq!(
        get(&third, "example.com.localhost:8081", "/").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn requests_are_counted_for_the_site_that_asked() {
    let (sites, third) = routers();
    let from = [("referer", "http://ngager.localhost:8080/uppdrag.html")];
    let path = "/gtag/js?id=G-1R7GEWQZLM";
    for _ in 0..2 {
        ask(
            &third,
            "GET",
            "www.googletagmanager.com.localhost:8081",
            path,
            &from,
        )
        .await;
    }
    let counts = |site: &'static str| {
        let sites = sites.clone();
        async move { get(&sites, site, "/demo/hits.json").await.body }
    };
    assert_eq!(counts("ngager.localhost").await, r#"{"google-analytics":2}"#);
    assert_eq!(counts("cag.localhost").await, "{}");
    let reset = ask(&sites, "POST", "ngager.localhost", "/demo/hits/reset", &[]).await;
    assert_eq!(reset.status, StatusCode::NO_CONTENT);
    assert_eq!(counts("ngager.localhost").await, "{}");
}

#[tokio::test]
async fn carried_cookies_are_listed_by_name() {
    let (sites, _) = routers();
    let cookie = [("cookie", "_ga=GA1.1.1.2; __cf_bm=secret")];
    let answered = ask(&sites, "GET", "ngager.localhost", "/demo/cookies.json", &cookie).await;
    assert_eq!(answered.body, r#"["__cf_bm","_ga"]"#);
}
