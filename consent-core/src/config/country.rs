//! Countries by their ISO 3166-1 code, named in every built-in language.

use alloc::string::String;
use core::fmt;

use serde::{Deserialize, Serialize};

use crate::notice::Language;

include!(concat!(env!("OUT_DIR"), "/countries.rs"));
include!(concat!(env!("OUT_DIR"), "/authorities.rs"));

/// A country, by its two letters (ISO 3166-1 alpha-2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Country(u16); // its place in the table, which is in the order of the codes

impl Country {
    /// Finds a country. The letters are upper case, as the standard writes them.
    ///
    /// # Errors
    /// When no country has the code.
    pub fn parse(code: &str) -> Result<Self, CountryError> {
        let index = COUNTRIES
            .iter()
            .position(|(known, _)| *known == code)
            .ok_or(CountryError)?;
        u16::try_from(index).map(Self).map_err(|_| CountryError)
    }

    /// Returns the two letters.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.entry().0
    }

    /// Returns the country's name in a language (Unicode CLDR).
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        let (code, names) = self.entry();
        names
            .iter()
            .find(|(language_code, _)| *language_code == language.code())
            .map_or(code, |(_, name)| *name)
    }

    /// Returns whom a visitor can complain to about a controller of this country, each with its site; nothing where
    /// that is not known here (`regimes/authorities.json`).
    #[must_use]
    pub fn authorities(self) -> &'static [&'static str] {
        let mut rows = AUTHORITIES.iter();
        rows.find(|(code, _)| *code == self.code())
            .map_or(&[], |(_, names)| names)
    }

    fn entry(self) -> (&'static str, &'static [(&'static str, &'static str)]) {
        COUNTRIES.get(usize::from(self.0)).copied().unwrap_or(("", &[]))
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl TryFrom<String> for Country {
    type Error = CountryError;

    fn try_from(code: String) -> Result<Self, CountryError> {
        Self::parse(&code)
    }
}

impl From<Country> for String {
    fn from(country: Country) -> Self {
        country.code().into()
    }
}

/// Why a text is not a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountryError;

impl fmt::Display for CountryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a country is its two upper-case letters of ISO 3166-1, such as “SE”")
    }
}

impl core::error::Error for CountryError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_have_names_in_every_language() {
        assert_eq!(COUNTRIES.len(), 249, "ISO 3166-1 has 249 countries");
        let (ireland, [sv, en]) = (
            Country::parse("IE").unwrap(),
            ["sv", "en"].map(|tag| Language::parse(tag).unwrap()),
        );
        assert_eq!((ireland.name(sv), ireland.name(en)), ("Irland", "Ireland"));
        for language in Language::all() {
            for (code, _) in COUNTRIES {
                assert_ne!(
                    Country::parse(code).unwrap().name(language),
                    *code,
                    "{code} in {language:?}"
                );
            }
        }
    }

    #[test]
    fn what_is_no_country_is_refused() {
        for code in ["", "se", "Sweden", "EU", "XX", "UK", "ZZ"] {
            assert_eq!(Country::parse(code), Err(CountryError), "{code}");
        }
    }
}
