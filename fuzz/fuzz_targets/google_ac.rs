//! Any text as an Additional Consent string: what is read is written in order, each provider once, and comes back.
#![no_main]

use consent_core::strings::Format;
use consent_core::strings::bits::LONGEST_TEXT;
use consent_core::strings::google_ac::{GoogleAc, GoogleAcError};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let said = match GoogleAc::parse(text) {
        Ok(said) => said,
        Err(GoogleAcError::Number { at }) => {
            return assert!(text.get(at..).is_some(), "a place within the text");
        }
        Err(_) => return,
    };
    assert!(text.len() <= LONGEST_TEXT);
    assert_eq!(Format::detect(text), Some(Format::GoogleAc));
    let again = said.encode();
    assert!(again.len() <= text.len());
    assert_eq!(GoogleAc::parse(&again).as_ref(), Ok(&said));
    if let Some(disclosed) = said.disclosed() {
        assert!(!said.consented().intersects(disclosed));
    }
    let twice = said
        .findings(text)
        .iter()
        .any(|finding| finding.rule == "listed-twice");
    assert_eq!(twice, again.len() != text.len());
    let shown = serde_json::to_string(&said).expect("values have JSON");
    assert_eq!(
        serde_json::from_str::<GoogleAc>(&shown).expect("what was shown"),
        said
    );
});
