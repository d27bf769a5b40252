//! Strings from the suites of others: each section reads as its vector says, and is written again with the same values.

use consent_core::strings::Format;
use consent_core::strings::gpp::{Fault, Gpp, GppError, Section, SectionError, SectionId, SetCoding, write};
use serde_json::Value;

use super::strings::vectors;
use super::values::of_section;

pub(crate) const GPP: &str = include_str!("../vectors/strings/gpp.json");

/// The name by which the vectors have a section.
fn key(id: SectionId) -> String {
    id.name().map_or_else(|| id.get().to_string(), str::to_owned)
}

/// The name of an error, without what it holds.
fn name_of(error: &SectionError) -> String {
    let inner = match error {
        SectionError::TcfEu(error) => format!("{error:?}"),
        SectionError::UsPrivacy(error) => format!("{error:?}"),
        SectionError::Bits(error) => format!("{:?}", error.fault),
        error => format!("{error:?}"),
    };
    let end = inner.find(|letter: char| !letter.is_alphanumeric());
    inner[..end.unwrap_or(inner.len())].to_owned()
}

/// What is written differs from what was read only in how sets of vendors are coded.
fn coded_as_today(section: &Section<'_>) -> Section<'static> {
    match section.clone() {
        Section::TcfCaV1(mut ca) => {
            ca.coding = SetCoding::Present;
            Section::TcfCaV1(ca)
        }
        Section::TcfEuV2(tc) => Section::TcfEuV2(tc),
        Section::UsPrivacy(us) => Section::UsPrivacy(us),
        Section::Us(us) => Section::Us(us),
        Section::Opaque(id, text) => Section::Opaque(id, text.into_owned().into()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_section_reads_as_its_vector_says() {
    let all = vectors(GPP, "valid");
    assert_eq!(all.len(), 111);
    let mut read = 0;
    for (text, vector) in all {
        let gpp = Gpp::parse(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(Format::detect(&text), Some(Format::Gpp), "{text}");
        let expected = vector["expected"].as_object().expect("sections");
        let errors = vector["errors"].as_object();
        assert_eq!(
            gpp.ids().len(),
            expected.len() + errors.map_or(0, serde_json::Map::len),
            "{text}"
        );
        for (id, section) in gpp.sections() {
            let key = key(id);
            match section {
                Ok(section) => {
                    assert_eq!(of_section(&section), expected[&key], "{text}: {key}");
                    assert_eq!(section.id(), id);
                    read += 1;
                }
                Err(error) => {
                    let named = errors.and_then(|errors| errors.get(&key)).and_then(Value::as_str);
                    assert_eq!(Some(name_of(&error).as_str()), named, "{text}: {key}: {error}");
                    assert!(vector["reason"].is_string(), "{text}: without a reason");
                }
            }
        }
    }
    assert_eq!(read, 226, "sections of all vectors together");
}

#[test]
fn what_is_written_again_has_the_same_values() {
    for (text, _) in vectors(GPP, "valid") {
        let gpp = Gpp::parse(&text).expect("a GPP string");
        let sections: Vec<Section<'_>> = gpp
            .sections()
            .filter_map(|(_, section)| Some(coded_as_today(&section.ok()?)))
            .collect();
        let again = write(&sections).expect("what was read fits");
        let read: Vec<Section<'_>> = Gpp::parse(&again)
            .expect("what was written is read")
            .sections()
            .map(|(_, section)| section.expect("what was written is read"))
            .collect();
        assert_eq!(read, sections, "{text}\n{again}");
        assert_eq!(write(&read).as_deref(), Ok(again.as_str()));
    }
}

#[test]
fn what_has_no_header_or_other_sections_than_it_lists_is_refused() {
    let all = vectors(GPP, "invalid");
    assert_eq!(all.len(), 5);
    for (text, vector) in all {
        let named = match Gpp::parse(&text).expect_err(&text) {
            GppError::Header(_) => "Header",
            GppError::Sections { .. } => "Sections",
            error => panic!("{text}: {error}"),
        };
        assert_eq!(vector["error"], named, "{text}");
    }
}

#[test]
fn unsettled_sections_are_kept_as_they_stand() {
    let ids: Vec<SectionId> = (24..=27).map(SectionId::new).collect();
    let sections: Vec<Section<'_>> = ids
        .iter()
        .zip(["BQAA.QA", "BQAA.AAA", "BQAA.AAA", "BQAA.AAA"])
        .map(|(id, text)| Section::Opaque(*id, text.into()))
        .collect();
    let written = write(&sections).expect("texts of sections");
    let gpp = Gpp::parse(&written).expect("a GPP string");
    assert!(gpp.ids().eq(ids));
    assert_eq!(gpp.text(SectionId::new(25)), Some("BQAA.AAA"), "{written}");
    assert!(
        gpp.sections()
            .all(|(id, section)| { matches!(section, Ok(Section::Opaque(of, _)) if of == id) })
    );
    let strange = Section::Opaque(SectionId::new(99), "a~b".into());
    assert!(write(&[strange]).is_err(), "it would be two sections");
}

#[test]
fn the_specifications_third_example_is_a_text_of_europe_in_the_section_of_canada() {
    let gpp = Gpp::parse("DBABjw~CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA~1YNN").expect("a GPP string");
    let Some(Err(SectionError::Bits(error))) = gpp.section(SectionId::TCF_CA_V1) else {
        panic!("no text of Canada");
    };
    assert_eq!(error.fault, Fault::Version { found: 2 });
    assert!(matches!(
        gpp.section(SectionId::US_PRIVACY),
        Some(Ok(Section::UsPrivacy(_)))
    ));
    assert!(gpp.section(SectionId::TCF_EU_V2).is_none());
}
