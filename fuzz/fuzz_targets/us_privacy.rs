//! Any text as a US Privacy string: what is read is written in one way, shown as JSON, and taken back.
#![no_main]

use consent_core::strings::us_privacy::UsPrivacy;
use consent_core::strings::{Format, Severity};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(said) = UsPrivacy::parse(text) else {
        return;
    };
    assert_eq!(Format::detect(text), Some(Format::UsPrivacy));
    let again = said.encode();
    assert_eq!(again, text.to_ascii_uppercase());
    assert_eq!(UsPrivacy::parse(&again), Ok(said));
    let small = said
        .findings(text)
        .iter()
        .any(|finding| finding.rule == "small-letters");
    assert_eq!(small, again != text);
    assert!(
        said.findings(&again)
            .iter()
            .all(|finding| finding.severity == Severity::Error)
    );
    let shown = serde_json::to_string(&said).expect("values have JSON");
    assert_eq!(
        serde_json::from_str::<UsPrivacy>(&shown).expect("what was shown"),
        said
    );
});
