//! A language of the interface, and the choice of one.

use alloc::borrow::Cow;

use super::texts::Texts;

struct BuiltIn {
    code: &'static str,
    #[cfg_attr(not(feature = "declare"), allow(dead_code, reason = "a page counts nothing"))]
    locale: &'static str,
    #[cfg_attr(not(feature = "declare"), allow(dead_code, reason = "a page counts nothing"))]
    units: &'static [(&'static str, &'static [(&'static str, &'static str)])],
    also: &'static [&'static str],
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

    /// Finds a language by its tag (BCP 47). Case does not matter; a tag that is not built in falls back to what is
    /// left of it without its last part, so that a region falls back to its language.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        let mut tag = tag;
        loop {
            if let Some(language) = Self::all().find(|language| language.is_called(tag)) {
                return Some(language);
            }
            (tag, _) = tag.rsplit_once(['-', '_'])?;
        }
    }

    fn is_called(self, tag: &str) -> bool {
        let mut names = self.also().iter().chain([&self.0.code]);
        names.any(|name| name.eq_ignore_ascii_case(tag))
    }

    /// Returns the other tags that mean it, such as `zh-TW` for Chinese in traditional characters.
    #[must_use]
    pub const fn also(self) -> &'static [&'static str] {
        self.0.also
    }

    /// Returns the tag.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.0.code
    }

    /// Returns the locale whose rules of Unicode CLDR it follows: `en` is British English.
    #[cfg(feature = "declare")]
    pub(super) const fn locale(self) -> &'static str {
        self.0.locale
    }

    /// Returns how it says spans of time otherwise than CLDR does: unit, then form of the number and text.
    #[cfg(feature = "declare")]
    pub(super) const fn units(self) -> &'static [(&'static str, &'static [(&'static str, &'static str)])] {
        self.0.units
    }

    /// Returns the language's name for itself.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.0.name
    }

    /// Tells whether a noun within a sentence begins with a capital letter, which German alone has.
    #[cfg(feature = "declare")]
    pub(super) fn has_capital_nouns(self) -> bool {
        self.code() == "de"
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

    /// LAW-18.
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
