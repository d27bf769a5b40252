//! Global Privacy Control.

use consent_core::strings::gpc::{Support, is_on};
use serde_json::Value;

use super::strings::vectors;

const GPC: &str = include_str!("../vectors/strings/gpc.json");

#[test]
fn every_request_says_what_its_vector_says() {
    let file: Value = serde_json::from_str(GPC).expect("JSON");
    let headers = file["headers"].as_array().expect("a list");
    assert_eq!(headers.len(), 6);
    for vector in headers {
        let values = vector["values"].as_array().expect("values").iter();
        let values = values.map(|value| value.as_str().expect("a text"));
        assert_eq!(vector["gpc"], is_on(values), "{vector}");
    }
}

#[test]
fn every_site_says_what_its_vector_says() {
    for (text, vector) in vectors(GPC, "support") {
        let support: Support = serde_json::from_str(&text).expect("a site's support");
        assert_eq!(vector["gpc"], support.gpc);
        assert_eq!(support.last_update.as_deref(), Some("2025-01-01"));
    }
}
