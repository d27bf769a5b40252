//! Damaged, cut and hostile strings: each ends in values or an error, in bounded time and memory.

use consent_core::strings::Format;
use consent_core::strings::bits::{BitWriter, LONGEST_TEXT, TextError};
use consent_core::strings::gpp::{Gpp, GppError, Section, SectionId, TcfCa};
use consent_core::time::Timestamp;
use proptest::prelude::*;

use super::strings::vectors;
use super::vectors::GPP;

/// Reads whatever it is to the end: every section, its findings, and what is written of it again.
fn endure(text: &str) {
    let _ = Format::detect(text);
    let Ok(gpp) = Gpp::parse(text) else {
        return;
    };
    let mut present = 0;
    for (id, section) in gpp.sections() {
        present += 1;
        match section {
            Ok(Section::Us(section)) => {
                let _ = section.findings();
                let again = section.encode();
                assert_eq!(Section::read(id, &again), Ok(Section::Us(section)), "{text}");
            }
            Ok(Section::TcfCaV1(ca)) => {
                let _ = ca.findings(Timestamp::from_secs(1_790_000_000));
                let again = ca.encode().expect("what was read fits");
                let read = TcfCa::decode(&again).expect("what was written");
                assert_eq!(read.vendor_express_consent, ca.vendor_express_consent, "{text}");
                assert_eq!(read.restrictions, ca.restrictions, "{text}");
            }
            Ok(Section::Opaque(_, kept)) => assert_eq!(gpp.text(id), Some(kept.as_ref())),
            Ok(_) | Err(_) => {}
        }
    }
    assert_eq!(text.split('~').count(), present + 1);
}

fn texts() -> impl Iterator<Item = String> {
    ["valid", "invalid"]
        .into_iter()
        .flat_map(|kind| vectors(GPP, kind))
        .map(|(text, _)| text)
}

#[test]
fn every_beginning_of_every_vector() {
    for text in texts() {
        for end in 0..text.len() {
            endure(&text[..end]);
        }
    }
}

#[test]
fn every_vector_with_one_bit_flipped() {
    for text in texts() {
        // Of the longest, one bit of each character: what follows has to be read again each time.
        let bits = |at: usize| {
            if text.len() < 500 {
                0..7
            } else {
                at % 7..at % 7 + 1
            }
        };
        for at in 0..text.len() {
            for bit in bits(at) {
                let mut bytes = text.clone().into_bytes();
                bytes[at] ^= 1 << bit;
                endure(&String::from_utf8_lossy(&bytes));
            }
        }
    }
}

#[test]
fn every_section_under_every_number() {
    for text in texts() {
        for part in text.split('~').skip(1) {
            for id in SectionId::all().chain([SectionId::new(0), SectionId::new(u16::MAX)]) {
                let _ = Section::read(id, part);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_bytes(bytes: Vec<u8>) {
        endure(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn anything_under_a_sound_header(core in "[A-Za-z0-9_-]{0,60}", rest in "[A-Za-z0-9_.-]{0,30}") {
        endure(&format!("DBABjw~B{core}.{rest}~1YNN"));
        endure(&format!("DBABLA~{core}.{rest}"));
        endure(&format!("DBABMA~C{core}.{rest}"));
    }
}

#[test]
fn as_many_sections_as_fit_into_a_text_are_no_burden() {
    let most = "~".repeat(LONGEST_TEXT - 20);
    let expected = GppError::Sections {
        listed: 1,
        present: LONGEST_TEXT - 20,
    };
    assert_eq!(Gpp::parse(&format!("DBABM{most}")), Err(expected));
    assert!(matches!(
        Gpp::parse(&"~".repeat(LONGEST_TEXT)),
        Err(GppError::Header(_))
    ));
    assert_eq!(
        Gpp::parse(&"~".repeat(LONGEST_TEXT + 1)),
        Err(GppError::Text(TextError::TooLong))
    );
}

#[test]
fn a_bomb_of_ranges_in_canada_is_as_large_as_its_text() {
    // The largest number of restrictions that fit, each of a few bits that reach over all vendors.
    let mut bits = BitWriter::new();
    bits.number(1u8, 6);
    bits.words([], 193);
    for _ in 0..2 {
        bits.number(0u8, 16);
        bits.flag(false);
    }
    let count: u64 = 4_095;
    bits.number(count, 12);
    for purpose in 0..count {
        bits.number(purpose, 6);
        bits.number(0u8, 2);
        bits.number(65_535u64, 16);
        bits.flag(true);
        bits.number(1u8, 12);
        bits.flag(true);
        bits.number(0b11u8, 2);
        // From 1 to 65,535.
        for bit in code_of(65_534) {
            bits.flag(bit);
        }
    }
    let text = bits.into_text();
    assert!(text.len() < LONGEST_TEXT, "{}", text.len());
    let ca = TcfCa::decode(&text).expect("a section of Canada");
    let restrictions = ca.restrictions.expect("restrictions");
    assert_eq!(restrictions.len(), 4_095);
    // One range each: what is kept grows with the text, not with what the ranges span.
    assert!(
        restrictions
            .iter()
            .all(|it| it.vendors.len() == 1 && it.concerns(u16::MAX))
    );
}

/// The Fibonacci code of a number, found the slow way.
fn code_of(mut number: u32) -> Vec<bool> {
    let mut parts = vec![1u32, 2];
    while parts[parts.len() - 1] <= number {
        parts.push(parts[parts.len() - 1] + parts[parts.len() - 2]);
    }
    let mut code = vec![false; parts.len()];
    for (place, part) in parts.iter().enumerate().rev() {
        if *part <= number {
            number -= part;
            code[place] = true;
        }
    }
    let last = code.iter().rposition(|bit| *bit).expect("not 0");
    code.truncate(last + 1);
    code.push(true);
    code
}
