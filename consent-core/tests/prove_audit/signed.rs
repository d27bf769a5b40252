//! Whose signatures count, and what even they cannot change.

use std::collections::BTreeSet;

use consent_core::decision::{Act, Grants};
use consent_core::receipt::audit::{Audit, Problem};
use consent_core::receipt::{Checkpoint, Hash, KeySet, LogName, PublicKey, VerifiedCheckpoint};

use crate::proved::{NOW, Shop, consent, entries, keys, public, seal};
use crate::{audit, audit_with, problems, with_line};

#[test]
fn keys_are_the_auditors_own() {
    let lines = Shop::usual().lines();
    let stranger = KeySet::new([public(&seal(2), 0, None)]);
    let report = audit_with(&stranger, &lines);
    assert_eq!(problems(&report)[0], &Problem::Key(seal(1).kid()));
    assert!(
        problems(&report)
            .iter()
            .any(|it| matches!(it, Problem::Checkpoint(_)))
    );
    let retired = KeySet::new([public(&seal(1), 0, Some((NOW + 350) * 1000))]);
    let report = audit_with(&retired, &lines);
    assert!(
        problems(&report).contains(&&Problem::Key(seal(1).kid())),
        "it is said to be another"
    );
    assert!(
        problems(&report).contains(&&Problem::CheckpointBeforeEntry),
        "the last entry came after its end"
    );
    let ended = with_line(&lines, 1, |it| it["notAfter"] = 1.into());
    assert!(
        audit(&ended).is_sound(),
        "a key may have ended since the auditor fetched it"
    );
    let began_later = with_line(&lines, 1, |it| it["notBefore"] = 1.into());
    assert_eq!(problems(&audit(&began_later)), [&Problem::Key(seal(1).kid())]);
    let of_dump = KeySet::new(lines.iter().filter_map(|line| PublicKey::of_dump_line(line)));
    assert_eq!(of_dump, keys());
}

#[test]
fn a_checkpoint_counts_only_where_it_belongs() {
    let shop = Shop::usual();
    let lines = shop.lines();
    let last = lines.len() - 2;
    let note = |checkpoint: &Checkpoint| checkpoint.sign(&[&seal(1)]);
    let other_log = Checkpoint {
        log: LogName::parse("other.example/shop").expect("a log"),
        ..shop.checkpoint(7)
    };
    let report = audit(&with_line(&lines, last, |it| {
        it["note"] = note(&other_log).into();
    }));
    assert_eq!(
        problems(&report),
        [&Problem::OtherCheckpoint, &Problem::Uncovered { entries: 4 }]
    );
    let report = audit(&with_line(&lines, last, |it| {
        it["note"] = note(&shop.checkpoint(6)).into();
    }));
    assert_eq!(
        problems(&report),
        [&Problem::OtherCheckpoint, &Problem::Uncovered { entries: 4 }]
    );
    let other_root = Checkpoint {
        root: Hash::of_nothing(),
        ..shop.checkpoint(7)
    };
    let report = audit(&with_line(&lines, last, |it| {
        it["note"] = note(&other_root).into();
    }));
    assert_eq!(
        problems(&report),
        [&Problem::Root { size: 7 }, &Problem::Uncovered { entries: 4 }]
    );
}

#[test]
fn whoever_has_the_key_cannot_rewrite_what_was_seen() {
    let keys = keys();
    let seen = |shop: &Shop, size| {
        let note = shop.checkpoint(size).sign(&[&seal(1)]);
        Checkpoint::parse_verified(&note, &keys).expect("holds")
    };
    let against = |shop: &Shop, earlier: &VerifiedCheckpoint| {
        let mut audit = Audit::new(&keys).grown_out_of(earlier);
        shop.lines().iter().for_each(|line| audit.line(line));
        audit.finish()
    };
    let shop = Shop::usual();
    for size in [0, 1, 5, 7] {
        assert!(against(&shop, &seen(&shop, size)).is_sound(), "{size}");
    }
    let mut rewritten = entries();
    rewritten[2] = consent(2, Act::RejectAll, Grants::none());
    let rewritten = Shop {
        erased: BTreeSet::from([3]),
        ..Shop::of(rewritten)
    };
    assert!(
        audit(&rewritten.lines()).is_sound(),
        "by itself nothing is wrong with it"
    );
    assert_eq!(
        problems(&against(&rewritten, &seen(&shop, 5))),
        [&Problem::Forked { size: 5 }]
    );
    assert!(against(&rewritten, &seen(&shop, 2)).is_sound());

    let cut = Shop {
        erased: BTreeSet::from([3]),
        ..Shop::of(entries()[..6].to_vec())
    };
    assert_eq!(
        problems(&against(&cut, &seen(&shop, 7))),
        [&Problem::Shrunk { size: 7 }]
    );
}
