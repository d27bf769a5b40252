//! What the sites answer: hosts, pages, published files, the cookies of their own servers.

use std::path::Path;

use axum::http::{StatusCode, header};

use super::{get, routers};
use crate::site::NAMES;

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
