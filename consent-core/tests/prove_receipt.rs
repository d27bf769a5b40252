//! A receipt proves what was sealed, and nothing that differs from it by as little as a byte.
#![cfg(feature = "prove")]

mod proved;

use consent_core::decision::{Act, Grants};
use consent_core::receipt::merkle::inclusion_plan;
use consent_core::receipt::{
    Checkpoint, CheckpointError, Entry, EntryError, Hash, Inclusion, KeyError, KeySet, Kid, PublicKey,
    Receipt, ReceiptError, Seal, leaf_hash,
};
use consent_core::time::Millis;
use proptest::prelude::*;
use proved::{NOW, Shop, consent, keys, policy, public, receipt, seal};

/// A receipt with the proof that it is the fifth of seven entries.
fn proved_receipt() -> Receipt {
    let shop = Shop::usual();
    let leaves: Vec<Hash> = shop
        .entries
        .iter()
        .map(|sealed| leaf_hash(&sealed.entry.id(), &sealed.commitment))
        .collect();
    let plan = inclusion_plan(4, 7).expect("a place in the log");
    let proof = plan.build(|subtree| {
        let (first, end) = subtree.leaves().ok_or(())?;
        let run = &leaves[usize::try_from(first).expect("small")..usize::try_from(end).expect("small")];
        consent_core::receipt::merkle::Subtree::root_of(run).ok_or(())
    });
    let mut receipt = receipt(shop.entries[4].entry.clone());
    receipt.inclusion = Some(Inclusion {
        seq: 4,
        size: 7,
        proof: proof.expect("every leaf is there"),
        checkpoint: shop.checkpoint(7).sign(&[&seal(1)]),
    });
    receipt
}

#[test]
fn what_was_sealed_is_verified_and_its_place_with_it() {
    let verified = proved_receipt().verify(&keys()).expect("holds");
    assert_eq!(verified.seq(), Some(4));
    let consent = verified.consent().expect("a decision");
    assert!(consent.exceptions.values().copied().eq([true]));
    assert_eq!(verified.record().id(), proved::id(4));
}

#[test]
fn a_receipt_with_any_byte_changed_is_refused() {
    let keys = keys();
    let json = serde_json::to_string(&proved_receipt())
        .expect("JSON")
        .into_bytes();
    assert!(json.len() > 1000);
    for at in 0..json.len() {
        for mask in [0x01, 0x20, 0x80] {
            let mut changed = json.clone();
            changed[at] ^= mask;
            let Ok(text) = String::from_utf8(changed) else {
                continue;
            };
            let holds = Receipt::parse(&text).is_ok_and(|receipt| receipt.verify(&keys).is_ok());
            assert!(!holds, "byte {at}: {text}");
        }
    }
}

#[test]
fn a_receipt_cut_short_anywhere_is_refused() {
    let json = serde_json::to_string(&proved_receipt()).expect("JSON");
    for (end, _) in json.char_indices() {
        assert!(Receipt::parse(&json[..end]).is_err(), "{end}");
    }
    assert!(
        Receipt::parse(&(json + &" ".repeat(1_100_000))).is_err(),
        "too long to be looked at"
    );
}

#[test]
fn order_and_white_space_of_the_json_do_not_matter() {
    let receipt = proved_receipt();
    let pretty = serde_json::to_string_pretty(&receipt).expect("JSON");
    assert_eq!(Receipt::parse(&pretty), Ok(receipt.clone()));
    let by_key: serde_json::Value = serde_json::to_value(&receipt).expect("JSON");
    assert_eq!(Receipt::parse(&by_key.to_string()), Ok(receipt));
}

#[test]
fn a_key_proves_nothing_outside_of_its_time() {
    let receipt = receipt(consent(0, Act::RejectAll, Grants::none()));
    let received_at = receipt.record.received_at().as_millis();
    let verify = |from, to| receipt.clone().verify(&KeySet::new([public(&seal(1), from, to)]));
    let outside = Err(ReceiptError::OutsideOfKeysTime(seal(1).kid()));
    assert!(verify(received_at, Some(received_at)).is_ok());
    assert_eq!(verify(received_at + 1, None), outside);
    assert_eq!(verify(0, Some(received_at - 1)), outside);
    assert_eq!(
        receipt.clone().verify(&KeySet::default()),
        Err(ReceiptError::UnknownKey(seal(1).kid()))
    );
    let stranger = KeySet::new([public(&seal(2), 0, None)]);
    assert_eq!(
        receipt.verify(&stranger),
        Err(ReceiptError::UnknownKey(seal(1).kid()))
    );
}

#[test]
fn receipts_of_three_keys_are_verified_by_one_list() {
    let seals = [seal(1), seal(2), seal(3)];
    let hour = 3_600_000;
    let ends = [Some(NOW * 1000 + hour), Some(NOW * 1000 + 2 * hour), None];
    let keys = KeySet::new((0..3).map(|n: usize| public(&seals[n], NOW * 1000 + n as u64 * hour, ends[n])));
    let keys = KeySet::from_json(&keys.to_json()).expect("what was written is read");
    for (seal, number) in seals.iter().zip([10, 70, 130]) {
        let entry = consent(number, Act::RejectAll, Grants::none());
        let sealed = seal.seal(
            entry,
            consent_core::receipt::Salt::from_bytes([3; 32]),
            &proved::log(),
        );
        Receipt::of(sealed, &proved::log()).verify(&keys).expect("holds");
    }
}

#[test]
fn when_keys_change_both_sign_and_either_suffices() {
    let checkpoint = Shop::usual().checkpoint(7);
    let (old, new) = (seal(1), seal(2));
    let both = checkpoint.sign(&[&old, &new]);
    let keys = KeySet::new([public(&old, 0, Some(NOW * 1000)), public(&new, NOW * 1000, None)]);
    let verified = Checkpoint::parse_verified(&both, &keys).expect("holds");
    assert!(verified.signers().eq([old.kid(), new.kid()]));
    assert!(
        verified.may_cover(Millis::from_millis(NOW * 1000 + 1)),
        "the new key goes on"
    );
    let by_old = Checkpoint::parse_verified(&checkpoint.sign(&[&old]), &keys).expect("holds");
    assert!(by_old.may_cover(Millis::from_millis(NOW * 1000)));
    assert!(!by_old.may_cover(Millis::from_millis(NOW * 1000 + 1)));
    let only_new = KeySet::new([public(&new, NOW * 1000, None)]);
    assert_eq!(
        Checkpoint::parse_verified(&both, &only_new),
        Err(CheckpointError::UnknownKey)
    );
}

#[test]
fn published_keys_are_what_their_ids_say() {
    let json = keys().to_json();
    let with = |from: &str, to: &str| {
        let changed = json.replace(from, to);
        assert_ne!(changed, json, "{from}");
        KeySet::from_json(&changed)
    };
    let (kid, other) = (seal(1).kid().to_string(), seal(2).kid());
    assert_eq!(
        with(&kid, &other.to_string()),
        Err(KeyError::OtherKid {
            said: other,
            is: seal(1).kid()
        })
    );
    assert_eq!(
        with("\"Ed25519\"", "\"ML-DSA-44\""),
        Ok(KeySet::default()),
        "a later reader's"
    );
    for (from, to) in [
        ("\"alg\"", "\"algorithm\""),
        ("\"notBefore\":0", "\"notBefore\":-1"),
        ("\"keys\"", "\"key\""),
    ] {
        assert!(matches!(with(from, to), Err(KeyError::Shape(_))), "{to}");
    }
    // The neutral element: anybody can sign for it.
    let mut weak = [0; 32];
    weak[0] = 1;
    assert_eq!(
        PublicKey::new(weak, Millis::default(), None),
        Err(KeyError::NoKey(Kid::of(&weak)))
    );
    // A number above the field's, which some readers take for a smaller one.
    assert!(PublicKey::new([0xff; 32], Millis::default(), None).is_err());
}

#[test]
fn a_seal_tells_nobody_its_secret() {
    let secret = [0xab; 32];
    let said = format!("{:?}", Seal::from_secret(secret));
    assert!(
        said.contains("secret")
            && !said.contains("171")
            && !said.contains("ab, ab")
            && !said.contains("abab")
    );
}

#[test]
fn an_entry_has_one_text() {
    let entry = consent(0, Act::AcceptAll, Grants::all(&policy()));
    let text = entry.canonical();
    assert_eq!(Entry::parse(&text), Ok(entry));
    for other in [
        format!(" {text}"),
        text.replace(",\"flags\"", ", \"flags\""),
        text.replacen(':', ": ", 1),
    ] {
        if other != text {
            assert_eq!(Entry::parse(&other), Err(EntryError::NotCanonical), "{other}");
        }
    }
    for other in [
        text.replace("\"gpc\":false", "\"gpc\":0"),
        text.replace("\"gpc\":false", "\"gpc\":false,\"gpc\":false"),
        text.replace("\"kind\":\"consent\"", "\"kind\":\"erasure\""),
        text.replace("\"version\":1", "\"version\":2"),
    ] {
        assert!(
            matches!(Entry::parse(&other), Err(EntryError::Shape(_))),
            "{other}"
        );
    }
}

proptest! {
    #[test]
    fn any_text_ends_in_an_answer(text in ".{0,200}", at in any::<prop::sample::Index>(), with in "[ -~]{0,4}") {
        let keys = keys();
        let _ = Receipt::parse(&text);
        let _ = Checkpoint::parse_verified(&text, &keys);
        let _ = KeySet::from_json(&text);
        prop_assert!(Entry::parse(&text).is_err());
        // And the same for texts that begin as they should.
        let json = serde_json::to_string(&proved_receipt()).expect("JSON");
        let at = json.char_indices().map(|(at, _)| at).nth(at.index(json.chars().count())).unwrap_or(0);
        let spliced = format!("{}{with}{}", &json[..at], &json[at..]);
        let as_it_was = Receipt::parse(&spliced).is_ok_and(|receipt| receipt == proved_receipt());
        let holds = Receipt::parse(&spliced).is_ok_and(|receipt| receipt.verify(&keys).is_ok());
        prop_assert_eq!(holds, as_it_was, "{}", spliced);
    }

    #[test]
    fn any_salt_hides_and_any_other_opens_nothing(one: [u8; 32], other: [u8; 32]) {
        let entry = consent(0, Act::RejectAll, Grants::none());
        let [one, other] = [one, other].map(consent_core::receipt::Salt::from_bytes);
        let mut receipt = Receipt::of(seal(1).seal(entry, one, &proved::log()), &proved::log());
        receipt.salt = other;
        prop_assert_eq!(receipt.verify(&keys()).is_ok(), one == other);
    }
}
