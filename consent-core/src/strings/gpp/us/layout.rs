//! Which field stands where in a section of the United States: one table, compiled from `strings/us_sections.json`.

use super::field::UsField;
use crate::strings::gpp::SectionId;

/// How a section is laid out: a version, and answers of two bits each.
#[derive(Debug, PartialEq, Eq)]
pub struct UsLayout {
    section: SectionId,
    version: u8,
    gpc: bool,
    source: &'static str,
    fields: &'static [(UsField, u8)],
}

include!(concat!(env!("OUT_DIR"), "/us_sections.rs"));

/// How many bits the version has.
pub(super) const VERSION: usize = 6;

/// How many bits an answer has.
pub(super) const ANSWER: usize = 2;

impl UsLayout {
    /// Returns every layout there is.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        LAYOUTS.iter()
    }

    /// Finds the layout of a section in one version.
    #[must_use]
    pub fn of(section: SectionId, version: u8) -> Option<&'static Self> {
        Self::all().find(|layout| layout.section == section && layout.version == version)
    }

    /// Finds the newest layout of a section.
    #[must_use]
    pub fn newest(section: SectionId) -> Option<&'static Self> {
        Self::all()
            .filter(|layout| layout.section == section)
            .max_by_key(|layout| layout.version)
    }

    /// Finds the longest layout of a section that so many bits hold, or else its shortest.
    ///
    /// The two versions of `usnat` are told by their length, and not by the version that stands in them: strings with
    /// version 1 in the long layout are about, and with version 2 in the short one.
    #[must_use]
    pub(super) fn by_length(section: SectionId, bits: usize) -> Option<&'static Self> {
        let of_section = || Self::all().filter(|layout| layout.section == section);
        of_section()
            .filter(|layout| layout.bits() <= bits)
            .max_by_key(|layout| layout.bits())
            .or_else(|| of_section().min_by_key(|layout| layout.bits()))
    }

    /// Returns the section.
    #[must_use]
    pub const fn section(&self) -> SectionId {
        self.section
    }

    /// Returns the version of the section's specification.
    #[must_use]
    pub const fn version(&self) -> u8 {
        self.version
    }

    /// Tells whether the specification has a GPC subsection for it.
    #[must_use]
    pub const fn has_gpc(&self) -> bool {
        self.gpc
    }

    /// Returns where the specification has it.
    #[must_use]
    pub const fn source(&self) -> &'static str {
        self.source
    }

    /// Returns the fields in their order, each with how many answers it has.
    pub fn fields(&self) -> impl Iterator<Item = (UsField, usize)> {
        self.fields
            .iter()
            .map(|(field, count)| (*field, usize::from(*count)))
    }

    /// Returns how many answers there are.
    #[must_use]
    pub fn answers(&self) -> usize {
        self.fields()
            .fold(0, |sum, (_, count)| usize::saturating_add(sum, count))
    }

    /// Returns how many bits the core subsection has.
    #[must_use]
    pub fn bits(&self) -> usize {
        self.answers().saturating_mul(ANSWER).saturating_add(VERSION)
    }

    /// Returns the places of a field's answers among all answers.
    pub(super) fn places(&self, field: UsField) -> core::ops::Range<usize> {
        let mut start = 0usize;
        for (other, count) in self.fields() {
            let end = start.saturating_add(count);
            if other == field {
                return start..end;
            }
            start = end;
        }
        0..0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::strings::gpp::Standing;

    #[test]
    fn every_settled_section_of_the_united_states_has_a_layout() {
        for id in SectionId::all().filter(|id| (7..=27).contains(&id.get())) {
            let is_settled = id.standing() == Standing::Settled;
            assert_eq!(UsLayout::newest(id).is_some(), is_settled, "{id}");
        }
        assert!(UsLayout::all().all(|layout| (7..=23).contains(&layout.section().get())));
    }

    #[test]
    fn usnat_is_told_by_its_length() {
        let version = |bits| UsLayout::by_length(SectionId::US_NATIONAL, bits).map(UsLayout::version);
        assert_eq!(
            UsLayout::of(SectionId::US_NATIONAL, 1).map(UsLayout::bits),
            Some(60)
        );
        assert_eq!(
            UsLayout::of(SectionId::US_NATIONAL, 2).map(UsLayout::bits),
            Some(70)
        );
        for (bits, expected) in [(0, 1), (60, 1), (66, 1), (69, 1), (70, 2), (72, 2), (96, 2)] {
            assert_eq!(version(bits), Some(expected), "{bits}");
        }
    }

    #[test]
    fn places_follow_each_other() {
        for layout in UsLayout::all() {
            let mut at = 0;
            for (field, count) in layout.fields() {
                assert_eq!(layout.places(field), at..at + count);
                at += count;
            }
            assert_eq!(layout.answers(), at);
        }
    }
}
