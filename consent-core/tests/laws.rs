//! Laws that hold for every policy, every decision and every text, whoever wrote it.

mod generated;

use consent_core::carry::{ConsentString, Stored, read};
use consent_core::config::{Party, Policy, Storage};
use consent_core::decision::{Act, ConsentState, Grants};
use consent_core::erase::{ErasePlan, Present};
use consent_core::time::Timestamp;
use consent_core::visit::{self, Visit};
use generated::{NOW, any_act, any_grants, any_name, any_policy, any_stored_text, id};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn a_decision_that_was_written_is_read_back((policy, grants) in with_grants(), act in any_act(), at in 0u64..36u64.pow(8)) {
        let decision = generated::decision(&policy, grants, act, at);
        let text = ConsentString::encode(&decision, &policy);
        let read = ConsentString::parse(&text).and_then(|string| string.decision(&policy));
        prop_assert_eq!(read, Ok(decision));
        prop_assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-')));
    }

    #[test]
    fn no_text_grants_more_than_a_whole_string((policy, cookie, mirror) in with_stored_texts()) {
        let cookies = format!("a=1; consent={cookie}; b=2");
        let stored = Stored { cookies: &cookies, mirror: &mirror };
        let whole = [&cookie, &mirror].map(|text| {
            ConsentString::parse(text.trim()).and_then(|string| string.decision(&policy)).map_or(Grants::none(), |it| it.grants)
        });
        let plan = visit::arrive(&policy, &visit(stored));
        prop_assert!(whole.iter().any(|whole| plan.grants.is_within(whole, &policy)), "{:?}", plan.grants);
    }

    #[test]
    fn anything_stored_is_granted_only_while_it_is_fresh(
        (policy, grants) in with_grants(),
        any_age in 0u64..800 * 86_400,
        turn in prop::option::of(0u64..3),
    ) {
        // Half of the time at the very second at which an answer grows too old, or beside it.
        let age = turn.map_or(any_age, |turn| policy.max_age() + turn - 1);
        let decision = generated::decision(&policy, grants, Act::Chosen, NOW - age);
        let text = ConsentString::encode(&decision, &policy);
        let state = read(&Stored { cookies: &format!("consent={text}"), mirror: &text }, &policy, Timestamp::from_secs(NOW));
        prop_assert_eq!(matches!(state, ConsentState::Decided(_)), age < policy.max_age());
        prop_assert_eq!(matches!(state, ConsentState::Expired { .. }), age >= policy.max_age());
    }

    #[test]
    fn of_cookie_and_mirror_the_newest_counts((policy, older, newer) in with_two_grants(), cookie_is_newer: bool) {
        let older = generated::string(&policy, older, Act::Chosen, NOW - 60);
        let newer_text = generated::string(&policy, newer, Act::Chosen, NOW - 59);
        let (cookie, mirror) = if cookie_is_newer { (&newer_text, &older) } else { (&older, &newer_text) };
        let cookies = format!("consent={cookie}");
        let plan = visit::arrive(&policy, &visit(Stored { cookies: &cookies, mirror }));
        prop_assert_eq!(plan.grants, newer);
        prop_assert!(plan.write[0].assignment.starts_with(&format!("consent={newer_text};")), "both are put right");
    }

    #[test]
    fn of_two_of_one_second_neither_grants_beyond_the_other((policy, one, other) in with_two_grants()) {
        let cookies = format!("consent={}", generated::string(&policy, one, Act::Chosen, NOW));
        let mirror = generated::string(&policy, other, Act::Chosen, NOW);
        let plan = visit::arrive(&policy, &visit(Stored { cookies: &cookies, mirror: &mirror }));
        prop_assert!(plan.grants.is_within(&one, &policy) && plan.grants.is_within(&other, &policy));
    }

    #[test]
    fn two_cookies_that_disagree_are_no_decision((policy, one, other) in with_two_grants()) {
        let one = generated::string(&policy, one, Act::Chosen, NOW);
        let other = generated::string(&policy, other, Act::Chosen, NOW - 1);
        let cookies = format!("consent={one}; x=y; consent={other}");
        let plan = visit::arrive(&policy, &visit(Stored { cookies: &cookies, mirror: &one }));
        prop_assert_eq!(plan.state, ConsentState::Unasked);
        prop_assert_eq!(plan.grants, Grants::none());
    }

    #[test]
    fn one_answer_settles_whatever_stood_under_our_name((policy, one, other) in with_two_grants(), third in ".{0,40}") {
        let [one, other] = [one, other].map(|grants| generated::string(&policy, grants, Act::Chosen, NOW - 9));
        let cookies = format!("consent={one}; x=y; consent={other}; consent={}", third.replace(';', ""));
        let stored = Stored { cookies: &cookies, mirror: &one };
        let plan = visit::decide(&policy, &visit(stored), Act::RejectAll, Grants::none(), id());
        prop_assert!(plan.erase.cookies.contains(&"consent"), "every form goes before the new one is written");
        let text = plan.write[0].assignment.split([';', '=']).nth(1).expect("a value");
        let cookies = format!("consent={text}");
        let again = visit::arrive(&policy, &visit(Stored { cookies: &cookies, mirror: text }));
        prop_assert!(again.write.is_empty() && again.erase.cookies.is_empty(), "then there is nothing left to do");
    }

    #[test]
    fn after_a_withdrawal_or_a_rejection_nothing_is_granted((policy, grants) in with_grants(), wish in any::<bool>(), withdraws: bool) {
        let text = generated::string(&policy, grants, Act::Chosen, NOW - 5);
        let cookies = format!("consent={text}");
        let wish = if wish { Grants::all(&policy) } else { grants };
        let act = if withdraws { Act::Withdrawn } else { Act::RejectAll };
        let plan = visit::decide(&policy, &visit(Stored { cookies: &cookies, mirror: &text }), act, wish, id());
        for name in generated::switchable_names(&policy) {
            prop_assert!(!plan.grants.allows(&policy, name), "{}", name);
        }
        let written = plan.write[0].assignment.split([';', '=']).nth(1).expect("a value").to_owned();
        let cookies = format!("consent={written}");
        let again = visit::arrive(&policy, &visit(Stored { cookies: &cookies, mirror: &written }));
        prop_assert_eq!(again.grants, Grants::none());
        prop_assert!(!again.ask);
    }

    #[test]
    fn a_refusal_is_kept_exactly_as_long_as_an_acceptance((policy, _) in with_grants()) {
        let age = |act| {
            let plan = visit::decide(&policy, &visit(Stored::default()), act, Grants::none(), id());
            plan.write[0].assignment.split("; ").find(|part| part.starts_with("Max-Age=")).map(str::to_owned)
        };
        prop_assert!(age(Act::AcceptAll).is_some());
        prop_assert_eq!(age(Act::AcceptAll), age(Act::RejectAll));
        prop_assert_eq!(age(Act::AcceptAll), age(Act::Withdrawn));
    }

    #[test]
    fn what_denied_services_declare_goes_and_nothing_else((policy, grants) in with_grants(), names in prop::collection::vec(any_name(), 0..12)) {
        let cookies: Vec<String> = names.iter().map(|name| format!("{name}=v")).collect();
        let (cookies, keys) = (cookies.join("; "), names.join("\t"));
        let plan = ErasePlan::new(&policy, &grants, &Present { cookies: &cookies, local: &keys, session: &keys });
        for name in &names {
            for (storage, gone) in [(Storage::Cookie, &plan.cookies), (Storage::Local, &plan.local), (Storage::Session, &plan.session)] {
                let expected = must_go(name, storage, &policy, &grants);
                prop_assert_eq!(gone.contains(&name.as_str()), expected, "{} in {:?}", name, storage);
                prop_assert!(gone.iter().filter(|other| *other == name).count() <= 1 || storage != Storage::Cookie);
            }
        }
    }

    #[test]
    fn a_grant_of_everything_erases_nothing((policy, _) in with_grants(), names in prop::collection::vec(any_name(), 0..12)) {
        let keys = names.join("\t");
        let present = Present { cookies: "", local: &keys, session: &keys };
        prop_assert!(ErasePlan::new(&policy, &Grants::all(&policy), &present).is_empty());
    }
}

/// Said once more in other words: among the rules that fit most closely, none is of a granted service.
fn must_go(name: &str, storage: Storage, policy: &Policy, grants: &Grants) -> bool {
    let mut rules = Vec::new();
    for (index, service) in policy.services().iter().enumerate() {
        for rule in &service.cookies {
            if rule.storage == storage && rule.party == Party::First && rule.name.covers(name) {
                rules.push((rule.name.closeness(), grants.allows_service(policy, index)));
            }
        }
    }
    let closest = rules.iter().map(|(closeness, _)| *closeness).max();
    closest.is_some_and(|closest| {
        rules
            .iter()
            .all(|(closeness, granted)| *closeness < closest || !granted)
    })
}

fn visit(stored: Stored<'_>) -> Visit<'_> {
    Visit {
        now: Timestamp::from_secs(NOW),
        host: "www.example.se",
        https: true,
        stored,
        ..Visit::default()
    }
}

fn with_grants() -> impl Strategy<Value = (Policy, Grants)> {
    any_policy().prop_flat_map(|policy| (Just(policy.clone()), any_grants(policy)))
}

fn with_two_grants() -> impl Strategy<Value = (Policy, Grants, Grants)> {
    any_policy().prop_flat_map(|policy| {
        (
            Just(policy.clone()),
            any_grants(policy.clone()),
            any_grants(policy),
        )
    })
}

fn with_stored_texts() -> impl Strategy<Value = (Policy, String, String)> {
    any_policy().prop_flat_map(|policy| {
        (
            Just(policy.clone()),
            any_stored_text(policy.clone()),
            any_stored_text(policy),
        )
    })
}
