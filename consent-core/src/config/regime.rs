//! The legal default of a place: what holds for non-necessary categories before anybody has answered.

use serde::{Deserialize, Serialize};

/// Which default holds before a decision. Ordered from the loosest to the strictest.
///
/// A site whose visitors' place is unknown uses [`Regime::OptIn`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "declare", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Regime {
    /// Everything runs; the visitor is informed.
    Notice,
    /// Everything runs until the visitor or a signal objects.
    OptOut,
    /// Nothing non-necessary runs until the visitor says yes (the EEA, the default).
    #[default]
    OptIn,
}

impl Regime {
    /// Tells whether non-necessary categories are granted while nobody has answered.
    #[must_use]
    pub const fn grants_by_default(self) -> bool {
        matches!(self, Self::Notice | Self::OptOut)
    }

    /// Tells whether the visitor is asked.
    #[must_use]
    pub const fn asks(self) -> bool {
        matches!(self, Self::OptIn)
    }
}
