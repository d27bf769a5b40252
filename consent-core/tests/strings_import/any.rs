//! Arbitrary records, policies and mappings.

use consent_core::config::{Category, Policy, PolicyParts, Regime, Service};
use consent_core::strings::import::{Answer, ForeignRecord, Proof, System};
use consent_core::time::Millis;
use proptest::prelude::*;

/// Names of theirs: few, so that they meet.
const THEIRS: [&str; 8] = [
    "analytics",
    "marketing",
    "statistics",
    "C0002",
    "C0004",
    "1",
    "2",
    "matomo",
];

/// Names of ours, and one that the policy does not have.
const OURS: [&str; 7] = [
    "advertisement",
    "analytics",
    "functionality",
    "ads",
    "chat",
    "matomo",
    "nowhere",
];

pub(crate) const NOW: u64 = 1_780_000_000;

pub(crate) fn system() -> impl Strategy<Value = System> {
    proptest::sample::select(System::ALL.to_vec())
}

pub(crate) fn record() -> impl Strategy<Value = ForeignRecord> {
    let answers = proptest::collection::btree_map(
        proptest::sample::select(THEIRS.to_vec()),
        proptest::bool::weighted(0.7),
        0..6,
    );
    let time = prop_oneof![
        Just(None),
        (1_400_000_000_000u64..1_800_000_000_000).prop_map(|millis| Some(Millis::from_millis(millis))),
        (1_770_000_000_000u64..1_780_000_000_000).prop_map(|millis| Some(Millis::from_millis(millis))),
    ];
    let end = prop_oneof![
        3 => Just(None),
        2 => (1_775_000_000_000u64..1_800_000_000_000).prop_map(|millis| Some(Millis::from_millis(millis))),
    ];
    let proof = prop_oneof![
        3 => Just(Proof::Shown),
        1 => Just(Proof::OnlyByAttestation("why")),
        1 => Just(Proof::None("why")),
    ];
    (system(), answers, any::<Option<bool>>(), time, end, proof).prop_map(
        |(system, answers, rest, decided_at, expires_at, proof)| ForeignRecord {
            system,
            answers: answers
                .into_iter()
                .map(|(name, granted)| Answer {
                    name: name.to_owned(),
                    granted,
                })
                .collect(),
            rest,
            decided_at,
            expires_at,
            revision: Some(3),
            proof,
        },
    )
}

pub(crate) fn map() -> impl Strategy<Value = Vec<(&'static str, &'static str)>> {
    let pair = (
        proptest::sample::select(THEIRS.to_vec()),
        proptest::sample::select(OURS.to_vec()),
    );
    proptest::collection::btree_map(pair.0, pair.1, 0..6).prop_map(|map| map.into_iter().collect())
}

pub(crate) fn policy() -> impl Strategy<Value = Policy> {
    let regime = prop_oneof![Just(Regime::OptIn), Just(Regime::OptOut), Just(Regime::Notice)];
    let others = proptest::sample::subsequence(vec!["advertisement", "analytics", "functionality"], 1..=3);
    let max_age = prop_oneof![Just(Policy::DEFAULT_MAX_AGE), 1u32..100_000_000];
    (regime, others, max_age, any::<[u8; 3]>()).prop_map(|(regime, others, max_age, places)| {
        let mut categories = vec![Category::necessary()];
        categories.extend(others.iter().map(|name| Category::new(name).expect("a name")));
        let place = |byte: u8| byte % u8::try_from(categories.len()).expect("few");
        let services = ["ads", "chat", "matomo"].iter().zip(places);
        let services = services
            .map(|(name, byte)| Service::new(name, place(byte)).expect("a name"))
            .collect();
        Policy::new(PolicyParts {
            regime,
            max_age,
            categories,
            services,
            ..PolicyParts::default()
        })
        .expect("a policy")
    })
}
