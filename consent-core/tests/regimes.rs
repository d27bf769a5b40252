//! What holds before an answer, what a standing signal takes away, and what only an answer after it gives back.
#![cfg(feature = "declare")]

mod generated;

use consent_core::carry::{ConsentString, Stored};
use consent_core::config::{Category, Policy, PolicyParts, Regime, Region, RegionRule, Service};
use consent_core::decision::{Act, ConsentState, Decision, Grants, Signal};
use consent_core::time::{DAY, Timestamp};
use consent_core::visit::{self, Plan, Visit};
use generated::{NOW, any_grants, any_policy, any_stored_text, id};
use proptest::prelude::*;

const REGIMES: [Regime; 3] = [Regime::OptIn, Regime::OptOut, Regime::Notice];

/// Advertisement, analytics; an advertiser, and a counter that may be exempt.
fn policy(regime: Regime, exempt: bool) -> Policy {
    let category = |id| Category::new(id).unwrap();
    let counter = Service {
        exempt,
        ..Service::new("counter", 2).unwrap()
    };
    Policy::new(PolicyParts {
        regime,
        categories: vec![
            Category::necessary(),
            category("advertisement"),
            category("analytics"),
        ],
        services: vec![Service::new("ads", 1).unwrap(), counter],
        ..PolicyParts::default()
    })
    .unwrap()
}

fn at(second: u64, gpc: bool, cookies: &str) -> Visit<'_> {
    Visit {
        now: Timestamp::from_secs(second),
        host: "example.se",
        stored: Stored { cookies, mirror: "" },
        signal: Signal { gpc },
        ..Visit::default()
    }
}

fn stored(policy: &Policy, act: Act, grants: Grants, age_days: u64) -> String {
    let decision = Decision {
        grants,
        act,
        decided_at: Timestamp::from_secs(NOW - age_days * DAY),
        id: id(),
    };
    format!("consent={}", ConsentString::encode(&decision, policy))
}

fn act_of(plan: &Plan<'_>) -> Option<Act> {
    match plan.state {
        ConsentState::Decided(decision) => Some(decision.act),
        _ => None,
    }
}

/// LAW-06, LAW-60, LAW-62, LAW-66: regime x signal x what is stored, and what is granted then: advertisement, analytics.
#[test]
fn law_62_the_signal_beats_what_is_older_and_nothing_else_does() {
    use Act::{AcceptAll, Chosen, Insisted, RejectAll};
    use Regime::{Notice, OptIn, OptOut};
    let table = [
        // Nothing is stored.
        (OptIn, false, None, [false, false], None),
        (OptIn, true, None, [false, false], None),
        (OptOut, false, None, [true, true], None),
        (OptOut, true, None, [false, true], Some(Act::Signal)),
        (Notice, false, None, [true, true], None),
        (Notice, true, None, [false, true], Some(Act::Signal)),
        // A yes to everything.
        (OptIn, false, Some(AcceptAll), [true, true], Some(AcceptAll)),
        (OptIn, true, Some(AcceptAll), [true, true], Some(AcceptAll)),
        (OptOut, false, Some(AcceptAll), [true, true], Some(AcceptAll)),
        (OptOut, true, Some(AcceptAll), [false, true], Some(Act::Signal)),
        (OptOut, true, Some(Chosen), [false, true], Some(Act::Signal)),
        (Notice, true, Some(AcceptAll), [false, true], Some(Act::Signal)),
        // A yes that was given while the signal was there.
        (OptOut, true, Some(Insisted), [true, true], Some(Insisted)),
        (OptOut, false, Some(Insisted), [true, true], Some(Insisted)),
        // A no.
        (OptIn, true, Some(RejectAll), [false, false], Some(RejectAll)),
        (OptOut, false, Some(RejectAll), [false, false], Some(RejectAll)),
        (OptOut, true, Some(RejectAll), [false, false], Some(RejectAll)),
        (Notice, true, Some(RejectAll), [false, false], Some(RejectAll)),
    ];
    for (regime, gpc, act, granted, becomes) in table {
        let policy = policy(regime, false);
        let grants = if act == Some(RejectAll) {
            Grants::none()
        } else {
            Grants::all(&policy)
        };
        let cookies = act
            .map(|act| stored(&policy, act, grants, 30))
            .unwrap_or_default();
        let plan = visit::begin(&policy, &at(NOW, gpc, &cookies), id());
        let allowed = ["advertisement", "analytics"].map(|name| plan.grants.allows(&policy, name));
        assert_eq!(
            (allowed, act_of(&plan)),
            (granted, becomes),
            "{regime:?} {gpc} {act:?}"
        );
        assert_eq!(plan.ask, regime == OptIn && act.is_none(), "only opt-in asks");
        if becomes == Some(Act::Signal) {
            assert!(!plan.write.is_empty(), "a signal is carried like any decision");
        }
    }
}

#[test]
fn law_62_a_yes_while_the_signal_is_there_is_one_that_stays() {
    let policy = policy(Regime::OptOut, false);
    for (act, gpc, becomes) in [
        (Act::AcceptAll, true, Act::Insisted),
        (Act::Chosen, true, Act::Insisted),
        (Act::AcceptAll, false, Act::AcceptAll),
        (Act::RejectAll, true, Act::RejectAll),
    ] {
        let plan = visit::decide(&policy, &at(NOW, gpc, ""), act, Grants::all(&policy), id());
        assert_eq!(act_of(&plan), Some(becomes), "{act:?} {gpc}");
        let cookies = plan.write[0].assignment.split(';').next().unwrap().to_owned();
        let again = visit::begin(&policy, &at(NOW + DAY, true, &cookies), id());
        assert_eq!(
            again.grants.allows(&policy, "advertisement"),
            becomes == Act::Insisted,
            "{act:?} {gpc}"
        );
    }
    let wish = Grants::none().with_category(2);
    let plan = visit::decide(&policy, &at(NOW, true, ""), Act::Chosen, wish, id());
    assert_eq!(
        act_of(&plan),
        Some(Act::Chosen),
        "what the signal leaves needs no insisting"
    );
}

#[test]
fn law_60_what_the_visitor_refused_stays_refused_beside_the_signal() {
    let policy = policy(Regime::OptOut, false);
    let only_ads = Grants::none().with_category(1);
    let cookies = stored(&policy, Act::Chosen, only_ads, 3);
    let plan = visit::begin(&policy, &at(NOW, true, &cookies), id());
    assert_eq!(
        plan.grants,
        Grants::none(),
        "analytics does not come back with the signal"
    );
}

#[test]
fn law_71_what_is_exempt_runs_until_somebody_objects() {
    let policy = policy(Regime::OptIn, true);
    let begun = |gpc, cookies: &str| visit::begin(&policy, &at(NOW, gpc, cookies), id()).grants;
    let allowed = |grants: Grants| ["counter", "analytics", "ads"].map(|name| grants.allows(&policy, name));
    assert_eq!(allowed(begun(false, "")), [true, false, false]);
    assert_eq!(allowed(begun(true, "")), [false; 3], "the signal objects");
    let plan = visit::decide(&policy, &at(NOW, false, ""), Act::RejectAll, Grants::none(), id());
    assert_eq!(allowed(plan.grants), [false; 3], "and so does a no");
    assert!(!plan.write.is_empty(), "which is carried, and so recorded");
    assert_eq!(Policy::from_compact(&policy.to_compact()).as_ref(), Some(&policy));
}

#[test]
fn law_51_52_and_64_nobody_is_asked_before_the_days_are_over() {
    let days = |regime, max_age| {
        let parts = PolicyParts {
            max_age: u32::try_from(max_age * DAY).unwrap(),
            ..PolicyParts::from(policy(regime, false))
        };
        Policy::new(parts).unwrap()
    };
    for (regime, holds) in [(Regime::OptIn, 182), (Regime::OptOut, 365)] {
        let policy = days(regime, holds);
        for (age, decided) in [(holds - 1, true), (holds, false), (holds + 1, false)] {
            let cookies = stored(&policy, Act::RejectAll, Grants::none(), age);
            let plan = visit::begin(&policy, &at(NOW, false, &cookies), id());
            assert_eq!(act_of(&plan).is_some(), decided, "{regime:?} after {age} days");
            assert_eq!(
                plan.ask,
                !decided && regime == Regime::OptIn,
                "{regime:?} after {age} days"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn law_06_no_text_that_is_no_row_grants(text in ".{0,12}") {
        let region = Region::parse(&text).ok();
        let rule = RegionRule::of(region.as_ref());
        let has_row = |code: &str| RegionRule::all().any(|rule| rule.regions.contains(&code));
        let known = region.as_ref().is_some_and(|region| has_row(region.as_str()) || has_row(region.country()));
        prop_assert!(known || rule.regime == Regime::OptIn);
    }

    #[test]
    fn a_signal_only_takes_away(
        (policy, cookie) in any_policy().prop_flat_map(|policy| (Just(policy.clone()), any_stored_text(policy))),
        regime in 0usize..3,
    ) {
        let policy = Policy::new(PolicyParts { regime: REGIMES[regime], ..PolicyParts::from(policy) }).unwrap();
        let cookies = format!("consent={cookie}");
        let [without, with] = [false, true].map(|gpc| visit::begin(&policy, &at(NOW, gpc, &cookies), id()).grants);
        prop_assert!(with.is_within(&without, &policy));
    }

    #[test]
    fn a_category_that_is_taken_back_takes_its_services_along(
        (policy, grants) in any_policy().prop_flat_map(|policy| (Just(policy.clone()), any_grants(policy))),
        category in 1usize..32,
    ) {
        let left = grants.without_category(&policy, category);
        for (index, service) in policy.services().iter().enumerate() {
            let expected = usize::from(service.category) != category && grants.allows_service(&policy, index);
            prop_assert_eq!(left.allows_service(&policy, index), expected);
        }
        prop_assert!(!left.allows_category(category) && left.is_within(&grants, &policy));
    }
}
