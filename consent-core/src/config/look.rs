//! What the notice looks like: its shape and its colours.

use serde::{Deserialize, Serialize};

/// What the notice looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Its shape.
    pub layout: Layout,
    /// Its colours.
    pub theme: Theme,
}

/// The shape of the notice on a wide screen; on a narrow one it is always a sheet at the bottom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "declare", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Layout {
    /// A box in a corner.
    #[default]
    Box,
    /// A bar across the page.
    Bar,
}

/// The colours of the notice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "declare", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the visitor's system has it.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Layout {
    /// Returns the word for it, in a config and on the notice's host.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Box => "box",
            Self::Bar => "bar",
        }
    }
}

impl Theme {
    /// Returns the word for it, in a config and on the notice's host.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}
