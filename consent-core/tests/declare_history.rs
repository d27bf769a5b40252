//! The change history: one entry for each time that a visitor was asked for something else.
#![cfg(feature = "declare")]

mod declare;

use consent_core::carry::{ConsentString, Stored, read};
use consent_core::catalogue::Catalogue;
use consent_core::config::{AskAgain, Change, Config, History, Step, What};
use consent_core::decision::{Act, ConsentId, ConsentState, Decision, Grants};
use consent_core::notice::Language;
use consent_core::time::Timestamp;
use declare::{checked, put, sound};
use serde_json::{Value, json};

fn after(changes: &[(&str, Value)]) -> Config {
    let mut config = sound();
    put(&mut config, "/version", json!("2027-01-01"));
    for (pointer, value) in changes {
        put(&mut config, pointer, value.clone());
    }
    checked(&config)
}

fn changes(made: &[(&str, Value)]) -> Vec<Change> {
    let mut history = History::default();
    history.record(&checked(&sound())).unwrap();
    history.record(&after(made)).unwrap();
    assert_eq!(history.versions().len(), 2);
    let all = history.changes();
    assert_eq!(all[0].0.to_string(), "2027-01-01");
    assert_eq!(all[1].1, []);
    all[0].1.clone()
}

#[test]
fn the_same_question_is_no_new_version() {
    let mut history = History::default();
    history.record(&checked(&sound())).unwrap();
    history.record(&checked(&sound())).unwrap();
    history
        .record(&after(&[("/texts/sv/title", json!("Andra ord"))]))
        .unwrap();
    assert_eq!(history.versions().len(), 1);
    assert_eq!(history.versions()[0].version.to_string(), "2026-11-22");
}

#[test]
fn another_question_under_the_same_date_is_a_fault() {
    let mut history = History::default();
    history.record(&checked(&sound())).unwrap();
    for date in ["2026-11-22", "2025-01-01"] {
        let other = after(&[("/services/-", json!("matomo")), ("/version", json!(date))]);
        let fault = history.record(&other).unwrap_err();
        assert_eq!(fault.path, "version");
        assert!(
            fault.reason.contains("2026-11-22") && fault.mend.contains("the day"),
            "{fault}"
        );
    }
    assert_eq!(history.versions().len(), 1);
}

#[test]
fn every_kind_of_change_is_told() {
    let change = |step, what| vec![Change { step, what }];
    let service = |id: &str| What::Service(id.into());
    assert_eq!(
        changes(&[("/services/-", json!("matomo"))]),
        change(Step::Added, service("matomo"))
    );
    let cookie = What::Cookie {
        service: "our-chat".into(),
        name: "oc_*_id".into(),
    };
    assert_eq!(
        changes(&[("/services/2/cookies/0/lifetime", json!("1 day"))]),
        change(Step::Changed, cookie.clone())
    );
    assert_eq!(
        changes(&[("/services/2/cookies", json!([]))]),
        change(Step::Removed, cookie)
    );
    assert_eq!(
        changes(&[("/services/2/provider/name", json!("Other AB"))]),
        change(Step::Changed, service("our-chat"))
    );
    assert_eq!(
        changes(&[("/services/2/transfer", json!([]))]),
        change(Step::Changed, service("our-chat"))
    );
    assert_eq!(
        changes(&[("/services/2/role", Value::Null)]),
        change(Step::Changed, service("our-chat"))
    );
    assert_eq!(
        changes(&[("/regime", json!("notice"))]),
        change(Step::Changed, What::Regime)
    );
    assert_eq!(
        changes(&[("/lifetimeDays", json!(365))]),
        change(Step::Changed, What::Lifetime)
    );
    assert_eq!(
        changes(&[("/controllers/0/country", json!("NO"))]),
        change(Step::Changed, What::Controller("Exempel AB".into()))
    );
    let gone = [What::Category("analytics".into()), service("google-analytics")];
    assert_eq!(
        changes(&[("/services/0", Value::Null)]),
        gone.map(|what| Change {
            step: Step::Removed,
            what
        })
    );
}

#[test]
fn changes_are_told_in_words() {
    let made = [
        ("/services/0", Value::Null),
        ("/services/-", json!("matomo")),
        ("/services/1/cookies/0/lifetime", json!("1 day")),
        ("/controllers/0/name", json!("Nytt AB")),
        ("/lifetimeDays", json!(365)),
    ];
    let (config, catalogue) = (after(&made), Catalogue::built_in());
    let told = |tag: &str| -> Vec<String> {
        let language = Language::parse(tag).unwrap();
        changes(&made)
            .iter()
            .map(|change| change.in_words(language, &config, &catalogue))
            .collect()
    };
    assert_eq!(
        told("sv"),
        [
            "Tillkom: personuppgiftsansvarig Nytt AB.",
            "Tillkom: tjänsten Matomo.",
            "Togs bort: personuppgiftsansvarig Exempel AB.",
            "Togs bort: tjänsten Google Analytics.",
            "Ändrades: hur länge ett val gäller.",
            "Ändrades: oc_*_id (Our chat).",
        ]
    );
    assert!(told("en").contains(&"Added: the service Matomo.".to_owned()));
}

#[test]
fn the_file_is_written_and_read_back() {
    let mut history = History::default();
    history.record(&checked(&sound())).unwrap();
    history.record(&after(&[("/regime", json!("notice"))])).unwrap();
    let text = history.to_json();
    assert_eq!(History::from_json(&text).unwrap(), history);
    assert!(text.ends_with("]\n"));
    assert_eq!(History::from_json("[]").unwrap(), History::default());
}

#[test]
fn a_history_that_was_changed_by_hand_is_refused() {
    let mut history = History::default();
    history.record(&checked(&sound())).unwrap();
    history.record(&after(&[("/regime", json!("notice"))])).unwrap();
    let text = history.to_json();
    for (from, to, path) in [
        ("regime opt-in", "regime opt-out", "[0].fingerprint"),
        ("2027-01-01", "2026-11-22", "the file"),
        ("2027-01-01", "2027-13-01", "line"),
        ("\"version\"", "\"versio\"", "line"),
    ] {
        let error = History::from_json(&text.replacen(from, to, 1)).unwrap_err();
        assert!(error.faults[0].path.starts_with(path), "{from}: {error}");
        assert!(error.faults[0].mend.contains("restore"), "{error}");
    }
}

/// Where a visitor who accepted everything under one config stands under another.
fn returning(before: &Config, after: &Config) -> ConsentState {
    let (old, new) = (before.policy(), after.policy());
    let now = Timestamp::from_secs(1_800_000_000);
    let decision = Decision {
        grants: Grants::all(&old),
        act: Act::AcceptAll,
        decided_at: now,
        id: ConsentId::from_bytes([7; 16]),
    };
    let string = ConsentString::encode(&decision, &old);
    let cookies = format!("{}={string}", old.cookie());
    let stored = Stored {
        cookies: &cookies,
        mirror: "",
    };
    read(&stored, &new, now)
}

#[test]
fn whoever_is_said_to_be_asked_again_is_asked_again_and_nobody_else() {
    let before = checked(&sound());
    let other_cookie = AskAgain::OtherCookie {
        before: "choice".into(),
        after: "consent".into(),
    };
    let in_languages =
        |tags: &[&str]| -> Vec<Language> { tags.iter().filter_map(|tag| Language::parse(tag)).collect() };
    for (pointer, value, asks_again, reworded) in [
        ("/texts/sv/title", json!("Andra ord"), None, &["sv"][..]),
        (
            "/cookie/name",
            json!("consent"),
            Some(other_cookie),
            &["sv", "en"],
        ),
        ("/look", json!({ "theme": "dark" }), None, &[]),
        ("/domains/0", json!("example.com"), None, &["sv", "en"]),
    ] {
        let after = after(&[(pointer, value)]);
        let difference = after.since(&before);
        assert_eq!(difference.asks_again, asks_again, "{pointer}");
        assert_eq!(difference.changes, [], "{pointer}");
        assert_eq!(difference.reworded, in_languages(reworded), "{pointer}");
        let is_asked = !matches!(returning(&before, &after), ConsentState::Decided(_));
        assert_eq!(is_asked, asks_again.is_some(), "{pointer}");
    }
    for (pointer, value) in [
        ("/services/-", json!("matomo")),
        ("/lifetimeDays", json!(182)),
        ("/controllers/0/name", json!("Annan AB")),
        ("/services/3/cookies/0/lifetime", json!("2 days")),
    ] {
        let after = after(&[(pointer, value)]);
        let difference = after.since(&before);
        assert_eq!(difference.asks_again, Some(AskAgain::OtherQuestion), "{pointer}");
        assert!(!difference.changes.is_empty(), "{pointer}");
        assert!(
            matches!(returning(&before, &after), ConsentState::Outdated { .. }),
            "{pointer}"
        );
    }
}
