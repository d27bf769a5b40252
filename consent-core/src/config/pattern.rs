//! Which names a rule covers: one exact name, or a glob with `*`; never a regular expression.

use alloc::string::String;
use core::fmt;

use serde::{Deserialize, Serialize};

/// The name of a cookie or of a storage key, exact or with `*` for any run of characters.
///
/// A glob has at least four literal characters, so that no rule can cover names it was not written for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NamePattern(String);

impl NamePattern {
    /// The fewest literal characters of a glob.
    pub const FEWEST_LITERALS: usize = 4;

    /// Reads a pattern.
    ///
    /// # Errors
    /// When it is empty, longer than 100 bytes, has a control character, `;`, `,` or `=` in it, or is a glob
    /// with fewer than four literal characters.
    ///
    /// # Example
    /// ```
    /// # use consent_core::config::NamePattern;
    /// let rule = NamePattern::parse("_ga_*")?;
    /// assert!(rule.covers("_ga_1R7GEWQZLM"));
    /// assert!(!rule.covers("_ga"));
    /// # Ok::<(), consent_core::config::PatternError>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, PatternError> {
        let allowed = text.len() <= 100
            && !text.is_empty()
            && text
                .bytes()
                .all(|byte| byte >= b' ' && !matches!(byte, b';' | b',' | b'=' | 0x7f));
        let literals = text.bytes().filter(|byte| *byte != b'*').count();
        if allowed && (literals == text.len() || literals >= Self::FEWEST_LITERALS) {
            Ok(Self(text.into()))
        } else {
            Err(PatternError)
        }
    }

    /// Returns the pattern as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Tells whether the pattern covers `name`. Case matters, as it does for cookies.
    #[must_use]
    pub fn covers(&self, name: &str) -> bool {
        covers(self.0.as_bytes(), name.as_bytes())
    }

    /// Tells whether the pattern has a `*` in it.
    #[must_use]
    pub fn is_glob(&self) -> bool {
        self.0.bytes().any(|byte| byte == b'*')
    }

    /// Returns how closely the pattern fits: an exact name beats any glob, a longer glob a shorter one.
    #[must_use]
    pub fn closeness(&self) -> usize {
        if self.is_glob() { self.0.len() } else { usize::MAX }
    }
}

/// Tells whether a glob covers a text; `*` stands for any run of characters.
#[cfg(feature = "declare")]
pub(crate) fn glob_covers(glob: &str, text: &str) -> bool {
    covers(glob.as_bytes(), text.as_bytes())
}

/// Walks pattern and name side by side; at a mismatch it goes back to the last `*` and lets it take one more.
fn covers(mut pattern: &[u8], mut name: &[u8]) -> bool {
    let mut back: Option<(&[u8], &[u8])> = None;
    loop {
        match (pattern.split_first(), name.split_first()) {
            (Some((b'*', rest)), _) => {
                back = Some((rest, name));
                pattern = rest;
            }
            (Some((expected, pattern_rest)), Some((found, name_rest))) if expected == found => {
                pattern = pattern_rest;
                name = name_rest;
            }
            (None, None) => return true,
            _ => {
                let Some((after_star, from)) = back else {
                    return false;
                };
                let Some((_, next)) = from.split_first() else {
                    return false;
                };
                back = Some((after_star, next));
                pattern = after_star;
                name = next;
            }
        }
    }
}

impl TryFrom<String> for NamePattern {
    type Error = PatternError;

    fn try_from(text: String) -> Result<Self, PatternError> {
        Self::parse(&text)
    }
}

impl From<NamePattern> for String {
    fn from(pattern: NamePattern) -> Self {
        pattern.0
    }
}

/// Why a text is not a name pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PatternError;

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "a name has at most 100 characters without “;”, “,” and “=”, and with “*” at least four others",
        )
    }
}

impl core::error::Error for PatternError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn covers_what_it_says() {
        let cases = [
            ("_ga", "_ga", true),
            ("_ga", "_gat", false),
            ("_ga_*", "_ga_ABC", true),
            ("_ga_*", "_ga_", true),
            ("_ga_*", "_gat_ABC", false),
            ("_hp2_*.end", "_hp2_x.end", true),
            ("_hp2_*.end", "_hp2_x.end.", false),
            ("*_session", "kjb_session_session", true),
            ("aa*bb*cc", "aabbbbcc", true),
            ("aa*bb*cc", "aabbcb", false),
            ("****abcd", "abcd", true),
        ];
        for (pattern, name, expected) in cases {
            assert_eq!(
                NamePattern::parse(pattern).unwrap().covers(name),
                expected,
                "{pattern} {name}"
            );
        }
    }

    #[test]
    fn refuses_globs_that_would_cover_too_much() {
        for text in ["", "*", "_g*", "a;b", "a=b", "a\nb"] {
            assert_eq!(NamePattern::parse(text), Err(PatternError), "{text}");
        }
    }
}
