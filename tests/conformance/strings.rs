//! The loader's one piece of understanding, `current`, and the core's, over generated strings.

use std::path::PathBuf;

use consent_core::carry::{Stored, read};
use consent_core::config::Policy;
use consent_core::decision::ConsentState;
use consent_core::time::Timestamp;
use consent_tests::journey;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use super::generated::{NOW, damaged, draw, policies, sound};

/// So many policies, each with so many strings.
const POLICIES: usize = 80;
const STRINGS: usize = 100;

/// What the core says: nothing, or who decided what, when and how.
fn by_the_core(text: &str, policy: &Policy) -> Value {
    let stored = Stored {
        cookies: "",
        mirror: text,
    };
    let ConsentState::Decided(decision) = read(&stored, policy, Timestamp::from_secs(NOW)) else {
        return Value::Null;
    };
    let categories = policy.categories().iter().map(|category| category.id.as_str());
    let services = policy.services().iter().map(|service| service.id.as_str());
    let mut on: Vec<&str> = categories
        .chain(services)
        .filter(|name| decision.grants.allows(policy, name))
        .collect();
    on.sort_unstable();
    json!({
        "on": on,
        "at": decision.decided_at.as_secs(),
        "act": decision.act.letter().to_string(),
        "id": decision.id.encode(),
    })
}

/// The constants that the loader gets for this policy.
fn constants(policy: &Policy) -> Value {
    let categories: Vec<&str> = policy
        .categories()
        .iter()
        .map(|category| category.id.as_str())
        .collect();
    let services: Vec<(&str, u8)> = policy
        .services()
        .iter()
        .map(|service| (service.id.as_str(), service.category))
        .collect();
    json!({ "p": policy.fingerprint().to_string(), "m": policy.max_age(), "c": categories, "s": services })
}

fn the_loaders_function() -> String {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target/bundle/current.js");
    std::fs::read_to_string(&file)
        .unwrap_or_else(|fault| panic!("{}: {fault}; `cargo xtask bundle` makes it", file.display()))
}

#[test]
fn both_read_thousands_of_strings_alike() {
    let mut runner = TestRunner::deterministic();
    let sets: Vec<(Policy, Vec<String>)> = (0..POLICIES)
        .map(|_| {
            let policy = draw(&mut runner, &policies());
            let strings = sound(&policy);
            let texts = (0..STRINGS).map(|_| {
                let text = draw(&mut runner, &strings);
                draw(&mut runner, &damaged(text))
            });
            let texts = texts.collect();
            (policy, texts)
        })
        .collect();

    journey(async |stage| {
        let tab = stage.visitor().await.tab().await;
        tab.runs(&the_loaders_function()).await;
        let (mut granted, mut refused) = (0, 0);
        for (policy, texts) in &sets {
            let by_the_loader: Vec<Value> = tab
                .evaluate(&format!(
                    "{}.map((text) => {{ const it = current(text, {}, {NOW}); return it ? {{ ...it, on: [...it.on].sort() }} : null }})",
                    json!(texts),
                    constants(policy)
                ))
                .await;
            assert_eq!(by_the_loader.len(), texts.len());
            for (text, by_the_loader) in texts.iter().zip(by_the_loader) {
                let by_the_core = by_the_core(text, policy);
                assert_eq!(by_the_loader, by_the_core, "{text:?} under {}", constants(policy));
                if by_the_core.is_null() {
                    refused += 1;
                } else {
                    granted += 1;
                }
            }
        }
        println!("{granted} strings hold, {refused} do not");
        assert!(
            granted + refused >= 5_000 && granted > 2_000 && refused > 2_000,
            "{granted} and {refused}"
        );
    });
}
