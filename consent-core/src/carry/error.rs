//! Why a text is not a consent string, or not one for this policy: which part, and what it should have been.

use core::fmt;

/// Which part of a consent string is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeError {
    /// It does not begin with the version `1.`.
    Version,
    /// It does not have six or seven parts between dots.
    Parts,
    /// Part 2 is not a fingerprint.
    Fingerprint,
    /// Part 3 is not the categories of the policy.
    Grants,
    /// Part 4 is not a time.
    DecidedAt,
    /// Part 5 is not an act.
    Act,
    /// Part 6 is not a consent id.
    Id,
    /// Part 7 is not the exceptions of the policy's services.
    Exceptions,
    /// The act says all or nothing, the grants say otherwise.
    Contradiction,
    /// The string is sound, but for another policy.
    OtherPolicy,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Version => "not a consent string of version 1: it must begin with “1.”",
            Self::Parts => "not a consent string: six or seven parts between dots are needed",
            Self::Fingerprint => "part 2 (policy fingerprint) must be eight characters of base64url",
            Self::Grants => "part 3 (grants) must be one bit a category, padded with zeros to whole characters",
            Self::DecidedAt => "part 4 (decided at) must be seconds since 1970 in base 36, lower case, no leading zero",
            Self::Act => "part 5 (act) must be one of a, r, c, w, s and i",
            Self::Id => "part 6 (consent id) must be 22 characters of base64url for 16 bytes",
            Self::Exceptions => {
                "part 7 (service exceptions) must be one bit a service, without trailing “A”, and absent when empty"
            }
            Self::Contradiction => "the act says all or nothing, but the grants say otherwise",
            Self::OtherPolicy => "the string was made for another policy: the visitor must be asked again",
        })
    }
}

impl core::error::Error for DecodeError {}
