//! What a vendor declared in the vendor list, as far as permission depends on it.

use crate::strings::SmallSet;
use crate::time::Timestamp;

/// What one vendor declared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Declared {
    /// Purposes on the basis of consent.
    pub purposes: SmallSet,
    /// Purposes on the basis of legitimate interest.
    pub legitimate_interest_purposes: SmallSet,
    /// Those of both for which the publisher may choose the other basis.
    pub flexible_purposes: SmallSet,
    /// Special purposes: nobody is asked, but everybody must be told.
    pub special_purposes: SmallSet,
    /// Features.
    pub features: SmallSet,
    /// Special features: used only where opted in to.
    pub special_features: SmallSet,
    /// From when on the vendor is gone.
    pub deleted_at: Option<Timestamp>,
}

impl Declared {
    /// Starts with nothing declared.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds purposes on the basis of consent.
    #[must_use]
    pub fn purposes(mut self, purposes: impl IntoIterator<Item = u8>) -> Self {
        self.purposes = purposes.into_iter().collect();
        self
    }

    /// Adds purposes on the basis of legitimate interest.
    #[must_use]
    pub fn legitimate_interest_purposes(mut self, purposes: impl IntoIterator<Item = u8>) -> Self {
        self.legitimate_interest_purposes = purposes.into_iter().collect();
        self
    }

    /// Says which of the purposes are flexible.
    #[must_use]
    pub fn flexible_purposes(mut self, purposes: impl IntoIterator<Item = u8>) -> Self {
        self.flexible_purposes = purposes.into_iter().collect();
        self
    }

    /// Adds special purposes.
    #[must_use]
    pub fn special_purposes(mut self, purposes: impl IntoIterator<Item = u8>) -> Self {
        self.special_purposes = purposes.into_iter().collect();
        self
    }

    /// Adds special features.
    #[must_use]
    pub fn special_features(mut self, features: impl IntoIterator<Item = u8>) -> Self {
        self.special_features = features.into_iter().collect();
        self
    }

    /// Says from when on the vendor is gone.
    #[must_use]
    pub const fn deleted_at(mut self, moment: Timestamp) -> Self {
        self.deleted_at = Some(moment);
        self
    }
}

/// A vendor list, as far as permission depends on it.
///
/// With the feature `gvl` the list itself is one; whoever keeps it otherwise answers for it here.
pub trait Declarations {
    /// Returns what a vendor declared, or nothing for one that is not in the list.
    fn declared(&self, vendor: u16) -> Option<Declared>;

    /// Returns which edition of the list it is, where that is known.
    fn edition(&self) -> Option<Edition> {
        None
    }
}

/// Which edition of the vendor list it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "an edition is these three")]
pub struct Edition {
    /// The version of its format (`gvlSpecificationVersion`).
    pub specification: u16,
    /// Its own version (`vendorListVersion`).
    pub version: u16,
    /// The version of the policy (`tcfPolicyVersion`).
    pub policy: u16,
}

/// A list of one vendor: one's own declaration is often all that is needed.
impl Declarations for (u16, Declared) {
    fn declared(&self, vendor: u16) -> Option<Declared> {
        (vendor == self.0).then_some(self.1)
    }
}
