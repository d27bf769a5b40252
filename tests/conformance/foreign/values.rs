//! Values of ours as theirs can show them, and what is no difference between two readings.

use consent_core::strings::gpp::{Section, Sections};
use consent_core::strings::tcf::TcString;
use serde_json::{Map, Value, json};

/// A TC string's values, without what their reading does not tell.
pub(super) fn of_europe(tc: &TcString) -> Value {
    europe(serde_json::to_value(tc).expect("values have JSON"))
}

/// A section's values, without what their reading does not tell.
pub(super) fn of_section(section: &Section<'_>) -> Value {
    let sections = Sections(vec![section.clone()]);
    let Value::Object(map) = serde_json::to_value(sections).expect("values have JSON") else {
        panic!("sections are an object");
    };
    let (_, value) = map.into_iter().next().expect("one section");
    match section {
        Section::TcfEuV2(_) => europe(value),
        Section::TcfCaV1(_) => canada(value),
        _ => value,
    }
}

fn europe(mut value: Value) -> Value {
    let fields = value.as_object_mut().expect("an object");
    // Theirs do not tell a segment that is not there from one with nothing in it.
    fields.remove("emptySegments");
    restrictions(fields, "publisherRestrictions");
    value
}

fn canada(mut value: Value) -> Value {
    let fields = value.as_object_mut().expect("an object");
    for name in [
        "DisclosedVendors",
        "PubPurposesExpressConsent",
        "PubPurposesImpliedConsent",
        "CustomPurposesExpressConsent",
        "CustomPurposesImpliedConsent",
    ] {
        fields.entry(name).or_insert_with(|| json!([]));
    }
    fields.entry("NumCustomPurposes").or_insert_with(|| json!(0));
    if fields["PubRestrictions"].is_null() {
        fields["PubRestrictions"] = json!([]);
    }
    restrictions(fields, "PubRestrictions");
    value
}

/// A restriction on no vendor restricts nothing, and theirs drop it; vendors that we show as ranges are named.
fn restrictions(fields: &mut Map<String, Value>, name: &str) {
    let list = fields[name].as_array_mut().expect("a list");
    for restriction in list.iter_mut() {
        let restriction = restriction.as_object_mut().expect("an object");
        let Some(ranges) = restriction.remove("vendorRanges") else {
            continue;
        };
        let ranges: Vec<(u16, u16)> = serde_json::from_value(ranges).expect("ranges");
        let vendors: Vec<u16> = ranges
            .into_iter()
            .flat_map(|(first, last)| first..=last)
            .collect();
        restriction.insert("vendors".into(), json!(vendors));
    }
    list.retain(|restriction| restriction["vendors"] != json!([]));
}

/// Theirs without restrictions on no vendor, as ours are.
pub(super) fn without_empty_restrictions(mut value: Value) -> Value {
    for name in ["publisherRestrictions", "PubRestrictions"] {
        if let Some(list) = value.get_mut(name).and_then(Value::as_array_mut) {
            list.retain(|restriction| restriction["vendors"] != json!([]));
        }
    }
    value
}
