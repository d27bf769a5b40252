//! The wire of version 1 stands: every vector reads, and writes, as it always has.

mod vectors;

use consent_core::carry::{ConsentString, DecodeError};
use consent_core::config::Policy;
use consent_core::decision::{Decision, Grants};
use serde_json::json;

fn read(text: &str, policy: &Policy) -> Result<Decision, DecodeError> {
    ConsentString::parse(text)?.decision(policy)
}

/// Names of everything granted, categories first.
fn granted<'a>(grants: &Grants, policy: &'a Policy) -> Vec<&'a str> {
    let categories = policy.categories().iter().map(|category| category.id.as_str());
    let services = policy.services().iter().map(|service| service.id.as_str());
    categories
        .chain(services)
        .filter(|name| grants.allows(policy, name))
        .collect()
}

#[test]
fn every_valid_string_says_what_it_always_said() {
    for vector in vectors::read("valid") {
        let decision =
            read(&vector.text, &vector.policy).unwrap_or_else(|error| panic!("{}: {error}", vector.name));
        let said = json!({
            "decidedAt": decision.decided_at.as_secs(),
            "act": decision.act.letter().to_string(),
            "id": decision.id.encode(),
            "granted": granted(&decision.grants, &vector.policy),
        });
        for (key, value) in said.as_object().expect("an object") {
            assert_eq!(value, &vector.expected[key], "{}: {key}", vector.name);
        }
    }
}

#[test]
fn every_decision_is_written_as_it_was_read() {
    for vector in vectors::read("valid") {
        let decision = read(&vector.text, &vector.policy).expect("a valid string");
        assert_eq!(
            ConsentString::encode(&decision, &vector.policy),
            vector.text,
            "{}",
            vector.name
        );
    }
}

#[test]
fn every_invalid_string_is_refused_for_its_reason() {
    for vector in vectors::read("invalid") {
        let error = read(&vector.text, &vector.policy).expect_err(&vector.name);
        assert_eq!(
            format!("{error:?}"),
            vector.expected["error"],
            "{}: {}",
            vector.name,
            vector.text
        );
    }
}

#[test]
fn every_reason_to_refuse_has_a_vector() {
    let all = vectors::read("invalid");
    for reason in [
        DecodeError::Version,
        DecodeError::Parts,
        DecodeError::Fingerprint,
        DecodeError::Grants,
        DecodeError::DecidedAt,
        DecodeError::Act,
        DecodeError::Id,
        DecodeError::Exceptions,
        DecodeError::Contradiction,
        DecodeError::OtherPolicy,
    ] {
        assert!(
            all.iter()
                .any(|vector| vector.expected["error"] == format!("{reason:?}")),
            "{reason:?}"
        );
    }
}
