//! HubSpot's cookies.

use consent_core::strings::Format;
use consent_core::strings::hubspot::{Categories, Mark, Session, Visitor, is_token};
use serde_json::{Value, json};

use super::strings::vectors;

pub(crate) const HUBSPOT: &str = include_str!("../vectors/strings/hubspot.json");

#[test]
fn every_record_reads_as_its_vector_says() {
    let all = vectors(HUBSPOT, "valid");
    assert_eq!(all.len(), 10);
    for (text, vector) in all {
        let said = Categories::parse(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
        let mut values = serde_json::to_value(said).expect("JSON");
        values["allowed"] = said.allows_all().into();
        assert_eq!(values, vector["expected"], "{text}");
        assert_eq!(Categories::parse(&said.encode()), Ok(said));
        assert_eq!(Format::detect(&text), Some(Format::HubSpot), "{text}");
    }
    for (text, _) in vectors(HUBSPOT, "invalid") {
        assert!(Categories::parse(&text).is_err(), "{text}");
    }
}

#[test]
fn every_cookie_of_one_word_is_known() {
    let file: Value = serde_json::from_str(HUBSPOT).expect("JSON");
    let cookies = file["cookies"].as_array().expect("a list");
    assert_eq!(cookies.len(), Mark::ALL.len());
    for cookie in cookies {
        let name = cookie["name"].as_str().expect("a name");
        let mark = Mark::of_cookie(name).unwrap_or_else(|| panic!("{name} is not known"));
        for value in cookie["values"].as_array().expect("values") {
            let value = value.as_str().expect("a text");
            assert_eq!(mark.says(value), Some(value != "no"), "{name}={value}");
        }
    }
}

#[test]
fn what_recognises_a_visitor_reads_as_its_vector_says() {
    let all = vectors(HUBSPOT, "tracking");
    assert_eq!(all.len(), 3);
    for (text, vector) in all {
        let name = vector["name"].as_str().expect("a name");
        let values = match name {
            "__hstc" => {
                let it = Visitor::parse(&text).expect("a visitor");
                json!({
                    "domain": it.domain.to_string(), "utk": it.token, "initial": it.initial, "last": it.last,
                    "current": it.current, "session": it.session,
                })
            }
            "__hssc" => {
                let it = Session::parse(&text).expect("a session");
                json!({ "domain": it.domain.to_string(), "views": it.views, "session_start": it.start })
            }
            _ if is_token(&text) => json!({ "utk": text }),
            _ => panic!("{name}"),
        };
        for (key, value) in vector["expected"].as_object().expect("values") {
            assert_eq!(&values[key], value, "{name}: {key}");
        }
    }
}
