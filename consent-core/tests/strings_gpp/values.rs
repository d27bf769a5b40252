//! How the values of sections stand in the vectors.

use consent_core::strings::gpp::{Section, TcfCa, UsSection};
use consent_core::strings::us_privacy::UsPrivacy;
use consent_core::strings::{IdSet, SmallSet};
use serde_json::{Map, Value, json};

use super::strings;

/// The values of a section as the vectors name them.
pub(crate) fn of_section(section: &Section<'_>) -> Value {
    match section {
        Section::TcfEuV2(tc) => strings::values(tc),
        Section::TcfCaV1(ca) => of_canada(ca),
        Section::UsPrivacy(us) => of_us_privacy(us),
        Section::Us(section) => of_united_states(section),
        Section::Opaque(_, text) => json!(text),
        other => panic!("{other:?}"),
    }
}

pub(crate) fn of_us_privacy(us: &UsPrivacy) -> Value {
    json!({
        "version": 1,
        "notice": us.notice.character(),
        "optOutSale": us.opt_out_sale.character(),
        "lspa": us.lspa.character(),
    })
}

fn of_united_states(section: &UsSection) -> Value {
    let mut fields = Map::new();
    fields.insert("Version".into(), section.version().into());
    for (field, count) in section.layout().fields() {
        let answers: Vec<u8> = section.answers(field).collect();
        assert_eq!(answers.len(), count);
        let is_list = count > 1;
        let value = if is_list {
            json!(answers)
        } else {
            json!(answers[0])
        };
        fields.insert(field.name().into(), value);
    }
    fields.insert("Gpc".into(), json!(section.gpc));
    fields.into()
}

fn of_canada(ca: &TcfCa) -> Value {
    let ids = |set: &IdSet| set.iter().collect::<Vec<_>>();
    let numbers = |set: SmallSet| set.iter().collect::<Vec<_>>();
    let restrictions = ca.restrictions.as_ref().map(|all| {
        let one = all.iter().map(|it| {
            let vendors: Vec<u16> = it
                .vendors
                .iter()
                .flat_map(|range| range.first()..=range.last())
                .collect();
            json!({ "purposeId": it.purpose, "type": it.kind.bits(), "vendors": vendors })
        });
        one.collect::<Vec<_>>()
    });
    let mut fields = json!({
        "Version": 1,
        "Created": ca.created.get(),
        "LastUpdated": ca.last_updated.get(),
        "CmpId": ca.cmp_id,
        "CmpVersion": ca.cmp_version,
        "ConsentScreen": ca.consent_screen,
        "ConsentLanguage": ca.consent_language.to_string(),
        "VendorListVersion": ca.vendor_list_version,
        "TcfPolicyVersion": ca.policy_version,
        "UseNonStandardStacks": ca.use_non_standard_stacks,
        "SpecialFeatureExpressConsent": numbers(ca.special_feature_express_consent),
        "PurposesExpressConsent": numbers(ca.purposes_express_consent),
        "PurposesImpliedConsent": numbers(ca.purposes_implied_consent),
        "VendorExpressConsent": ids(&ca.vendor_express_consent),
        "VendorImpliedConsent": ids(&ca.vendor_implied_consent),
        "PubRestrictions": restrictions,
    });
    if let Some(disclosed) = &ca.disclosed_vendors {
        fields["DisclosedVendors"] = json!(ids(disclosed));
    }
    if let Some(publisher) = &ca.publisher {
        fields["PubPurposesExpressConsent"] = json!(numbers(publisher.purposes_express_consent));
        fields["PubPurposesImpliedConsent"] = json!(numbers(publisher.purposes_implied_consent));
        fields["NumCustomPurposes"] = json!(publisher.custom_purposes);
        fields["CustomPurposesExpressConsent"] = json!(numbers(publisher.custom_purposes_express_consent));
        fields["CustomPurposesImpliedConsent"] = json!(numbers(publisher.custom_purposes_implied_consent));
    }
    fields
}
