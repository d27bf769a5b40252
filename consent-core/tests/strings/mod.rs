//! Vectors of other systems' strings, and how decoded values stand in them.
#![allow(
    dead_code,
    reason = "each test that includes this module uses its own part of it"
)]

pub(crate) mod sound;

use std::collections::BTreeMap;

use consent_core::strings::tcf::TcString;
use consent_core::strings::{IdSet, SmallSet};
use serde_json::{Value, json};

/// Every vector of one kind with its string.
pub(crate) fn vectors(json: &str, kind: &str) -> Vec<(String, Value)> {
    let file: Value = serde_json::from_str(json).expect("the file is JSON");
    let list = file[kind].as_array().expect("a list of vectors");
    list.iter()
        .map(|vector| {
            (
                vector["string"].as_str().expect("a text").to_owned(),
                vector.clone(),
            )
        })
        .collect()
}

pub(crate) const TCF_V1: &str = include_str!("../vectors/strings/tcf_v1.json");
pub(crate) const TCF_V2: &str = include_str!("../vectors/strings/tcf_v2.json");

/// Every TC string there is, sound or not.
pub(crate) fn tcf_texts() -> Vec<String> {
    [(TCF_V2, "valid"), (TCF_V2, "invalid"), (TCF_V1, "refused")]
        .into_iter()
        .flat_map(|(json, kind)| vectors(json, kind))
        .map(|(text, _)| text)
        .collect()
}

/// The values of a TC string as the vectors name them.
pub(crate) fn values(tc: &TcString) -> Value {
    let core = &tc.core;
    let ids = |set: &IdSet| set.iter().collect::<Vec<_>>();
    let numbers = |set: SmallSet| set.iter().collect::<Vec<_>>();
    let publisher = tc.publisher.clone().unwrap_or_default();
    // Several entries of one kind on one purpose are one.
    let restrictions: BTreeMap<_, _> = core
        .restrictions
        .iter()
        .map(|it| {
            (
                (it.purpose, it.kind),
                ids(&core.restrictions.vendors(it.purpose, it.kind)),
            )
        })
        .collect();
    let restrictions: Vec<_> = restrictions
        .into_iter()
        .map(|((purpose, kind), vendors)| json!({"purposeId": purpose, "type": kind.bits(), "vendors": vendors}))
        .collect();
    json!({
        "created": core.created.get(),
        "lastUpdated": core.last_updated.get(),
        "cmpId": core.cmp_id,
        "cmpVersion": core.cmp_version,
        "consentScreen": core.consent_screen,
        "consentLanguage": core.consent_language.to_string(),
        "vendorListVersion": core.vendor_list_version,
        "policyVersion": core.policy_version,
        "isServiceSpecific": core.is_service_specific,
        "useNonStandardTexts": core.use_non_standard_texts,
        "specialFeatureOptins": numbers(core.special_feature_opt_ins),
        "purposeConsents": numbers(core.purposes_consent),
        "purposeLegitimateInterests": numbers(core.purposes_legitimate_interest),
        "purposeOneTreatment": core.purpose_one_treatment,
        "publisherCC": core.publisher_country.to_string(),
        "vendorConsents": ids(&core.vendor_consents),
        "vendorLegitimateInterests": ids(&core.vendor_legitimate_interests),
        "publisherRestrictions": restrictions,
        "disclosedVendors": tc.disclosed_vendors.as_ref().map(ids).unwrap_or_default(),
        "allowedVendors": tc.allowed_vendors.as_ref().map(ids).unwrap_or_default(),
        "pubConsents": numbers(publisher.purposes_consent),
        "pubLI": numbers(publisher.purposes_legitimate_interest),
        "pubCustomConsents": numbers(publisher.custom_purposes_consent),
        "pubCustomLI": numbers(publisher.custom_purposes_legitimate_interest),
    })
}
