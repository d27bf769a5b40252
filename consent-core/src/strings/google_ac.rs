//! Google's Additional Consent: consent for ad technology providers that are not on IAB Europe's vendor list.
//!
//! ```text
//! string = "1~" [ ids ]                        ; consented
//!        / "2~" [ ids ] "~dv." [ ids ]         ; consented, and shown without consent
//! ids    = id *( "." id )                      ; id = 1-65535, no zeros in front
//! ```
//!
//! Source: Google's “Additional Consent technical specification”, support.google.com/admanager/answer/9681920. It holds
//! only beside a TC string, and says nothing by itself about when or by whom.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use super::bits::LONGEST_TEXT;
use super::{Finding, IdSet, Severity};

/// What the string says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoogleAc {
    consented: IdSet,
    /// Only version 2 says who was shown.
    disclosed: Option<IdSet>,
}

/// Why a text is no Additional Consent string, or sets make none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum GoogleAcError {
    /// It begins with neither `1~` nor `2~`.
    Version,
    /// Version 2 goes on with `~dv.` after the first list.
    DisclosedMissing,
    /// Something that is no number stands in a list.
    Number {
        /// Its first character, from 0.
        at: usize,
    },
    /// A provider is both consented and shown without consent.
    InBoth {
        /// The provider.
        id: u16,
    },
    /// The text is longer than what is read.
    TooLong,
}

impl fmt::Display for GoogleAcError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Version => f.write_str("it begins with neither “1~” nor “2~”"),
            Self::DisclosedMissing => f.write_str(
                "the list of who was shown is missing: in version 2 “~dv.” follows the first list",
            ),
            Self::Number { at } => write!(
                f,
                "character {at} begins no provider: a number from 1 to 65535, without zeros in front, with “.” between two"
            ),
            Self::InBoth { id } => write!(
                f,
                "provider {id} is in both lists: who is consented to is not repeated after “dv.”"
            ),
            Self::TooLong => write!(f, "longer than {LONGEST_TEXT} characters"),
        }
    }
}

impl core::error::Error for GoogleAcError {}

const FORMAT: &str = "Google, Additional Consent technical specification, AC string format";

impl GoogleAc {
    /// Makes a string of version 1, or with who was shown of version 2.
    ///
    /// # Errors
    /// [`GoogleAcError::InBoth`] for a provider in both sets.
    pub fn new(consented: IdSet, disclosed: Option<IdSet>) -> Result<Self, GoogleAcError> {
        let in_both = disclosed.as_ref().and_then(|disclosed| {
            let (one, other) = (consented.words().iter(), disclosed.words().iter());
            let common: IdSet = IdSet::from_words(one.zip(other).map(|(one, other)| one & other));
            common.iter().next()
        });
        match in_both {
            Some(id) => Err(GoogleAcError::InBoth { id }),
            None => Ok(Self { consented, disclosed }),
        }
    }

    /// Reads a string.
    ///
    /// # Errors
    /// [`GoogleAcError`] with the first character that is not understood.
    ///
    /// # Example
    /// ```
    /// use consent_core::strings::google_ac::GoogleAc;
    ///
    /// let said = GoogleAc::parse("2~1.35.41.101~dv.9.21.81")?;
    /// assert!(said.consented().contains(35) && !said.consented().contains(9));
    /// assert_eq!(said.encode(), "2~1.35.41.101~dv.9.21.81");
    /// # Ok::<(), consent_core::strings::google_ac::GoogleAcError>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, GoogleAcError> {
        if text.len() > LONGEST_TEXT {
            return Err(GoogleAcError::TooLong);
        }
        if let Some(list) = text.strip_prefix("1~") {
            return Self::new(ids(list, 2)?, None);
        }
        let rest = text.strip_prefix("2~").ok_or(GoogleAcError::Version)?;
        let (list, disclosed) = rest.split_once("~dv.").ok_or(GoogleAcError::DisclosedMissing)?;
        let at = list.len().saturating_add("2~~dv.".len());
        Self::new(ids(list, 2)?, Some(ids(disclosed, at)?))
    }

    /// Writes the string, providers in order.
    #[must_use]
    pub fn encode(&self) -> String {
        let mut text = String::from(if self.disclosed.is_some() { "2~" } else { "1~" });
        push(&mut text, &self.consented);
        if let Some(disclosed) = &self.disclosed {
            text.push_str("~dv.");
            push(&mut text, disclosed);
        }
        text
    }

    /// Returns the version: 1, or 2 where it says who was shown.
    #[must_use]
    pub const fn version(&self) -> u8 {
        match self.disclosed {
            None => 1,
            Some(_) => 2,
        }
    }

    /// Returns the providers that the user consented to.
    #[must_use]
    pub const fn consented(&self) -> &IdSet {
        &self.consented
    }

    /// Returns the providers that the user was shown and did not consent to; version 1 does not say.
    #[must_use]
    pub const fn disclosed(&self) -> Option<&IdSet> {
        self.disclosed.as_ref()
    }

    /// Returns what the specification says about the values, and about how `text` writes them.
    #[must_use]
    pub fn findings(&self, text: &str) -> Vec<Finding> {
        let mut findings = Vec::from([Finding::new(
            Severity::Note,
            "beside-tc-string",
            "it counts only beside the TC string that it was made with, which says when and by whom",
            FORMAT,
        )]);
        if self.disclosed.is_none() {
            let message =
                "version 1 does not say who was shown: Google has asked for version 2 since December 2023";
            findings.push(Finding::new(Severity::Note, "version-1", message, FORMAT));
        }
        let listed = text.bytes().filter(u8::is_ascii_digit).count();
        let written = self.encode();
        if listed != written.bytes().filter(u8::is_ascii_digit).count() {
            let message = "a provider is listed twice: once is enough";
            findings.push(Finding::new(Severity::Warning, "listed-twice", message, FORMAT));
        }
        findings
    }
}

/// Numbers with dots between them; an empty text is no number.
fn ids(list: &str, start: usize) -> Result<IdSet, GoogleAcError> {
    let mut set = IdSet::new();
    let mut at = start;
    let parts = list.split('.').take(if list.is_empty() { 0 } else { usize::MAX });
    for part in parts {
        let is_number = part.bytes().all(|byte| byte.is_ascii_digit()) && !part.starts_with('0');
        let id = part
            .parse::<u16>()
            .ok()
            .filter(|_| is_number)
            .ok_or(GoogleAcError::Number { at })?;
        set.insert(id);
        at = at.saturating_add(part.len()).saturating_add(1);
    }
    Ok(set)
}

fn push(text: &mut String, set: &IdSet) {
    for (place, id) in set.iter().enumerate() {
        if place > 0 {
            text.push('.');
        }
        text.push_str(&id.to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_string_says_where() {
        use GoogleAcError::{DisclosedMissing, InBoth, Number, Version};
        for (text, error) in [
            ("", Version),
            ("3~1", Version),
            ("2", Version),
            ("2~1.2", DisclosedMissing),
            ("2~1.2~9.21", DisclosedMissing),
            ("2~1.2~dv", DisclosedMissing),
            ("1~1.2~dv.3", Number { at: 4 }),
            ("1~1..2", Number { at: 4 }),
            ("1~0", Number { at: 2 }),
            ("1~07", Number { at: 2 }),
            ("1~+7", Number { at: 2 }),
            ("1~65536", Number { at: 2 }),
            ("1~1.", Number { at: 4 }),
            ("2~1.x~dv.2", Number { at: 4 }),
            ("2~1~dv.2.x", Number { at: 9 }),
            ("2~1~dv.2~dv.3", Number { at: 7 }),
            ("2~1.35~dv.35.36", InBoth { id: 35 }),
        ] {
            assert_eq!(GoogleAc::parse(text), Err(error), "{text}");
        }
        let long = String::from("1~1") + &".1".repeat(LONGEST_TEXT / 2);
        assert_eq!(GoogleAc::parse(&long), Err(GoogleAcError::TooLong));
    }

    #[test]
    fn order_and_repetition_are_no_difference() {
        let said = GoogleAc::parse("1~35.1.35").expect("a string");
        assert_eq!(said.encode(), "1~1.35");
        let rules = |text: &str| -> Vec<&str> {
            let said = GoogleAc::parse(text).expect("a string");
            said.findings(text).iter().map(|finding| finding.rule).collect()
        };
        assert_eq!(
            rules("1~35.1.35"),
            ["beside-tc-string", "version-1", "listed-twice"]
        );
        assert_eq!(rules("2~35.1~dv.2"), ["beside-tc-string"]);
    }

    proptest::proptest! {
        #[test]
        fn any_string_comes_back(
            consented in proptest::collection::btree_set(1u16.., 0..20),
            disclosed in proptest::option::of(proptest::collection::btree_set(1u16.., 0..20)),
        ) {
            let disclosed = disclosed.map(|ids| ids.difference(&consented).copied().collect());
            let said = GoogleAc::new(consented.into_iter().collect(), disclosed).expect("apart");
            proptest::prop_assert_eq!(GoogleAc::parse(&said.encode()), Ok(said));
        }
    }
}
