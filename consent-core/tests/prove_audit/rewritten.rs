//! What was written by whoever knows how a dump is made, but has no key.

use consent_core::decision::{Act, Grants};
use consent_core::notice::NoticeDigest;
use consent_core::receipt::audit::Problem;
use consent_core::receipt::{Commitment, Contradiction, Entry, Flag, Hash, ReceiptError, Salt};
use serde_json::Value;

use crate::proved::{Shop, consent, entries, id, notice, notice_published, policy, policy_published, seal};
use crate::{audit, line_of, problems, with_entry, with_line, with_new_end};

#[test]
fn an_entry_left_out_is_found_even_if_everything_after_it_is_written_anew() {
    for seq in 0..7 {
        let mut lines = Shop::usual().lines();
        lines.remove(line_of(seq));
        for (index, line) in lines.iter_mut().enumerate() {
            let mut value: Value = serde_json::from_str(line).expect("JSON");
            if value["kind"] == "entry" && index >= line_of(seq) {
                value["seq"] = (value["seq"].as_u64().expect("a number") - 1).into();
            }
            if value["kind"] == "log" {
                value["size"] = 6.into();
            }
            *line = serde_json_canonicalizer::to_string(&value).expect("JSON");
        }
        let report = audit(&with_new_end(lines));
        let is_found = |it: &&Problem| matches!(it, Problem::Root { .. } | Problem::OtherCheckpoint);
        assert!(
            problems(&report).iter().any(is_found),
            "{seq}: {:?}",
            report.findings
        );
    }
}

#[test]
fn what_is_changed_with_its_hashes_is_still_found() {
    let lines = Shop::usual().lines();
    let changed = |seq: usize, change: &dyn Fn(&mut Value)| {
        let report = audit(&with_line(&lines, line_of(seq), change));
        let mut of_entry: Vec<String> = with_entry(&report, seq as u64)
            .iter()
            .map(|it| format!("{it:?}"))
            .collect();
        assert!(!of_entry.is_empty(), "{:?}", report.findings);
        of_entry.iter_mut().for_each(|it| it.truncate(12));
        of_entry
    };
    assert_eq!(
        changed(2, &|it| it["record"]["gpc"] = true.into()),
        ["Commitment"]
    );
    assert_eq!(
        changed(2, &|it| it["salt"] = it["commitment"].clone()),
        ["Commitment"]
    );
    assert_eq!(changed(2, &|it| it["id"] = id(7).to_string().into()), ["OtherId"]);
    assert_eq!(
        changed(2, &|it| it["record"] = "a text".into()),
        ["Record(\"not "]
    );
    assert_eq!(
        changed(2, &|it| it["iso27560"]["dct:language"] = "en".into()),
        ["Iso27560"]
    );
    assert_eq!(
        changed(3, &|it| it["iso27560"] = Value::Object(serde_json::Map::new())),
        ["Iso27560"]
    );
    assert_eq!(
        changed(2, &|it| drop(
            it.as_object_mut().expect("an object").remove("salt")
        )),
        ["InPart"]
    );
    assert_eq!(
        changed(2, &|it| it["kid"] = seal(2).kid().to_string().into()),
        ["Promise(Unkn"]
    );
}

/// An entry with its commitment made anew for other content, as whoever holds the store but no key would write it.
#[test]
fn a_record_exchanged_with_its_commitment_is_found() {
    let lines = Shop::usual().lines();
    let report = audit(&with_line(&lines, line_of(2), |it| {
        it["record"]["language"] = "en".into();
        it["iso27560"] = Value::Null;
        it.as_object_mut().expect("an object").remove("iso27560");
        let body = serde_json_canonicalizer::to_string(&it["record"]).expect("JSON");
        let salt = Salt::parse(it["salt"].as_str().expect("a text")).expect("a salt");
        it["commitment"] = Commitment::of(&salt, &body).to_string().into();
    }));
    let promise = Problem::Promise(ReceiptError::Signature(seal(1).kid()));
    assert_eq!(
        problems(&report),
        [
            &promise,
            &Problem::Root { size: 3 },
            &Problem::Root { size: 7 },
            &Problem::NoCheckpoint
        ]
    );
    assert_eq!(report.findings[0].id, Some(id(2)));
}

#[test]
fn a_record_sealed_against_its_policy_is_found() {
    let Entry::Consent(mut record) = consent(2, Act::RejectAll, Grants::none()) else {
        panic!("a decision")
    };
    record.categories.values_mut().for_each(|granted| *granted = true);
    let shop = Shop::of(vec![
        policy_published(0),
        notice_published(1),
        Entry::Consent(record),
    ]);
    let report = audit(&shop.lines());
    let contradiction = Contradiction::Field("categories");
    assert_eq!(problems(&report), [&Problem::Policy(contradiction)]);
}

#[test]
fn what_somebody_wrote_into_the_store_is_dumped_as_it_is_and_found() {
    let mut shop = Shop::usual();
    for (from, to) in [
        ("\"sv\"", "\"sw\""),
        ("{", " {"),
        ("\"kind\":", "\"kint\":"),
        ("}", ""),
    ] {
        let body = shop.entries[4].body.clone();
        shop.entries[4].body = body.replacen(from, to, 1);
        let report = audit(&shop.lines());
        let of_entry = with_entry(&report, 4);
        assert!(
            matches!(
                of_entry[..],
                [Problem::Commitment | Problem::Record(_) | Problem::Iso27560, ..]
            ),
            "{:?}",
            report.findings
        );
        assert!(
            report.findings.iter().all(|it| it.id == Some(id(4))),
            "{:?}",
            report.findings
        );
        shop.entries[4].body = body;
    }
}

#[test]
fn a_record_that_says_its_notice_was_unknown_is_believed() {
    let Entry::Consent(mut record) = consent(2, Act::RejectAll, Grants::none()) else {
        panic!("a decision")
    };
    record.notice = NoticeDigest::from_bytes([5; 32]);
    let with = |record| {
        Shop::of(vec![
            policy_published(0),
            notice_published(1),
            Entry::Consent(record),
        ])
    };
    let report = audit(&with(record.clone()).lines());
    assert_eq!(
        problems(&report),
        [&Problem::UnknownNotice(record.notice.to_string())]
    );
    record.flags.insert(Flag::NoticeUnknown);
    assert!(audit(&with(record).lines()).is_sound());
}

#[test]
fn texts_and_entries_that_speak_of_them_belong_together() {
    let lines = Shop::usual().lines();
    let without_notice: Vec<String> = lines
        .iter()
        .filter(|line| !line.starts_with("{\"kind\":\"notice\""))
        .cloned()
        .collect();
    assert_eq!(without_notice.len(), lines.len() - 1);
    let report = audit(&with_new_end(without_notice));
    assert_eq!(
        with_entry(&report, 1),
        [&Problem::NotInDump(notice().to_string())]
    );
    assert_eq!(
        with_entry(&report, 4),
        [&Problem::UnknownNotice(notice().to_string())]
    );

    let without_policy: Vec<String> = lines
        .iter()
        .filter(|line| !line.starts_with("{\"kind\":\"policy\""))
        .cloned()
        .collect();
    let report = audit(&with_new_end(without_policy));
    assert_eq!(
        with_entry(&report, 2),
        [&Problem::UnknownPolicy(policy().fingerprint())]
    );

    let shop = Shop::of(entries()[1..3].to_vec());
    let fingerprint = policy().fingerprint().to_string();
    let shop = Shop {
        checkpoints: vec![2],
        ..shop
    };
    assert_eq!(
        problems(&audit(&shop.lines())),
        [&Problem::NeverLogged(fingerprint)]
    );

    for (line, change) in [(2, "maxAge"), (3, "policyUrl")] {
        let report = audit(&with_line(&lines, line, |it| {
            it["text"] = it["text"]
                .as_str()
                .expect("a text")
                .replace(change, "changed")
                .into();
        }));
        assert!(
            matches!(problems(&report)[0], Problem::Text(_)),
            "{:?}",
            report.findings
        );
        let report = audit(&with_line(&lines, line, |it| {
            it["text"] = it["text"]
                .as_str()
                .expect("a text")
                .replace("policy", "p0licy")
                .into();
            it["sha256"] = Hash::of_bytes(it["text"].as_str().expect("a text").as_bytes())
                .to_string()
                .into();
        }));
        assert!(
            matches!(problems(&report)[0], Problem::Text(_)),
            "{:?}",
            report.findings
        );
    }
    let report = audit(&with_line(&lines, 2, |it| it["name"] = "AAAAAAAA".into()));
    assert!(matches!(problems(&report)[0], Problem::Text(name) if name == "AAAAAAAA"));
}
