//! Whether a vendor may: restrictions come first, then the basis that is left, then what the user answered.
#![cfg(feature = "strings")]

use consent_core::strings::bits::{Deciseconds, Letters};
use consent_core::strings::tcf::{
    Basis, Core, Declared, Denial, Permission, RestrictionKind, TcString, VendorRange,
};
use consent_core::time::Timestamp;

const OWN: u16 = 20;

/// Vendor 20: purposes 1 and 9 by consent, 2, 4 and 7 by legitimate interest; 2, 4 and 9 as the publisher wants.
fn declared() -> (u16, Declared) {
    let declared = Declared::new()
        .purposes([1, 9])
        .legitimate_interest_purposes([2, 4, 7])
        .flexible_purposes([2, 4, 9])
        .special_purposes([1])
        .special_features([1]);
    (OWN, declared)
}

/// 21 September 2026: everything agreed to, and the vendor shown.
fn agreed() -> TcString {
    let today = Deciseconds::midnight(Timestamp::from_secs(1_790_000_000));
    TcString {
        core: Core {
            created: today,
            last_updated: today,
            policy_version: 5,
            special_feature_opt_ins: [1].into_iter().collect(),
            purposes_consent: (1..=11).collect(),
            purposes_legitimate_interest: [2, 7, 8, 9, 10, 11].into_iter().collect(),
            publisher_country: Letters::parse("DE").expect("letters"),
            vendor_consents: [OWN].into_iter().collect(),
            vendor_legitimate_interests: [OWN].into_iter().collect(),
            ..Core::default()
        },
        disclosed_vendors: Some([OWN].into_iter().collect()),
        ..TcString::default()
    }
}

fn restricted(kinds: &[(u8, RestrictionKind)]) -> TcString {
    let mut tc = agreed();
    for (purpose, kind) in kinds {
        let around = VendorRange::new(OWN - 5, OWN + 5);
        tc.core.restrictions.push(*purpose, *kind, around);
        // Nobody's concern here: another vendor, another purpose.
        let other = VendorRange::new(OWN + 6, u16::MAX);
        tc.core.restrictions.push(*purpose, NotAllowed, other);
        tc.core.restrictions.push(11, NotAllowed, around);
    }
    tc
}

#[track_caller]
fn ask(tc: &TcString, purpose: u8, basis: Basis) -> Result<(), Denial> {
    match tc.may_process(OWN, purpose, basis, &declared()) {
        Permission::Granted => Ok(()),
        Permission::Denied(denial) => Err(denial),
    }
}

use Basis::{Consent, LegitimateInterest};
use RestrictionKind::{NotAllowed, RequireConsent, RequireLegitimateInterest, Undefined};

#[test]
fn without_restrictions_the_declared_basis_counts() {
    let tc = agreed();
    assert_eq!(ask(&tc, 1, Consent), Ok(()));
    assert_eq!(ask(&tc, 2, LegitimateInterest), Ok(()));
    assert_eq!(ask(&tc, 9, Consent), Ok(()));
    assert_eq!(ask(&tc, 1, LegitimateInterest), Err(Denial::OtherBasis(Consent)));
    assert_eq!(
        ask(&tc, 2, Consent),
        Err(Denial::OtherBasis(LegitimateInterest)),
        "flexible, but nobody asks for it"
    );
    assert_eq!(ask(&tc, 3, Consent), Err(Denial::NotDeclared));
    assert_eq!(ask(&tc, 0, Consent), Err(Denial::NotDeclared));
    assert_eq!(ask(&tc, 255, Consent), Err(Denial::NotDeclared));
}

#[test]
fn what_the_publisher_forbids_is_forbidden_to_all() {
    for purpose in [1, 2, 7, 9] {
        let tc = restricted(&[(purpose, NotAllowed)]);
        for basis in [Consent, LegitimateInterest] {
            assert_eq!(
                ask(&tc, purpose, basis),
                Err(Denial::ForbiddenByPublisher),
                "{purpose}"
            );
        }
    }
}

#[test]
fn a_required_basis_needs_a_vendor_that_has_it_or_leaves_it_open() {
    // Declared as legitimate interest, flexible: consent counts then.
    let tc = restricted(&[(2, RequireConsent)]);
    assert_eq!(ask(&tc, 2, Consent), Ok(()));
    assert_eq!(ask(&tc, 2, LegitimateInterest), Err(Denial::OtherBasis(Consent)));
    // Declared as consent, flexible: legitimate interest counts then.
    let tc = restricted(&[(9, RequireLegitimateInterest)]);
    assert_eq!(ask(&tc, 9, LegitimateInterest), Ok(()));
    assert_eq!(ask(&tc, 9, Consent), Err(Denial::OtherBasis(LegitimateInterest)));
    // Not flexible: the other basis shuts the vendor out, its own changes nothing.
    let tc = restricted(&[(7, RequireConsent)]);
    assert_eq!(ask(&tc, 7, Consent), Err(Denial::InflexibleVendor));
    assert_eq!(ask(&tc, 7, LegitimateInterest), Err(Denial::InflexibleVendor));
    let tc = restricted(&[(7, RequireLegitimateInterest)]);
    assert_eq!(ask(&tc, 7, LegitimateInterest), Ok(()));
    let tc = restricted(&[(1, RequireConsent)]);
    assert_eq!(ask(&tc, 1, Consent), Ok(()));
    // Not declared at all.
    let tc = restricted(&[(3, RequireConsent)]);
    assert_eq!(ask(&tc, 3, Consent), Err(Denial::NotDeclared));
}

#[test]
fn restrictions_that_nobody_can_follow_forbid() {
    for (kinds, denial) in [
        (
            vec![RequireConsent, RequireLegitimateInterest],
            Denial::UnclearRestriction,
        ),
        (vec![Undefined], Denial::UnclearRestriction),
        (vec![RequireConsent, Undefined], Denial::UnclearRestriction),
        (
            vec![Undefined, RequireConsent, NotAllowed],
            Denial::ForbiddenByPublisher,
        ),
    ] {
        let all: Vec<_> = kinds.into_iter().map(|kind| (2, kind)).collect();
        let tc = restricted(&all);
        for basis in [Consent, LegitimateInterest] {
            assert_eq!(ask(&tc, 2, basis), Err(denial), "{all:?}");
        }
    }
    let tc = restricted(&[(2, RequireConsent), (2, RequireConsent)]);
    assert_eq!(ask(&tc, 2, Consent), Ok(()), "the same twice is no contradiction");
}

#[test]
fn both_the_purpose_and_the_vendor_must_be_agreed_to() {
    let mut tc = agreed();
    tc.core.vendor_consents.remove(OWN);
    assert_eq!(ask(&tc, 1, Consent), Err(Denial::Vendor));
    assert_eq!(
        ask(&tc, 2, LegitimateInterest),
        Ok(()),
        "objecting and consenting are apart"
    );
    let mut tc = agreed();
    tc.core.purposes_consent = [2, 9].into_iter().collect();
    assert_eq!(ask(&tc, 1, Consent), Err(Denial::Purpose));
    assert_eq!(ask(&tc, 9, Consent), Ok(()));
    let mut tc = agreed();
    tc.core.purposes_legitimate_interest = [7].into_iter().collect();
    assert_eq!(ask(&tc, 2, LegitimateInterest), Err(Denial::Purpose));
}

#[test]
fn purposes_3_to_6_have_no_legitimate_interest_since_policy_4() {
    let mut tc = agreed();
    tc.core.purposes_legitimate_interest = (1..=11).collect();
    assert_eq!(ask(&tc, 4, LegitimateInterest), Err(Denial::NoLegitimateInterest));
    tc.core.policy_version = 3;
    assert_eq!(ask(&tc, 4, LegitimateInterest), Ok(()));
    // Purpose 1 never had it, even where a list says so.
    let list = (OWN, Declared::new().legitimate_interest_purposes([1]));
    let asked = tc.may_process(OWN, 1, LegitimateInterest, &list);
    assert_eq!(asked, Permission::Denied(Denial::NoLegitimateInterest));
}

#[test]
fn a_vendor_that_was_not_shown_may_nothing() {
    let mut tc = agreed();
    tc.disclosed_vendors = Some([OWN + 1].into_iter().collect());
    assert_eq!(ask(&tc, 1, Consent), Err(Denial::NotDisclosed));
    tc.disclosed_vendors = None;
    assert_eq!(
        ask(&tc, 1, Consent),
        Err(Denial::NotDisclosed),
        "by now the string must say it"
    );
    let before = Deciseconds::midnight(Timestamp::from_secs(1_772_236_800));
    tc.core.created = before;
    assert_eq!(ask(&tc, 1, Consent), Ok(()), "until 28 February 2026 it need not");
    tc.disclosed_vendors = Some([OWN + 1].into_iter().collect());
    assert_eq!(
        ask(&tc, 1, Consent),
        Err(Denial::NotDisclosed),
        "but what it says counts"
    );
}

#[test]
fn only_a_vendor_of_the_list_may() {
    let tc = agreed();
    let (_, all) = declared();
    let unknown = Permission::Denied(Denial::UnknownVendor);
    assert_eq!(tc.may_process(OWN, 1, Consent, &(OWN + 1, all)), unknown);
    let day = tc.core.last_updated.second();
    assert_eq!(
        tc.may_process(OWN, 1, Consent, &(OWN, all.deleted_at(day))),
        unknown
    );
    let later = all.deleted_at(day.saturating_add(1));
    assert!(tc.may_process(OWN, 1, Consent, &(OWN, later)).is_granted());
    // A list that declares one purpose twice says nothing.
    let torn = Declared::new().purposes([1]).legitimate_interest_purposes([1]);
    assert_eq!(
        tc.may_process(OWN, 1, Consent, &(OWN, torn)),
        Permission::Denied(Denial::NotDeclared)
    );
}

#[test]
fn purpose_one_may_not_have_been_asked_for() {
    let mut tc = agreed();
    tc.core.purpose_one_treatment = true;
    tc.core.purposes_consent = (2..=11).collect();
    let country = tc.core.publisher_country;
    assert_eq!(ask(&tc, 1, Consent), Err(Denial::PurposeOneNotDisclosed(country)));
    let denial = Denial::PurposeOneNotDisclosed(country);
    assert_eq!(
        denial.to_string(),
        "purpose 1 was not disclosed: the law of DE must say whether it needs consent"
    );
}

#[test]
fn special_purposes_need_only_that_the_vendor_was_shown() {
    let ask = |tc: &TcString, purpose| tc.may_process_special(OWN, purpose, &declared());
    let mut tc = agreed();
    tc.core.vendor_legitimate_interests.remove(OWN);
    assert!(ask(&tc, 1).is_granted());
    assert_eq!(ask(&tc, 2), Permission::Denied(Denial::NotDeclared));
    tc.disclosed_vendors = None;
    assert_eq!(ask(&tc, 1), Permission::Denied(Denial::NotDisclosed));
    tc.core.created = Deciseconds::default();
    assert_eq!(
        ask(&tc, 1),
        Permission::Denied(Denial::NotDisclosed),
        "an old string says it by the other bit"
    );
    tc.core.vendor_legitimate_interests.insert(OWN);
    assert!(ask(&tc, 1).is_granted());
}

#[test]
fn special_features_are_opted_in_to() {
    let ask = |tc: &TcString, feature| tc.may_use_special_feature(OWN, feature, &declared());
    let mut tc = agreed();
    assert!(ask(&tc, 1).is_granted());
    assert_eq!(ask(&tc, 2), Permission::Denied(Denial::NotDeclared));
    tc.core.special_feature_opt_ins = [2].into_iter().collect();
    assert_eq!(ask(&tc, 1), Permission::Denied(Denial::SpecialFeature));
    tc.disclosed_vendors = Some([1].into_iter().collect());
    assert_eq!(ask(&tc, 1), Permission::Denied(Denial::NotDisclosed));
}

#[test]
fn every_denial_says_why() {
    let all = [
        Denial::UnknownVendor,
        Denial::NotDeclared,
        Denial::ForbiddenByPublisher,
        Denial::InflexibleVendor,
        Denial::UnclearRestriction,
        Denial::OtherBasis(Consent),
        Denial::OtherBasis(LegitimateInterest),
        Denial::NoLegitimateInterest,
        Denial::NotDisclosed,
        Denial::Purpose,
        Denial::Vendor,
        Denial::SpecialFeature,
    ];
    let said: std::collections::BTreeSet<_> = all.iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), all.len());
}
