//! IAB US Privacy: four characters that say what a consumer in California was told and answered.
//!
//! ```text
//! string = "1" notice opt-out-sale lspa        ; each "Y", "N" or "-"
//! ```
//!
//! Source: IAB Tech Lab, “US Privacy String”, version 1.0. It was deprecated on 31 January 2024 in favour of GPP, and
//! is still met.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::{Finding, Severity};

/// What the string says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_structs, reason = "version 1 has these three")]
pub struct UsPrivacy {
    /// Whether the consumer was told, and could opt out.
    pub notice: Answer,
    /// Whether the consumer opted out of the sale of personal information.
    pub opt_out_sale: Answer,
    /// Whether IAB's Limited Service Provider Agreement covers the transaction.
    pub lspa: Answer,
}

/// One of the three answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "version 1 has these three")]
pub enum Answer {
    /// `Y`
    Yes,
    /// `N`
    No,
    /// `-`: not applicable, or unknown.
    NotApplicable,
}

/// Why a text is no US Privacy string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UsPrivacyError {
    /// It has not four characters.
    Length {
        /// How many bytes it has.
        found: usize,
    },
    /// It does not begin with `1`.
    Version,
    /// An answer is none of `Y`, `N` and `-`.
    Answer {
        /// The place of its character, from 0.
        at: usize,
    },
}

impl fmt::Display for UsPrivacyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length { found } => write!(
                f,
                "{found} characters, not 4: a US Privacy string is a version and three answers, such as 1YNN"
            ),
            Self::Version => f.write_str("not version 1: the first character is not “1”"),
            Self::Answer { at } => write!(f, "character {at} is none of “Y”, “N” and “-”"),
        }
    }
}

impl core::error::Error for UsPrivacyError {}

const FORMAT: &str = "IAB US Privacy String 1.0, US Privacy String Format";

impl UsPrivacy {
    /// What is sent where no law of the United States applies: `1---`.
    pub const NOT_APPLICABLE: Self = Self {
        notice: Answer::NotApplicable,
        opt_out_sale: Answer::NotApplicable,
        lspa: Answer::NotApplicable,
    };

    /// Reads a string. Small letters are read as well: the specification has capital ones.
    ///
    /// # Errors
    /// [`UsPrivacyError`] for another length, another version, or a character that is no answer.
    ///
    /// # Example
    /// ```
    /// use consent_core::strings::us_privacy::{Answer, UsPrivacy};
    ///
    /// let said = UsPrivacy::parse("1YNN")?;
    /// assert_eq!(said.opt_out_sale, Answer::No);
    /// # Ok::<(), consent_core::strings::us_privacy::UsPrivacyError>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, UsPrivacyError> {
        let [version, notice, opt_out_sale, lspa] = *text.as_bytes() else {
            return Err(UsPrivacyError::Length { found: text.len() });
        };
        if version != b'1' {
            return Err(UsPrivacyError::Version);
        }
        let answer = |byte, at| Answer::of(byte).ok_or(UsPrivacyError::Answer { at });
        Ok(Self {
            notice: answer(notice, 1)?,
            opt_out_sale: answer(opt_out_sale, 2)?,
            lspa: answer(lspa, 3)?,
        })
    }

    /// Writes the string.
    #[must_use]
    pub fn encode(&self) -> String {
        let answers = [self.notice, self.opt_out_sale, self.lspa];
        core::iter::once('1')
            .chain(answers.map(Answer::character))
            .collect()
    }

    /// Returns what the specification says about the values, and about how `text` writes them.
    #[must_use]
    pub fn findings(&self, text: &str) -> Vec<Finding> {
        let mut findings = Vec::new();
        if self.opt_out_sale == Answer::NotApplicable && *self != Self::NOT_APPLICABLE {
            let message = "the law applies, and whether the consumer opted out is not said: \
                           “-” is for 1--- alone";
            findings.push(Finding::new(Severity::Error, "opt-out-missing", message, FORMAT));
        }
        if text.bytes().any(|byte| byte.is_ascii_lowercase()) {
            let message = "small letters: other readers expect capital ones";
            findings.push(Finding::new(Severity::Warning, "small-letters", message, FORMAT));
        }
        findings
    }
}

impl Answer {
    fn of(byte: u8) -> Option<Self> {
        match byte {
            b'Y' | b'y' => Some(Self::Yes),
            b'N' | b'n' => Some(Self::No),
            b'-' => Some(Self::NotApplicable),
            _ => None,
        }
    }

    /// Returns the character that it is written as.
    #[must_use]
    pub const fn character(self) -> char {
        match self {
            Self::Yes => 'Y',
            Self::No => 'N',
            Self::NotApplicable => '-',
        }
    }

    /// Reads one character.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match *text.as_bytes() {
            [byte] => Self::of(byte),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_string_there_is_comes_back() {
        let answers = [Answer::Yes, Answer::No, Answer::NotApplicable];
        for notice in answers {
            for opt_out_sale in answers {
                for lspa in answers {
                    let said = UsPrivacy {
                        notice,
                        opt_out_sale,
                        lspa,
                    };
                    let text = said.encode();
                    assert_eq!(UsPrivacy::parse(&text), Ok(said), "{text}");
                    assert_eq!(UsPrivacy::parse(&text.to_lowercase()), Ok(said), "{text}");
                }
            }
        }
    }

    #[test]
    fn what_is_none_says_where() {
        for (text, error) in [
            ("1YN", UsPrivacyError::Length { found: 3 }),
            ("1YNå", UsPrivacyError::Length { found: 5 }),
            ("2YNN", UsPrivacyError::Version),
            ("1XNN", UsPrivacyError::Answer { at: 1 }),
            ("1Y N", UsPrivacyError::Answer { at: 2 }),
        ] {
            assert_eq!(UsPrivacy::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn whether_somebody_opted_out_must_be_said_where_the_law_applies() {
        let rules = |text: &str| -> Vec<&str> {
            let said = UsPrivacy::parse(text).expect("a string");
            said.findings(text).iter().map(|finding| finding.rule).collect()
        };
        for sound in ["1---", "1YNN", "1-Y-", "1NYN"] {
            assert_eq!(rules(sound), [""; 0], "{sound}");
        }
        assert_eq!(rules("1Y--"), ["opt-out-missing"]);
        assert_eq!(rules("1--N"), ["opt-out-missing"]);
        assert_eq!(rules("1ynn"), ["small-letters"]);
    }
}
