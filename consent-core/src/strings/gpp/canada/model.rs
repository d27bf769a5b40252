//! What a section of TCF Canada says, as values.

use super::vendors::SetCoding;
use crate::strings::bits::{Deciseconds, Letters};
use crate::strings::tcf::Restrictions;
use crate::strings::{IdSet, SmallSet};

/// A section of TCF Canada: the core and the subsections that may follow it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "the fields of version 1 are these")]
pub struct TcfCa {
    /// When the section was first made.
    pub created: Deciseconds,
    /// When it was last changed.
    pub last_updated: Deciseconds,
    /// The consent management platform that made it, up to 4,095.
    pub cmp_id: u16,
    /// The platform's own version, up to 4,095.
    pub cmp_version: u16,
    /// The platform's screen on which was answered, up to 63.
    pub consent_screen: u8,
    /// The language of that screen.
    pub consent_language: Letters,
    /// The version of the vendor list that was shown, up to 4,095.
    pub vendor_list_version: u16,
    /// The version of the policy of that list, up to 63.
    pub policy_version: u8,
    /// Whether other stacks than the standard ones were shown.
    pub use_non_standard_stacks: bool,
    /// The special features that were expressly consented to, up to 12.
    pub special_feature_express_consent: SmallSet,
    /// The purposes expressly consented to, up to 24.
    pub purposes_express_consent: SmallSet,
    /// The purposes of implied consent that nobody objected to, up to 24.
    pub purposes_implied_consent: SmallSet,
    /// The vendors expressly consented to.
    pub vendor_express_consent: IdSet,
    /// The vendors of implied consent that nobody objected to.
    pub vendor_implied_consent: IdSet,
    /// What the publisher forbids vendors, where “consent” means express and “legitimate interest” implied consent;
    /// nothing when the section ends before it, as older ones do.
    pub restrictions: Option<Restrictions>,
    /// The vendors that the user was shown.
    pub disclosed_vendors: Option<IdSet>,
    /// The publisher's own purposes.
    pub publisher: Option<TcfCaPublisher>,
    /// How the sets of vendors stood in the text that was read; they are always written in the present way.
    pub coding: SetCoding,
}

/// The publisher's own purposes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "the fields of version 1 are these")]
pub struct TcfCaPublisher {
    /// The standard purposes expressly consented to, up to 24.
    pub purposes_express_consent: SmallSet,
    /// The standard purposes of implied consent, up to 24.
    pub purposes_implied_consent: SmallSet,
    /// How many purposes the publisher added, up to 63; they are numbered from 1.
    pub custom_purposes: u8,
    /// Those of them expressly consented to.
    pub custom_purposes_express_consent: SmallSet,
    /// Those of them of implied consent.
    pub custom_purposes_implied_consent: SmallSet,
}
