//! The loader's gate and the core's: the same verdict on the same conditions, and on the same elements.

use std::collections::BTreeMap;

use consent_core::carry::{Stored, read};
use consent_core::config::Policy;
use consent_core::decision::{ConsentState, Grants};
use consent_core::gate::{HoldReason, Markup, Requirement, Verdict, judge};
use consent_core::time::Timestamp;
use consent_tests::{Tab, journey, planted, strings};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use super::generated::{conditions, draw};

/// The core's verdict in the loader's words.
fn said(verdict: Verdict) -> Value {
    let (reason, name) = match verdict {
        Verdict::Run => return json!({ "verdict": "run" }),
        Verdict::Hold(HoldReason::NothingNamed) => return json!({ "verdict": "hold", "reason": "unnamed" }),
        Verdict::Hold(HoldReason::Unknown(name)) => ("unknown", name),
        Verdict::Hold(HoldReason::Unasked(name)) => ("unasked", name),
        Verdict::Hold(HoldReason::Refused(name)) => ("refused", name),
        Verdict::Hold(HoldReason::Granted(name)) => ("granted", name),
    };
    json!({ "verdict": "hold", "reason": reason, "name": name })
}

/// Where the visitor of this tab stands, as the core reads it from what the tab has stored.
async fn standing(tab: &Tab, policy: &Policy) -> (ConsentState, Grants) {
    let (cookies, mirror): (String, String) =
        tab.evaluate("[read('cookie'), localStorage.consent ?? '']").await;
    let state = read(
        &Stored {
            cookies: &cookies,
            mirror: &mirror,
        },
        policy,
        Timestamp::from_secs(strings::now()),
    );
    let grants = match state {
        ConsentState::Decided(decision) => decision.grants,
        _ => Grants::none(),
    };
    (state, grants)
}

fn names(policy: &Policy) -> Vec<String> {
    let categories = policy
        .categories()
        .iter()
        .map(|category| category.id.as_str().to_owned());
    categories
        .chain(
            policy
                .services()
                .iter()
                .map(|service| service.id.as_str().to_owned()),
        )
        .collect()
}

#[test]
fn both_judge_conditions_alike() {
    let mut runner = TestRunner::deterministic();
    journey(async |stage| {
        let policy = stage.sites.policy("nordicexperts");
        let page = stage.sites.page("nordicexperts", "");
        let answers = [
            None,
            Some(strings::rejected(&policy, 1)),
            Some(strings::accepted(&policy, 1)),
            Some(strings::chose(&policy, &["analytics"], 1)),
            Some(strings::chose(&policy, &["advertisement"], 1) + ".Q"),
        ];
        let lists: Vec<String> = (0..1_000)
            .map(|_| draw(&mut runner, &conditions(names(&policy))))
            .collect();
        for answer in answers {
            let visitor = stage.visitor().await;
            if let Some(text) = &answer {
                visitor
                    .has(vec![planted("consent", text, &page, None, "/")])
                    .await;
            }
            let tab = visitor.opens(&page).await;
            let (state, grants) = standing(&tab, &policy).await;
            assert_eq!(
                answer.is_some(),
                matches!(state, ConsentState::Decided(_)),
                "{answer:?}"
            );
            let by_the_loader: Vec<Value> = tab
                .evaluate(&format!("{}.map((list) => consent.why(list))", json!(lists)))
                .await;
            for (list, by_the_loader) in lists.iter().zip(by_the_loader) {
                let by_the_core = said(judge(&Requirement::parse(list), &policy, &grants, &state));
                assert_eq!(by_the_loader, by_the_core, "{list:?} with {answer:?}");
            }
        }
    });
}

/// Attributes of an element: our own, and those of the other systems.
fn attributes(names: Vec<String>) -> impl Strategy<Value = BTreeMap<&'static str, String>> {
    let ours = (
        prop::option::weighted(0.3, conditions(names.clone())),
        prop::option::weighted(0.3, conditions(names)),
    );
    let theirs = prop::option::weighted(
        0.7,
        select(vec![
            ("data-cookieconsent", "statistics"),
            ("data-cookieconsent", "statistics, marketing"),
            ("data-cookieconsent", "preferences"),
            ("data-cookieconsent", "surprise"),
            ("class", "wide optanon-category-C0002"),
            ("class", "optanon-category-C0002-C0003 high"),
            ("class", "optanon-category-C0001"),
            ("class", "wide"),
            ("data-name", "google-analytics"),
            ("data-name", "Google Analytics"),
            ("data-cookieyes", "cookieyes-analytics"),
            ("data-cookieyes", "analytics"),
            ("data-cookieyes", "cookieyes-toString"),
            ("data-usercentrics", "Google Analytics"),
            ("data-usercentrics", "Netdialog Chat"),
            ("data-usercentrics", "Somebody  Else"),
            ("data-c15t-category", "measurement"),
            ("data-c15t-category", "marketing experience"),
            ("data-c15t-category", ""),
        ]),
    );
    (ours, theirs).prop_map(|((category, service), theirs)| {
        let mut all = BTreeMap::new();
        all.extend(category.map(|value| ("data-category", value)));
        all.extend(service.map(|value| ("data-service", value)));
        all.extend(theirs.map(|(name, value)| (name, value.to_owned())));
        all
    })
}

#[test]
fn both_judge_elements_alike_those_marked_for_other_systems_too() {
    let systems = [
        Markup::Cookiebot,
        Markup::OneTrust,
        Markup::Klaro,
        Markup::CookieYes,
        Markup::Usercentrics,
        Markup::C15t,
    ];
    let mut runner = TestRunner::deterministic();
    journey(async |stage| {
        let mut config = stage.sites.config("netdialog");
        config["markup"] = json!(systems);
        stage.sites.publish("netdialog", &config);
        let policy = stage.sites.policy("netdialog");
        let elements: Vec<_> = (0..600)
            .map(|_| draw(&mut runner, &attributes(names(&policy))))
            .collect();
        let page = stage.sites.page("netdialog", "");
        for text in [
            strings::rejected(&policy, 1),
            strings::chose(&policy, &["analytics"], 1),
            strings::accepted(&policy, 1),
        ] {
            let visitor = stage.visitor().await;
            visitor
                .has(vec![planted("consent", &text, &page, None, "/")])
                .await;
            let tab = visitor.opens(&page).await;
            let (state, grants) = standing(&tab, &policy).await;
            // The last one may run on every policy: once it has, all before it have been looked at.
            tab.evaluate::<()>(&format!(
                "void read('body').append(...[...{}, {{ 'data-category': 'necessary', id: 'last' }}].map((all) => {{
                   const it = document.createElement('img');
                   for (const [name, value] of Object.entries(all)) it.setAttribute(name, value);
                   it.dataset.src = '/icon.svg'; it.dataset.generated = ''; return it }}))",
                json!(elements)
            ))
            .await;
            tab.until("find('#last').hasAttribute('src')").await;
            let ran: Vec<bool> = tab
                .evaluate("findAll('[data-generated]:not(#last)').map((it) => it.hasAttribute('src'))")
                .await;
            for (attributes, ran) in elements.iter().zip(ran) {
                let requirement = Requirement::of_element(|name| attributes.get(name).cloned(), &systems);
                let verdict = judge(&requirement, &policy, &grants, &state);
                assert_eq!(
                    ran,
                    verdict == Verdict::Run,
                    "{attributes:?} with {text}: {verdict:?}"
                );
            }
        }
    });
}
