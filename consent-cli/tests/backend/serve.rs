//! `consent serve`: starts, records, stops without losing anything, and says how to mend what is wrong.

use std::fs;
use std::net::TcpListener;

use consent_core::decision::Act;

use crate::run::{command, consent};
use crate::server::Server;
use crate::site::Site;
use crate::visitor::Visitor;

#[test]
fn what_was_acknowledged_is_there_after_a_stop() {
    let site = Site::built();
    let server = Server::start(&site);
    let events: Vec<_> = (0..20)
        .map(|_| Visitor::new().reports(&site, Act::AcceptAll))
        .collect();
    let receipts = server.post(site.key(), &events);
    assert_eq!(receipts.len(), 20);
    let (status, rest) = server.stop();
    assert!(status.success() && rest.is_empty(), "{status}: {rest:?}");

    let server = Server::start(&site);
    let again = server.post(site.key(), &events);
    for (receipt, again) in receipts.iter().zip(&again) {
        assert_eq!(receipt["record"], again["record"], "the first answer, once more");
        assert_eq!(receipt["signature"], again["signature"]);
        let (id, salt) = (
            receipt["record"]["id"].as_str().unwrap(),
            receipt["salt"].as_str().unwrap(),
        );
        let (status, text) = server.get(&format!("/v1/receipts/{id}?salt={salt}"));
        assert_eq!(status, 200, "{text}");
        assert!(
            text.contains("\"inclusion\""),
            "covered by the checkpoint of the stop: {text}"
        );
    }
    assert_eq!(server.get("/readyz").0, 200);
    let (status, rest) = server.stop_by("-INT");
    assert!(
        status.success() && rest.is_empty(),
        "Ctrl-C is as good: {status}: {rest:?}"
    );
}

#[test]
fn figures_are_elsewhere() {
    let site = Site::built();
    let server = Server::start_with(&site, &["--metrics", "127.0.0.1:0"]);
    server.post(site.key(), &[Visitor::new().reports(&site, Act::AcceptAll)]);
    let said = fs::read_to_string(site.file("server.log")).unwrap();
    let address = said
        .lines()
        .find_map(|line| line.strip_prefix("figures for Prometheus are at "));
    let figures = reqwest::blocking::get(address.unwrap()).unwrap().text().unwrap();
    assert!(figures.contains("consent_events_ingested_total"), "{figures}");
    assert_eq!(server.get("/metrics").0, 404, "not where everybody may ask");
}

#[test]
fn a_receipt_is_verified_offline_with_the_keys_that_the_server_publishes() {
    let site = Site::built();
    let server = Server::start(&site);
    let receipts = server.post(site.key(), &[Visitor::new().reports(&site, Act::RejectAll)]);
    let (status, keys) = server.get("/.well-known/consent-keys");
    assert_eq!(status, 200);
    fs::write(site.file("published-keys.json"), keys).unwrap();
    fs::write(site.file("receipt.json"), receipts[0].to_string()).unwrap();
    let (keys, receipt) = (site.path("published-keys.json"), site.path("receipt.json"));
    let policy = site.path("published/policy.json");
    let said = consent(&["verify", &receipt, "--keys", &keys, "--policy", &policy, "--json"]);
    assert_eq!(said.code, 0, "{said:?}");
    assert_eq!(said.json()["fields"]["record"]["act"], "reject-all");

    let forged = receipts[0].to_string().replace("reject-all", "accept-all");
    fs::write(site.file("receipt.json"), forged).unwrap();
    let said = consent(&["verify", &receipt, "--keys", &keys, "--json"]);
    assert_eq!(
        (said.code, &said.json()["findings"][0]["rule"]),
        (1, &"signature".into())
    );
    let said = consent(&["verify", &receipt, "--json"]);
    assert_eq!(said.code, 2, "without keys nothing can be told: {said:?}");
}

#[test]
fn what_is_wrong_says_how_to_mend_it() {
    let site = Site::built();
    let published = site.published();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap().to_string();
    let (data, keys) = (site.path("other.db"), site.path("other-keys.json"));
    fs::create_dir(site.file("empty")).unwrap();
    fs::write(site.file("broken.json"), "{}").unwrap();
    let (empty, broken, named) = (
        site.path("empty"),
        site.path("broken.json"),
        format!("{}={published}", site.key()),
    );
    let nowhere = site.path("nowhere/consent.db");
    for (arguments, says) in [
        (
            &["--data", &data, "--listen", &taken, &published][..],
            "choose another address",
        ),
        (
            &["--data", &data, "--listen", "here", &published],
            "invalid value 'here'",
        ),
        (
            &["--data", &data, &empty],
            "name a folder that `consent build` wrote",
        ),
        (&["--data", &data], "name the folder that `consent build` wrote"),
        (
            &["--data", &data, &published, "--site", &named],
            "--site KEY=FOLDER",
        ),
        (
            &["--data", &data, &published, "--site", "KEY"],
            "a key and a folder are needed",
        ),
        (
            &["--data", &data, &published, "--origin", "example.se"],
            "an origin is a scheme",
        ),
        (
            &["--data", &data, &published, "--origin", "b=https://b.se"],
            "with a key of",
        ),
        (
            &["--data", &data, &published, "--trusted-proxy", "proxy"],
            "10.0.0.0/8",
        ),
        (&["--data", &data, &published, "--retention-months", "121"], "121"),
        (&["--data", &data, &published, "--keys", &broken], "broken.json"),
        (
            &["--data", &data, &published, "--admin-key-file", &broken],
            "does not hold a key",
        ),
        (
            &["--data", &data, &published, "--database-url", "postgres://a/b"],
            "cannot be used with",
        ),
        (
            &["--database-url", "mysql://me:sesame@db/x", &published],
            "postgres://user@host/database",
        ),
        (&["--data", &nowhere, &published], "nowhere"),
    ] {
        let mut all = vec!["serve", "--listen", "127.0.0.1:0"];
        if !arguments.contains(&"--keys") {
            all.extend(["--keys", &keys]);
        }
        if arguments.contains(&"--listen") {
            all.drain(1..3);
        }
        all.extend(arguments);
        let said = consent(&all);
        assert_eq!(said.code, 2, "{arguments:?}: {said:?}");
        assert!(
            said.err.contains(says) && said.out.is_empty(),
            "{arguments:?}: {said:?}"
        );
        assert!(!said.err.contains("sesame"), "{said:?}");
    }
    let by_environment = command(&["serve", &published, "--listen", "127.0.0.1:0"])
        .env("DATABASE_URL", "mysql://me:sesame@db/x")
        .output()
        .unwrap();
    let said = String::from_utf8(by_environment.stderr).unwrap();
    assert_eq!(by_environment.status.code(), Some(2));
    assert!(
        said.contains("postgres://user@host/database") && !said.contains("sesame"),
        "{said}"
    );
}

#[test]
fn a_database_has_one_server() {
    let site = Site::built();
    let server = Server::start(&site);
    let (published, data, keys) = (site.published(), site.path("consent.db"), site.path("keys.json"));
    let said = consent(&[
        "serve",
        &published,
        "--listen",
        "127.0.0.1:0",
        "--data",
        &data,
        "--keys",
        &keys,
    ]);
    assert_eq!(said.code, 2);
    assert!(
        said.err.contains("another server has") && said.err.contains("stop it"),
        "{said:?}"
    );
    let port = format!("127.0.0.1:{}", server.port());
    let other = site.path("other.db");
    let said = consent(&[
        "serve", &published, "--listen", &port, "--data", &other, "--keys", &keys,
    ]);
    assert!(said.code == 2 && said.err.contains(&port), "{said:?}");
    assert_eq!(server.get("/readyz").0, 200, "the first is not disturbed");
}

#[test]
fn the_admin_key_is_made_once_and_opens_what_is_closed() {
    let site = Site::built();
    let server = Server::start(&site);
    let key = fs::read_to_string(site.file("admin.key")).unwrap();
    assert_eq!(server.get("/v1/keys").0, 401);
    assert_eq!(server.get_with("/v1/keys", key.trim()).0, 200);
    server.stop();
    let server = Server::start(&site);
    assert_eq!(fs::read_to_string(site.file("admin.key")).unwrap(), key);
    assert_eq!(server.get_with("/v1/keys", key.trim()).0, 200);
}
