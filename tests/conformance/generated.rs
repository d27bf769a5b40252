//! Policies, strings and conditions, drawn the same at every run.

use consent_core::carry::ConsentString;
use consent_core::config::{Category, Fingerprint, Policy, PolicyParts, Service};
use consent_core::decision::{Act, ConsentId, Decision, Grants};
use consent_core::time::{DAY, Timestamp};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

/// The time at which the strings are read.
pub(crate) const NOW: u64 = 1_763_766_000;

/// Draws one value.
pub(crate) fn draw<T: std::fmt::Debug>(runner: &mut TestRunner, strategy: &impl Strategy<Value = T>) -> T {
    strategy.new_tree(runner).expect("a value").current()
}

/// Policies of 0 to 31 switchable categories and 0 to 40 services.
pub(crate) fn policies() -> impl Strategy<Value = Policy> {
    let services = prop::collection::vec(any::<Index>(), 0..=40);
    (any::<[u8; 6]>(), 0usize..=31, services, 182u64..=730).prop_map(
        |(fingerprint, switchable, services, days)| {
            let named = (0..switchable).map(|index| Category::new(&format!("c{index:02}")).expect("a name"));
            let services = services.iter().enumerate().map(|(index, category)| {
                let category = category.index(switchable + 1).try_into().expect("fits");
                Service::new(&format!("s{index:02}"), category).expect("a name")
            });
            Policy::new(PolicyParts {
                fingerprint: Fingerprint::from_bytes(fingerprint),
                max_age: (days * DAY).try_into().expect("fits"),
                categories: [Category::necessary()].into_iter().chain(named).collect(),
                services: services.collect(),
                ..PolicyParts::default()
            })
            .expect("a policy")
        },
    )
}

/// Strings that are sound for this policy, of any age, and of the moments on which an age turns.
pub(crate) fn sound(policy: &Policy) -> impl Strategy<Value = String> + use<> {
    let policy = policy.clone();
    let age = u64::from(u32::try_from(policy.max_age()).unwrap_or(u32::MAX));
    let at = prop_oneof![
        6 => NOW - age..NOW,
        2 => NOW - 2 * age..NOW + 3 * DAY,
        1 => select(vec![NOW - age - 1, NOW - age, NOW - age + 1, NOW, NOW + DAY, NOW + DAY + 1, 0]),
    ];
    let categories = prop::collection::vec(any::<bool>(), policy.switchable());
    let services = prop::collection::vec(prop::bool::weighted(0.2), policy.services().len());
    let acts = select(vec![
        Act::AcceptAll,
        Act::RejectAll,
        Act::Chosen,
        Act::Chosen,
        Act::Withdrawn,
        Act::Signal,
        Act::Imported,
    ]);
    (categories, services, acts, at, any::<[u8; 16]>()).prop_map(
        move |(categories, services, act, at, id)| {
            let on = |flags: Vec<bool>| {
                flags
                    .into_iter()
                    .enumerate()
                    .filter(|(_, flag)| *flag)
                    .map(|(index, _)| index)
            };
            let grants = on(categories).fold(Grants::none(), |grants, index| grants.with_category(index + 1));
            let grants = on(services).fold(grants, |grants, index| grants.with_exception(&policy, index));
            let (decided_at, id) = (Timestamp::from_secs(at), ConsentId::from_bytes(id));
            ConsentString::encode(
                &Decision {
                    grants,
                    act,
                    decided_at,
                    id,
                },
                &policy,
            )
        },
    )
}

/// Strings that something has happened to, and whether most of them should still be whole.
pub(crate) fn damaged(text: String) -> impl Strategy<Value = String> {
    let whole = text.clone();
    let cut = any::<Index>().prop_map({
        let text = text.clone();
        move |at| text[..at.index(text.len())].to_owned()
    });
    let bit = (any::<Index>(), 0u8..8).prop_map({
        let text = text.clone();
        move |(at, bit)| {
            let mut bytes = text.clone().into_bytes();
            bytes[at.index(text.len())] ^= 1 << bit;
            String::from_utf8_lossy(&bytes).into_owned()
        }
    });
    let letter = (any::<Index>(), "[A-Za-z0-9_.%=-]").prop_map({
        let text = text.clone();
        move |(at, letter)| {
            let at = at.index(text.len());
            format!("{}{letter}{}", &text[..at], &text[at + 1..])
        }
    });
    let act = select(vec!["a", "r", "c", "w", "s", "i", "x", "A", ""]).prop_map({
        let text = text.clone();
        move |act| with_part(&text, 4, act)
    });
    let grants = "[A-Za-z0-9_-]{0,7}".prop_map({
        let text = text.clone();
        move |grants| with_part(&text, 2, &grants)
    });
    let exceptions = "[A-Za-z0-9_-]{0,8}".prop_map({
        let text = text.clone();
        move |more| format!("{}.{more}", text.split('.').take(6).collect::<Vec<_>>().join("."))
    });
    let time = "[0-9a-z]{0,9}".prop_map(move |time| with_part(&text, 3, &time));
    let other = prop_oneof![".{0,60}", Just(String::new()), "1\\.[A-Za-z0-9_.-]{30,170}"];
    prop_oneof![4 => Just(whole), 1 => cut, 1 => bit, 2 => letter, 2 => act, 2 => grants, 2 => exceptions, 1 => time, 1 => other]
}

fn with_part(text: &str, index: usize, part: &str) -> String {
    let mut parts: Vec<&str> = text.split('.').collect();
    parts[index] = part;
    parts.join(".")
}

/// Lists of conditions over these names, and over names and signs that mean nothing.
pub(crate) fn conditions(names: Vec<String>) -> impl Strategy<Value = String> {
    let strange = [
        "",
        "unknown",
        "Analytics",
        "__proto__",
        "constructor",
        "necessary!",
        "ana!lytics",
        "!",
        "å",
        "null",
        "0",
    ];
    let word = prop_oneof![6 => select(names), 1 => select(strange.map(str::to_owned).to_vec())];
    let signed = (select(vec!["", "", "", "!", "!!"]), word).prop_map(|(sign, word)| format!("{sign}{word}"));
    let between = select(vec![" ", ",", ", ", "  ", "\t", "\n", ",,", "\u{c}"]);
    (prop::collection::vec((signed, between), 0..5))
        .prop_map(|all| all.into_iter().map(|(word, between)| word + between).collect())
}
