//! Where the first layer stands, and in which colours.

/// Where the first layer stands on a wide screen; on a narrow one it is always a sheet at the bottom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// A card in the corner.
    #[default]
    Box,
    /// A bar along the bottom.
    Bar,
}

/// In which colours everything is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the visitor's system wishes.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Layout {
    /// Returns the word in `data-layout`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Box => "box",
            Self::Bar => "bar",
        }
    }
}

impl Theme {
    /// Returns the word in `data-theme`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}
