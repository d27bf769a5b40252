//! A language of the interface, and the choice of one.

use alloc::borrow::Cow;

use super::texts::{Texts, Units};

struct BuiltIn {
    code: &'static str,
    name: &'static str,
    rtl: bool,
    texts: Texts,
}

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

/// A built-in language.
#[derive(Clone, Copy)]
pub struct Language(&'static BuiltIn);

impl Language {
    /// Returns every built-in language.
    pub fn all() -> impl Iterator<Item = Self> {
        BUILT_IN.iter().map(Self)
    }

    /// Finds a language by its tag (BCP 47). Case does not matter; a region that is not built in falls back
    /// to its language.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        let exact = Self::all().find(|language| language.code().eq_ignore_ascii_case(tag));
        let primary = tag.split(['-', '_']).next().unwrap_or(tag);
        exact.or_else(|| Self::all().find(|language| language.code().eq_ignore_ascii_case(primary)))
    }

    /// Returns the tag.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.0.code
    }

    /// Returns the language's name for itself.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.0.name
    }

    /// Tells whether it is written from right to left.
    #[must_use]
    pub const fn is_right_to_left(self) -> bool {
        self.0.rtl
    }

    /// Returns its sentences.
    #[must_use]
    pub const fn texts(self) -> &'static Texts {
        &self.0.texts
    }
}

impl core::fmt::Debug for Language {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.code())
    }
}

impl PartialEq for Language {
    fn eq(&self, other: &Self) -> bool {
        self.code() == other.code()
    }
}

impl Eq for Language {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_falls_back_to_its_language() {
        assert_eq!(Language::parse("sv-FI").unwrap().code(), "sv");
        assert_eq!(Language::parse("EN").unwrap().code(), "en");
        assert_eq!(Language::parse("xx"), None);
        assert_eq!(Language::parse(""), None);
    }

    #[test]
    fn yes_and_no_weigh_the_same() {
        for language in Language::all() {
            let texts = language.texts();
            let (yes, no) = (texts.accept_all.chars().count(), texts.reject_all.chars().count());
            assert!(
                yes * 2 <= no * 3 && no * 2 <= yes * 3,
                "{language:?}: {yes} to {no} characters"
            );
        }
    }
}
