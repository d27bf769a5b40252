//! Whether a vendor may work on a purpose: what the publisher forbids first, then what the user answered.

use core::fmt;

use super::declared::{Declarations, Declared};
use super::model::TcString;
use super::restrictions::RestrictionKind;
use super::rules::{self, Disclosure};
use crate::strings::SmallSet;
use crate::strings::bits::Letters;

/// The legal basis on which a vendor means to work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_enums, reason = "the framework has these two")]
pub enum Basis {
    /// The user's consent.
    Consent,
    /// The vendor's legitimate interest.
    LegitimateInterest,
}

/// Whether a vendor may, and if not, why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "it says whether the vendor may work at all"]
#[expect(clippy::exhaustive_enums, reason = "there is nothing between")]
pub enum Permission {
    /// It may.
    Granted,
    /// It may not.
    Denied(Denial),
}

impl Permission {
    /// Tells whether the vendor may.
    #[must_use]
    pub const fn is_granted(self) -> bool {
        matches!(self, Self::Granted)
    }
}

/// Why a vendor may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Denial {
    /// The vendor is not in the list, or had left it when the string was made.
    UnknownVendor,
    /// The vendor did not declare it.
    NotDeclared,
    /// The publisher forbids it.
    ForbiddenByPublisher,
    /// The publisher requires a basis that the vendor neither declared nor left open.
    InflexibleVendor,
    /// The publisher's restrictions contradict each other or are not defined.
    UnclearRestriction,
    /// It would have to be the other basis: that is the one declared, or required by the publisher.
    OtherBasis(Basis),
    /// No legitimate interest is allowed for this purpose, whatever the string says.
    NoLegitimateInterest,
    /// The string does not say that the user was shown the vendor.
    NotDisclosed,
    /// The user did not consent to the purpose, or objected to it.
    Purpose,
    /// Purpose 1 was not disclosed: the law of this country must say whether consent is needed.
    PurposeOneNotDisclosed(Letters),
    /// The user did not consent to the vendor, or objected to it.
    Vendor,
    /// The user did not opt in to the special feature.
    SpecialFeature,
}

impl fmt::Display for Denial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::UnknownVendor => "the vendor was not in the vendor list when the string was made",
            Self::NotDeclared => "the vendor did not declare it",
            Self::ForbiddenByPublisher => "the publisher does not allow it",
            Self::InflexibleVendor => "the publisher requires a legal basis that the vendor did not declare",
            Self::UnclearRestriction => {
                "the publisher's restrictions contradict each other or are not defined"
            }
            Self::OtherBasis(Basis::Consent) => "it needs consent",
            Self::OtherBasis(Basis::LegitimateInterest) => "it goes by legitimate interest, not by consent",
            Self::NoLegitimateInterest => "legitimate interest is no basis for this purpose",
            Self::NotDisclosed => "the string does not say that the user was shown the vendor",
            Self::Purpose => "the user did not agree to the purpose, or objected to it",
            Self::PurposeOneNotDisclosed(country) => {
                return write!(
                    f,
                    "purpose 1 was not disclosed: the law of {country} must say whether it needs consent"
                );
            }
            Self::Vendor => "the user did not agree to the vendor, or objected to it",
            Self::SpecialFeature => "the user did not opt in to the special feature",
        })
    }
}

impl TcString {
    /// Tells whether a vendor may work on a purpose on a legal basis.
    ///
    /// The order is that of the implementation guidelines (“How to determine legal bases from the TC String?”): the
    /// publisher's restrictions, the basis that is left, then the bits of purpose and vendor. That the user was shown
    /// the vendor is asked wherever the string says it, and always once it must.
    ///
    /// Whether the string itself still holds is for [`findings`](TcString::findings) to say.
    ///
    /// # Example
    /// ```
    /// use consent_core::strings::tcf::{Basis, Declared, Denial, Permission, TcString};
    ///
    /// // Vendor 755 declared purpose 2 as legitimate interest, and leaves it to the publisher.
    /// let list = (755, Declared::new().legitimate_interest_purposes([2]).flexible_purposes([2]));
    /// let tc = TcString::decode("CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA")?;
    /// assert_eq!(
    ///     tc.may_process(755, 2, Basis::LegitimateInterest, &list),
    ///     Permission::Denied(Denial::Purpose)
    /// );
    /// # Ok::<(), consent_core::strings::tcf::DecodeError>(())
    /// ```
    pub fn may_process(
        &self,
        vendor: u16,
        purpose: u8,
        basis: Basis,
        list: &impl Declarations,
    ) -> Permission {
        granted_unless(self.denial(vendor, purpose, basis, list))
    }

    /// Tells whether a vendor may work on a special purpose, for which nobody is asked but everybody must be told.
    ///
    /// A string from before TCF 2.3 may not say who was shown; then the vendor's bit of legitimate interest does.
    pub fn may_process_special(
        &self,
        vendor: u16,
        special_purpose: u8,
        list: &impl Declarations,
    ) -> Permission {
        granted_unless(self.listed(vendor, list).and_then(|declared| {
            if !declared.special_purposes.contains(special_purpose) {
                return Err(Denial::NotDeclared);
            }
            match self.disclosure(vendor) {
                Disclosure::Told => Ok(()),
                Disclosure::Unsaid if self.core.vendor_legitimate_interests.contains(vendor) => Ok(()),
                _ => Err(Denial::NotDisclosed),
            }
        }))
    }

    /// Tells whether a vendor may use a special feature.
    pub fn may_use_special_feature(&self, vendor: u16, feature: u8, list: &impl Declarations) -> Permission {
        granted_unless(self.listed(vendor, list).and_then(|declared| {
            if !declared.special_features.contains(feature) {
                return Err(Denial::NotDeclared);
            }
            self.told(vendor)?;
            match self.core.special_feature_opt_ins.contains(feature) {
                true => Ok(()),
                false => Err(Denial::SpecialFeature),
            }
        }))
    }

    fn denial(&self, vendor: u16, purpose: u8, basis: Basis, list: &impl Declarations) -> Result<(), Denial> {
        let declared = self.listed(vendor, list)?;
        let applicable = self.applicable_basis(vendor, purpose, &declared)?;
        if applicable != basis {
            return Err(Denial::OtherBasis(applicable));
        }
        if basis == Basis::LegitimateInterest
            && rules::without_legitimate_interest(&self.core).contains(purpose)
        {
            return Err(Denial::NoLegitimateInterest);
        }
        self.told(vendor)?;
        let (purposes, vendors) = match basis {
            Basis::Consent => (self.core.purposes_consent, &self.core.vendor_consents),
            Basis::LegitimateInterest => (
                self.core.purposes_legitimate_interest,
                &self.core.vendor_legitimate_interests,
            ),
        };
        match (purposes.contains(purpose), vendors.contains(vendor)) {
            (true, true) => Ok(()),
            (true, false) => Err(Denial::Vendor),
            (false, _) if purpose == 1 && self.core.purpose_one_treatment => {
                Err(Denial::PurposeOneNotDisclosed(self.core.publisher_country))
            }
            (false, _) => Err(Denial::Purpose),
        }
    }

    /// The basis that the publisher's restrictions and the vendor's declaration leave.
    fn applicable_basis(&self, vendor: u16, purpose: u8, declared: &Declared) -> Result<Basis, Denial> {
        let mut required = None;
        for kind in self.core.restrictions.for_vendor(vendor, purpose) {
            let this = match kind {
                RestrictionKind::NotAllowed => return Err(Denial::ForbiddenByPublisher),
                RestrictionKind::RequireConsent => Some(Basis::Consent),
                RestrictionKind::RequireLegitimateInterest => Some(Basis::LegitimateInterest),
                RestrictionKind::Undefined => None,
            };
            // What is not defined, and what cannot both be met, forbids.
            required = match (required, this) {
                (None, Some(basis)) => Some(Ok(basis)),
                (Some(Ok(before)), Some(basis)) if before == basis => required,
                _ => Some(Err(Denial::UnclearRestriction)),
            };
        }
        let has = |purposes: SmallSet| purposes.contains(purpose);
        let default = match (has(declared.purposes), has(declared.legitimate_interest_purposes)) {
            (true, false) => Basis::Consent,
            (false, true) => Basis::LegitimateInterest,
            // The list forbids both at once: then nobody can say which it is.
            _ => return Err(Denial::NotDeclared),
        };
        match required.transpose()? {
            Some(basis) if basis != default && !has(declared.flexible_purposes) => {
                Err(Denial::InflexibleVendor)
            }
            Some(basis) => Ok(basis),
            None => Ok(default),
        }
    }

    /// What the vendor declared, if it was in the list on the day of the string.
    fn listed(&self, vendor: u16, list: &impl Declarations) -> Result<Declared, Denial> {
        list.declared(vendor)
            .filter(|it| {
                it.deleted_at
                    .is_none_or(|moment| self.core.last_updated.second() < moment)
            })
            .ok_or(Denial::UnknownVendor)
    }

    fn told(&self, vendor: u16) -> Result<(), Denial> {
        match self.disclosure(vendor) {
            Disclosure::Told | Disclosure::Unsaid => Ok(()),
            Disclosure::Untold => Err(Denial::NotDisclosed),
        }
    }
}

const fn granted_unless(denial: Result<(), Denial>) -> Permission {
    match denial {
        Ok(()) => Permission::Granted,
        Err(denial) => Permission::Denied(denial),
    }
}
