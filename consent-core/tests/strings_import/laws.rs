//! Laws: nothing grants by accident, in no record and under no policy.

use consent_core::config::Policy;
use consent_core::decision::{Grants, Signal};
use consent_core::strings::import::{ForeignRecord, Mapping, NotTaken, Proof, translate};
use consent_core::time::{DAY, Timestamp};
use proptest::prelude::*;

use super::any::{NOW, map, policy, record};
use super::vectors::Vector;

/// What a record grants by name, and `*` where it grants what it does not name.
pub(crate) fn granted(record: &ForeignRecord) -> Vec<String> {
    let by_name = record.answers.iter().filter(|answer| answer.granted);
    let rest = (record.rest == Some(true)).then(|| "*".to_owned());
    by_name.map(|answer| answer.name.clone()).chain(rest).collect()
}

/// Each name once, nothing without an answer, and nothing granted that does not stand in what the browser keeps.
pub(crate) fn assert_sound(record: &ForeignRecord, vector: &Vector) {
    assert!(!record.answers.is_empty() || record.rest.is_some());
    let mut names: Vec<&str> = record.answers.iter().map(|answer| answer.name.as_str()).collect();
    names.sort_unstable();
    assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{names:?}");
    let kept = vector
        .local
        .iter()
        .map(|(_, value)| value.as_str())
        .chain([vector.cookies.as_str()]);
    let kept = kept.collect::<Vec<_>>().join("\n");
    let plain = unescaped(&kept);
    for name in granted(record) {
        let is_there = |text: &str| name.split('/').all(|part| text.contains(part));
        let is_escaped = kept.contains("\\") || name == "*";
        assert!(
            is_there(&kept) || is_there(&plain) || is_escaped,
            "{name}: {kept}"
        );
    }
}

/// `%` escapes resolved wherever there are some.
fn unescaped(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let digits = tail.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let byte = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        rest = match (first, byte) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                &tail[2..]
            }
            _ => {
                bytes.push(*first);
                tail
            }
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn mapping<'a>(record: &ForeignRecord, opt_in: bool, map: &'a [(&'a str, &'a str)]) -> Mapping<'a> {
    Mapping {
        system: record.system,
        name: None,
        opt_in,
        revision: None,
        map,
    }
}

/// Theirs that are mapped to a name of ours, with the answer of each.
fn answers_to(record: &ForeignRecord, map: &[(&str, &str)], ours: &str) -> Vec<bool> {
    let by_site = map.iter().filter(|(_, target)| *target == ours);
    let by_site = by_site.filter_map(|(theirs, _)| record.answer(theirs).or(record.rest));
    let own = record.system.default_map().iter();
    let own = own.filter(|(theirs, target)| *target == ours && !map.iter().any(|(other, _)| other == theirs));
    by_site
        .chain(own.filter_map(|(theirs, _)| record.answer(theirs)))
        .collect()
}

fn within(one: &Grants, other: &Grants, policy: &Policy) -> bool {
    one.is_within(other, policy)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn without_attestation_or_proof_nothing_is_granted(
        mut record in record(), map in map(), policy in policy(), gpc: bool, opt_in: bool,
    ) {
        if opt_in {
            record.proof = Proof::None("why");
        }
        let mapping = mapping(&record, opt_in, &map);
        if let Ok(taken) = translate(&record, &mapping, &policy, Signal { gpc }, Timestamp::from_secs(NOW)) {
            prop_assert_eq!(taken.grants, Grants::none());
        }
    }

    #[test]
    fn each_grant_rests_on_a_grant_and_on_no_denial(
        record in record(), map in map(), policy in policy(), gpc: bool,
    ) {
        let mapping = mapping(&record, true, &map);
        let taken = translate(&record, &mapping, &policy, Signal { gpc }, Timestamp::from_secs(NOW));
        let Ok(taken) = taken else { return Ok(()) };
        let to = |name: &str| answers_to(&record, &map, name);
        for (index, category) in policy.categories().iter().enumerate().skip(1) {
            let answers = to(category.id.as_str());
            if !taken.grants.allows_category(index) {
                continue;
            }
            prop_assert!(answers.iter().all(|granted| *granted));
            let services = policy.services().iter().filter(|service| usize::from(service.category) == index);
            let by_services: Vec<bool> = services.flat_map(|service| to(service.id.as_str())).collect();
            let is_by_services = !by_services.is_empty() && by_services.iter().all(|granted| *granted);
            prop_assert!(!answers.is_empty() || is_by_services || record.rest == Some(true));
            prop_assert!(!(gpc && category.id.as_str() == "advertisement"));
        }
        for (index, service) in policy.services().iter().enumerate().filter(|(_, it)| it.category != 0) {
            if taken.grants.allows_service(&policy, index) {
                let answers = to(service.id.as_str());
                prop_assert!(answers.iter().all(|granted| *granted));
                let is_by_category = taken.grants.allows_category(service.category.into());
                prop_assert!(!answers.is_empty() || is_by_category);
                let of = policy.categories()[usize::from(service.category)].id.as_str();
                prop_assert!(!(gpc && of == "advertisement"));
            }
        }
    }

    #[test]
    fn one_more_denial_never_grants_more(
        record in record(), map in map(), policy in policy(), gpc: bool, which: proptest::sample::Index,
    ) {
        if record.answers.is_empty() {
            return Ok(());
        }
        let mut stricter = record.clone();
        let at = which.index(stricter.answers.len());
        stricter.answers[at].granted = false;
        let (now, signal) = (Timestamp::from_secs(NOW), Signal { gpc });
        let before = translate(&record, &mapping(&record, true, &map), &policy, signal, now);
        let after = translate(&stricter, &mapping(&record, true, &map), &policy, signal, now);
        if let (Ok(before), Ok(after)) = (before, after) {
            prop_assert!(within(&after.grants, &before.grants, &policy));
        }
    }

    #[test]
    fn it_holds_no_longer_than_theirs_and_no_longer_than_ours(
        record in record(), map in map(), policy in policy(),
    ) {
        let now = Timestamp::from_secs(NOW);
        let taken = translate(&record, &mapping(&record, true, &map), &policy, Signal::default(), now);
        let Ok(taken) = taken else { return Ok(()) };
        let end = taken.decided_at.saturating_add(policy.max_age());
        prop_assert!(taken.decided_at <= now && end > now);
        if let Some(theirs) = record.expires_at {
            prop_assert!(end <= theirs.second());
        }
        match record.decided_at {
            Some(theirs) => prop_assert!(taken.decided_at <= theirs.second()),
            None => prop_assert!(end <= now.saturating_add(30 * DAY)),
        }
    }

    #[test]
    fn where_the_policy_asks_every_category_was_answered(mut record in record(), map in map(), policy in policy()) {
        if !policy.regime().asks() {
            return Ok(());
        }
        record.rest = None;
        let now = Timestamp::from_secs(NOW);
        let taken = translate(&record, &mapping(&record, true, &map), &policy, Signal::default(), now);
        let to = |name: &str| !answers_to(&record, &map, name).is_empty();
        let unanswered = policy.categories().iter().enumerate().skip(1).any(|(index, category)| {
            let mut services = policy.services().iter().filter(|it| usize::from(it.category) == index).peekable();
            let by_services = services.peek().is_some() && services.all(|service| to(service.id.as_str()));
            !to(category.id.as_str()) && !by_services
        });
        if unanswered {
            prop_assert!(taken.is_err());
        }
        if let Err(NotTaken::Unanswered { category }) = taken {
            prop_assert!(unanswered && !to(&category));
        }
    }
}

/// The laws above speak of records that come over: many do, and many grant.
#[test]
fn many_records_come_over_and_many_grant() {
    use proptest::strategy::ValueTree as _;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut taken, mut grants) = (0, 0);
    for _ in 0..1000 {
        let any = (record(), map(), policy())
            .new_tree(&mut runner)
            .expect("a record");
        let (record, map, policy) = any.current();
        let mapping = mapping(&record, true, &map);
        if let Ok(decision) = translate(
            &record,
            &mapping,
            &policy,
            Signal::default(),
            Timestamp::from_secs(NOW),
        ) {
            taken += 1;
            grants += u32::from(decision.grants != Grants::none());
        }
    }
    assert!(taken > 150 && grants > 50, "{taken}, {grants}");
}
