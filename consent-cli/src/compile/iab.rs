//! What the loader knows of the IAB's answers that a site offers.

use consent_core::config::Iab;
use serde::Serialize;

/// In the order in which the loader reads it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Offered(
    /// The script that makes the strings, and its integrity.
    pub(crate) (String, String),
    /// The number of the consent management platform, or 0.
    pub(crate) u16,
    /// Its version.
    pub(crate) u16,
    /// The version of the vendor list.
    pub(crate) u16,
    /// GPP's sections, as `7:usnat`.
    pub(crate) Vec<String>,
    /// Whether there is TCF.
    pub(crate) bool,
    /// Whether there is a US Privacy string.
    pub(crate) bool,
);

impl Offered {
    /// What a site offers, whose script is there.
    pub(crate) fn of(iab: &Iab, script: (String, String)) -> Self {
        let cmp = iab.tcf.map(|tcf| tcf.cmp).or(iab.gpp.as_ref().map(|gpp| gpp.cmp));
        let sections = iab.gpp.iter().flat_map(|gpp| &gpp.sections);
        Self(
            script,
            cmp.map_or(0, |cmp| cmp.id),
            cmp.map_or(0, |cmp| cmp.version),
            iab.tcf.map_or(0, |tcf| tcf.vendor_list_version),
            sections
                .map(|id| format!("{}:{}", id.get(), id.name().unwrap_or_default()))
                .collect(),
            iab.tcf.is_some(),
            iab.us_privacy,
        )
    }
}
