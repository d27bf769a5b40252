//! Damaged and hostile texts: each ends in values or an error, and what was read is written the same.

use consent_core::strings::Format;
use consent_core::strings::google_ac::GoogleAc;
use consent_core::strings::google_analytics::{ClientCookie, SessionCookie};
use consent_core::strings::google_consent_mode::Signals;
use consent_core::strings::hubspot::{Categories, Mark, Session, Visitor};
use consent_core::strings::us_privacy::UsPrivacy;
use proptest::prelude::*;

use super::google::{ANALYTICS, CONSENT_MODE, GOOGLE_AC};
use super::hubspot::HUBSPOT;
use super::strings::vectors;
use super::us_privacy::US_PRIVACY;

fn endure(text: &str) {
    let _ = Format::detect(text);
    if let Ok(said) = UsPrivacy::parse(text) {
        let _ = said.findings(text);
        assert_eq!(said.encode(), text.to_uppercase());
    }
    if let Ok(said) = GoogleAc::parse(text) {
        let _ = said.findings(text);
        assert_eq!(GoogleAc::parse(&said.encode()), Ok(said), "{text}");
    }
    if let Ok(said) = Categories::parse(text) {
        let _ = Categories::findings(text);
        assert_eq!(Categories::parse(&said.encode()), Ok(said), "{text}");
    }
    if let Ok(said) = Signals::parse(text) {
        assert!(said.iter().count() >= 2);
    }
    for mark in Mark::ALL {
        let _ = mark.says(text);
    }
    let _ = (ClientCookie::parse(text), SessionCookie::parse(text));
    let _ = (Visitor::parse(text), Session::parse(text));
}

fn texts() -> impl Iterator<Item = String> {
    [
        (US_PRIVACY, "valid"),
        (US_PRIVACY, "invalid"),
        (GOOGLE_AC, "valid"),
        (GOOGLE_AC, "invalid"),
        (CONSENT_MODE, "gcs"),
        (ANALYTICS, "client"),
        (ANALYTICS, "session"),
        (HUBSPOT, "valid"),
        (HUBSPOT, "invalid"),
        (HUBSPOT, "tracking"),
    ]
    .into_iter()
    .flat_map(|(json, kind)| vectors(json, kind))
    .map(|(text, _)| text)
    .chain(["13r3q3t3u5l1".to_owned()])
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
        for at in 0..text.len() {
            for bit in 0..8 {
                let mut bytes = text.clone().into_bytes();
                bytes[at] ^= 1 << bit;
                endure(&String::from_utf8_lossy(&bytes));
            }
        }
    }
}

#[test]
fn long_texts_are_no_burden() {
    for piece in [
        "1",
        "1~",
        "2~1.",
        "1:true_",
        ".",
        "~dv.",
        "GS2.1.s1$",
        "$t1",
        "%3A",
        "å",
    ] {
        endure(&piece.repeat(200_000 / piece.len()));
        endure(&["2~", &piece.repeat(20_000)].concat());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_bytes(bytes: Vec<u8>) {
        endure(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn anything_of_their_characters(text in "[12GSAdgt:_,.~$%YN01-9a-f-]{0,40}") {
        endure(&text);
    }
}
