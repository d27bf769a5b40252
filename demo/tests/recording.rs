//! The demo's record: what visitors who never were have left, and what is known of the sites.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;

use consent_core::canonical_json::canonical;
use consent_core::receipt::Hash;
use consent_demo::{Demo, NAMES, Options, serve};
use consent_server::store::{FileReport, verify_file};

async fn start(record: Option<&Path>, history: u32) -> Demo {
    let options = Options {
        record: record.map(Into::into),
        history,
        ..Options::default()
    };
    serve(options)
        .await
        .expect("a demo; `cargo xtask bundle` must have run before")
}

/// One request over a socket of its own; the status line, headers and body.
fn ask(address: SocketAddr, method: &str, path: &str, host: &str, headers: &str, body: &str) -> String {
    let mut socket = TcpStream::connect(address).expect("a connection");
    write!(
        socket,
        "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n{body}",
        body.len()
    )
    .expect("sent");
    let mut answer = Vec::new();
    socket.read_to_end(&mut answer).expect("an answer");
    String::from_utf8_lossy(&answer).into_owned()
}

fn record_address(demo: &Demo) -> SocketAddr {
    let record = demo.record();
    let port = record
        .rsplit(':')
        .next()
        .expect("a port")
        .parse()
        .expect("a number");
    SocketAddr::from(([127, 0, 0, 1], port))
}

fn checked(folder: &Path) -> FileReport {
    let report = verify_file(&folder.join("consent.sqlite"), None).expect("a database");
    assert!(report.is_sound(), "{report:?}");
    report
}

#[tokio::test(flavor = "multi_thread")]
async fn the_history_is_a_real_log_and_is_made_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let demo = start(Some(folder.path()), 40).await;
    let made = demo.history();
    assert!(made > 1_000, "{made}");
    demo.shutdown().await;
    let entries = |report: &FileReport| report.sites.iter().map(|site| site.audit.entries).sum::<u64>();
    let first = entries(&checked(folder.path()));
    assert!(first > made as u64, "what the sites published is in the log too");

    let demo = start(Some(folder.path()), 40).await;
    assert_eq!(demo.history(), 0, "it is there already");
    demo.shutdown().await;
    assert!(
        entries(&checked(folder.path())) < first + 40,
        "no more than what was published anew"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_history_that_was_cut_short_is_made_anew_and_a_record_of_somebody_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    start(Some(folder.path()), 0).await.shutdown().await;
    let demo = start(Some(folder.path()), 3).await;
    assert_eq!(demo.history(), 0, "there was a record before any history");
    demo.shutdown().await;

    std::fs::write(
        folder.path().join("history"),
        "begun: what is beside this is not whole, and is made anew at the next start\n",
    )
    .expect("a mark");
    let demo = start(Some(folder.path()), 3).await;
    assert!(demo.history() > 0);
    demo.shutdown().await;
    checked(folder.path());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_server_knows_what_every_site_asks_before_its_visitors_do() {
    let demo = start(None, 0).await;
    let is_known = |site: &str| {
        let host = format!("{site}.localhost");
        let policy = ask(demo.addresses().0, "GET", "/consent/policy.json", &host, "", "");
        assert!(
            policy.contains(&demo.record()),
            "{site} records with this demo's own server"
        );
        let notice = ask(
            demo.addresses().0,
            "GET",
            "/consent/notice.sv.json",
            &host,
            "",
            "",
        );
        let (_, notice) = notice.split_once("\r\n\r\n").expect("a notice");
        let notice: serde_json::Value = serde_json::from_str(notice).expect("JSON");
        let digest = Hash::of_bytes(canonical(&notice).as_bytes());
        let path = format!("/v1/notices/{digest}?site={site}");
        let answer = ask(record_address(&demo), "GET", &path, "localhost", "", "");
        assert!(answer.starts_with("HTTP/1.1 200"), "{site}: {answer}");
    };
    NAMES.iter().for_each(|site| is_known(site.name));
    let config = demo.config("cag").expect("its config");
    let edited = config.replace("Får vi räkna ditt besök?", "Får vi räkna dig?");
    assert_ne!(edited, config);
    demo.publish("cag", &edited).expect("an edited site");
    is_known("cag");
    demo.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_entrance_leads_to_the_sites_and_signs_in_to_the_dashboard() {
    let demo = start(None, 0).await;
    let page = ask(demo.addresses().0, "GET", "/", "localhost", "", "");
    assert!(page.starts_with("HTTP/1.1 200") && demo.entrance().starts_with("http://localhost:"));
    for site in NAMES {
        assert!(page.contains(&demo.url(site.name)), "{}", site.name);
    }
    let form = format!("action=\"{}/dashboard/login\"", demo.record());
    assert!(
        page.contains(&form) && page.contains(demo.dashboard_key()),
        "{page}"
    );
    let body = format!("key={}", demo.dashboard_key());
    let form = "Content-Type: application/x-www-form-urlencoded\r\n";
    let answer = ask(
        record_address(&demo),
        "POST",
        "/dashboard/login",
        "localhost",
        form,
        &body,
    );
    assert!(
        answer.starts_with("HTTP/1.1 303") && answer.contains("HttpOnly; SameSite=Strict"),
        "{answer}"
    );
    let elsewhere = ask(demo.addresses().0, "GET", "/", "elsewhere.localhost", "", "");
    assert!(elsewhere.starts_with("HTTP/1.1 404") && elsewhere.contains("no site at"));
    demo.shutdown().await;
}
