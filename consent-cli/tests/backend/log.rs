//! `consent log …`: what a server recorded, exported and audited; and every damage found.

use std::fs;

use consent_core::decision::Act;
use serde_json::Value;

use crate::audit::{audited, copy_of_database, exported, is_named, keys_of, record_of_byte, sound};
use crate::run::{consent, consent_reading};
use crate::server::Server;
use crate::site::Site;
use crate::visitor::Visitor;

/// A site with so many records, its server stopped again.
fn recorded(visitors: usize) -> (Site, Vec<Visitor>) {
    let site = Site::built();
    let server = Server::start(&site);
    let visitors: Vec<Visitor> = (0..visitors).map(|_| Visitor::new()).collect();
    for some in visitors.chunks(20) {
        let events: Vec<Value> = some
            .iter()
            .map(|visitor| visitor.reports(&site, Act::AcceptAll))
            .collect();
        server.post(site.key(), &events);
    }
    fs::write(
        site.file("published-keys.json"),
        server.get("/.well-known/consent-keys").1,
    )
    .unwrap();
    assert!(server.stop().0.success());
    (site, visitors)
}

#[test]
fn what_was_recorded_is_exported_and_audited() {
    let (site, _) = recorded(45);
    let dump = exported(&site, "dump.ndjson");
    let text = fs::read_to_string(&dump).unwrap();
    let lines: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let of_kind = |kind: &str| lines.iter().filter(|line| line["kind"] == kind).count();
    assert_eq!((of_kind("log"), of_kind("key"), of_kind("end")), (1, 1, 1));
    let consents: Vec<&Value> = lines
        .iter()
        .filter(|line| line["record"]["kind"] == "consent")
        .collect();
    assert_eq!(consents.len(), 45);
    assert!(
        consents.iter().all(|line| line["iso27560"]["@context"].is_array()
            || line["iso27560"]["@context"].is_object()
            || line["iso27560"]["@context"].is_string()),
        "{}",
        consents[0]
    );

    let report = sound(&dump, &["--keys", &keys_of(&site)]);
    assert_eq!(report["keys"], "pinned");
    assert_eq!(report["logs"][0]["log"], format!("here/{}", site.key()));
    assert_eq!(report["logs"][0]["entries"], of_kind("entry"));
    assert_eq!(report["logs"][0]["covered"], report["logs"][0]["entries"]);
    assert_eq!(sound(&dump, &[])["keys"], "own");
    assert_eq!(
        sound(&site.path("consent.db"), &["--keys", &keys_of(&site)])["logs"][0]["log"],
        report["logs"][0]["log"]
    );

    // The same through a pipe, and for people.
    let said = consent(&[
        "log",
        "export",
        "--data",
        &site.path("consent.db"),
        "--site",
        site.key(),
    ]);
    assert_eq!((said.code, &said.out), (0, &text));
    let said = consent_reading(&text, &["log", "verify", "-"]);
    assert!(
        said.code == 0 && said.out.trim_end().ends_with("sound"),
        "{said:?}"
    );
    assert!(said.out.contains("nothing outside vouches for them"), "{said:?}");
}

#[test]
fn a_running_server_does_not_keep_anybody_from_reading() {
    let site = Site::built();
    let server = Server::start(&site);
    server.post(site.key(), &[Visitor::new().reports(&site, Act::RejectAll)]);
    let dump = exported(&site, "dump.ndjson");
    // The newest entries may not be covered yet, which is no fault.
    sound(&dump, &[]);
    sound(&site.path("consent.db"), &[]);
    let (data, copy) = (site.path("consent.db"), site.path("copy.db"));
    let said = consent(&["log", "backup", "--data", &data, "--out", &copy]);
    assert!(said.code == 0 && said.out.starts_with("copied"), "{said:?}");
    let report = sound(&copy, &[]);
    assert!(
        report["findings"]
            .as_array()
            .unwrap()
            .iter()
            .all(|one| !one["message"].as_str().unwrap().contains("no seal"))
    );
    let said = consent(&["log", "backup", "--data", &data, "--out", &copy]);
    assert!(
        said.code == 2 && said.err.contains("a new one with --out"),
        "{said:?}"
    );
    server.post(site.key(), &[Visitor::new().reports(&site, Act::RejectAll)]);
}

#[test]
fn any_flipped_byte_of_a_dump_is_found_and_its_record_named() {
    let (site, _) = recorded(12);
    let dump = exported(&site, "dump.ndjson");
    let whole = fs::read(&dump).unwrap();
    let damaged = site.path("damaged.ndjson");
    let flips = 200;
    for flip in 0..flips {
        let at = flip * (whole.len() - 1) / (flips - 1);
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << (flip % 8);
        fs::write(&damaged, &bytes).unwrap();
        let report = audited(&damaged, &["--keys", &keys_of(&site)], 1);
        if let Some((seq, id)) = record_of_byte(&whole, at) {
            assert!(
                is_named(&report, seq, &id),
                "byte {at}, entry {seq} ({id}): {report:#}"
            );
        }
    }
}

#[test]
fn any_flipped_byte_of_a_closed_database_is_found_and_its_record_named() {
    let (site, _) = recorded(30);
    let database = site.file("consent.db");
    let whole = fs::read(&database).unwrap();
    assert!(site.file("consent.db.seal").exists(), "it was closed");
    let ids: Vec<String> = {
        let text = fs::read_to_string(exported(&site, "dump.ndjson")).unwrap();
        let entries = text
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap());
        entries
            .filter(|line| line["kind"] == "entry")
            .map(|line| line["id"].as_str().unwrap().to_owned())
            .collect()
    };
    let copy = copy_of_database(&site);
    let (flips, mut named) = (200, 0);
    for flip in 0..flips {
        let at = flip * (whole.len() - 1) / (flips - 1);
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << (flip % 8);
        fs::write(&copy, &bytes).unwrap();
        let report = audited(&copy, &["--keys", &keys_of(&site)], 1);
        named += u32::from(ids.iter().any(|id| report.to_string().contains(id)));
    }
    assert!(named > 20, "only {named} of {flips} flips led to a record");

    // Within the body of each of these records, for certain.
    for id in ids.iter().rev().take(10) {
        let mark = format!("\"id\":\"{id}\"");
        let at = whole
            .windows(mark.len())
            .position(|window| window == mark.as_bytes());
        let at = at.expect("a body lies in the file in one piece, or is cut elsewhere") + mark.len() + 12;
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        fs::write(&copy, &bytes).unwrap();
        let report = audited(&copy, &[], 1);
        assert!(report.to_string().contains(id.as_str()), "{id}: {report:#}");
    }
}

#[test]
fn an_erased_subject_leaves_everything_else_proved() {
    let site = Site::built();
    let server = Server::start(&site);
    let visitors: Vec<Visitor> = (0..5).map(|_| Visitor::new()).collect();
    let events: Vec<Value> = visitors
        .iter()
        .map(|visitor| visitor.reports(&site, Act::AcceptAll))
        .collect();
    server.post(site.key(), &events);
    let subject = visitors[2].id().to_string();
    server.erase(site.key(), &subject);
    assert!(server.stop().0.success());

    let dump = exported(&site, "dump.ndjson");
    let text = fs::read_to_string(&dump).unwrap();
    assert!(!text.contains(&subject) && text.contains("\"kind\":\"erasure\""));
    assert!(
        !fs::read(site.file("consent.db"))
            .unwrap()
            .windows(subject.len())
            .any(|window| window == subject.as_bytes())
    );
    assert_eq!(sound(&dump, &[])["logs"][0]["erased"], 1);
    assert_eq!(sound(&site.path("consent.db"), &[])["logs"][0]["erased"], 1);

    // A record that goes without a tombstone is missed.
    let id = events[3]["id"].as_str().unwrap();
    let line = text
        .lines()
        .find(|line| line.contains(&format!("\"id\":\"{id}\",\"iso27560\"")))
        .unwrap();
    let mut bare: Value = serde_json::from_str(line).unwrap();
    for key in ["record", "salt", "signature", "kid", "iso27560"] {
        bare.as_object_mut().unwrap().remove(key);
    }
    fs::write(&dump, text.replace(line, &bare.to_string())).unwrap();
    let report = audited(&dump, &[], 1);
    assert!(report.to_string().contains("no tombstone says"), "{report:#}");
}

#[test]
fn wrong_use_says_what_to_do() {
    let (site, _) = recorded(1);
    let data = site.path("consent.db");
    let (other, notes) = (site.path("other.txt"), site.path("notes.db"));
    fs::write(&other, "").unwrap();
    fs::write(&notes, b"SQLite format 3\0").unwrap();
    let before = fs::read(&data).unwrap();
    for (arguments, says) in [
        (&["log"][..], "Usage"),
        (&["log", "export", "--data", &data], "--site"),
        (
            &["log", "export", "--data", &data, "--site", "bank"],
            "there are logs of",
        ),
        (
            &["log", "export", "--data", &data, "--site", "Å"],
            "a site's key is",
        ),
        (
            &["log", "export", "--data", "nowhere.db", "--site", "a"],
            "--data",
        ),
        (
            &["log", "export", "--data", &notes, "--site", "a"],
            "cannot be read",
        ),
        (&["log", "verify"], "LOG"),
        (&["log", "verify", "nowhere.ndjson"], "consent log export"),
        (&["log", "verify", &other], "consent log export"),
        (&["log", "verify", &notes], "cannot be audited"),
        (
            &["log", "verify", &data, "--keys", "nowhere.json"],
            ".well-known/consent-keys",
        ),
        (
            &["log", "verify", &data, "--checkpoint", "nowhere.txt"],
            "/v1/log/checkpoint",
        ),
        (
            &["log", "backup", "--data", "nowhere.db", "--out", "copy.db"],
            "--data",
        ),
    ] {
        let said = consent(arguments);
        assert_eq!(said.code, 2, "{arguments:?}: {said:?}");
        assert!(
            said.err.contains(says) && said.out.is_empty(),
            "{arguments:?}: {said:?}"
        );
    }
    assert!(fs::read(&data).unwrap() == before, "looking changes nothing");
}
