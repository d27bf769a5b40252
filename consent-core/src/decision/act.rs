//! How a decision was expressed.

/// How a decision was expressed; one character on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// One press on “accept all”.
    AcceptAll,
    /// One press on “reject all”.
    RejectAll,
    /// Chosen switch by switch and saved.
    Chosen,
    /// Everything taken back after an earlier decision.
    Withdrawn,
    /// A standing wish of the browser, such as Global Privacy Control.
    Signal,
    /// Taken over from another system's record.
    Imported,
    /// A yes to what the browser's standing wish denies, given while that wish was there.
    Insisted,
}

impl Act {
    /// Every act, in the order of this enum.
    pub const ALL: [Self; 7] = [
        Self::AcceptAll,
        Self::RejectAll,
        Self::Chosen,
        Self::Withdrawn,
        Self::Signal,
        Self::Imported,
        Self::Insisted,
    ];

    /// Returns the character on the wire.
    #[must_use]
    pub const fn letter(self) -> &'static str {
        match self {
            Self::AcceptAll => "a",
            Self::RejectAll => "r",
            Self::Chosen => "c",
            Self::Withdrawn => "w",
            Self::Signal => "s",
            Self::Imported => "i",
            Self::Insisted => "o",
        }
    }

    /// Reads the character on the wire.
    #[must_use]
    pub fn from_letter(letter: &str) -> Option<Self> {
        match letter {
            "a" => Some(Self::AcceptAll),
            "r" => Some(Self::RejectAll),
            "c" => Some(Self::Chosen),
            "w" => Some(Self::Withdrawn),
            "s" => Some(Self::Signal),
            "i" => Some(Self::Imported),
            "o" => Some(Self::Insisted),
            _ => None,
        }
    }

    /// Tells whether the act by its nature denies everything that can be denied.
    #[must_use]
    pub const fn denies_all(self) -> bool {
        matches!(self, Self::RejectAll | Self::Withdrawn)
    }
}
