//! One section of the United States: a version, answers of two bits, and what the browser's GPC said.
//!
//! ```text
//! section = core [ "." gpc ]
//! core    = Version:6 answer:2{…}            ; the fields of the layout, in their order
//! gpc     = SubsectionType:2 (= 1) Gpc:1
//! ```

use alloc::string::String;
use core::fmt;

use super::field::UsField;
use super::layout::{ANSWER, UsLayout, VERSION};
use crate::strings::bits::{BitReader, BitText, BitWriter, PastEnd};
use crate::strings::gpp::error::{BitsError, Fault};
use crate::strings::gpp::header::into_text;
use crate::strings::gpp::section_id::SectionId;

/// A section of the United States.
#[derive(Clone, PartialEq, Eq)]
pub struct UsSection {
    layout: &'static UsLayout,
    /// The version that stands in it, which need not be the layout's.
    version: u8,
    /// The first answer in the lowest bits.
    answers: u128,
    /// What the GPC subsection says; nothing when there is none, which is not “no”.
    pub gpc: Option<bool>,
}

/// The subsection type of GPC.
const GPC: u64 = 1;

impl UsSection {
    /// Makes a section in which nothing is applicable.
    #[must_use]
    pub const fn new(layout: &'static UsLayout) -> Self {
        Self {
            layout,
            version: layout.version(),
            answers: 0,
            gpc: None,
        }
    }

    /// Reads the text of a section; nothing when the section is none of the United States, or unsettled.
    ///
    /// # Errors
    /// [`BitsError`] for bits that end early, for more than zeros after the last answer, and for a second subsection
    /// that is not GPC.
    pub fn decode(section: SectionId, text: &str) -> Option<Result<Self, BitsError>> {
        let (core, rest) = match text.split_once('.') {
            Some((core, rest)) => (core, Some(rest)),
            None => (text, None),
        };
        // Six bits a character, whatever the characters are: the length alone tells the layout.
        let bits = core.trim_end_matches('=').len().saturating_mul(6);
        let layout = UsLayout::by_length(section, bits)?;
        Some(decode_core(layout, core).and_then(|mut section| {
            section.gpc = rest.map(decode_gpc).transpose()?;
            Ok(section)
        }))
    }

    /// Writes the section.
    #[must_use]
    pub fn encode(&self) -> String {
        let mut core = BitWriter::new();
        core.number(self.version, VERSION);
        for place in 0..self.layout.answers() {
            core.number(self.at(place), ANSWER);
        }
        let mut text = into_text(core);
        if let Some(gpc) = self.gpc {
            let mut subsection = BitWriter::new();
            subsection.number(GPC, ANSWER);
            subsection.flag(gpc);
            text.push('.');
            text.push_str(&into_text(subsection));
        }
        text
    }

    /// Returns the layout.
    #[must_use]
    pub const fn layout(&self) -> &'static UsLayout {
        self.layout
    }

    /// Returns the number of the section.
    #[must_use]
    pub const fn id(&self) -> SectionId {
        self.layout.section()
    }

    /// Returns the version that stands in the section.
    #[must_use]
    pub const fn version(&self) -> u8 {
        self.version
    }

    /// Sets the version that stands in the section, up to 63.
    #[must_use]
    pub const fn with_version(mut self, version: u8) -> Self {
        self.version = version & 0x3f;
        self
    }

    /// Returns the answers to a field, from 0 to 3; none when the section does not have it.
    pub fn answers(&self, field: UsField) -> impl ExactSizeIterator<Item = u8> {
        self.layout.places(field).map(|place| self.at(place))
    }

    /// Returns the first or only answer to a field; nothing when the section does not have it.
    #[must_use]
    pub fn answer(&self, field: UsField) -> Option<u8> {
        self.answers(field).next()
    }

    /// Sets an answer, of which the first is number 0; tells whether the section has it and it is at most 3.
    pub fn set(&mut self, field: UsField, number: usize, answer: u8) -> bool {
        let Some(place) = self.layout.places(field).nth(number).filter(|_| answer <= 3) else {
            return false;
        };
        let shift = shift(place);
        self.answers &= !(3u128.unbounded_shl(shift));
        self.answers |= u128::from(answer).unbounded_shl(shift);
        true
    }

    fn at(&self, place: usize) -> u8 {
        let [low, ..] = self.answers.unbounded_shr(shift(place)).to_le_bytes();
        low & 3
    }
}

fn shift(place: usize) -> u32 {
    u32::try_from(place.saturating_mul(ANSWER)).unwrap_or(u32::MAX)
}

fn decode_core(layout: &'static UsLayout, text: &str) -> Result<UsSection, BitsError> {
    let bits = bits_of(text, 0, "Version")?;
    let mut reader = bits.reader();
    let [.., version] = read(&mut reader, VERSION, 0, "Version")?.to_be_bytes();
    let mut answers = 0u128;
    let mut shift = 0;
    for (field, count) in layout.fields() {
        for _ in 0..count {
            let answer = read(&mut reader, ANSWER, 0, field.name())?;
            answers |= u128::from(answer).unbounded_shl(shift);
            shift = shift.saturating_add(2);
        }
    }
    end(&reader, 0, "MspaServiceProviderMode")?;
    Ok(UsSection {
        layout,
        version,
        answers,
        gpc: None,
    })
}

fn decode_gpc(text: &str) -> Result<bool, BitsError> {
    let (text, another) = match text.split_once('.') {
        Some((text, _)) => (text, true),
        None => (text, false),
    };
    let bits = bits_of(text, 1, "SubsectionType")?;
    let mut reader = bits.reader();
    let kind = read(&mut reader, ANSWER, 1, "SubsectionType")?;
    if kind != GPC {
        let [.., found] = kind.to_be_bytes();
        return Err(fault(1, "SubsectionType", Fault::Type { found }));
    }
    let gpc = read(&mut reader, 1, 1, "Gpc")? == 1;
    end(&reader, 1, "Gpc")?;
    if another {
        return Err(fault(2, "SubsectionType", Fault::Repeated));
    }
    Ok(gpc)
}

fn bits_of(text: &str, subsection: usize, field: &'static str) -> Result<BitText, BitsError> {
    BitText::read(text).map_err(|error| fault(subsection, field, Fault::Text(error)))
}

fn read(
    reader: &mut BitReader<'_>,
    width: usize,
    subsection: usize,
    field: &'static str,
) -> Result<u64, BitsError> {
    reader
        .number(width)
        .map_err(|PastEnd { at }| fault(subsection, field, Fault::EndsAt { bit: at }))
}

fn end(reader: &BitReader<'_>, subsection: usize, field: &'static str) -> Result<(), BitsError> {
    if reader.only_padding_left() {
        return Ok(());
    }
    let bit = reader.position();
    Err(fault(subsection, field, Fault::NotPadding { bit }))
}

const fn fault(subsection: usize, field: &'static str, fault: Fault) -> BitsError {
    BitsError {
        subsection,
        field,
        fault,
    }
}

impl fmt::Debug for UsSection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut map = f.debug_map();
        map.entry(&"section", &self.id().get());
        map.entry(&"Version", &self.version);
        for (field, _) in self.layout.fields() {
            let answers: alloc::vec::Vec<u8> = self.answers(field).collect();
            map.entry(&field.name(), &answers);
        }
        map.entry(&"Gpc", &self.gpc).finish()
    }
}
