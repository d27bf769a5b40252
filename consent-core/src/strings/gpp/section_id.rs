//! The numbers and names of sections, and what is known of each.

use core::fmt;

/// The number of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionId(u16);

/// What can be done with a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Standing {
    /// It is read and written.
    Settled,
    /// Its document and its implementations do not agree yet: kept as it stands.
    Unsettled,
    /// It is ended, and nobody may rely on it any more.
    Ended,
    /// It is part of the platform itself, and carries no answer.
    Reserved,
    /// It is on no list that was known here.
    Unknown,
}

impl SectionId {
    /// IAB Europe's TCF, version 2.
    pub const TCF_EU_V2: Self = Self(2);
    /// IAB Canada's TCF.
    pub const TCF_CA_V1: Self = Self(5);
    /// The US Privacy string.
    pub const US_PRIVACY: Self = Self(6);
    /// The national approach of the United States.
    pub const US_NATIONAL: Self = Self(7);

    /// Takes a number.
    #[must_use]
    pub const fn new(number: u16) -> Self {
        Self(number)
    }

    /// Returns the number.
    #[must_use]
    pub const fn get(self) -> u16 {
        self.0
    }

    /// Returns the client side prefix, such as `usca`; what carries no answer has none.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        self.row()
            .map(|(_, name, _)| *name)
            .filter(|name| !name.is_empty())
    }

    /// Finds a section by its client side prefix.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        Self::all().find(|id| id.name() == Some(name))
    }

    /// Returns what can be done with it.
    #[must_use]
    pub fn standing(self) -> Standing {
        self.row().map_or(Standing::Unknown, |(_, _, standing)| *standing)
    }

    /// Returns every section on the list.
    pub fn all() -> impl Iterator<Item = Self> {
        SECTIONS.iter().map(|(number, ..)| Self(*number))
    }

    /// Returns the sections of the United States that are read and written, by answers of the one layout table.
    pub fn of_the_united_states() -> impl Iterator<Item = Self> {
        Self::all().filter(|id| *id >= Self::US_NATIONAL && id.standing() == Standing::Settled)
    }

    fn row(self) -> Option<&'static (u16, &'static str, Standing)> {
        SECTIONS.iter().find(|(number, ..)| *number == self.0)
    }
}

impl fmt::Display for SectionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => write!(f, "{} ({name})", self.0),
            None => self.0.fmt(f),
        }
    }
}

/// Source: GPP, “Sections/Section Information”, section IDs, commit b27beb4 (December 2025); reviewed 22 November 2026.
///
/// 24 to 27 are unsettled: they begin with a section header whose first subsection has the number 0, which its own type
/// cannot write (issue 154 of the specification), and IAB Tech Lab's library leaves that header out.
const SECTIONS: [(u16, &str, Standing); 27] = [
    (1, "tcfeuv1", Standing::Ended),
    (2, "tcfeuv2", Standing::Settled),
    (3, "", Standing::Reserved),
    (4, "", Standing::Reserved),
    (5, "tcfcav1", Standing::Settled),
    (6, "uspv1", Standing::Settled),
    (7, "usnat", Standing::Settled),
    (8, "usca", Standing::Settled),
    (9, "usva", Standing::Settled),
    (10, "usco", Standing::Settled),
    (11, "usut", Standing::Settled),
    (12, "usct", Standing::Settled),
    (13, "usfl", Standing::Settled),
    (14, "usmt", Standing::Settled),
    (15, "usor", Standing::Settled),
    (16, "ustx", Standing::Settled),
    (17, "usde", Standing::Settled),
    (18, "usia", Standing::Settled),
    (19, "usne", Standing::Settled),
    (20, "usnh", Standing::Settled),
    (21, "usnj", Standing::Settled),
    (22, "ustn", Standing::Settled),
    (23, "usmn", Standing::Settled),
    (24, "usmd", Standing::Unsettled),
    (25, "usin", Standing::Unsettled),
    (26, "usky", Standing::Unsettled),
    (27, "usri", Standing::Unsettled),
];

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[test]
    fn numbers_and_names_lead_to_each_other() {
        for (place, id) in (1..).zip(SectionId::all()) {
            assert_eq!(id.get(), place, "the list has no gap");
            match id.name() {
                Some(name) => assert_eq!(SectionId::by_name(name), Some(id)),
                None => assert_eq!(id.standing(), Standing::Reserved),
            }
        }
        assert_eq!(SectionId::by_name("usxx"), None);
        assert_eq!(SectionId::by_name(""), None);
        let strange = SectionId::new(28);
        assert_eq!((strange.name(), strange.standing()), (None, Standing::Unknown));
        assert_eq!(SectionId::new(8).to_string(), "8 (usca)");
        assert_eq!(strange.to_string(), "28");
    }
}
