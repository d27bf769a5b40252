//! Why a service may run without asking, where the law of a region has such an exemption.

use serde::{Deserialize, Serialize};

use super::RegionExtra;

/// Why a service may run until the visitor objects, in regions whose law says so. Everywhere else it waits for a yes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Exemption {
    /// It only counts how the site is used, to improve it (PECR Schedule A1, United Kingdom).
    Statistics,
    /// It only remembers how the visitor wants the site to look or work (PECR Schedule A1, United Kingdom).
    Appearance,
    /// It only measures the site's own audience, within the bounds that the CNIL has drawn (France); in the United
    /// Kingdom it counts as statistics.
    AudienceMeasurement,
}

impl Exemption {
    /// Tells whether a region that asks for `extra` has this exemption.
    #[must_use]
    pub const fn is_of(self, extra: RegionExtra) -> bool {
        matches!(
            (self, extra),
            (_, RegionExtra::ExemptServices) | (Self::AudienceMeasurement, RegionExtra::AudienceMeasurement)
        )
    }

    /// Tells whether it is one for counting, which has bounds of its own.
    #[must_use]
    pub const fn counts(self) -> bool {
        matches!(self, Self::Statistics | Self::AudienceMeasurement)
    }
}
