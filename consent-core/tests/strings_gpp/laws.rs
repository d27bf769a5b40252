//! What holds for every string: what is written is read, and one value has one text.

use consent_core::strings::gpp::{
    Gpp, Section, SectionId, Sections, TcfCa, UsField, UsLayout, UsSection, WriteError, write,
};
use consent_core::strings::{Format, SmallSet};
use proptest::prelude::*;
use serde_json::json;

use super::any::{any_canada, any_sections, any_united_states};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_string_comes_back(sections in any_sections()) {
        let text = write(&sections).expect("every value fits");
        prop_assert_eq!(Format::detect(&text), Some(Format::Gpp));
        let gpp = Gpp::parse(&text).expect("what was written");
        prop_assert!(gpp.ids().eq(sections.iter().map(Section::id)));
        let read: Result<Vec<Section<'_>>, _> = gpp.sections().map(|(_, section)| section).collect();
        prop_assert_eq!(read.expect("what was written"), sections);
    }

    #[test]
    fn any_values_come_back_from_json(sections in any_sections()) {
        let sections = Sections(sections);
        let json = serde_json::to_string(&sections).expect("JSON");
        prop_assert_eq!(serde_json::from_str::<Sections<'_>>(&json).expect("what was written"), sections);
    }

    #[test]
    fn the_order_of_sections_is_no_difference(sections in any_sections()) {
        let text = write(&sections);
        let mut turned = sections;
        turned.reverse();
        prop_assert_eq!(write(&turned), text);
    }

    #[test]
    fn any_section_of_the_united_states_comes_back(section in any_united_states()) {
        let text = section.encode();
        prop_assert_eq!(UsSection::decode(section.id(), &text), Some(Ok(section.clone())));
        // Padding is no difference: six bits a character as the specification has it, or twenty-four.
        let (core, gpc) = text.split_once('.').map_or((text.as_str(), None), |(core, gpc)| (core, Some(gpc)));
        let shortest = core.get(..section.layout().bits().div_ceil(6)).expect("at least as long");
        let gpc = gpc.map_or(String::new(), |gpc| format!(".{}", &gpc[..1]));
        let read = UsSection::decode(section.id(), &format!("{shortest}{gpc}"));
        prop_assert_eq!(read, Some(Ok(section)));
    }

    #[test]
    fn any_section_of_canada_comes_back(ca in any_canada()) {
        let text = ca.encode().expect("every value fits");
        prop_assert_eq!(TcfCa::decode(&text), Ok(ca));
    }

    #[test]
    fn an_answer_changes_nothing_but_itself(mut section in any_united_states(), pick: prop::sample::Index, answer in 0u8..4) {
        let all: Vec<(UsField, usize)> =
            section.layout().fields().flat_map(|(field, count)| (0..count).map(move |number| (field, number))).collect();
        let (field, number) = all[pick.index(all.len())];
        let before = section.clone();
        prop_assert!(section.set(field, number, answer));
        for (other, place) in all {
            let expected = if (other, place) == (field, number) { Some(answer) } else { before.answers(other).nth(place) };
            prop_assert_eq!(section.answers(other).nth(place), expected);
        }
        prop_assert_eq!((section.version(), section.gpc), (before.version(), before.gpc));
    }
}

#[test]
fn absent_gpc_is_not_false() {
    let read = |text| match UsSection::decode(SectionId::new(8), text) {
        Some(Ok(section)) => section.gpc,
        other => panic!("{text}: {other:?}"),
    };
    assert_eq!(read("BVVVVVVY"), None);
    assert_eq!(read("BVVVVVVY.QA"), Some(false));
    assert_eq!(read("BVVVVVVY.YA"), Some(true));
}

#[test]
fn json_that_is_no_section_is_refused_by_name() {
    let refused = |json: serde_json::Value| match serde_json::from_value::<Sections<'_>>(json.clone()) {
        Ok(sections) => panic!("{json}: {sections:?}"),
        Err(error) => error.to_string(),
    };
    let california = |change: fn(&mut serde_json::Value)| {
        let layout = UsLayout::newest(SectionId::new(8)).expect("California");
        let sound = Sections(vec![Section::Us(UsSection::new(layout))]);
        let mut json = serde_json::to_value(sound).expect("JSON");
        change(&mut json["usca"]);
        json
    };
    for (json, says) in [
        (json!([]), "sections by their names"),
        (json!({"usxx": {}}), "“usxx” is no section"),
        (json!({"0": "A"}), "“0” is no section"),
        (json!({"usmd": {}}), "usmd: invalid type: map, expected a string"),
        (
            json!({"uspv1": {"notice": "Y"}}),
            "uspv1: missing field `optOutSale`",
        ),
        (json!({"tcfcav1": {"CmpID": 1}}), "tcfcav1: unknown field `CmpID`"),
        (json!({"tcfeuv2": {"created": 1}}), "tcfeuv2: missing field"),
        (
            california(|it| it["SaleOptOut"] = 4.into()),
            "usca: SaleOptOut: a number from 0 to 3",
        ),
        (
            california(|it| it["SaleOptOut"] = "1".into()),
            "usca: SaleOptOut: a number from 0 to 3",
        ),
        (
            california(|it| it["SensitiveDataProcessing"] = json!([1])),
            "a list of 9 numbers",
        ),
        (
            california(|it| drop(it.as_object_mut().map(|it| it.remove("SaleOptOut")))),
            "SaleOptOut is missing",
        ),
        (california(|it| it["Gpc"] = 1.into()), "Gpc: true, false or null"),
        (
            california(|it| it["Version"] = 64.into()),
            "Version: a number from 0 to 63",
        ),
        (
            california(|it| it["SaleOptedOut"] = 1.into()),
            "no field “SaleOptedOut”",
        ),
    ] {
        let said = refused(json.clone());
        assert!(said.contains(says), "{json}: {said}");
    }
    let twice = r#"{"28": "A", "28": "B"}"#;
    assert!(serde_json::from_str::<Sections<'_>>(twice).is_err());
}

#[test]
fn what_does_not_fit_is_refused_by_name() {
    let section = |ca: TcfCa| Section::TcfCaV1(Box::new(ca));
    let sound = || TcfCa::default();
    let wide = [
        (
            TcfCa {
                cmp_id: 4096,
                ..sound()
            },
            "CmpId",
            4095,
        ),
        (
            TcfCa {
                consent_screen: 64,
                ..sound()
            },
            "ConsentScreen",
            63,
        ),
        (
            TcfCa {
                policy_version: 64,
                ..sound()
            },
            "TcfPolicyVersion",
            63,
        ),
        (
            TcfCa {
                special_feature_express_consent: SmallSet::from_iter([13]),
                ..sound()
            },
            "SpecialFeatureExpressConsent",
            12,
        ),
    ];
    for (ca, field, most) in wide {
        let expected = WriteError::TooWide {
            section: SectionId::TCF_CA_V1,
            field,
            most,
        };
        assert_eq!(write(&[section(ca)]), Err(expected));
    }
    let twice = [section(sound()), section(sound())];
    assert_eq!(write(&twice), Err(WriteError::Repeated(SectionId::TCF_CA_V1)));
    let zero = Section::Opaque(SectionId::new(0), "A".into());
    assert_eq!(write(&[zero]), Err(WriteError::Zero), "no header can list it");
}
