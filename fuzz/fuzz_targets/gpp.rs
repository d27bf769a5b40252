//! Any text as a GPP string: its header and sections are read, judged, written and read again.
#![no_main]

use consent_core::strings::bits::LONGEST_TEXT;
use consent_core::strings::gpp::{Gpp, Section, SetCoding, write};
use consent_core::strings::tcf::Known;
use consent_core::time::Timestamp;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(gpp) = Gpp::parse(text) else {
        return;
    };
    assert!(text.len() <= LONGEST_TEXT);
    assert_eq!(gpp.ids().len() + 1, text.split('~').count());
    let mut read = Vec::new();
    for ((id, section), part) in gpp.sections().zip(text.split('~').skip(1)) {
        assert_eq!(gpp.text(id), Some(part));
        let Ok(section) = section else {
            continue;
        };
        for finding in section.findings(part, &Known::at(Timestamp::from_secs(1_790_000_000))) {
            assert!(!finding.message.is_empty() && !finding.source.is_empty());
        }
        read.extend(as_today(section));
    }
    let again = write(&read).expect("what was read fits");
    let again = Gpp::parse(&again).expect("what was written is read");
    assert!(
        again
            .sections()
            .map(|(_, section)| section)
            .eq(read.into_iter().map(Ok))
    );
});

/// What is written differs from what was read only in how Canada's sets of vendors are coded; a text that is no section
/// at all is not written.
fn as_today(section: Section<'_>) -> Option<Section<'_>> {
    match section {
        Section::TcfCaV1(mut ca) => {
            ca.coding = SetCoding::Present;
            Some(Section::TcfCaV1(ca))
        }
        Section::Opaque(..) => section.encode().is_ok().then(|| section.clone()),
        other => Some(other),
    }
}
