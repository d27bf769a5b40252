//! On which terms a site's decisions are told: who tells, in which strings, and what each grant stands for.

use alloc::string::String;
use alloc::vec::Vec;

use crate::strings::SmallSet;
use crate::strings::bits::Letters;
use crate::strings::gpp::UsLayout;

/// What a site says in the IAB's strings.
///
/// Made from a checked config, or read back from the [compact form](Self::from_compact): every number fits its field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Terms {
    /// What a TC string needs, where the site has one.
    pub tcf: Option<TcfTerms>,
    /// The layouts of the GPP sections that are in force, by number.
    pub sections: Vec<&'static UsLayout>,
    /// Whether there is a US Privacy string.
    pub us_privacy: bool,
    /// Categories and services that a visitor in the United States opts out of: who refuses one of them has opted out.
    pub sold: Vec<String>,
    /// The vendors, by number.
    pub vendors: Vec<Vendor>,
}

/// What a TC string needs besides the decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TcfTerms {
    /// The number of the consent management platform, 2 to 4,095.
    pub cmp_id: u16,
    /// Its version, up to 4,095.
    pub cmp_version: u16,
    /// The country whose law the publisher follows.
    pub publisher_country: Letters,
    /// The version of the vendor list, 1 to 4,095.
    pub vendor_list_version: u16,
}

/// A service that is a vendor of the Global Vendor List.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Vendor {
    /// Its number on the list; never 0.
    pub id: u16,
    /// The service's name in the policy.
    pub service: String,
    /// The purposes that it may pursue with consent, up to 24.
    pub purposes: SmallSet,
    /// Those that rest on its legitimate interest, up to 24.
    pub legitimate_interest: SmallSet,
    /// The special features that it may use, up to 12.
    pub special_features: SmallSet,
}
