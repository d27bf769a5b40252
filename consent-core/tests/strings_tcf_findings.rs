//! Each rule of the framework finds what breaks it, as severe as it is, and nothing else.
#![cfg(feature = "strings")]

mod strings;

use consent_core::strings::bits::{Deciseconds, Letters};
use consent_core::strings::tcf::{
    Declarations, Declared, Edition, Known, Platform, Platforms, RestrictionKind, TcString, VendorRange,
};
use consent_core::strings::{IdSet, Severity};
use consent_core::time::DAY;
use strings::sound::{NOW, against, day, sound};

#[track_caller]
fn finds(change: impl FnOnce(&mut TcString), expected: &[(Severity, &'static str)]) {
    let mut tc = sound();
    change(&mut tc);
    assert_eq!(against(&tc, &Known::at(NOW)), expected);
}

use Severity::{Error, Note, Warning};

#[test]
fn a_sound_string_has_no_findings() {
    finds(|_| {}, &[]);
}

#[test]
fn global_scope_is_over() {
    finds(
        |tc| tc.core.is_service_specific = false,
        &[(Error, "global-scope")],
    );
}

#[test]
fn the_policy_fits_the_day() {
    let on = |secs: u64, policy: u8| {
        move |tc: &mut TcString| {
            (tc.core.created, tc.core.last_updated) = (day(secs), day(secs));
            tc.core.policy_version = policy;
        }
    };
    let (last, first) = (1_696_118_400 - DAY, 1_696_118_400);
    finds(on(last, 3), &[(Warning, "expired")]);
    finds(on(first, 3), &[(Error, "outdated-policy"), (Warning, "expired")]);
    finds(on(first, 4), &[(Warning, "expired")]);
    finds(|tc| tc.core.policy_version = 6, &[(Note, "unknown-policy")]);
    finds(on(last, 1), &[(Note, "unknown-policy"), (Warning, "expired")]);
}

#[test]
fn dates_are_days_not_long_ago() {
    let at = |created: u64, updated: u64| {
        move |tc: &mut TcString| {
            tc.core.created = Deciseconds::new(created * 10).expect("fits");
            tc.core.last_updated = Deciseconds::new(updated * 10).expect("fits");
        }
    };
    let today = NOW.as_secs() / DAY * DAY;
    finds(at(today - DAY, today), &[(Warning, "dates-differ")]);
    finds(at(today, today - DAY), &[(Warning, "dates-reversed")]);
    finds(at(today - 60, today - 60), &[(Warning, "time-of-day")]);
    finds(at(today + DAY, today + DAY), &[(Warning, "future")]);
    finds(at(today - 397 * DAY, today - 397 * DAY), &[]);
    finds(at(today - 398 * DAY, today - 398 * DAY), &[(Warning, "expired")]);
    // Before December 2021 both could be any moment.
    let old = 1_640_995_200 - DAY;
    let change = |tc: &mut TcString| {
        at(old - 7, old - 1)(tc);
        tc.core.policy_version = 2;
    };
    finds(change, &[(Warning, "expired")]);
}

struct List;

impl Platforms for List {
    fn platform(&self, id: u16) -> Option<Platform> {
        let deleted_at = match id {
            880 => None,
            881 => Some(NOW),
            882 => Some(NOW.saturating_add(1)),
            _ => return None,
        };
        Some(Platform { deleted_at })
    }
}

#[test]
fn only_registered_platforms_make_strings() {
    finds(|tc| tc.core.cmp_id = 0, &[(Error, "cmp")]);
    finds(|tc| tc.core.cmp_id = 1, &[(Error, "cmp")]);
    finds(|tc| tc.core.cmp_id = 4095, &[]);
    let known = Known::at(NOW).with_platforms(&List);
    for (id, expected) in [
        (1, vec![(Error, "cmp")]),
        (880, vec![]),
        (881, vec![(Error, "cmp-deleted")]),
        (882, vec![]),
        (4095, vec![(Error, "cmp")]),
    ] {
        let mut tc = sound();
        tc.core.cmp_id = id;
        assert_eq!(against(&tc, &known), expected, "{id}");
    }
}

#[test]
fn a_vendor_list_was_shown() {
    finds(
        |tc| tc.core.vendor_list_version = 0,
        &[(Error, "vendor-list-version")],
    );
}

#[test]
fn language_and_country_are_those_of_the_standards() {
    let beyond = Letters::from_bits(26 << 6);
    let letters = |text| Letters::parse(text).expect("letters");
    finds(|tc| tc.core.consent_language = beyond, &[(Error, "language")]);
    finds(
        |tc| tc.core.consent_language = letters("XX"),
        &[(Warning, "language")],
    );
    finds(|tc| tc.core.publisher_country = beyond, &[(Error, "country")]);
    finds(
        |tc| tc.core.publisher_country = letters("EU"),
        &[(Warning, "country")],
    );
    finds(
        |tc| tc.core.publisher_country = letters("AA"),
        &[(Note, "country")],
    );
}

#[test]
fn purposes_are_on_the_basis_that_they_can_have() {
    let interest = |purposes: &'static [u8]| {
        move |tc: &mut TcString| tc.core.purposes_legitimate_interest = purposes.iter().copied().collect()
    };
    for purposes in [&[1], &[3], &[6]] {
        finds(interest(purposes), &[(Warning, "legitimate-interest")]);
    }
    let older = |tc: &mut TcString| {
        interest(&[3, 4, 5, 6])(tc);
        (tc.core.created, tc.core.last_updated) = (day(1_690_000_000), day(1_690_000_000));
        tc.core.policy_version = 3;
    };
    finds(older, &[(Warning, "expired")]);
    finds(
        |tc| tc.core.purposes_consent.insert(12),
        &[(Note, "unknown-purpose")],
    );
    finds(
        |tc| tc.core.special_feature_opt_ins.insert(3),
        &[(Note, "unknown-purpose")],
    );
    finds(
        |tc| tc.core.purpose_one_treatment = true,
        &[(Warning, "purpose-one")],
    );
}

#[test]
fn restrictions_can_be_followed() {
    let restrict = |all: &'static [(u8, RestrictionKind, u16, u16)]| {
        move |tc: &mut TcString| {
            for (purpose, kind, first, last) in all {
                tc.core
                    .restrictions
                    .push(*purpose, *kind, VendorRange::new(*first, *last));
            }
        }
    };
    use RestrictionKind::{NotAllowed, RequireConsent, RequireLegitimateInterest, Undefined};
    finds(
        restrict(&[
            (2, NotAllowed, 1, 9),
            (2, RequireConsent, 10, 20),
            (3, NotAllowed, 1, 20),
        ]),
        &[],
    );
    finds(restrict(&[(2, NotAllowed, 1, 9), (2, NotAllowed, 5, 20)]), &[]);
    finds(
        restrict(&[(2, NotAllowed, 1, 9), (2, RequireConsent, 9, 20)]),
        &[(Warning, "restrictions-overlap")],
    );
    finds(
        restrict(&[(0, NotAllowed, 1, 9)]),
        &[(Warning, "restricted-purpose")],
    );
    finds(
        restrict(&[(25, NotAllowed, 1, 9)]),
        &[(Warning, "restricted-purpose")],
    );
    finds(
        restrict(&[(24, Undefined, 1, 9)]),
        &[(Warning, "restriction-type")],
    );
    finds(
        restrict(&[(1, RequireLegitimateInterest, 1, 9)]),
        &[(Warning, "restriction-type")],
    );
}

#[test]
fn who_was_shown_is_said_since_tcf_2_3() {
    let on = |secs: u64| {
        move |tc: &mut TcString| {
            (tc.core.created, tc.core.last_updated) = (day(secs), day(secs));
            tc.disclosed_vendors = None;
        }
    };
    let the_day = 1_772_236_800;
    finds(on(the_day - DAY), &[]);
    finds(on(the_day), &[(Warning, "disclosed-vendors")]);
    finds(on(the_day + DAY), &[(Error, "disclosed-vendors")]);
    let untold = |secs: u64| {
        move |tc: &mut TcString| {
            on(secs)(tc);
            tc.disclosed_vendors = Some([10].into_iter().collect());
        }
    };
    finds(untold(the_day), &[(Warning, "undisclosed-vendors")]);
    finds(untold(the_day - DAY), &[(Note, "undisclosed-vendors")]);
}

#[test]
fn nobody_works_out_of_band() {
    finds(
        |tc| tc.allowed_vendors = Some(IdSet::new()),
        &[(Warning, "out-of-band")],
    );
    let old = |tc: &mut TcString| {
        (tc.core.created, tc.core.last_updated) = (day(1_600_000_000), day(1_600_000_000));
        tc.core.policy_version = 2;
        tc.allowed_vendors = Some(IdSet::new());
    };
    finds(old, &[(Warning, "expired"), (Note, "out-of-band")]);
}

struct Vendors(Edition);

impl Declarations for Vendors {
    fn declared(&self, vendor: u16) -> Option<Declared> {
        (vendor < 20).then(Declared::new)
    }

    fn edition(&self) -> Option<Edition> {
        Some(self.0)
    }
}

#[test]
fn the_vendor_list_is_that_of_the_string() {
    let edition = Edition {
        specification: 3,
        version: 175,
        policy: 5,
    };
    let with = |edition| {
        let list = Vendors(edition);
        let mut tc = sound();
        tc.core.vendor_consents.remove(20);
        tc.core.vendor_legitimate_interests.remove(20);
        against(&tc, &Known::at(NOW).with_vendors(&list))
    };
    assert_eq!(with(edition), []);
    assert_eq!(
        with(Edition {
            version: 174,
            ..edition
        }),
        [(Note, "vendor-list-differs")]
    );
    assert_eq!(
        with(Edition {
            specification: 2,
            ..edition
        }),
        [(Warning, "vendor-list-specification")]
    );
    let list = Vendors(edition);
    let known = Known::at(NOW).with_vendors(&list);
    assert_eq!(against(&sound(), &known), [(Note, "unknown-vendors")]);
}
