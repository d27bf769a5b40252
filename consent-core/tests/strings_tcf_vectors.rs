//! TC strings from the suites of others: each reads as its vector says, and is written again with the same values.
#![cfg(feature = "strings")]

mod strings;

use consent_core::strings::tcf::{DecodeError, Field, LazyTc, Place, RangeFault, TcString};
use consent_core::strings::{Format, IdSet};
use serde_json::{Value, json};
use strings::{TCF_V1, TCF_V2, values, vectors};

fn valid() -> Vec<(String, Value, TcString)> {
    let read = |(text, vector): (String, Value)| {
        let tc = TcString::decode(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
        (text, vector, tc)
    };
    vectors(TCF_V2, "valid").into_iter().map(read).collect()
}

#[test]
fn every_string_reads_as_its_vector_says() {
    let all = valid();
    assert_eq!(all.len(), 94);
    for (text, vector, tc) in all {
        assert_eq!(values(&tc), vector["expected"], "{text}");
        assert_eq!(Format::detect(&text), Some(Format::TcfEuV2), "{text}");
    }
}

#[test]
fn what_is_written_again_has_the_same_values_and_is_no_longer() {
    for (text, _, tc) in valid() {
        let again = tc.encode().expect("what was read fits");
        assert_eq!(TcString::decode(&again).as_ref(), Ok(&tc), "{text}");
        // Restrictions are written as they were, sets in the shorter way; so what grew was not in the shorter way, or
        // not filled to whole bytes.
        let padding = text.split('.').count();
        assert!(again.len() <= text.len() + padding, "{text}\n{again}");
        assert_eq!(TcString::decode(&again).expect("just read").encode(), Ok(again));
    }
}

#[test]
fn json_has_the_values_by_the_same_names() {
    for (text, vector, tc) in valid() {
        let mut json = serde_json::to_value(&tc).expect("JSON");
        let fields = json.as_object_mut().expect("an object");
        // What the vectors do not tell: that a segment is there with nothing in it.
        fields.retain(|name, _| !["emptySegments", "numCustomPurposes"].contains(&name.as_str()));
        assert_eq!(json, vector["expected"], "{text}");
        let again: TcString =
            serde_json::from_value(serde_json::to_value(&tc).expect("JSON")).expect("what was written");
        assert_eq!(values(&again), vector["expected"], "{text}");
    }
}

#[test]
fn one_vendor_is_looked_up_without_reading_all() {
    for (text, _, tc) in valid() {
        let lazy = LazyTc::new(&text).expect("a TC string");
        let has = |set: &IdSet, vendor| set.contains(vendor);
        for vendor in (0..1300).chain([65_535]) {
            let signals = lazy.vendor(vendor).expect("all of it is there");
            assert_eq!(
                signals.consent,
                has(&tc.core.vendor_consents, vendor),
                "{text}: {vendor}"
            );
            let interests = &tc.core.vendor_legitimate_interests;
            assert_eq!(
                signals.legitimate_interest,
                has(interests, vendor),
                "{text}: {vendor}"
            );
            let disclosed = tc.disclosed_vendors.as_ref().map(|set| has(set, vendor));
            assert_eq!(signals.disclosed, disclosed, "{text}: {vendor}");
        }
        let number = |field| lazy.number(field).expect("all of it is there");
        assert_eq!(number(Field::Version), Some(2));
        assert_eq!(number(Field::Created), Some(tc.core.created.get()));
        assert_eq!(number(Field::CmpId), Some(tc.core.cmp_id.into()));
        assert_eq!(
            number(Field::PublisherCc),
            Some(tc.core.publisher_country.bits().into())
        );
        assert_eq!(number(Field::VendorConsent), None);
    }
}

#[test]
fn what_cannot_be_read_is_refused_at_its_place() {
    let all = vectors(TCF_V2, "invalid");
    assert_eq!(all.len(), 18);
    for (text, vector) in all {
        let place = |error, Place { segment, field, bit }| json!({"error": error, "segment": segment.name(), "field": field.name(), "bit": bit});
        let found = match TcString::decode(&text).expect_err(&text) {
            DecodeError::EndsWithin(at) => place("EndsWithin", at),
            DecodeError::Range { place: at, .. } => place("Range", at),
            DecodeError::RestrictionsMissing { bit } => {
                json!({"error": "RestrictionsMissing", "segment": "Core", "field": "PubRestrictions", "bit": bit})
            }
            DecodeError::Repeated(segment) => json!({"error": "Repeated", "segment": segment.name()}),
            error => panic!("{text}: {error}"),
        };
        for key in ["error", "segment", "field", "bit"] {
            assert_eq!(found[key], vector[key], "{text}: {key}");
        }
    }
}

#[test]
fn each_fault_of_a_range_has_its_name() {
    let fault = |text| match TcString::decode(text) {
        Err(DecodeError::Range { fault, .. }) => fault,
        other => panic!("{text}: {other:?}"),
    };
    assert_eq!(
        fault("CONciguONcjGKADACHENAOCIAC0ta__AACiQABwAgAAAAA"),
        RangeFault::Zero
    );
    assert_eq!(
        fault("CONciguONcjGKADACHENAOCIAC0ta__AACiQABwAgACAAA"),
        RangeFault::AboveMax
    );
    assert_eq!(
        fault("CONciguONcjGKADACHENAOCIAC0ta__AACiQABwAoABAACA"),
        RangeFault::Reversed
    );
}

#[test]
fn strings_of_tcf_1_are_recognised_and_refused() {
    let all = vectors(TCF_V1, "refused");
    assert_eq!(all.len(), 54);
    for (text, _) in all {
        assert_eq!(TcString::decode(&text), Err(DecodeError::Version1), "{text}");
        assert_eq!(
            LazyTc::new(&text).map(|_| ()),
            Err(DecodeError::Version1),
            "{text}"
        );
        assert_eq!(Format::detect(&text), Some(Format::TcfEuV1), "{text}");
    }
}
