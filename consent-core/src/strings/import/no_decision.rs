//! Why there is no decision of another system to take over.

use core::fmt;

/// Why there is no decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoDecision {
    /// Nothing of the system is there.
    Absent,
    /// Something is there under its name, and it is not its record.
    NotARecord {
        /// What is wrong, or was expected.
        what: &'static str,
        /// Where, in bytes from the beginning of the value, its escapes resolved.
        at: usize,
    },
    /// It is a record, and no visitor has decided.
    NotDecided {
        /// What shows that.
        why: &'static str,
    },
    /// Two cookies of one name, a cookie and the copy in storage, or two parts of the record say different things.
    Contradiction,
}

impl fmt::Display for NoDecision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => f.write_str("nothing of this system is there"),
            Self::NotARecord { what, at } => {
                write!(f, "not a record of this system: {what}, at byte {at}")
            }
            Self::NotDecided { why } => write!(f, "no visitor has decided: {why}"),
            Self::Contradiction => f.write_str(
                "two answers that differ: somebody else writes under its name, or a copy is out of date; the visitor \
                 must be asked",
            ),
        }
    }
}

impl core::error::Error for NoDecision {}
