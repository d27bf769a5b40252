//! The names of categories and services: short, lower case, safe in attributes and on the wire.

use alloc::string::String;
use core::fmt;

use serde::{Deserialize, Serialize};

/// The longest name, in characters.
const LONGEST: usize = 40;

/// Why a text is not a name of a category or a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SlugError;

impl fmt::Display for SlugError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name starts with a letter and has at most 40 of a-z, 0-9 and -")
    }
}

impl core::error::Error for SlugError {}

fn is_slug(text: &str) -> bool {
    text.len() <= LONGEST
        && text.as_bytes().first().is_some_and(u8::is_ascii_lowercase)
        && text
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}

macro_rules! slug {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Reads a name.
            ///
            /// # Errors
            /// When the text is empty, longer than 40 characters, does not start with a letter, or has a
            /// character other than `a-z`, `0-9` and `-`.
            pub fn parse(text: &str) -> Result<Self, SlugError> {
                if is_slug(text) { Ok(Self(text.into())) } else { Err(SlugError) }
            }

            /// Returns the name as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = SlugError;

            fn try_from(text: String) -> Result<Self, SlugError> {
                if is_slug(&text) { Ok(Self(text)) } else { Err(SlugError) }
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> Self {
                name.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

slug! {
    /// The name of a category: what a visitor switches.
    CategoryId
}

slug! {
    /// The name of a service: a supplier's tool, in exactly one category.
    ServiceId
}

impl CategoryId {
    /// The category that is always on.
    pub const NECESSARY: &'static str = "necessary";
    /// Comfort: chat, embedded media, remembered preferences.
    pub const FUNCTIONALITY: &'static str = "functionality";
    /// Measuring how the site is used.
    pub const ANALYTICS: &'static str = "analytics";
    /// Advertising and its measurement.
    pub const ADVERTISEMENT: &'static str = "advertisement";
    /// Names the category that is always on.
    #[must_use]
    pub fn necessary() -> Self {
        Self(Self::NECESSARY.into())
    }

    /// The four built-in names, in the order in which they are shown. They are HubSpot's four.
    pub const BUILT_IN: [&'static str; 4] = [
        Self::NECESSARY,
        Self::FUNCTIONALITY,
        Self::ANALYTICS,
        Self::ADVERTISEMENT,
    ];
}

impl ServiceId {
    /// The name under which a notice shows what we store ourselves: the decision. No service can have it.
    pub const CHOICE: &'static str = "consent-choice";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_short_lower_case_and_safe() {
        assert!(ServiceId::parse("google-analytics").is_ok());
        for text in ["", "Analytics", "1st", "-x", "a b", "å", "a\"b", &"x".repeat(41)] {
            assert_eq!(ServiceId::parse(text), Err(SlugError), "{text}");
        }
    }
}
