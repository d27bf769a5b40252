//! A record says whose answer was taken over, and only where one was.
#![cfg(feature = "prove")]

mod proved;

use consent_core::decision::{Act, Grants};
use consent_core::receipt::{
    Batch, ConsentRecord, Contradiction, Entry, Event, EventDraft, Hash, Imported, Source, iso27560,
};
use consent_core::strings::import::System;
use proved::{NOW, decision, event, facts, policy, site};
use serde_json::json;

fn record(draft: EventDraft) -> ConsentRecord {
    let event = Event::try_from(draft).expect("an event");
    event
        .record(&policy(), &facts(&site(), &[], 0))
        .expect("a record")
}

fn cookiebot() -> Imported {
    Imported {
        from: System::Cookiebot,
        sha256: Hash::of_bytes(b"CookieConsent=0"),
    }
}

#[test]
fn whose_answer_was_taken_over_is_recorded() {
    let draft = EventDraft {
        source: Source::Import,
        imported: Some(cookiebot()),
        ..event(0, &decision(Act::Imported, Grants::none(), NOW))
    };
    let without = EventDraft {
        imported: None,
        ..draft.clone()
    };
    let digest = |draft: &EventDraft| Event::try_from(draft.clone()).expect("an event").digest(&site());
    assert_ne!(digest(&draft), digest(&without));
    assert_eq!(record(without).imported, None);
    let record = record(draft);
    assert_eq!(record.imported, Some(cookiebot()));
    let view = iso27560(&Entry::Consent(record)).expect("a decision");
    let said = format!("imported (import from cookiebot, SHA-256 {})", cookiebot().sha256);
    assert_eq!(view["dpv:hasIndicationMethod"], said);
}

#[test]
fn what_was_not_taken_over_is_nobody_else_s() {
    for act in Act::ALL.into_iter().filter(|act| *act != Act::Imported) {
        let draft = EventDraft {
            imported: Some(cookiebot()),
            ..event(0, &decision(act, Grants::none(), NOW))
        };
        let body = json!({"site": "shop", "events": [draft]}).to_string();
        let error = Batch::parse(body.as_bytes()).expect_err("refused");
        assert_eq!(error.index, Some(0));
        assert!(
            error.to_string().contains("“imported” must be left out"),
            "{error}"
        );
        let record = ConsentRecord {
            imported: Some(cookiebot()),
            ..record(event(0, &decision(act, Grants::none(), NOW)))
        };
        assert_eq!(
            record.agrees_with_its_string(),
            Err(Contradiction::Field("imported"))
        );
    }
}

#[test]
fn a_system_that_is_not_known_is_refused_by_name() {
    let draft = event(0, &decision(Act::Imported, Grants::none(), NOW));
    let mut event = serde_json::to_value(draft).expect("JSON");
    for (imported, said) in [
        (
            json!({"from": "other", "sha256": cookiebot().sha256}),
            "\"other\", expected the name of a consent system",
        ),
        (json!({"from": "cookiebot"}), "sha256"),
        (json!(null), "null"),
    ] {
        event["imported"] = imported;
        let body = json!({"site": "shop", "events": [event]}).to_string();
        let error = Batch::parse(body.as_bytes()).expect_err("refused").to_string();
        assert!(error.contains(said), "{error}");
    }
}
