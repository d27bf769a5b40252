//! A running demo: compiled sites over real sockets, edited and published while it runs, stopped without remains.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};

use consent_demo::{Demo, NAMES, Options, serve};

async fn start() -> Demo {
    serve(Options::default())
        .await
        .expect("a demo; `cargo xtask bundle` must have run before")
}

/// One request over a socket of its own, as text with its headers.
fn get(address: SocketAddr, host: &str, path: &str) -> String {
    let mut socket = TcpStream::connect(address).expect("a connection");
    write!(
        socket,
        "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    )
    .expect("sent");
    let mut answer = Vec::new();
    socket.read_to_end(&mut answer).expect("an answer");
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_site_serves_what_it_compiled() {
    let demo = start().await;
    let (sites, _) = demo.addresses();
    assert!(sites.ip().is_loopback());
    for site in NAMES {
        let host = format!("{}.localhost", site.name);
        for file in [
            "consent.js",
            "consent.en.js",
            "policy.json",
            "declaration.sv.html",
        ] {
            let answer = get(sites, &host, &format!("/consent/{file}"));
            assert!(answer.starts_with("HTTP/1.1 200"), "{host} {file}: {answer}");
        }
        let table = get(sites, &host, "/kakor.html");
        assert!(
            table.contains("consent-declaration"),
            "{host} has no cookie table"
        );
    }
    demo.shutdown().await;
    assert!(TcpStream::connect(sites).is_err(), "nothing listens any more");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_configurator_is_one_folder_and_nothing_outside_it() {
    let demo = start().await;
    let (sites, _) = demo.addresses();
    let entrance = get(sites, "localhost", "/");
    assert!(entrance.contains("href=\"/demo/configurator/\""), "{entrance}");
    let answer = get(sites, "localhost", "/demo/configurator");
    assert!(answer.contains("location: /demo/configurator/"), "{answer}");
    for name in [
        "none.js",
        "..%2fbundle%2fengine.js",
        "..%2f..%2fCargo.toml",
        ".hidden",
        "%2fetc%2fpasswd",
    ] {
        let answer = get(sites, "localhost", &format!("/demo/configurator/{name}"));
        assert!(answer.starts_with("HTTP/1.1 404"), "{name}: {answer}");
        assert!(answer.contains("cargo xtask configurator"), "{name}: {answer}");
    }
    demo.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_nine_cookies_of_ngagers_policy_are_in_its_table() {
    let demo = start().await;
    let table = get(demo.addresses().0, "ngager.localhost", "/kakor.html");
    for name in [
        "__hstc",
        "__hssc",
        "__hssrc",
        "hubspotutk",
        "__hs_cookie_cat_pref",
        "__cf_bm",
        "_cfuvid",
        "_ga",
        "_ga_*",
    ] {
        assert!(table.contains(&format!("<code>{name}</code>")), "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edited_config_is_in_service_at_once_and_a_faulty_one_is_not() {
    let demo = start().await;
    let (sites, _) = demo.addresses();
    let written = demo.config("cag").expect("its config");
    let edited = written.replace("Får vi räkna ditt besök?", "Får vi räkna dig?");
    assert_ne!(edited, written);
    demo.publish("cag", &edited).expect("an edited site");
    assert!(get(sites, "cag.localhost", "/consent/consent.js").contains("Får vi räkna dig?"));

    let fault = demo.publish(
        "cag",
        &edited.replace("\"lifetimeDays\": 182", "\"lifetimeDays\": 9000"),
    );
    let fault = format!("{:#}", fault.expect_err("a lifetime beyond every cap"));
    assert!(fault.contains("lifetimeDays"), "{fault}");
    assert!(get(sites, "cag.localhost", "/consent/consent.js").contains("Får vi räkna dig?"));
    assert!(demo.publish("nobody", &edited).is_err());
    assert_eq!(
        demo.config("cag").expect("its config"),
        written,
        "nothing was written beside the site"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_subsidiary_cannot_be_looser_than_its_group() {
    let demo = start().await;
    let looser = demo
        .config("cag")
        .expect("its config")
        .replace("\"lifetimeDays\": 182", "\"lifetimeDays\": 500");
    let fault = format!(
        "{:#}",
        demo.publish("cag", &looser).expect_err("the group allows 365")
    );
    assert!(fault.contains("lifetimeDays"), "{fault}");
}
