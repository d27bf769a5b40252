//! Why a text is no TC string, or values make none: which segment, which field, at which bit.

use core::fmt;

use super::layout::{Field, Segment};
use crate::strings::bits::LONGEST_TEXT;

/// A field, and the bit of its segment at which reading stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "a place is these three")]
pub struct Place {
    /// The part between dots.
    pub segment: Segment,
    /// The field.
    pub field: Field,
    /// The bit, from 0 at the segment's first.
    pub bit: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "segment {}, field {}, bit {}",
            self.segment, self.field, self.bit
        )
    }
}

/// Why a range of vendors is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RangeFault {
    /// It begins at 0, which is no vendor.
    Zero,
    /// It ends before it begins.
    Reversed,
    /// It reaches above the largest vendor that the set says it has.
    AboveMax,
}

/// Why a text is not a TC string of version 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeError {
    /// It is a string of TCF 1, invalid since 30 September 2020.
    Version1,
    /// Its first six bits say another version.
    Version {
        /// The version that they say.
        found: u8,
    },
    /// There is no text.
    Empty,
    /// The text is longer than what is read.
    TooLong,
    /// A character is not of the base64url alphabet.
    Character {
        /// The place of the segment, from 0.
        segment: usize,
        /// The place in the whole text, from 0, in bytes.
        at: usize,
    },
    /// The bits end within a field.
    EndsWithin(Place),
    /// The core ends where its restrictions should begin, with nothing else amiss: its maker left them out.
    RestrictionsMissing {
        /// The bit at which the number of restrictions should stand.
        bit: usize,
    },
    /// What follows the last field is not only zeros.
    NotPadding(Place),
    /// A range of vendors is none.
    Range {
        /// Where the range stands.
        place: Place,
        /// What is wrong with it.
        fault: RangeFault,
    },
    /// A segment stands there twice.
    Repeated(Segment),
    /// A dot is followed by no segment.
    EmptySegment {
        /// The place of the segment, from 0.
        segment: usize,
    },
    /// A segment is of a type that the specification does not have.
    UnknownSegment {
        /// The place of the segment, from 0.
        segment: usize,
        /// The type that its first three bits say.
        found: u8,
    },
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Version1 => f.write_str(
                "a string of TCF 1, invalid since 30 September 2020: the user must be asked again, under TCF 2",
            ),
            Self::Version { found } => write!(f, "not TCF 2: the first six bits say version {found}"),
            Self::Empty => f.write_str("empty: a TC string begins with “C”"),
            Self::TooLong => write!(f, "longer than {LONGEST_TEXT} characters"),
            Self::Character { segment, at } => write!(
                f,
                "segment {segment}: character {at} is not of the base64url alphabet (A-Z, a-z, 0-9, - and _)"
            ),
            Self::EndsWithin(place) => write!(f, "cut short: the bits end within {place}"),
            Self::RestrictionsMissing { bit } => write!(
                f,
                "the number of publisher restrictions is missing at bit {bit} of the segment Core: it must be written even if 0"
            ),
            Self::NotPadding(place) => write!(f, "more than zeros follows the last field ({place})"),
            Self::Range { place, fault } => {
                let what = match fault {
                    RangeFault::Zero => "begins at vendor 0: vendors are numbered from 1",
                    RangeFault::Reversed => "ends before it begins",
                    RangeFault::AboveMax => "reaches above the set's MaxVendorId",
                };
                write!(f, "a range of vendors {what} ({place})")
            }
            Self::Repeated(segment) => write!(f, "the segment {segment} stands there twice"),
            Self::EmptySegment { segment } => write!(f, "segment {segment} is empty: leave its dot out"),
            Self::UnknownSegment { segment, found } => write!(
                f,
                "segment {segment} is of type {found}, which is none of 1 (DisclosedVendors), 2 (AllowedVendors) and 3 (PublisherTC)"
            ),
        }
    }
}

impl core::error::Error for DecodeError {}

/// Why values make no TC string: a field that they do not fit into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "the field and its bounds are all there is to know"
)]
pub struct EncodeError {
    /// The part between dots.
    pub segment: Segment,
    /// The field.
    pub field: Field,
    /// The largest value, or count, that fits.
    pub most: u64,
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { segment, field, most } = self;
        write!(f, "segment {segment}, field {field}: at most {most} fits")
    }
}

impl core::error::Error for EncodeError {}
