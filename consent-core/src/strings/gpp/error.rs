//! Why a text is no GPP string, a section none of its kind, or values make none.

use alloc::boxed::Box;
use core::fmt;

use super::fibonacci::FibonacciError;
use super::section_id::SectionId;
use crate::strings::bits::TextError;
use crate::strings::{tcf, us_privacy};

/// Why a text is not a GPP string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum GppError {
    /// The header has no bits, or the whole is too long.
    Text(TextError),
    /// What stands before the first `~` is no header.
    Header(HeaderError),
    /// The header lists other sections than there are.
    Sections {
        /// How many it lists.
        listed: usize,
        /// How many follow it.
        present: usize,
    },
}

/// Why bits are no header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum HeaderError {
    /// They begin with another type than 3.
    Type {
        /// The type.
        found: u8,
    },
    /// They are of another version than 1.
    Version {
        /// The version.
        found: u8,
    },
    /// The list of sections cannot be read.
    Ranges(FibonacciError),
    /// What follows the list is not only zeros.
    NotPadding {
        /// Where it begins.
        bit: usize,
    },
}

impl fmt::Display for GppError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(error) => write!(f, "the header: {error}"),
            Self::Header(error) => write!(f, "the header: {error}"),
            Self::Sections { listed, present } => write!(
                f,
                "the header lists {listed} sections and {present} follow it: pass the whole string, with every “~”"
            ),
        }
    }
}

impl fmt::Display for HeaderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Type { found } => write!(
                f,
                "its first six bits are {found} and not 3: a GPP string begins with “D”"
            ),
            Self::Version { found } => write!(f, "version {found}, and only version 1 is known"),
            Self::Ranges(error) => write!(f, "the list of sections: {error}"),
            Self::NotPadding { bit } => {
                write!(
                    f,
                    "more than zeros follows the list of sections, from bit {bit} on"
                )
            }
        }
    }
}

impl core::error::Error for GppError {}

impl core::error::Error for HeaderError {}

/// Why the text of a section says nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SectionError {
    /// The section of TCF Europe.
    TcfEu(Box<tcf::DecodeError>),
    /// The section of US Privacy.
    UsPrivacy(us_privacy::UsPrivacyError),
    /// A section of bits.
    Bits(BitsError),
}

/// Where in a section, and why, its bits say nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "a place and a reason are all there is")]
pub struct BitsError {
    /// The subsection: from 0, between dots.
    pub subsection: usize,
    /// The field that was read.
    pub field: &'static str,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong with the bits of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// The subsection has no bits.
    Text(TextError),
    /// The bits end within the field.
    EndsAt {
        /// The field's first bit.
        bit: usize,
    },
    /// A number in Fibonacci's code is none.
    Fibonacci(FibonacciError),
    /// A range of vendors begins at 0 or ends before it begins.
    Range {
        /// Its first bit.
        bit: usize,
    },
    /// What follows the last field is not only zeros.
    NotPadding {
        /// Where it begins.
        bit: usize,
    },
    /// A version that is not known.
    Version {
        /// The version.
        found: u8,
    },
    /// A subsection of a type that the section does not have.
    Type {
        /// The type.
        found: u8,
    },
    /// The same subsection stands there twice.
    Repeated,
}

impl fmt::Display for SectionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TcfEu(error) => error.fmt(f),
            Self::UsPrivacy(error) => error.fmt(f),
            Self::Bits(error) => error.fmt(f),
        }
    }
}

impl core::error::Error for SectionError {}

impl fmt::Display for BitsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            subsection,
            field,
            fault,
        } = self;
        write!(f, "subsection {subsection}, {field}: {fault}")
    }
}

impl core::error::Error for BitsError {}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(error) => error.fmt(f),
            Self::EndsAt { bit } => write!(f, "cut short at bit {bit}"),
            Self::Fibonacci(error) => error.fmt(f),
            Self::Range { bit } => write!(
                f,
                "the range at bit {bit} begins at vendor 0 or ends before it begins"
            ),
            Self::NotPadding { bit } => write!(f, "more than zeros follows, from bit {bit} on"),
            Self::Version { found } => write!(f, "version {found} is not known"),
            Self::Type { found } => write!(f, "the section has no subsection of type {found}"),
            Self::Repeated => f.write_str("the same subsection stands there twice"),
        }
    }
}

/// Why sections make no GPP string.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WriteError {
    /// The same section twice.
    Repeated(SectionId),
    /// A section of the number 0, which no header can list: Fibonacci's code begins with 1.
    Zero,
    /// The section of TCF Europe.
    TcfEu(tcf::EncodeError),
    /// A value is wider than its field.
    TooWide {
        /// The section.
        section: SectionId,
        /// The field.
        field: &'static str,
        /// The largest value, or count, that fits.
        most: u64,
    },
    /// The text of a section that is kept as it stands would end the section, or is none.
    Opaque(SectionId),
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Repeated(section) => write!(f, "section {section} is there twice: leave one out"),
            Self::Zero => f.write_str("section 0: sections are numbered from 1"),
            Self::TcfEu(error) => error.fmt(f),
            Self::TooWide { section, field, most } => {
                write!(f, "section {section}, {field}: at most {most} fits")
            }
            Self::Opaque(section) => write!(
                f,
                "section {section} is written as it stands: only letters, digits, “-”, “_” and “.” may be in it"
            ),
        }
    }
}

impl core::error::Error for WriteError {}
