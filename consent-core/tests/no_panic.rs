//! Whatever is stored under our name, reading it ends in an answer: never a panic, never a grant in part.

mod vectors;

use consent_core::carry::{ConsentString, DecodeError, Stored, cookie_values, read};
use consent_core::config::Policy;
use consent_core::decision::{ConsentState, Decision};
use consent_core::time::Timestamp;

/// Reads a damaged text by itself, and as cookie and mirror; what is granted must be what a whole string there grants.
fn endure(text: &str, policy: &Policy) {
    if let Ok(decision) = whole(text, policy) {
        assert_eq!(
            ConsentString::encode(&decision, policy),
            text,
            "two texts for one decision"
        );
    }
    let cookies = format!("other=1; consent={text}; last=2");
    for stored in [
        Stored {
            cookies: &cookies,
            mirror: "",
        },
        Stored {
            cookies: "",
            mirror: text,
        },
        Stored {
            cookies: &cookies,
            mirror: text,
        },
        Stored {
            cookies: text,
            mirror: &cookies,
        },
    ] {
        for now in [0, 1_763_766_000, u64::MAX] {
            if let ConsentState::Decided(read) = read(&stored, policy, Timestamp::from_secs(now)) {
                let mut there = cookie_values(stored.cookies, policy.cookie()).chain([stored.mirror]);
                assert!(
                    there.any(|text| whole(text, policy).is_ok_and(|decision| decision == read)),
                    "{stored:?} grants what no whole string of it grants"
                );
            }
        }
    }
}

fn whole(text: &str, policy: &Policy) -> Result<Decision, DecodeError> {
    ConsentString::parse(text)?.decision(policy)
}

#[test]
fn every_beginning_of_every_vector() {
    for (text, policy) in vectors::texts() {
        for (end, _) in text.char_indices() {
            endure(&text[..end], &policy);
        }
    }
}

#[test]
fn every_vector_with_one_bit_flipped() {
    for (text, policy) in vectors::texts() {
        for at in 0..text.len() {
            for bit in 0..8 {
                let mut bytes = text.clone().into_bytes();
                bytes[at] ^= 1 << bit;
                endure(&String::from_utf8_lossy(&bytes), &policy);
            }
        }
    }
}

#[test]
fn every_vector_with_one_character_doubled_or_left_out() {
    for (text, policy) in vectors::texts() {
        for (at, character) in text.char_indices() {
            let (before, after) = text.split_at(at);
            endure(&format!("{before}{character}{after}"), &policy);
            endure(&format!("{before}{}", &after[character.len_utf8()..]), &policy);
        }
    }
}

#[test]
fn every_two_vectors_spliced() {
    let texts = vectors::texts();
    for (one, policy) in &texts {
        for (other, _) in &texts {
            let half = |text: &str| {
                text.char_indices()
                    .nth(text.chars().count() / 2)
                    .map_or(0, |(at, _)| at)
            };
            endure(&format!("{}{}", &one[..half(one)], &other[half(other)..]), policy);
        }
    }
}

#[test]
fn four_thousand_characters_of_anything() {
    for (_, policy) in vectors::texts() {
        for junk in [
            "1.",
            ".",
            "%",
            "%E0%A4%A",
            "A",
            "=",
            ";",
            "\u{fffd}",
            "\0",
            "1.AAAAAAAA.A.",
        ] {
            endure(&junk.repeat(4096 / junk.len()), &policy);
        }
    }
}
