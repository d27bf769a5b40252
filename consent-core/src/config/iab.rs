//! Which answers of the IAB a site offers, and what it lets an IAB vendor do.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use super::Country;
use crate::strings::gpp::SectionId;

/// Which of the IAB's answers a site's pages offer; what is not here, no page pretends to have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Iab {
    /// TCF's, where the site has the number of a registered consent management platform.
    pub tcf: Option<Tcf>,
    /// GPP's, likewise.
    pub gpp: Option<Gpp>,
    /// Whether there is a US Privacy string.
    pub us_privacy: bool,
}

/// A consent management platform that is registered with IAB Europe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cmp {
    /// Its number, 2 to 4,095.
    pub id: u16,
    /// The version that it gives itself, 0 to 4,095.
    pub version: u16,
}

/// What a TC string needs besides the decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tcf {
    /// Who makes the string.
    pub cmp: Cmp,
    /// The country whose law the publisher follows.
    pub publisher_country: Country,
    /// The version of the Global Vendor List that the declared vendors were taken from, 1 to 4,095.
    pub vendor_list_version: u16,
}

/// What a GPP string needs besides the decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gpp {
    /// Who makes the string.
    pub cmp: Cmp,
    /// Sections of the United States that are in force on the site: one or two, in order.
    pub sections: Vec<SectionId>,
}

/// What a site lets an IAB vendor do once its service is granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IabVendor {
    /// Its number on the Global Vendor List; never 0.
    pub id: u16,
    /// The purposes that rest on consent, of 1 to 11.
    pub purposes: BTreeSet<u8>,
    /// The purposes that rest on legitimate interest, of 2 and 7 to 11; none of them is among the others.
    pub legitimate_interest: BTreeSet<u8>,
    /// The special features, of 1 and 2.
    pub special_features: BTreeSet<u8>,
}
