//! Where a visitor is, as far as a law can turn on it: a country, or a part of one.

use alloc::string::{String, ToString};
use core::fmt;

/// A country (ISO 3166-1, `SE`) or a part of one (ISO 3166-2, `US-CA`).
///
/// Only who serves the page can know it: a server or an edge, from an address that it trusts. Whether there is such a
/// place is not checked: one that no table knows is [opt-in](super::RegionRule::of).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Region(String);

impl Region {
    /// Reads a region; upper and lower case are the same.
    ///
    /// ```text
    /// region  = country [ "-" part ]
    /// country = 2 letters
    /// part    = 1 to 3 letters or digits
    /// ```
    ///
    /// # Errors
    /// When the text is not of that form.
    ///
    /// # Example
    /// ```
    /// use consent_core::config::Region;
    /// let region = Region::parse("us-ca")?;
    /// assert_eq!((region.as_str(), region.country()), ("US-CA", "US"));
    /// assert!(Region::parse("California").is_err());
    /// # Ok::<(), consent_core::config::RegionError>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, RegionError> {
        let (country, part) = match text.split_once('-') {
            Some((country, part)) => (country, Some(part)),
            None => (text, None),
        };
        let is_country = country.len() == 2 && country.bytes().all(|b| b.is_ascii_alphabetic());
        let is_part = part.is_none_or(|part| {
            (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        });
        if is_country && is_part {
            Ok(Self(text.to_ascii_uppercase()))
        } else {
            Err(RegionError)
        }
    }

    /// Returns the code, in upper case.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the two letters of its country.
    #[must_use]
    pub fn country(&self) -> &str {
        self.0.split_once('-').map_or(&self.0, |(country, _)| country)
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Region> for String {
    fn from(region: Region) -> Self {
        region.to_string()
    }
}

/// Why a text is not a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RegionError;

impl fmt::Display for RegionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "a region is a country such as “SE” (ISO 3166-1) or a part of one such as “US-CA” (ISO 3166-2)",
        )
    }
}

impl core::error::Error for RegionError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_region_is_refused() {
        for text in [
            "", "S", "SWE", "US-", "-CA", "US-CALI", "US-C A", "US-CA-1", "U1", "ÅÄ", "US_CA", " SE",
        ] {
            assert_eq!(Region::parse(text), Err(RegionError), "{text}");
        }
        assert_eq!(Region::parse("fr-75").map(String::from), Ok("FR-75".into()));
    }
}
