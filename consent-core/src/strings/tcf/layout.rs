//! Where each field of a TC string stands: one table of the order, one of the widths.

use core::fmt;

/// A part of a TC string between dots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Segment {
    /// The first, which has no type of its own: its version begins with the same bits as the type 0.
    Core,
    /// Type 1: which vendors the user was shown.
    DisclosedVendors,
    /// Type 2: which vendors a publisher let work out of band; ended with TCF 2.1, still met.
    AllowedVendors,
    /// Type 3: the publisher's own purposes.
    PublisherTc,
}

impl Segment {
    /// Returns the segment of a type, as its first three bits say.
    #[must_use]
    pub const fn of_type(number: u8) -> Option<Self> {
        match number {
            0 => Some(Self::Core),
            1 => Some(Self::DisclosedVendors),
            2 => Some(Self::AllowedVendors),
            3 => Some(Self::PublisherTc),
            _ => None,
        }
    }

    /// Returns the type's number.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::Core => 0,
            Self::DisclosedVendors => 1,
            Self::AllowedVendors => 2,
            Self::PublisherTc => 3,
        }
    }

    /// Returns the specification's name for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Core => "Core",
            Self::DisclosedVendors => "DisclosedVendors",
            Self::AllowedVendors => "AllowedVendors",
            Self::PublisherTc => "PublisherTC",
        }
    }
}

impl fmt::Display for Segment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Declares the fields with the specification's names and their widths.
macro_rules! fields {
    ($($(#[$meta:meta])* $field:ident $name:literal $width:literal,)*) => {
        /// A field of a segment.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Field {
            $($(#[$meta])* $field,)*
        }

        impl Field {
            /// Returns the specification's name for it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$field => $name,)*
                }
            }

            /// Returns how many bits it has; 0 for one whose length its own bits say.
            #[must_use]
            pub const fn width(self) -> usize {
                match self {
                    $(Self::$field => $width,)*
                }
            }
        }
    };
}

fields! {
    /// Version of the encoding, 2.
    Version "Version" 6,
    /// When the string was first made.
    Created "Created" 36,
    /// When it was last changed.
    LastUpdated "LastUpdated" 36,
    /// Who made it.
    CmpId "CmpId" 12,
    /// The maker's own version.
    CmpVersion "CmpVersion" 12,
    /// The maker's screen on which was answered.
    ConsentScreen "ConsentScreen" 6,
    /// The language of the screen.
    ConsentLanguage "ConsentLanguage" 12,
    /// The vendor list that was shown.
    VendorListVersion "VendorListVersion" 12,
    /// The policy of that list.
    TcfPolicyVersion "TcfPolicyVersion" 6,
    /// Always 1 since global scope ended.
    IsServiceSpecific "IsServiceSpecific" 1,
    /// Other texts than the standard ones were shown.
    UseNonStandardTexts "UseNonStandardTexts" 1,
    /// Special features that were opted in to.
    SpecialFeatureOptIns "SpecialFeatureOptIns" 12,
    /// Purposes consented to.
    PurposesConsent "PurposesConsent" 24,
    /// Purposes disclosed as legitimate interest and not objected to.
    PurposesLiTransparency "PurposesLITransparency" 24,
    /// Purpose 1 was not disclosed.
    PurposeOneTreatment "PurposeOneTreatment" 1,
    /// Country whose law the publisher follows.
    PublisherCc "PublisherCC" 12,
    /// Vendors consented to.
    VendorConsent "VendorConsent" 0,
    /// Vendors disclosed as legitimate interest and not objected to.
    VendorLegitimateInterest "VendorLegitimateInterest" 0,
    /// What the publisher forbids vendors.
    PubRestrictions "PubRestrictions" 0,
    /// Which segment it is.
    SegmentType "SegmentType" 3,
    /// The vendors of a segment of vendors.
    Vendors "Vendors" 0,
    /// Purposes consented to for the publisher.
    PubPurposesConsent "PubPurposesConsent" 24,
    /// Purposes of the publisher's legitimate interest.
    PubPurposesLiTransparency "PubPurposesLITransparency" 24,
    /// How many purposes the publisher added.
    NumCustomPurposes "NumCustomPurposes" 6,
    /// Those of them consented to.
    CustomPurposesConsent "CustomPurposesConsent" 0,
    /// Those of them of legitimate interest.
    CustomPurposesLiTransparency "CustomPurposesLITransparency" 0,
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The fields of fixed width with which the core segment begins.
pub(super) const CORE: [Field; 16] = [
    Field::Version,
    Field::Created,
    Field::LastUpdated,
    Field::CmpId,
    Field::CmpVersion,
    Field::ConsentScreen,
    Field::ConsentLanguage,
    Field::VendorListVersion,
    Field::TcfPolicyVersion,
    Field::IsServiceSpecific,
    Field::UseNonStandardTexts,
    Field::SpecialFeatureOptIns,
    Field::PurposesConsent,
    Field::PurposesLiTransparency,
    Field::PurposeOneTreatment,
    Field::PublisherCc,
];

/// The fields of fixed width with which the segment of the publisher begins.
pub(super) const PUBLISHER: [Field; 4] = [
    Field::SegmentType,
    Field::PubPurposesConsent,
    Field::PubPurposesLiTransparency,
    Field::NumCustomPurposes,
];

/// How many bits some fields have together.
pub(super) const fn width_of(fields: &[Field]) -> usize {
    match fields {
        [first, rest @ ..] => first.width().saturating_add(width_of(rest)),
        [] => 0,
    }
}

/// The first bit of a field of the core, and its width; none for one that is not of fixed width and place.
pub(super) fn place_in_core(field: Field) -> Option<(usize, usize)> {
    let before = CORE.iter().position(|it| *it == field)?;
    Some((width_of(CORE.get(..before)?), field.width()))
}

/// Widths within sets of vendors and within restrictions.
pub(super) mod width {
    /// MaxVendorId, StartOrOnlyVendorId, EndVendorId.
    pub(in super::super) const VENDOR: usize = 16;
    /// NumEntries, NumPubRestrictions.
    pub(in super::super) const COUNT: usize = 12;
    /// PurposeId of a restriction.
    pub(in super::super) const PURPOSE: usize = 6;
    /// RestrictionType.
    pub(in super::super) const KIND: usize = 2;
    /// IsARange and one vendor.
    pub(in super::super) const ONLY: usize = 1 + VENDOR;
    /// IsARange and two vendors.
    pub(in super::super) const RANGE: usize = 1 + VENDOR + VENDOR;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fields_stand_where_the_specification_puts_them() {
        for (field, at, width) in [
            (Field::Version, 0, 6),
            (Field::Created, 6, 36),
            (Field::CmpId, 78, 12),
            (Field::ConsentLanguage, 108, 12),
            (Field::TcfPolicyVersion, 132, 6),
            (Field::SpecialFeatureOptIns, 140, 12),
            (Field::PurposesLiTransparency, 176, 24),
            (Field::PublisherCc, 201, 12),
        ] {
            assert_eq!(place_in_core(field), Some((at, width)), "{field}");
        }
        assert_eq!(place_in_core(Field::VendorConsent), None);
        assert_eq!((width_of(&CORE), width_of(&PUBLISHER)), (213, 57));
    }

    #[test]
    fn types_come_back() {
        for number in 0..8 {
            assert!(Segment::of_type(number).is_none_or(|segment| segment.number() == number));
        }
    }
}
