//! The table of layouts against a list that was made apart from it.

use consent_core::strings::gpp::{SectionId, UsField, UsLayout};
use serde_json::Value;

const LAYOUTS: &str = include_str!("../vectors/strings/gpp_layouts.json");

fn file() -> Value {
    serde_json::from_str(LAYOUTS).expect("the file is JSON")
}

#[test]
fn every_layout_is_as_the_list_has_it() {
    let file = file();
    let layouts = file["layouts"].as_array().expect("a list");
    assert_eq!(UsLayout::all().count(), layouts.len());
    for listed in layouts {
        let name = listed["section"].as_str().expect("a name");
        let id = SectionId::by_name(name).expect("a known section");
        let version = listed["version"].as_u64().expect("a number");
        let layout = UsLayout::of(id, version.try_into().expect("small")).expect("a layout");
        let fields: Vec<String> = layout
            .fields()
            .map(|(field, count)| match count {
                1 => field.name().to_owned(),
                count => format!("{field}*{count}"),
            })
            .collect();
        let fields = format!("Version {}", fields.join(" "));
        assert_eq!(fields, listed["fields"], "{name} {version}");
        assert_eq!(layout.has_gpc(), listed["gpc"], "{name} {version}");
        assert!(layout.source().starts_with("GPP, Sections/US-"));
    }
}

#[test]
fn every_number_is_as_the_list_has_it() {
    let file = file();
    let ids = file["ids"].as_object().expect("numbers by name");
    for (name, number) in ids {
        let number: u16 = number.as_u64().expect("a number").try_into().expect("small");
        // The platform's own two have no prefix of their own.
        let expected = (!matches!(number, 3 | 4)).then_some(name.as_str());
        assert_eq!(SectionId::new(number).name(), expected);
    }
    assert_eq!(SectionId::all().count(), ids.len());
}

#[test]
fn every_field_is_of_some_section() {
    for field in UsField::ALL {
        assert!(UsLayout::all().any(|layout| layout.fields().any(|(other, _)| other == *field)));
        assert_eq!(UsField::by_name(field.name()), Some(*field));
    }
}
