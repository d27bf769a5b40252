//! What is gone, and what says so.

use std::collections::BTreeSet;

use consent_core::decision::{Act, Grants};
use consent_core::receipt::audit::Problem;
use consent_core::receipt::{Commitment, Salt};

use crate::proved::{Shop, consent, id, notice_published, policy, policy_published, tombstone};
use crate::{audit, line_of, problems};

#[test]
fn what_is_erased_needs_a_tombstone() {
    let shop = Shop {
        erased: BTreeSet::from([2, 3]),
        ..Shop::usual()
    };
    let report = audit(&shop.lines());
    assert_eq!(problems(&report), [&Problem::ErasedSilently]);
    assert_eq!(
        (report.findings[0].seq, report.findings[0].id),
        (Some(2), Some(id(2)))
    );

    let shop = Shop {
        erased: BTreeSet::from([3]),
        ..Shop::of(vec![
            policy_published(0),
            notice_published(1),
            tombstone(2, &[id(3)]),
            consent(3, Act::RejectAll, Grants::none()),
        ])
    };
    assert!(audit(&shop.lines()).is_sound(), "a tombstone may come first");
}

#[test]
fn a_tombstone_for_what_is_still_there_is_found() {
    let shop = Shop {
        erased: BTreeSet::new(),
        ..Shop::usual()
    };
    let report = audit(&shop.lines());
    assert_eq!(problems(&report), [&Problem::NotErased(id(3))]);
    assert_eq!(report.findings[0].id, Some(id(3)));
    assert_eq!(
        report.findings[0].line as usize,
        line_of(5) + 1,
        "the tombstone's line"
    );
}

#[test]
fn what_was_erased_cannot_be_found_by_trying() {
    let shop = Shop::usual();
    let commitment = shop.entries[3].commitment;
    let policy = policy();
    let all = [
        Grants::none(),
        Grants::none().with_category(1),
        Grants::none().with_category(2),
        Grants::all(&policy),
    ];
    let bodies: Vec<String> = all
        .iter()
        .map(|grants| consent(3, Act::Chosen, *grants).canonical())
        .collect();
    assert!(
        bodies.contains(&shop.entries[3].body),
        "there are few things that it can have been"
    );
    let others = shop.entries.iter().filter(|sealed| sealed.entry.id() != id(3));
    let salts = others
        .map(|sealed| sealed.salt)
        .chain([Salt::from_bytes([0; 32])]);
    let opens = |salt| bytes_open(&salt, &bodies, commitment);
    assert!(!salts.clone().any(opens));
    assert!(
        opens(shop.entries[3].salt),
        "with its own salt it would be found at once"
    );
    let dump = shop.lines().join("\n");
    assert!(!dump.contains(&shop.entries[3].salt.to_string()));
}

fn bytes_open(salt: &Salt, bodies: &[String], commitment: Commitment) -> bool {
    bodies.iter().any(|body| Commitment::of(salt, body) == commitment)
}
