//! Why a record of another system does not become a decision of ours.

use alloc::string::String;
use core::fmt;

/// Why nothing is taken over; the visitor is asked, and nothing is granted before.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotTaken {
    /// The policy asks, and the record does not answer this category.
    Unanswered {
        /// A category of ours.
        category: String,
    },
    /// The policy asks, the record grants this, and the site does not attest that the other system ran as opt-in.
    NotAttested {
        /// A category or service of ours.
        name: String,
    },
    /// The policy asks, the record grants this, and does not show that the visitor did.
    Unproven {
        /// A category or service of ours.
        name: String,
        /// Why the record does not show it.
        why: &'static str,
    },
    /// The policy does not ask, and the record denies nothing that the policy has.
    NothingDenied,
    /// The answer was to another revision than the site names.
    Revision {
        /// The record's, if it says.
        theirs: Option<u64>,
        /// The site's.
        ours: u64,
    },
    /// The record says that it was made before 2015, or more than a day from now.
    Time,
    /// The decision would not hold any longer.
    Over,
}

impl fmt::Display for NotTaken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unanswered { category } => write!(
                f,
                "“{category}” is not answered: name in `map` which of their purposes it is, if there is one"
            ),
            Self::NotAttested { name } => write!(
                f,
                "“{name}” is granted, which only comes over with `\"optIn\": true`: that nothing ran there before a yes"
            ),
            Self::Unproven { name, why } => write!(f, "“{name}” is granted, and cannot come over: {why}"),
            Self::NothingDenied => f.write_str("it denies nothing, and what is not denied runs here anyway"),
            Self::Revision {
                theirs: Some(theirs),
                ours,
            } => {
                write!(
                    f,
                    "it answers revision {theirs}, and the site names revision {ours}"
                )
            }
            Self::Revision { theirs: None, ours } => {
                write!(f, "it names no revision, and the site names revision {ours}")
            }
            Self::Time => f.write_str("its time is before 2015, or more than a day from now"),
            Self::Over => f.write_str("it would not hold any longer"),
        }
    }
}

impl core::error::Error for NotTaken {}
