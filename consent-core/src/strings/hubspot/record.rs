//! `__hs_cookie_cat_pref`: the visitor's answer by category.
//!
//! ```text
//! value = pair *( "_" pair )      ; written today
//!       / pair *( "," pair )      ; written until about 2024, still read
//! pair  = number ":" word         ; 1 analytics, 2 advertisement, 3 functionality; only "true" grants
//! ```

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::categories::{Categories, Category};
use crate::pieces::{cut, pieces};
use crate::strings::{Finding, Severity};

/// The text does not begin with a number and a word, or is too long: it is no record, and nothing was answered.
///
/// HubSpot's own script would read it as a refusal of everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NotCategories;

impl fmt::Display for NotCategories {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not pairs of a number and “true” or “false”, such as 1:true_2:false_3:false")
    }
}

impl core::error::Error for NotCategories {}

/// The record is short; anything longer is something else.
const LONGEST: usize = 200;

const READER: &str = "HubSpot, banner bundle static-1.1671, buildFromCookieString";

impl Categories {
    /// Reads a record as HubSpot's own script does: a number that is missing is no, as is any word but `true`, and the
    /// last of two that have the same number counts. Escaped separators are read as well: HubSpot writes none, what
    /// stands between may have.
    ///
    /// # Errors
    /// [`NotCategories`] when the text does not begin as a record.
    ///
    /// # Example
    /// ```
    /// use consent_core::strings::hubspot::Categories;
    ///
    /// let said = Categories::parse("1:true,2:false,3:true")?;
    /// assert!(said.analytics && !said.advertisement);
    /// assert_eq!(said.encode(), "1:true_2:false_3:true");
    /// # Ok::<(), consent_core::strings::hubspot::NotCategories>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, NotCategories> {
        let text = plain(text)?;
        let mut said = Self::default();
        for part in parts(&text) {
            if let Part::Of(category, word) = part {
                said.set(category, word == "true");
            }
        }
        Ok(said)
    }

    /// Returns what is odd about a record, and what it cannot say.
    #[must_use]
    pub fn findings(text: &str) -> Vec<Finding> {
        let mut findings = Vec::from([Finding::new(
            Severity::Note,
            "no-proof",
            "HubSpot's record says neither when, nor to which text: it shows what was chosen, and proves nothing",
            READER,
        )]);
        let mut warn =
            |rule, message: String| findings.push(Finding::new(Severity::Warning, rule, message, READER));
        let Ok(text) = plain(text) else {
            return findings;
        };
        let mut seen = Vec::new();
        for part in parts(&text) {
            match part {
                Part::Odd(part) => warn(
                    "odd-part",
                    format!("“{part}” is not a number and a word; HubSpot leaves it out"),
                ),
                Part::Unknown(number) => warn(
                    "unknown-category",
                    format!("{number} is no category of HubSpot's; it is left out"),
                ),
                Part::Of(category, word) => {
                    if !matches!(word, "true" | "false") {
                        let message = format!(
                            "{}: “{word}” is neither “true” nor “false”, and counts as false",
                            category.name()
                        );
                        warn("odd-word", message);
                    }
                    if seen.contains(&category) {
                        let message =
                            format!("{} is answered twice; the last answer counts", category.name());
                        warn("answered-twice", message);
                    }
                    seen.push(category);
                }
            }
        }
        findings
    }
}

/// A piece of a record.
enum Part<'a> {
    Of(Category, &'a str),
    Unknown(&'a str),
    Odd(&'a str),
}

/// The pieces between commas, or where there is no comma between low lines.
fn parts(text: &str) -> impl Iterator<Item = Part<'_>> {
    let separator = if text.bytes().any(|byte| byte == b',') {
        b','
    } else {
        b'_'
    };
    pieces(text, separator).map(|part| {
        let mut words = pieces(part, b':');
        let (Some(number), Some(word), None) = (words.next(), words.next(), words.next()) else {
            return Part::Odd(part);
        };
        match Category::ALL.into_iter().find(|it| it.number() == number) {
            Some(category) => Part::Of(category, word),
            None => Part::Unknown(number),
        }
    })
}

/// The text without escapes, if it begins as a record.
fn plain(text: &str) -> Result<Cow<'_, str>, NotCategories> {
    if text.len() > LONGEST {
        return Err(NotCategories);
    }
    let text = if text.bytes().any(|byte| byte == b'%') {
        Cow::Owned(resolved(text))
    } else {
        Cow::Borrowed(text)
    };
    let first = pieces(&text, b',').next().unwrap_or_default();
    let first = pieces(first, b'_').next().unwrap_or_default();
    let is_number = |it: &str| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_digit());
    let is_word = |it: &str| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_alphabetic());
    match cut(first, b':') {
        Some((number, word)) if is_number(number) && is_word(word) => Ok(text),
        _ => Err(NotCategories),
    }
}

/// The text with the two escapes resolved that a record can have; any other stays as it is.
fn resolved(text: &str) -> String {
    let mut parts = pieces(text, b'%');
    let mut plain = String::from(parts.next().unwrap_or_default());
    for part in parts {
        let (sign, rest) = match part.split_at_checked(2) {
            Some(("3A" | "3a", rest)) => (':', rest),
            Some(("2C" | "2c", rest)) => (',', rest),
            _ => ('%', part),
        };
        plain.push(sign);
        plain.push_str(rest);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_answer_comes_back() {
        for bits in 0..8u8 {
            let said = Categories {
                analytics: bits & 1 > 0,
                advertisement: bits & 2 > 0,
                functionality: bits & 4 > 0,
            };
            let text = said.encode();
            assert_eq!(Categories::parse(&text), Ok(said));
            assert_eq!(Categories::parse(&text.replace('_', ",")), Ok(said));
            assert_eq!(said.allows_all(), bits == 7);
            assert_eq!(Categories::findings(&text).len(), 1);
        }
    }

    #[test]
    fn odd_parts_are_told_and_grant_nothing() {
        let rules = |text: &str| -> Vec<&str> {
            let findings = Categories::findings(text);
            findings.iter().skip(1).map(|finding| finding.rule).collect()
        };
        assert_eq!(rules("1:true_9:true"), ["unknown-category"]);
        assert_eq!(rules("1:TRUE"), ["odd-word"]);
        assert_eq!(rules("1:true_2"), ["odd-part"]);
        assert_eq!(rules("1:true_1:false"), ["answered-twice"]);
        assert_eq!(Categories::parse("1:true_1:false"), Ok(Categories::default()));
        assert_eq!(
            Categories::parse("1:TRUE_2:yes_3:true:true"),
            Ok(Categories::default())
        );
    }

    #[test]
    fn what_does_not_begin_as_a_record_is_none() {
        let long = String::from("1:true") + &"_1:true".repeat(30);
        for text in [
            "",
            ":",
            "true",
            "1=true",
            "a:true",
            "1:",
            ":true",
            "1:tr ue",
            long.as_str(),
        ] {
            assert_eq!(Categories::parse(text), Err(NotCategories), "{text}");
            assert_eq!(Categories::findings(text).len(), 1, "{text}");
        }
    }
}
