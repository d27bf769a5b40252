//! Any text as a section of any number, which its first byte says: read, written, shown as JSON, and taken back.
#![no_main]

use consent_core::strings::gpp::{Section, SectionId, Sections, SetCoding};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Some(first) = text.chars().next() else {
        return;
    };
    // `A` is the number 1, as in the corpus; what is no number of a section is read as opaque.
    let id = SectionId::new(u32::from(first).saturating_sub(64).try_into().unwrap_or(u16::MAX));
    let text = &text[first.len_utf8()..];
    let Ok(mut section) = Section::read(id, text) else {
        return;
    };
    assert_eq!(section.id(), id);
    if let Section::TcfCaV1(ca) = &mut section {
        // What is written is always in the present coding.
        ca.coding = SetCoding::Present;
    }
    let Ok(again) = section.encode() else {
        assert!(matches!(section, Section::Opaque(..)), "what was read fits");
        return;
    };
    assert_eq!(Section::read(id, &again).as_ref(), Ok(&section));

    let shown = serde_json::to_string(&Sections(vec![section.clone()])).expect("values have JSON");
    // A letter beyond Z has no name in JSON, and no header lists section 0.
    if !shown.contains('?') && id.get() > 0 {
        let taken: Sections<'_> = serde_json::from_str(&shown).expect("what was shown is taken");
        assert_eq!(serde_json::to_string(&taken).expect("values have JSON"), shown);
    }
});
