//! TC strings that were cut, changed, or made to cost: each ends in values or an error, in bounded memory.
#![cfg(feature = "strings")]

mod strings;

use consent_core::strings::IdSet;
use consent_core::strings::bits::{BitWriter, LONGEST_TEXT};
use consent_core::strings::tcf::{DecodeError, Known, LazyTc, Place, RangeFault, Segment, TcString};
use consent_core::time::Timestamp;
use strings::tcf_texts;

/// Reads, judges and looks up; what can be read is written and read again.
fn read(text: &str) {
    let Ok(tc) = TcString::decode(text) else {
        return;
    };
    let _ = tc.findings(&Known::at(Timestamp::from_secs(1_790_000_000)));
    let again = tc.encode().expect("what was read fits");
    assert_eq!(TcString::decode(&again), Ok(tc), "{text}");
}

fn look_up(text: &str) {
    if let Ok(lazy) = LazyTc::new(text) {
        let _ = (lazy.vendor(1), lazy.vendor(700), lazy.vendor(u16::MAX));
    }
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

#[test]
fn every_prefix_of_every_vector_is_read_or_refused() {
    for text in tcf_texts() {
        for end in 0..text.len() {
            let prefix = &text[..end];
            look_up(prefix);
            if let Ok(tc) = TcString::decode(prefix) {
                // Only padding or a whole segment can be missing.
                let whole = TcString::decode(&text);
                assert!(
                    whole.is_err() || whole.is_ok_and(|whole| whole.core == tc.core),
                    "{prefix}"
                );
            }
        }
    }
}

#[test]
fn every_vector_with_any_one_bit_turned_is_read_or_refused() {
    for text in tcf_texts() {
        let bytes = text.as_bytes();
        for at in 0..bytes.len() {
            let Some(sextet) = ALPHABET.iter().position(|byte| *byte == bytes[at]) else {
                continue;
            };
            for bit in 0..6 {
                let mut turned = bytes.to_vec();
                turned[at] = ALPHABET[sextet ^ (1 << bit)];
                let turned = String::from_utf8(turned).expect("ASCII");
                let _ = TcString::decode(&turned);
                if bit == at % 6 {
                    read(&turned);
                    look_up(&turned);
                }
            }
        }
    }
}

/// Numbers that look random and are the same each time (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end.max(1) as u64).expect("below the end")
    }
}

#[test]
fn vectors_changed_at_random_are_read_or_refused() {
    let texts = tcf_texts();
    let mut numbers = Numbers(0x5eed);
    for _ in 0..20_000 {
        let mut text = texts[numbers.below(texts.len())].clone().into_bytes();
        for _ in 0..=numbers.below(4) {
            let at = numbers.below(text.len());
            let letter = ALPHABET[numbers.below(64)];
            match numbers.below(6) {
                0 => text.insert(at, letter),
                1 if !text.is_empty() => drop(text.remove(at)),
                2 => text.truncate(at),
                3 => text.insert(at, b'.'),
                4 => text.extend_from_within(at..),
                _ if !text.is_empty() => text[at] = letter,
                _ => {}
            }
        }
        let text = String::from_utf8(text).expect("ASCII");
        read(&text);
        look_up(&text);
    }
}

/// A core up to its first set of vendors.
fn head() -> BitWriter {
    let mut bits = BitWriter::new();
    bits.number(2u8, 6);
    (0..9).for_each(|_| bits.number(0u8, 23));
    assert_eq!(bits.len(), 213);
    bits
}

/// So many ranges of nearly every vendor.
fn ranges(bits: &mut BitWriter, count: u16) {
    bits.number(count, 12);
    for first in 1..=count {
        bits.flag(true);
        bits.number(first, 16);
        bits.number(65_534u16, 16);
    }
}

#[test]
fn bombs_fill_no_more_than_their_sets() {
    let largest = 8 * 1024 / size_of::<u64>();
    let is_bounded = |set: &IdSet| set.words().len() <= largest;

    // Both sets and a restriction, each with as many ranges of nearly every vendor as fit.
    let mut bits = head();
    for _ in 0..2 {
        bits.number(65_534u16, 16);
        bits.flag(true);
        ranges(&mut bits, 4_095);
    }
    bits.number(1u8, 12);
    bits.number(2u8, 8);
    ranges(&mut bits, 3_000);
    let text = bits.into_text();
    assert!(text.len() < LONGEST_TEXT);
    let tc = TcString::decode(&text).expect("it is sound");
    assert!(is_bounded(&tc.core.vendor_consents) && is_bounded(&tc.core.vendor_legitimate_interests));
    assert_eq!(tc.core.vendor_consents.len(), 65_534);
    let written: usize = tc.core.restrictions.iter().map(|it| it.vendors.len()).sum();
    assert_eq!(written, 3_000, "no more than was written is kept");
    read(&text);
    look_up(&text);

    // As many restrictions as can be counted, on every purpose and of every kind.
    let mut bits = head();
    bits.number(0u8, 34);
    bits.number(4_095u16, 12);
    for index in 0..4_095u16 {
        bits.number(index % 256, 8);
        ranges(&mut bits, 2);
    }
    let text = bits.into_text();
    assert!(text.len() < LONGEST_TEXT);
    read(&text);
    let tc = TcString::decode(&text).expect("it is sound");
    assert_eq!(tc.core.restrictions.len(), 4_095);
    // Named one by one they would be sixteen million.
    assert!(serde_json::to_string(&tc).expect("JSON").len() < 64 * 1024);
}

#[test]
fn counts_that_promise_more_than_follows_are_refused() {
    let promise = |width, count: u64, then: usize| {
        let mut bits = head();
        bits.number(0u8, width);
        bits.number(count, then);
        TcString::decode(&bits.into_text()).map(|_| ())
    };
    let ends = |result| matches!(result, Err(DecodeError::EndsWithin(_)));
    assert!(ends(promise(0, 65_535 << 1, 17)), "vendors as bits");
    assert!(
        ends(promise(0, (3 << 13) | (1 << 12) | 4_095, 29)),
        "vendors as ranges"
    );
    assert!(ends(promise(34, 4_095, 12)), "restrictions");
}

#[test]
fn too_long_a_text_is_refused_unread() {
    let text = "C".repeat(LONGEST_TEXT + 1);
    assert_eq!(TcString::decode(&text), Err(DecodeError::TooLong));
    assert_eq!(LazyTc::new(&text).map(|_| ()), Err(DecodeError::TooLong));
}

#[test]
fn each_kind_of_refusal_says_where() {
    let core = "CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA";
    let error = |text: &str| TcString::decode(text).expect_err(text);
    assert_eq!(error(""), DecodeError::Empty);
    assert_eq!(error("D"), DecodeError::Version { found: 3 });
    assert_eq!(error(".A"), DecodeError::Character { segment: 0, at: 0 });
    assert_eq!(
        error(&format!("{core}.IA~A")),
        DecodeError::Character { segment: 1, at: 47 }
    );
    assert_eq!(
        error(&format!("{core}.")),
        DecodeError::EmptySegment { segment: 1 }
    );
    assert_eq!(
        error(&format!("{core}.gAAA")),
        DecodeError::UnknownSegment { segment: 1, found: 4 }
    );
    assert_eq!(
        error(&format!("{core}.{core}")),
        DecodeError::Repeated(Segment::Core)
    );
    assert_eq!(
        error(&format!("{core}.IAAA.IAAA")),
        DecodeError::Repeated(Segment::DisclosedVendors)
    );
    assert_eq!(
        error(&format!("{core}.QAAA.QAAA")),
        DecodeError::Repeated(Segment::AllowedVendors)
    );
    assert!(matches!(
        error(&format!("{core}B")),
        DecodeError::NotPadding(Place {
            segment: Segment::Core,
            ..
        })
    ));
    assert!(matches!(
        error(&format!("{core}.IAAB")),
        DecodeError::NotPadding(Place { bit: 20, .. })
    ));
    assert!(matches!(
        error("CPXx"),
        DecodeError::EndsWithin(Place { bit: 6, .. })
    ));
    for (error, says) in [
        (error("BOxgOqAOxgOqAAAABBENC2-AAAAtHAA"), "TCF 1"),
        (
            error(&core[..core.len() - 2]),
            "publisher restrictions is missing at bit 247",
        ),
        (error("CPXx"), "segment Core, field Created, bit 6"),
        (
            DecodeError::Range {
                place: Place {
                    segment: Segment::Core,
                    field: consent_core::strings::tcf::Field::VendorConsent,
                    bit: 242,
                },
                fault: RangeFault::Zero,
            },
            "begins at vendor 0",
        ),
    ] {
        assert!(error.to_string().contains(says), "{error}");
    }
}
