//! The shape of the notice, and where it stands.

use serde::{Deserialize, Serialize};

/// The shape of the notice on a wide screen; on a narrow one it is always a sheet at the edge, at most half as high as
/// the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "declare", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Layout {
    /// A narrow card.
    #[default]
    Box,
    /// A bar across the page.
    Bar,
    /// A wide card.
    Cloud,
}

impl Layout {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Box, Self::Bar, Self::Cloud];

    /// Returns the word for it, in a config and on the notice's host.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Box => "box",
            Self::Bar => "bar",
            Self::Cloud => "cloud",
        }
    }

    /// Returns where it stands if nothing else is said.
    #[must_use]
    pub const fn position(self) -> Position {
        match self {
            Self::Box => Position::BOTTOM_START,
            Self::Bar | Self::Cloud => Position::BOTTOM_CENTER,
        }
    }
}

/// How far down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Down {
    /// At the upper edge.
    Top,
    /// Halfway.
    Middle,
    /// At the lower edge.
    Bottom,
}

/// How far across, in the direction in which the language is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Across {
    /// Where lines begin.
    Start,
    /// Halfway.
    Center,
    /// Where lines end.
    End,
}

/// One of nine places of a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// How far down.
    pub down: Down,
    /// How far across.
    pub across: Across,
}

impl Down {
    /// Returns the word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Top => "top",
            Self::Middle => "middle",
            Self::Bottom => "bottom",
        }
    }
}

impl Across {
    /// Returns the word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Center => "center",
            Self::End => "end",
        }
    }
}

impl Position {
    /// The lower corner where lines begin.
    pub const BOTTOM_START: Self = Self::new(Down::Bottom, Across::Start);
    /// The middle of the lower edge.
    pub const BOTTOM_CENTER: Self = Self::new(Down::Bottom, Across::Center);

    /// Every one, line by line.
    pub const ALL: [(&'static str, Self); 9] = [
        ("top-start", Self::new(Down::Top, Across::Start)),
        ("top-center", Self::new(Down::Top, Across::Center)),
        ("top-end", Self::new(Down::Top, Across::End)),
        ("middle-start", Self::new(Down::Middle, Across::Start)),
        ("middle-center", Self::new(Down::Middle, Across::Center)),
        ("middle-end", Self::new(Down::Middle, Across::End)),
        ("bottom-start", Self::BOTTOM_START),
        ("bottom-center", Self::BOTTOM_CENTER),
        ("bottom-end", Self::new(Down::Bottom, Across::End)),
    ];

    /// Names a place.
    #[must_use]
    pub const fn new(down: Down, across: Across) -> Self {
        Self { down, across }
    }

    /// Reads the word for one, such as `top-end`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(known, _)| *known == word);
        found.map(|(_, position)| *position)
    }
}
