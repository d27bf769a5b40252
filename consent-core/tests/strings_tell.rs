//! A decision in the IAB's strings: read again, they say what was granted, and no rule is broken.
#![cfg(feature = "declare")]

mod declare;

use consent_core::config::{Config, Policy};
use consent_core::decision::{Act, Grants, Signal};
use consent_core::strings::bits::Letters;
use consent_core::strings::gpp::{Gpp, Section, SectionId, UsField};
use consent_core::strings::tcf::{Basis, Declarations, Declared, Known, RestrictionKind, TcString};
use consent_core::strings::tell::{Choice, Terms};
use consent_core::strings::us_privacy::UsPrivacy;
use consent_core::strings::{Finding, IdSet, Severity, SmallSet};
use consent_core::time::Timestamp;
use declare::{checked, put, sound};
use proptest::prelude::*;
use serde_json::{Value, json};

/// 22 November 2026, in the afternoon.
const NOW: Timestamp = Timestamp::from_secs(1_795_355_000);

/// Three vendors in two categories, promised different things.
fn european() -> Config {
    let mut config = sound();
    put(&mut config, "/iab/tcf", json!(true));
    let vendor = |id: &str, number: u32, purposes: Value, interests: Value, features: Value| {
        json!({ "use": id, "iab": {
            "vendor": number, "purposes": purposes, "legitimateInterest": interests, "specialFeatures": features,
        } })
    };
    put(
        &mut config,
        "/services/0",
        vendor("google-analytics", 755, json!([1, 8]), json!([]), json!([])),
    );
    put(
        &mut config,
        "/services/-",
        vendor("meta-pixel", 89, json!([1, 2, 3, 4]), json!([7, 10]), json!([1])),
    );
    put(
        &mut config,
        "/services/-",
        vendor("pinterest-tag", 2000, json!([1, 7]), json!([2, 9]), json!([2])),
    );
    checked(&config)
}

fn american(iab: Value) -> Config {
    let mut config = sound();
    put(&mut config, "/regime", json!("opt-out"));
    put(&mut config, "/services/-", json!("meta-pixel"));
    put(&mut config, "/iab", iab);
    checked(&config)
}

/// What holds, as a string's maker is told.
fn told<T>(
    policy: &Policy,
    grants: Grants,
    gpc: bool,
    act: Option<Act>,
    tell: impl FnOnce(&Choice<'_>) -> T,
) -> T {
    tell(&Choice {
        is_granted: &|name| grants.allows(policy, name),
        signal: Signal { gpc },
        decided_at: NOW,
        language: Letters::parse("SV").unwrap(),
        act,
    })
}

fn is_error(finding: &Finding) -> bool {
    finding.severity > Severity::Note
}

/// A list in which every vendor has registered for everything, on one basis and flexible or not.
struct Everything {
    basis: Basis,
    flexible: bool,
}

impl Declarations for Everything {
    fn declared(&self, _: u16) -> Option<Declared> {
        let declared = match self.basis {
            Basis::Consent => Declared::new().purposes(1..=11),
            _ => Declared::new().legitimate_interest_purposes(1..=11),
        };
        Some(if self.flexible {
            declared.flexible_purposes(1..=11)
        } else {
            declared
        })
    }
}

#[test]
fn a_yes_to_all_says_what_each_vendor_was_promised() {
    let config = european();
    let (policy, terms) = (config.policy(), Terms::of(&config).unwrap());
    let grants = Grants::all(&policy);
    let tc = told(&policy, grants, false, Some(Act::AcceptAll), |choice| {
        terms.tc_string(choice)
    })
    .unwrap();
    let text = tc.encode().unwrap();
    assert_eq!(TcString::decode(&text).unwrap(), tc);
    assert!(text.starts_with('C') && text.matches('.').count() == 1, "{text}");

    let core = &tc.core;
    assert_eq!(
        (
            core.cmp_id,
            core.cmp_version,
            core.vendor_list_version,
            core.policy_version
        ),
        (880, 3, 175, 5)
    );
    assert_eq!(
        (core.created, core.created.is_midnight()),
        (core.last_updated, true)
    );
    assert!(core.created.second() <= NOW && NOW.as_secs() - core.created.second().as_secs() < 86_400);
    assert!(core.is_service_specific && core.use_non_standard_texts && !core.purpose_one_treatment);
    assert_eq!(
        (
            core.consent_language.to_string(),
            core.publisher_country.to_string()
        ),
        ("SV".into(), "SE".into())
    );
    assert_eq!(core.purposes_consent, SmallSet::from_iter([1, 2, 3, 4, 7, 8]));
    assert_eq!(
        core.purposes_legitimate_interest,
        SmallSet::from_iter([2, 7, 9, 10])
    );
    assert_eq!(core.special_feature_opt_ins, SmallSet::from_iter([1, 2]));
    assert_eq!(core.vendor_consents, IdSet::from_iter([89, 755, 2000]));
    assert_eq!(core.vendor_legitimate_interests, IdSet::from_iter([89, 2000]));
    assert_eq!(tc.disclosed_vendors, Some(IdSet::from_iter([89, 755, 2000])));
    // What only others were promised.
    let forbidden = |purpose| core.restrictions.vendors(purpose, RestrictionKind::NotAllowed);
    assert_eq!(forbidden(3), IdSet::from_iter([755, 2000]));
    assert_eq!(forbidden(1), IdSet::new());
    // By consent, although it has legitimate interest in something else.
    assert_eq!(
        core.restrictions.vendors(2, RestrictionKind::RequireConsent),
        IdSet::from_iter([89])
    );
    assert_eq!(
        core.restrictions
            .vendors(7, RestrictionKind::RequireLegitimateInterest),
        IdSet::from_iter([89])
    );
}

#[test]
fn a_no_discloses_and_grants_nothing() {
    let config = european();
    let (policy, terms) = (config.policy(), Terms::of(&config).unwrap());
    for act in [Some(Act::RejectAll), Some(Act::Withdrawn), None] {
        let tc = told(&policy, Grants::none(), false, act, |choice| {
            terms.tc_string(choice)
        })
        .unwrap();
        let core = &tc.core;
        assert!(core.purposes_consent.is_empty() && core.purposes_legitimate_interest.is_empty());
        assert!(core.vendor_consents.is_empty() && core.vendor_legitimate_interests.is_empty());
        assert!(core.special_feature_opt_ins.is_empty() && core.restrictions.is_empty());
        assert_eq!(tc.disclosed_vendors.as_ref().unwrap().len(), 3);
        assert!(!tc.findings(&Known::at(NOW)).iter().any(is_error));
    }
}

proptest! {
    /// Whatever is granted: read again, a vendor may do what it was promised if its service is granted, and nothing else,
    /// even if it has registered for everything.
    #[test]
    fn a_tc_string_says_exactly_what_is_granted(categories in 0u8..8, exceptions in 0u8..64, chosen in any::<bool>()) {
        let config = european();
        let (policy, terms) = (config.policy(), Terms::of(&config).unwrap());
        let mut grants = Grants::none();
        for index in 1..policy.categories().len() {
            if categories & (1 << index.min(7)) != 0 {
                grants = grants.with_category(index);
            }
        }
        for index in 0..policy.services().len().min(6) {
            if exceptions & (1 << index) != 0 {
                grants = grants.with_exception(&policy, index);
            }
        }
        let act = if chosen { Act::Chosen } else { Act::AcceptAll };
        let tc = told(&policy, grants, false, Some(act), |choice| terms.tc_string(choice)).unwrap();
        let tc = TcString::decode(&tc.encode().unwrap()).unwrap();
        let findings = tc.findings(&Known::at(NOW));
        prop_assert!(!findings.iter().any(is_error), "{findings:?}");
        for vendor in &terms.vendors {
            let granted = grants.allows(&policy, &vendor.service);
            for (purpose, default, flexible) in (1..=11).flat_map(|purpose| {
                [(Basis::Consent, true), (Basis::Consent, false), (Basis::LegitimateInterest, true), (Basis::LegitimateInterest, false)]
                    .map(|(basis, flexible)| (purpose, basis, flexible))
            }) {
                let list = Everything { basis: default, flexible };
                for (basis, promised) in [(Basis::Consent, vendor.purposes), (Basis::LegitimateInterest, vendor.legitimate_interest)] {
                    let may = tc.may_process(vendor.id, purpose, basis, &list).is_granted();
                    let promised = granted && promised.contains(purpose);
                    prop_assert!(promised || !may, "vendor {} purpose {} {:?} of {:?}", vendor.id, purpose, basis, default);
                    // Where the list has the basis that the site wrote down, all of it.
                    prop_assert!(may || !promised || default != basis, "vendor {} purpose {} {:?}", vendor.id, purpose, basis);
                }
            }
        }
    }
}

#[test]
fn an_opt_out_is_told_in_every_section_there_is() {
    let names: Vec<_> = SectionId::of_the_united_states()
        .filter_map(SectionId::name)
        .collect();
    assert!(names.len() >= 17);
    for name in names {
        let config = american(json!({ "cmpId": 880, "gpp": [name] }));
        let (policy, terms) = (config.policy(), Terms::of(&config).unwrap());
        for gpc in [false, true] {
            for granted in [false, true] {
                let grants = if granted {
                    Grants::all(&policy)
                } else {
                    Grants::none()
                };
                let text = told(&policy, grants, gpc, None, |choice| terms.gpp_string(choice)).unwrap();
                let gpp = Gpp::parse(&text).unwrap();
                assert_eq!(gpp.ids().count(), 1);
                let (id, section) = gpp.sections().next().unwrap();
                let section = section.unwrap();
                let findings = section.findings(gpp.text(id).unwrap(), &Known::at(NOW));
                // GPC with everything granted is told as it is; in California a rule says that it is not followed.
                let expected = usize::from(name == "usca" && gpc && granted);
                assert_eq!(findings.len(), expected, "{name}: {findings:?}");
                let Section::Us(section) = section else {
                    panic!("{name}")
                };
                assert_eq!(section.layout().version(), section.version());
                assert_eq!(
                    section.answer(UsField::SaleOptOut),
                    Some(if granted { 2 } else { 1 })
                );
                assert_eq!(section.gpc, section.layout().has_gpc().then_some(gpc), "{name}");
                for mode in [UsField::MspaOptOutOptionMode, UsField::MspaServiceProviderMode] {
                    assert_eq!(section.answer(mode), Some(0), "nobody signs for the site");
                }
                assert_eq!(section.answer(UsField::MspaCoveredTransaction), Some(2));
            }
        }
    }
}

#[test]
fn one_refused_advertiser_is_an_opt_out() {
    let config = american(json!({ "cmpId": 880, "gpp": ["usnat"], "usPrivacy": true }));
    let (policy, terms) = (config.policy(), Terms::of(&config).unwrap());
    let usp = |grants| {
        let said = told(&policy, grants, false, None, |choice| terms.us_privacy(choice)).unwrap();
        let text = said.encode();
        assert!(UsPrivacy::parse(&text).unwrap().findings(&text).is_empty());
        text
    };
    assert_eq!(usp(Grants::all(&policy)), "1YNN");
    assert_eq!(usp(Grants::none()), "1YYN");
    let pixel = policy.service("meta-pixel").unwrap();
    assert_eq!(usp(Grants::all(&policy).with_exception(&policy, pixel)), "1YYN");
    let analytics = policy.category("analytics").unwrap();
    let others = (0..policy.categories().len()).filter(|index| *index != analytics);
    assert_eq!(usp(others.fold(Grants::none(), Grants::with_category)), "1YNN");
}

#[test]
fn the_page_gets_the_same_in_json() {
    let config = european();
    let (policy, terms) = (config.policy(), Terms::of(&config).unwrap());
    let grants = Grants::all(&policy);
    let (page, tc) = told(&policy, grants, false, Some(Act::AcceptAll), |choice| {
        (terms.page_json(choice), terms.tc_string(choice).unwrap())
    });
    let page: Value = serde_json::from_str(&page).unwrap();
    assert!(page.get("gpp").is_none() && page.get("usp").is_none());
    let data = &page["tc"];
    assert_eq!(data["tcString"], tc.encode().unwrap());
    assert_eq!(
        data["purpose"]["consents"],
        json!({ "1": true, "2": true, "3": true, "4": true, "7": true, "8": true })
    );
    assert_eq!(
        data["vendor"]["legitimateInterests"],
        json!({ "89": true, "2000": true })
    );
    assert_eq!(
        data["vendor"]["disclosedVendors"],
        json!({ "89": true, "755": true, "2000": true })
    );
    assert_eq!(
        data["publisher"]["restrictions"]["3"],
        json!({ "755": 0, "2000": 0 })
    );
    assert_eq!(
        data["publisher"]["restrictions"]["2"],
        json!({ "89": 1, "755": 0, "2000": 2 })
    );
    assert_eq!(
        (&data["gdprApplies"], &data["publisherCC"]),
        (&json!(true), &json!("SE"))
    );

    let config = american(json!({ "cmpId": 880, "gpp": ["usnat", "usva"], "usPrivacy": true }));
    let (policy, terms) = (config.policy(), Terms::of(&config).unwrap());
    let page = told(&policy, Grants::none(), true, None, |choice| {
        terms.page_json(choice)
    });
    let page: Value = serde_json::from_str(&page).unwrap();
    assert!(page.get("tc").is_none());
    assert_eq!(page["usp"], "1YYN");
    assert_eq!(page["gpp"]["applicableSections"], json!([7, 9]));
    let national = &page["gpp"]["parsedSections"]["usnat"];
    assert_eq!(
        (&national[0]["Version"], &national[0]["SaleOptOut"]),
        (&json!(2), &json!(1))
    );
    assert_eq!(national[0]["SensitiveDataProcessing"], json!(vec![0; 16]));
    assert_eq!(national[1], json!({ "SubsectionType": 1, "Gpc": true }));
    assert_eq!(
        page["gpp"]["parsedSections"]["usva"].as_array().unwrap().len(),
        1,
        "it has no GPC"
    );
}

#[test]
fn the_compact_form_says_the_same() {
    for config in [
        european(),
        american(json!({ "cmpId": 2, "gpp": ["usca"], "usPrivacy": true })),
    ] {
        let terms = Terms::of(&config).unwrap();
        assert_eq!(Terms::from_compact(&terms.to_compact()), Some(terms));
    }
    let mut none = sound();
    put(&mut none, "/iab", Value::Null);
    assert_eq!(Terms::of(&checked(&none)), None);
}
