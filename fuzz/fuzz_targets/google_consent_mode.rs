//! Any text as `gcs` or `gcd`: as many states as the parameter has, each said once, and nothing depends on what follows.
#![no_main]

use consent_core::strings::Format;
use consent_core::strings::google_consent_mode::{ConsentModeError, Signals, Storage};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let said = match Signals::parse(text) {
        Ok(said) => said,
        Err(ConsentModeError::Character { at }) => {
            return assert!(at < text.len(), "a place within the text");
        }
        Err(_) => return,
    };
    assert_eq!(Format::detect(text), Some(Format::GoogleConsentMode));
    let states: Vec<_> = said.iter().collect();
    let expected = match said.parameter {
        "gcs" => &[Storage::Ad, Storage::Analytics][..],
        "gcd" => &[
            Storage::Ad,
            Storage::Analytics,
            Storage::AdUserData,
            Storage::AdPersonalization,
        ],
        other => panic!("{other} is no parameter"),
    };
    assert!(states.iter().map(|(storage, _)| storage).eq(expected));
    for storage in Storage::ALL {
        let one = states.iter().find(|(other, _)| *other == storage);
        assert_eq!(said.state(storage), one.and_then(|(_, signal)| signal.state()));
    }
    if said.parameter == "gcd" {
        assert_eq!(Signals::parse(&format!("{text}l1")), Ok(said));
        assert_eq!(Signals::parse(&text[..10]), Ok(said));
    }
});
