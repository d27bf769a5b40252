//! A log that was written anew, whole in itself: found by whoever kept a key or a checkpoint from before.

use std::fs;

use consent_core::decision::Act;
use serde_json::Value;

use crate::audit::{audited, exported, keys_of, sound};
use crate::server::Server;
use crate::site::Site;
use crate::visitor::Visitor;

/// Records these events, and keeps the checkpoint after the first ten and the public keys.
fn record(site: &Site, events: &[Value]) {
    let server = Server::start(site);
    let (first, rest) = events.split_at(10);
    server.post(site.key(), first);
    assert!(server.stop().0.success());
    let server = Server::start(site);
    fs::write(site.file("seen.txt"), server.get("/v1/log/checkpoint").1).unwrap();
    fs::write(
        site.file("published-keys.json"),
        server.get("/.well-known/consent-keys").1,
    )
    .unwrap();
    server.post(site.key(), rest);
    assert!(server.stop().0.success());
}

/// Twenty answers; in another's version the third visitor accepted.
fn events(site: &Site) -> (Vec<Value>, Vec<Value>) {
    let visitors: Vec<Visitor> = (0..20).map(|_| Visitor::new()).collect();
    let told = |changed: Option<usize>| {
        let acts = visitors.iter().enumerate().map(move |(at, visitor)| {
            let act = if changed == Some(at) {
                Act::AcceptAll
            } else {
                Act::RejectAll
            };
            visitor.reports(site, act)
        });
        acts.collect()
    };
    (told(None), told(Some(2)))
}

#[test]
fn a_log_that_grew_holds_against_what_was_seen_of_it() {
    let site = Site::built();
    record(&site, &events(&site).0);
    let (keys, seen) = (keys_of(&site), site.path("seen.txt"));
    let pinned = ["--keys", &keys, "--checkpoint", &seen];
    sound(&site.path("consent.db"), &pinned);
    sound(&exported(&site, "dump.ndjson"), &pinned);
    sound(&site.path("consent.db"), &["--checkpoint", &seen]);
}

#[test]
fn a_log_that_another_key_wrote_anew_is_found() {
    let (site, forged) = (Site::built(), Site::built());
    let (honest, changed) = events(&site);
    record(&site, &honest);
    record(&forged, &changed);
    let (keys, seen) = (keys_of(&site), site.path("seen.txt"));
    for log in [forged.path("consent.db"), exported(&forged, "dump.ndjson")] {
        sound(&log, &[]);
        let report = audited(&log, &["--keys", &keys], 1);
        assert!(
            report.to_string().contains("is not among the trusted keys"),
            "{report:#}"
        );
        let report = audited(&log, &["--checkpoint", &seen], 1);
        assert!(
            report.to_string().contains("which are not those of then"),
            "{report:#}"
        );
    }
}

#[test]
fn a_log_that_the_same_key_wrote_anew_is_found_by_what_was_seen() {
    let (site, forged) = (Site::built(), Site::built());
    let (honest, changed) = events(&site);
    record(&site, &honest);
    fs::copy(site.file("keys.json"), forged.file("keys.json")).unwrap();
    record(&forged, &changed);
    let (keys, seen) = (keys_of(&site), site.path("seen.txt"));
    for log in [forged.path("consent.db"), exported(&forged, "dump.ndjson")] {
        sound(&log, &["--keys", &keys]);
        let report = audited(&log, &["--keys", &keys, "--checkpoint", &seen], 1);
        assert!(report.to_string().contains("the log was rewritten"), "{report:#}");
    }
}

#[test]
fn a_log_whose_newest_entries_are_cut_off_is_found_by_what_was_seen() {
    let (site, shorter) = (Site::built(), Site::built());
    let honest = events(&site).0;
    record(&site, &honest);
    fs::copy(site.file("keys.json"), shorter.file("keys.json")).unwrap();
    let server = Server::start(&shorter);
    server.post(shorter.key(), &honest[..5]);
    assert!(server.stop().0.success());
    let (keys, seen) = (keys_of(&site), site.path("seen.txt"));
    for log in [shorter.path("consent.db"), exported(&shorter, "dump.ndjson")] {
        let report = audited(&log, &["--keys", &keys, "--checkpoint", &seen], 1);
        assert!(report.to_string().contains("cut off"), "{report:#}");
    }
}
