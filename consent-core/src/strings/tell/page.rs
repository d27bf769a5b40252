//! Everything that a page answers with, as one JSON text.
//!
//! ```text
//! { "tc"?: TCData without what changes in a page view,          ; TCF, CMP API 2.2, TCData
//!   "gpp"?: { gppString, sectionList, applicableSections, parsedSections },   ; GPP, CMP API 1.1, PingReturn
//!   "usp"?: the US Privacy string }
//! ```

use alloc::string::String;

use super::choice::Choice;
use super::json::Json;
use super::terms::Terms;
use crate::strings::gpp::UsSection;
use crate::strings::tcf::{Core, TcString};
use crate::strings::{IdSet, SmallSet};

impl Terms {
    /// Says a choice in every string that the site has, and in the values that scripts on its pages ask for.
    #[must_use]
    pub fn page_json(&self, choice: &Choice<'_>) -> String {
        let mut json = Json::default();
        json.object(|json| {
            let tc = self.tc_string(choice);
            if let Some((tc, text)) = tc.as_ref().and_then(|tc| Some((tc, tc.encode().ok()?))) {
                json.key("tc").object(|json| tc_data(tc, &text, json));
            }
            if let Some(text) = self.gpp_string(choice) {
                json.key("gpp").object(|json| self.gpp(&text, choice, json));
            }
            if let Some(us_privacy) = self.us_privacy(choice) {
                json.key("usp").text(&us_privacy.encode());
            }
        });
        json.finish()
    }

    fn gpp(&self, text: &str, choice: &Choice<'_>, json: &mut Json) {
        let numbers = |json: &mut Json| {
            for layout in &self.sections {
                json.number(layout.section().get());
            }
        };
        json.key("gppString").text(text);
        json.key("sectionList").list(numbers);
        json.key("applicableSections").list(numbers);
        json.key("parsedSections").object(|json| {
            for section in self.us_sections(choice) {
                let name = section.id().name().unwrap_or_default();
                json.key(name).list(|json| parsed(&section, json));
            }
        });
    }
}

fn tc_data(tc: &TcString, text: &str, json: &mut Json) {
    let core = &tc.core;
    json.key("tcString").text(text);
    json.key("tcfPolicyVersion").number(core.policy_version);
    json.key("cmpId").number(core.cmp_id);
    json.key("cmpVersion").number(core.cmp_version);
    json.key("gdprApplies").flag(true);
    json.key("isServiceSpecific").flag(core.is_service_specific);
    json.key("useNonStandardTexts").flag(core.use_non_standard_texts);
    let country: String = core.publisher_country.characters().into_iter().collect();
    json.key("publisherCC").text(&country);
    json.key("purposeOneTreatment").flag(core.purpose_one_treatment);
    json.key("purpose").object(|json| {
        small_set("consents", core.purposes_consent, json);
        small_set("legitimateInterests", core.purposes_legitimate_interest, json);
    });
    json.key("vendor").object(|json| {
        id_set("consents", &core.vendor_consents, json);
        id_set("legitimateInterests", &core.vendor_legitimate_interests, json);
        if let Some(disclosed) = &tc.disclosed_vendors {
            id_set("disclosedVendors", disclosed, json);
        }
    });
    small_set("specialFeatureOptins", core.special_feature_opt_ins, json);
    json.key("publisher").object(|json| {
        let none = SmallSet::new();
        small_set("consents", none, json);
        small_set("legitimateInterests", none, json);
        json.key("customPurpose").object(|json| {
            small_set("consents", none, json);
            small_set("legitimateInterests", none, json);
        });
        json.key("restrictions").object(|json| restrictions(core, json));
    });
}

/// By purpose, and then by vendor. A vendor has one restriction for a purpose.
fn restrictions(core: &Core, json: &mut Json) {
    let mut last = 0;
    for one in core.restrictions.iter().map(|one| one.purpose) {
        if one == last {
            continue;
        }
        last = one;
        json.number_key(one.into()).object(|json| {
            for restriction in core.restrictions.iter().filter(|other| other.purpose == one) {
                for vendor in restriction.vendors {
                    json.number_key(vendor.first()).number(restriction.kind.bits());
                }
            }
        });
    }
}

fn small_set(name: &str, set: SmallSet, json: &mut Json) {
    trues(name, set.iter().map(u16::from), json);
}

fn id_set(name: &str, set: &IdSet, json: &mut Json) {
    trues(name, set.iter(), json);
}

/// What is not named is not granted.
fn trues(name: &str, numbers: impl Iterator<Item = u16>, json: &mut Json) {
    json.key(name).object(|json| {
        for number in numbers {
            json.number_key(number).flag(true);
        }
    });
}

/// A section's subsections by their fields' names.
fn parsed(section: &UsSection, json: &mut Json) {
    json.object(|json| {
        json.key("Version").number(section.version());
        for (field, _) in section.layout().fields() {
            let mut answers = section.answers(field);
            json.key(field.name());
            match answers.len() {
                1 => json.number(answers.next().unwrap_or_default()),
                _ => json.list(|json| answers.for_each(|answer| json.number(answer))),
            }
        }
    });
    if let Some(gpc) = section.gpc {
        json.object(|json| {
            json.key("SubsectionType").number(1u8);
            json.key("Gpc").flag(gpc);
        });
    }
}
