//! Google's strings: Additional Consent, Consent Mode in requests, and the cookies of Analytics.

use consent_core::strings::google_ac::{GoogleAc, GoogleAcError};
use consent_core::strings::google_analytics::{ClientCookie, SessionCookie};
use consent_core::strings::google_consent_mode::{Certainty, Signals, State, Storage};
use consent_core::strings::{Format, IdSet};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::strings::vectors;

pub(crate) const GOOGLE_AC: &str = include_str!("../vectors/strings/google_ac.json");
pub(crate) const CONSENT_MODE: &str = include_str!("../vectors/strings/google_consent_mode.json");
pub(crate) const ANALYTICS: &str = include_str!("../vectors/strings/google_analytics.json");

#[test]
fn every_additional_consent_reads_as_its_vector_says() {
    let all = vectors(GOOGLE_AC, "valid");
    assert_eq!(all.len(), 4);
    for (text, vector) in all {
        let said = GoogleAc::parse(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
        let values = serde_json::to_value(&said).expect("JSON");
        assert_eq!(values, vector["expected"], "{text}");
        assert_eq!(said.encode(), text);
        assert_eq!(Format::detect(&text), Some(Format::GoogleAc), "{text}");
    }
    for (text, vector) in vectors(GOOGLE_AC, "invalid") {
        let error = GoogleAc::parse(&text).expect_err(&text);
        let name = vector["error"].as_str().expect("a name");
        assert!(format!("{error:?}").starts_with(name), "{text}: {error:?}");
    }
}

proptest! {
    #[test]
    fn any_additional_consent_comes_back(
        consented in prop::collection::btree_set(1u16.., 0..200),
        disclosed in prop::option::of(prop::collection::btree_set(1u16.., 0..200)),
    ) {
        let disclosed = disclosed.map(|ids| ids.into_iter().filter(|id| !consented.contains(id)).collect());
        let said = GoogleAc::new(consented.into_iter().collect(), disclosed).expect("nobody is in both");
        prop_assert_eq!(GoogleAc::parse(&said.encode()), Ok(said.clone()));
        let json = serde_json::to_string(&said).expect("values have JSON");
        prop_assert_eq!(serde_json::from_str::<GoogleAc>(&json).expect("what was written"), said);
    }

    #[test]
    fn who_is_in_both_lists_is_named(
        ids in prop::collection::btree_set(1u16.., 1..50),
        more in prop::collection::btree_set(1u16.., 0..50),
    ) {
        let first = ids.iter().next().copied();
        let disclosed: IdSet = more.into_iter().chain(first).collect();
        match GoogleAc::new(ids.iter().copied().collect(), Some(disclosed)) {
            Err(GoogleAcError::InBoth { id }) => prop_assert!(ids.contains(&id)),
            other => prop_assert!(false, "{other:?}"),
        }
    }
}

#[test]
fn every_gcs_reads_as_its_vector_says() {
    let all = vectors(CONSENT_MODE, "gcs");
    assert_eq!(all.len(), 4);
    for (text, vector) in all {
        let said = Signals::parse(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(said.certainty, Certainty::Documented);
        for storage in [Storage::Ad, Storage::Analytics] {
            let is_granted = said.state(storage) == Some(State::Granted);
            assert_eq!(vector[storage.name()], is_granted, "{text}");
        }
        assert_eq!(Format::detect(&text), Some(Format::GoogleConsentMode), "{text}");
    }
}

#[test]
fn every_letter_of_gcd_means_what_its_vector_says() {
    let file: Value = serde_json::from_str(CONSENT_MODE).expect("JSON");
    let letters = file["gcd"].as_array().expect("a list");
    assert_eq!(letters.len(), 9);
    for vector in letters {
        let letter = vector["letter"].as_str().expect("a letter");
        let text = format!("11{letter}1l1l1l5");
        let said = Signals::parse(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(said.certainty, Certainty::Observed);
        let (_, signal) = said.iter().next().expect("the first is ad_storage");
        let word =
            |command: &str, state: Option<State>| state.map(|state| format!("{command} {}", state.word()));
        let parts: Vec<String> = [word("default", signal.default), word("update", signal.update)]
            .into_iter()
            .flatten()
            .collect();
        let means = vector["means"].as_str().expect("a text").replace(" only", "");
        let expected = if parts.is_empty() {
            "not set".into()
        } else {
            parts.join(", ")
        };
        assert_eq!(expected, means, "{letter}");
        assert_eq!(Format::detect(&text), Some(Format::GoogleConsentMode), "{text}");
    }
}

#[test]
fn every_cookie_of_analytics_reads_as_its_vector_says() {
    let all = vectors(ANALYTICS, "client");
    assert_eq!(all.len(), 3);
    for (text, vector) in all {
        let it = ClientCookie::parse(&text).unwrap_or_else(|| panic!("{text}"));
        let values = json!({ "version": "GA1", "depth": it.depth, "random": it.random, "first": it.first });
        assert_eq!(values, vector["expected"], "{text}");
    }
    let all = vectors(ANALYTICS, "session");
    assert_eq!(all.len(), 2);
    for (text, vector) in all {
        let it = SessionCookie::parse(&text).unwrap_or_else(|| panic!("{text}"));
        let values = json!({
            "version": format!("GS{}", it.form), "session": it.session, "number": it.number, "engaged": it.engaged,
            "last": it.last, "join": it.join, "loggedIn": it.logged_in, "hash": it.hash,
        });
        assert_eq!(values, vector["expected"], "{text}");
    }
}
