//! The compact text of a decision: one decision has one string, and any other text is refused.
//!
//! ```text
//! string      = "1." fingerprint "." grants "." decided-at "." act "." id [ "." exceptions ]
//! fingerprint = 8 base64url characters: the policy it was made for
//! grants      = one bit a category but "necessary", in the policy's order, zero-padded to whole
//!               base64url characters; at least one character
//! decided-at  = seconds since 1970 in base 36, lower case, no leading zero, at most 8 characters
//! act         = "a" | "r" | "c" | "w" | "s" | "i"
//! id          = 22 base64url characters: 16 random bytes
//! exceptions  = one bit a service that was answered otherwise than its category, in the policy's order,
//!               zero-padded, without trailing "A"; absent when no bit is set
//! ```
//! WIRE.md beside this crate's manifest says the same for other languages.

use alloc::string::String;

use super::{DecodeError, bits};
use crate::base36;
use crate::config::{Fingerprint, Policy};
use crate::decision::{Act, ConsentId, Decision, Grants};
use crate::pieces::pieces;
use crate::time::Timestamp;

/// The version this module reads and writes.
pub const VERSION: &str = "1";

/// The longest text that is looked at: 32 categories and 512 services fit in 160 bytes.
const LONGEST: usize = 160;

/// A consent string that is sound by itself; whether it fits a policy is asked with [`Self::decision`].
///
/// # Example
/// ```
/// use consent_core::carry::ConsentString;
/// let text = "1.AAAAAAAA.A.s44we8.r.AAAAAAAAAAAAAAAAAAAAAA";
/// assert_eq!(ConsentString::parse(text)?.decided_at.as_secs(), 1_700_000_000);
/// assert!(ConsentString::parse("1.AAAAAAAA.A.S44WE8.r.AAAAAAAAAAAAAAAAAAAAAA").is_err());
/// # Ok::<(), consent_core::carry::DecodeError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConsentString<'a> {
    /// The policy it was made for.
    pub fingerprint: Fingerprint,
    /// When the visitor decided.
    pub decided_at: Timestamp,
    /// How.
    pub act: Act,
    /// Whose decision it is.
    pub id: ConsentId,
    grants: bits::BitReader<'a>,
    exceptions: bits::BitReader<'a>,
    text: &'a str,
}

impl<'a> ConsentString<'a> {
    /// Reads any text.
    ///
    /// # Errors
    /// When a part is missing, too many, or not in its one canonical form; the error names the part.
    pub fn parse(text: &'a str) -> Result<Self, DecodeError> {
        if text.len() > LONGEST {
            return Err(DecodeError::Parts);
        }
        let mut parts = pieces(text, b'.');
        if parts.next() != Some(VERSION) {
            return Err(DecodeError::Version);
        }
        let mut part = || parts.next().ok_or(DecodeError::Parts);
        let (fingerprint, grants, decided_at, act, id) = (part()?, part()?, part()?, part()?, part()?);
        let exceptions = parts.next();
        if parts.next().is_some() {
            return Err(DecodeError::Parts);
        }
        if grants.is_empty() {
            return Err(DecodeError::Grants);
        }
        let exceptions = match exceptions {
            None => "",
            Some(bits) if !bits.is_empty() && bits.as_bytes().last() != Some(&b'A') => bits,
            Some(_) => return Err(DecodeError::Exceptions),
        };
        Ok(Self {
            fingerprint: Fingerprint::parse(fingerprint).ok_or(DecodeError::Fingerprint)?,
            decided_at: base36::decode(decided_at)
                .map(Timestamp::from_secs)
                .ok_or(DecodeError::DecidedAt)?,
            act: Act::from_letter(act).ok_or(DecodeError::Act)?,
            id: ConsentId::parse(id).ok_or(DecodeError::Id)?,
            grants: bits::BitReader::new(grants).ok_or(DecodeError::Grants)?,
            exceptions: bits::BitReader::new(exceptions).ok_or(DecodeError::Exceptions)?,
            text,
        })
    }

    /// Returns the text that was read.
    #[must_use]
    pub const fn as_str(&self) -> &'a str {
        self.text
    }

    /// Reads the decision for the policy that the string was made for.
    ///
    /// # Errors
    /// When the string is for another policy, has another number of bits than the policy has categories, a
    /// bit past the policy's services, an exception for a necessary service, or contradicts its own act.
    pub fn decision(&self, policy: &Policy) -> Result<Decision, DecodeError> {
        if self.fingerprint != policy.fingerprint() {
            return Err(DecodeError::OtherPolicy);
        }
        let switchable = policy.switchable();
        let bits = self.grants;
        if bits.characters() != characters(switchable) || !bits.is_zero_from(switchable) {
            return Err(DecodeError::Grants);
        }
        let mut grants = (0..switchable)
            .filter(|index| bits.get(*index))
            .fold(Grants::none(), |grants, index| {
                grants.with_category(index.saturating_add(1))
            });
        let bits = self.exceptions;
        for index in (0..bits.len()).filter(|index| bits.get(*index)) {
            grants = grants.with_exception(policy, index);
            if !grants.is_exception(index) {
                return Err(DecodeError::Exceptions);
            }
        }
        let decision = Decision {
            grants,
            act: self.act,
            decided_at: self.decided_at,
            id: self.id,
        };
        if is_coherent(&decision, policy) {
            Ok(decision)
        } else {
            Err(DecodeError::Contradiction)
        }
    }

    /// Writes the one text of a decision.
    ///
    /// Grants that contradict the act are put right first, towards what the act says: `RejectAll` and
    /// `Withdrawn` carry nothing, `AcceptAll` everything.
    #[must_use]
    pub fn encode(decision: &Decision, policy: &Policy) -> String {
        let grants = match decision.act {
            Act::AcceptAll => Grants::all(policy),
            act if act.denies_all() => Grants::none(),
            _ => decision.grants,
        };
        let mut text = String::from("1.");
        policy.fingerprint().push_to(&mut text);
        text.push('.');
        let switchable = policy.switchable();
        let category = |index: usize| grants.allows_category(index.saturating_add(1));
        bits::push(&mut text, characters(switchable), &|index| {
            index < switchable && category(index)
        });
        text.push('.');
        base36::push(&mut text, decision.decided_at.as_secs());
        text.push('.');
        text.push_str(decision.act.letter());
        text.push('.');
        decision.id.push_to(&mut text);
        // Trailing characters without a bit are left out; so is the whole part when there is none.
        let excepted = (0..policy.services().len())
            .rev()
            .find(|index| grants.is_exception(*index));
        if let Some(last) = excepted {
            text.push('.');
            bits::push(&mut text, (last / 6).saturating_add(1), &|index| {
                grants.is_exception(index)
            });
        }
        text
    }
}

/// How many characters hold the bits of so many categories; none at all still takes one.
fn characters(switchable: usize) -> usize {
    switchable.div_ceil(6).max(1)
}

fn is_coherent(decision: &Decision, policy: &Policy) -> bool {
    match decision.act {
        Act::AcceptAll => decision.grants == Grants::all(policy),
        act if act.denies_all() => decision.grants == Grants::none(),
        _ => true,
    }
}
