//! Any JSON as what `consent encode` takes: what is taken and fits is written, read, and shown as the same.
#![no_main]

use consent_core::strings::google_ac::GoogleAc;
use consent_core::strings::gpp::{Gpp, Sections, write};
use consent_core::strings::hubspot::Categories;
use consent_core::strings::tcf::TcString;
use consent_core::strings::us_privacy::UsPrivacy;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|json: &str| {
    if let Ok(tc) = serde_json::from_str::<TcString>(json)
        && let Ok(text) = tc.encode()
    {
        assert_eq!(TcString::decode(&text), Ok(tc));
    }
    if let Ok(sections) = serde_json::from_str::<Sections<'_>>(json)
        && let Ok(text) = write(&sections.0)
    {
        let gpp = Gpp::parse(&text).expect("what was written is read");
        for (id, section) in gpp.sections() {
            let section = section.expect("what was written is read");
            assert!(
                sections
                    .0
                    .iter()
                    .any(|other| other.id() == id && *other == section)
            );
        }
    }
    if let Ok(said) = serde_json::from_str::<UsPrivacy>(json) {
        assert_eq!(UsPrivacy::parse(&said.encode()), Ok(said));
    }
    if let Ok(said) = serde_json::from_str::<GoogleAc>(json) {
        assert_eq!(GoogleAc::parse(&said.encode()), Ok(said));
    }
    if let Ok(said) = serde_json::from_str::<Categories>(json) {
        assert_eq!(Categories::parse(&said.encode()), Ok(said));
    }
});
