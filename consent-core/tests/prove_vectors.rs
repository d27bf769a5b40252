//! Receipts, trees and checkpoints of version 1 stand: every vector reads, and is written, as it always has.
#![cfg(feature = "prove")]

use consent_core::canonical_json::canonical;
use consent_core::config::Policy;
use consent_core::receipt::merkle::{
    Frontier, consistency_plan, inclusion_plan, verify_consistency, verify_inclusion,
};
use consent_core::receipt::{
    Checkpoint, Entry, Event, Facts, Hash, KeySet, LogName, Receipt, Salt, Seal, SiteKey, leaf_hash,
};
use consent_core::time::Millis;
use serde_json::Value;

fn read(json: &str) -> Value {
    serde_json::from_str(json).expect("the file is JSON")
}

fn receipts() -> Value {
    read(include_str!("vectors/receipt_v1.json"))
}

fn checkpoints() -> Value {
    read(include_str!("vectors/checkpoint_v1.json"))
}

fn trees() -> Value {
    read(include_str!("vectors/merkle_v1.json"))
}

fn list<'a>(file: &'a Value, key: &str) -> &'a [Value] {
    let list = file[key].as_array().expect("a list");
    assert!(!list.is_empty(), "{key} is empty");
    list
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

fn number(value: &Value) -> u64 {
    value.as_u64().expect("a number")
}

fn keys(file: &Value) -> KeySet {
    KeySet::from_json(&serde_json::json!({"keys": file["keys"]}).to_string()).expect("keys")
}

fn seal(file: &Value, kid: &str) -> Seal {
    let secret = Salt::parse(text(&file["secrets"][kid])).expect("32 bytes");
    Seal::from_secret(*secret.as_bytes())
}

/// Bytes from hex.
fn bytes(hex: &Value) -> Vec<u8> {
    let digits = text(hex).as_bytes().chunks(2);
    digits
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).expect("ASCII"), 16).expect("hex"))
        .collect()
}

fn hash(hex: &Value) -> Hash {
    Hash::from_bytes(bytes(hex).try_into().expect("32 bytes"))
}

fn hashes(list: &Value) -> Vec<Hash> {
    list.as_array().expect("a list").iter().map(hash).collect()
}

#[test]
fn every_receipt_that_holds_still_holds() {
    let file = receipts();
    let keys = keys(&file);
    for vector in list(&file, "valid") {
        let name = text(&vector["name"]);
        let receipt = Receipt::parse(&vector["receipt"].to_string()).expect(name);
        assert_eq!(receipt.record.canonical(), vector["canonical"], "{name}");
        assert_eq!(receipt.commitment().to_string(), vector["commitment"], "{name}");
        let leaf = leaf_hash(&receipt.record.id(), &receipt.commitment());
        assert_eq!(leaf.to_string(), vector["leafHash"], "{name}");
        assert_eq!(
            canonical(&serde_json::to_value(&receipt).expect(name)),
            canonical(&vector["receipt"]),
            "{name}"
        );
        let seq = receipt.inclusion.as_ref().map(|inclusion| inclusion.seq);
        let verified = receipt.verify(&keys).expect(name);
        assert_eq!(verified.seq(), seq, "{name}");
    }
}

#[test]
fn every_receipt_is_written_as_it_was_read() {
    let file = receipts();
    let log = LogName::parse(text(&file["log"])).expect("a log");
    for vector in list(&file, "valid") {
        let name = text(&vector["name"]);
        let mut expected = Receipt::parse(&vector["receipt"].to_string()).expect(name);
        expected.inclusion = None;
        let entry = Entry::parse(text(&vector["canonical"])).expect(name);
        let seal = seal(&file, text(&vector["receipt"]["kid"]));
        assert_eq!(
            Receipt::of(seal.seal(entry, expected.salt, &log), &log),
            expected,
            "{name}"
        );
    }
}

#[test]
fn every_receipt_that_does_not_hold_is_refused_for_its_reason() {
    let file = receipts();
    let keys = keys(&file);
    for vector in list(&file, "invalid") {
        let name = text(&vector["name"]);
        let receipt = Receipt::parse(&vector["receipt"].to_string()).expect(name);
        let error = receipt.verify(&keys).expect_err(name);
        let variant = format!("{error:?}");
        let variant = variant.split(['(', ' ', '{']).next().expect("a name");
        assert_eq!(variant, vector["error"], "{name}: {error}");
    }
}

#[test]
fn what_is_no_receipt_is_not_read() {
    for vector in list(&receipts(), "unreadable") {
        let read = Receipt::parse(&vector["receipt"].to_string());
        assert!(read.is_err(), "{}", vector["name"]);
    }
}

#[test]
fn every_event_becomes_its_record() {
    let file = receipts();
    let policy: Policy = serde_json::from_value(file["policy"].clone()).expect("a policy");
    for vector in list(&file, "events") {
        let name = text(&vector["name"]);
        let event: Event = serde_json::from_value(vector["event"].clone()).expect(name);
        let site = SiteKey::parse(text(&vector["facts"]["site"])).expect("a site");
        assert_eq!(event.digest(&site).to_string(), vector["digest"], "{name}");
        let facts = &vector["facts"];
        let is = |key: &str| facts[key].as_bool().expect("yes or no");
        let controllers: Vec<String> = list(facts, "controllers")
            .iter()
            .map(|it| text(it).to_owned())
            .collect();
        let record = event.record(
            &policy,
            &Facts {
                site: &site,
                host: facts["host"].as_str(),
                controllers: &controllers,
                notice_known: is("noticeKnown"),
                received_at: Millis::from_millis(number(&facts["receivedAt"])),
                gap: is("gap"),
                clock_stepped: is("clockStepped"),
            },
        );
        let record = record.expect(name);
        record.agrees_with(&policy).expect(name);
        assert_eq!(Entry::Consent(record).canonical(), vector["canonical"], "{name}");
    }
}

#[test]
fn every_tree_has_the_root_that_it_always_had() {
    let file = trees();
    let mut tree = Frontier::new();
    let mut leaves = list(&file, "leaves").iter();
    for vector in list(&file, "roots") {
        assert_eq!(tree.size(), number(&vector["size"]));
        assert_eq!(tree.root(), hash(&vector["root"]), "{}", tree.size());
        if let Some(leaf) = leaves.next() {
            tree.push(Hash::of_leaf(&bytes(leaf)));
        }
    }
    // Of the reference vectors of RFC 6962's implementations.
    let known = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328";
    assert_eq!(tree.root(), hash(&Value::from(known)));
}

#[test]
fn every_proof_about_a_tree_still_holds_and_is_made_as_it_was() {
    let file = trees();
    let leaves: Vec<Hash> = list(&file, "leaves")
        .iter()
        .map(|leaf| Hash::of_leaf(&bytes(leaf)))
        .collect();
    let roots: Vec<Hash> = list(&file, "roots").iter().map(|it| hash(&it["root"])).collect();
    let place = |value: &Value| usize::try_from(number(value)).expect("small");
    let root = |subtree: consent_core::receipt::merkle::Subtree| {
        let (first, end) = subtree.leaves().expect("small");
        let run = &leaves[usize::try_from(first).expect("small")..usize::try_from(end).expect("small")];
        consent_core::receipt::merkle::Subtree::root_of(run).ok_or(())
    };
    for vector in list(&file, "inclusion") {
        let (seq, size) = (place(&vector["seq"]), place(&vector["size"]));
        let proof = hashes(&vector["proof"]);
        verify_inclusion(&leaves[seq], seq as u64, size as u64, &proof, &roots[size]).expect("holds");
        let plan = inclusion_plan(seq as u64, size as u64).expect("a place in the tree");
        assert_eq!(plan.build(root), Ok(proof), "{seq} in {size}");
    }
    for vector in list(&file, "consistency") {
        let (from, to) = (place(&vector["from"]), place(&vector["to"]));
        let proof = hashes(&vector["proof"]);
        verify_consistency(from as u64, to as u64, &roots[from], &roots[to], &proof).expect("holds");
        let plan = consistency_plan(from as u64, to as u64).expect("grown");
        assert_eq!(plan.build(root), Ok(proof), "{from} to {to}");
    }
}

#[test]
fn every_checkpoint_reads_as_it_always_did() {
    let file = checkpoints();
    let keys = keys(&file);
    for vector in list(&file, "valid").iter().chain(list(&file, "witnessed")) {
        let name = text(&vector["name"]);
        let verified = Checkpoint::parse_verified(text(&vector["note"]), &keys).expect(name);
        let checkpoint = verified.checkpoint();
        assert_eq!(checkpoint.log.as_str(), vector["log"], "{name}");
        assert_eq!(checkpoint.size, number(&vector["size"]), "{name}");
        assert_eq!(checkpoint.root.to_string(), vector["root"], "{name}");
        let signers: Vec<String> = verified.signers().map(|kid| kid.to_string()).collect();
        assert_eq!(Value::from(signers), vector["signedBy"], "{name}");
    }
}

#[test]
fn every_checkpoint_is_signed_as_it_always_was() {
    let file = checkpoints();
    for vector in list(&file, "valid") {
        let checkpoint = Checkpoint {
            log: LogName::parse(text(&vector["log"])).expect("a log"),
            size: number(&vector["size"]),
            root: Hash::parse(text(&vector["root"])).expect("a root"),
        };
        let seals: Vec<Seal> = list(vector, "signedBy")
            .iter()
            .map(|kid| seal(&file, text(kid)))
            .collect();
        let note = checkpoint.sign(&seals.iter().collect::<Vec<_>>());
        assert_eq!(note, text(&vector["note"]), "{}", vector["name"]);
    }
}

#[test]
fn what_is_no_checkpoint_is_refused_for_its_reason() {
    let file = checkpoints();
    let keys = keys(&file);
    for vector in list(&file, "invalid") {
        let error =
            Checkpoint::parse_verified(text(&vector["note"]), &keys).expect_err(text(&vector["name"]));
        let variant = format!("{error:?}");
        let variant = variant.split('(').next().expect("a name");
        assert_eq!(variant, vector["error"], "{}", vector["name"]);
    }
}
