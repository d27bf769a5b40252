//! US Privacy strings.

use consent_core::strings::Format;
use consent_core::strings::us_privacy::UsPrivacy;

use super::strings::vectors;

pub(crate) const US_PRIVACY: &str = include_str!("../vectors/strings/us_privacy.json");

#[test]
fn every_string_reads_as_its_vector_says() {
    let all = vectors(US_PRIVACY, "valid");
    assert_eq!(all.len(), 7);
    for (text, vector) in all {
        let said = UsPrivacy::parse(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
        let values = serde_json::to_value(said).expect("JSON");
        assert_eq!(values, vector["expected"], "{text}");
        assert_eq!(said.encode(), text);
        assert!(said.findings(&text).is_empty(), "{text}");
        assert_eq!(Format::detect(&text), Some(Format::UsPrivacy), "{text}");
    }
}

#[test]
fn what_is_none_is_refused() {
    let all = vectors(US_PRIVACY, "invalid");
    assert_eq!(all.len(), 9);
    for (text, _) in all {
        assert!(UsPrivacy::parse(&text).is_err(), "{text}");
    }
}
