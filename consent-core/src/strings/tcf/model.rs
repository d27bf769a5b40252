//! What a TC string says, as values.

use super::restrictions::Restrictions;
use crate::strings::bits::{Deciseconds, Letters};
use crate::strings::{IdSet, SmallSet};

/// A TC string: the core, and the segments that may follow it.
///
/// [`TcString::decode`](TcString::decode) reads one, [`TcString::encode`](TcString::encode) writes one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "the segments of version 2 are these")]
pub struct TcString {
    /// The core segment.
    pub core: Core,
    /// The vendors that the user was shown; mandatory since TCF 2.3.
    pub disclosed_vendors: Option<IdSet>,
    /// The vendors that a publisher let work out of band; ended in 2021.
    pub allowed_vendors: Option<IdSet>,
    /// The publisher's own purposes.
    pub publisher: Option<PublisherTc>,
}

/// The core segment: who asked, what was answered, and what the publisher forbids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "the fields of version 2 are these")]
pub struct Core {
    /// When the string was first made; since December 2021 the same day as `last_updated`.
    pub created: Deciseconds,
    /// When it was last changed.
    pub last_updated: Deciseconds,
    /// The registered consent management platform that made it, up to 4,095.
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
    /// Whether it holds for one service or group; anything else has been invalid since September 2021.
    pub is_service_specific: bool,
    /// Whether other texts than the standard ones were shown.
    pub use_non_standard_texts: bool,
    /// The special features that were opted in to, up to 12.
    pub special_feature_opt_ins: SmallSet,
    /// The purposes consented to, up to 24.
    pub purposes_consent: SmallSet,
    /// The purposes disclosed as legitimate interest and not objected to, up to 24.
    pub purposes_legitimate_interest: SmallSet,
    /// Whether purpose 1 was not disclosed at all.
    pub purpose_one_treatment: bool,
    /// The country whose law the publisher follows.
    pub publisher_country: Letters,
    /// The vendors consented to.
    pub vendor_consents: IdSet,
    /// The vendors disclosed as legitimate interest and not objected to.
    pub vendor_legitimate_interests: IdSet,
    /// What the publisher forbids vendors.
    pub restrictions: Restrictions,
}

/// The publisher's own purposes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "the fields of version 2 are these")]
pub struct PublisherTc {
    /// The standard purposes consented to, up to 24.
    pub purposes_consent: SmallSet,
    /// The standard purposes of legitimate interest, up to 24.
    pub purposes_legitimate_interest: SmallSet,
    /// How many purposes the publisher added, up to 63; they are numbered from 1.
    pub custom_purposes: u8,
    /// Those of them consented to.
    pub custom_purposes_consent: SmallSet,
    /// Those of them of legitimate interest.
    pub custom_purposes_legitimate_interest: SmallSet,
}
