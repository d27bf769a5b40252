//! What was done to a dump after it was written.

use std::collections::BTreeSet;

use consent_core::receipt::audit::{Audit, Finding, Problem};
use consent_core::receipt::{Hash, KeySet};

use crate::proved::{Shop, entries, id, log};
use crate::{audit, line_of, problems, with_line, with_new_end};

#[test]
fn a_log_that_is_as_it_should_be_is_sound() {
    let report = audit(&Shop::usual().lines());
    assert!(
        report.is_sound() && report.findings.is_empty(),
        "{:?}",
        report.findings
    );
    assert_eq!(report.log, Some(log()));
    assert_eq!(
        (report.entries, report.erased, report.checkpoints, report.covered),
        (7, 1, 3, 7)
    );
}

#[test]
fn entries_after_the_last_checkpoint_are_told_and_are_no_fault() {
    let shop = Shop {
        checkpoints: vec![3],
        ..Shop::usual()
    };
    let report = audit(&shop.lines());
    assert!(report.is_sound());
    assert_eq!(problems(&report), [&Problem::Uncovered { entries: 4 }]);
    let shop = Shop {
        checkpoints: vec![0],
        ..Shop::usual()
    };
    assert_eq!(problems(&audit(&shop.lines())), [&Problem::NoCheckpoint]);
    let empty = Shop {
        checkpoints: vec![],
        ..Shop::of(vec![])
    };
    let report = audit(&empty.lines());
    assert!(
        problems(&report)
            .iter()
            .all(|it| matches!(it, Problem::NeverLogged(_))),
        "{:?}",
        report.findings
    );
}

#[test]
fn findings_say_where_and_how_many_there_are() {
    let keys = KeySet::default();
    let mut junk = Audit::new(&keys);
    (0..1500).for_each(|_| junk.line("junk"));
    let report = junk.finish();
    assert_eq!(report.findings.len(), 1000);
    assert!(report.faults >= 1500);
    assert!(
        report.findings[6]
            .to_string()
            .starts_with("line 7: not a line of a dump"),
        "{}",
        report.findings[6]
    );

    let lines = with_line(&Shop::usual().lines(), line_of(2), |it| {
        it["record"]["gpc"] = true.into();
    });
    let report = audit(&lines);
    let said = report
        .findings
        .iter()
        .find(|it| it.problem == Problem::Commitment)
        .expect("found")
        .to_string();
    assert!(
        said.starts_with(&format!("line 8: entry 2 ({}): ", id(2))),
        "{said}"
    );
}

#[test]
fn any_line_ends_in_an_answer() {
    let keys = KeySet::default();
    let lines = Shop::usual().lines();
    for line in &lines {
        for end in (0..line.len())
            .filter(|end| line.is_char_boundary(*end))
            .step_by(17)
        {
            let mut audit = Audit::new(&keys);
            audit.line(&line[..end]);
            audit.line(&line[end..]);
            audit.line(line);
            assert!(!audit.finish().is_sound());
        }
    }
}

#[test]
fn any_byte_changed_is_found_and_the_record_named() {
    // As few entries as have one of every kind.
    let entries = [&entries()[..4], &entries()[5..6]].concat();
    let shop = Shop {
        erased: BTreeSet::from([3]),
        with_iso27560: false,
        ..Shop::of(entries)
    };
    let lines = shop.lines();
    let ids: Vec<_> = shop.entries.iter().map(|sealed| sealed.entry.id()).collect();
    assert!(audit(&lines).is_sound());
    let text = lines.join("\n") + "\n";
    let mut start = 0;
    for (number, line) in lines.iter().enumerate() {
        let entry = (0..5).find(|seq| line_of(*seq) == number);
        for at in 0..line.len() {
            let mut changed = text.clone().into_bytes();
            // Different bits, so that letters change into other letters, into signs and into nothing at all.
            changed[start + at] ^= [0x01, 0x20, 0x04, 0x80][(start + at) % 4];
            let changed = String::from_utf8_lossy(&changed).into_owned();
            let report = audit(&changed.lines().collect::<Vec<_>>());
            assert!(!report.is_sound(), "byte {at} of {line}");
            // Of an erased entry nothing is left that could be compared; the tree tells that something is wrong.
            if let Some(seq) = entry.filter(|seq| *seq != 3) {
                let is_named = |it: &Finding| it.seq == Some(seq as u64) || it.id == Some(ids[seq]);
                assert!(
                    report.findings.iter().any(is_named),
                    "byte {at} of {line}: {:?}",
                    report.findings
                );
            }
        }
        start += line.len() + 1;
    }
}

#[test]
fn a_line_left_out_doubled_or_exchanged_is_found() {
    let lines = Shop::usual().lines();
    for index in 0..lines.len() {
        let mut without = lines.clone();
        without.remove(index);
        assert!(!audit(&without).is_sound(), "without line {index}");
        let mut twice = lines.clone();
        twice.insert(index, lines[index].clone());
        assert!(!audit(&twice).is_sound(), "line {index} twice");
        if index > 0 {
            let mut exchanged = lines.clone();
            exchanged.swap(index - 1, index);
            assert!(!audit(&exchanged).is_sound(), "line {index} before its time");
        }
    }
    let broken_off = audit(&lines[..lines.len() - 1]);
    assert_eq!(problems(&broken_off), [&Problem::NoEnd]);
}

#[test]
fn what_is_wrong_with_the_frame_is_named() {
    let lines = Shop::usual().lines();
    let found = |lines: &[String], problem: Problem| {
        let report = audit(lines);
        assert!(
            problems(&report).contains(&&problem),
            "{problem:?} in {:?}",
            report.findings
        );
        report.findings.len()
    };
    let spaced = with_new_end([&lines[..2], &[lines[2].replacen(':', ": ", 1)], &lines[3..]].concat());
    found(&spaced, Problem::NotCanonical);
    let other_site = with_line(&lines, 0, |it| it["site"] = "shoe".into());
    assert_eq!(found(&other_site, Problem::OtherSite), 1);
    let said = with_line(&lines, 0, |it| it["size"] = 8.into());
    assert_eq!(found(&said, Problem::Count { said: 8, found: 7 }), 1);
    let place = with_line(&lines, line_of(4), |it| it["seq"] = 5.into());
    assert_eq!(
        found(&place, Problem::Seq { expected: 4 }),
        1,
        "and the next is where it should be"
    );
    let key_last =
        with_new_end([&lines[..1], &lines[2..lines.len() - 1], &lines[1..2], &lines[..1]].concat());
    assert_eq!(found(&key_last, Problem::OutOfOrder), 1);
    let mut other_end = lines;
    let end = other_end.last_mut().expect("an end");
    *end = format!(
        "{{\"entries\":7,\"kind\":\"end\",\"sha256\":\"{}\"}}",
        Hash::of_nothing()
    );
    assert_eq!(found(&other_end, Problem::Sha256), 1);
}
