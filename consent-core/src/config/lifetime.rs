//! How long a cookie or a stored value lives: as declared, and as browsers really keep it.

use alloc::string::String;
use core::fmt;

use serde::{Deserialize, Serialize};

use crate::time::{DAY, HOUR, MINUTE};

/// How long something that a service stores lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Lifetime {
    /// Until the browser ends its session, which is not when a tab closes.
    Session,
    /// This many seconds, at least one.
    Seconds(u64),
    /// Until somebody removes it; only local storage can do that.
    Persistent,
}

impl Lifetime {
    /// The longest that browsers keep a cookie: 400 days (draft-ietf-httpbis-rfc6265bis section 5.5).
    pub const COOKIE_CAP: u64 = 400 * DAY;

    /// The units of the written form, longest first: name, seconds. A month is 30 days and a year 365.
    pub const UNITS: [(&'static str, u64); 6] = [
        ("year", 365 * DAY),
        ("month", 30 * DAY),
        ("day", DAY),
        ("hour", HOUR),
        ("minute", MINUTE),
        ("second", 1),
    ];

    /// Reads `session`, `persistent`, or a number and a unit such as `30 minutes`, `180 days` or `2 years`.
    ///
    /// # Errors
    /// When the text has another form, a zero, an unknown unit, or more than a hundred years.
    ///
    /// # Example
    /// ```
    /// # use consent_core::config::Lifetime;
    /// assert_eq!(Lifetime::parse("30 minutes"), Ok(Lifetime::Seconds(1800)));
    /// assert!(Lifetime::parse("unlimited").is_err());
    /// ```
    pub fn parse(text: &str) -> Result<Self, LifetimeError> {
        match text {
            "session" => return Ok(Self::Session),
            "persistent" => return Ok(Self::Persistent),
            _ => {}
        }
        let (number, unit) = text.split_once(' ').ok_or(LifetimeError)?;
        let number: u64 = number.parse().map_err(|_| LifetimeError)?;
        let unit = unit.strip_suffix('s').unwrap_or(unit);
        let (_, secs) = Self::UNITS
            .into_iter()
            .find(|(name, _)| *name == unit)
            .ok_or(LifetimeError)?;
        let secs = number.checked_mul(secs).ok_or(LifetimeError)?;
        if (1..=100 * 365 * DAY).contains(&secs) {
            Ok(Self::Seconds(secs))
        } else {
            Err(LifetimeError)
        }
    }

    /// Returns what a browser makes of it: cookies are cut at 400 days, other storage is kept as declared.
    #[must_use]
    pub fn effective_as_cookie(self) -> Self {
        match self {
            Self::Session => Self::Session,
            Self::Seconds(secs) => Self::Seconds(secs.min(Self::COOKIE_CAP)),
            Self::Persistent => Self::Seconds(Self::COOKIE_CAP),
        }
    }

    /// Splits a span into the number and the index in [`Lifetime::UNITS`] that say it without a remainder,
    /// in the longest unit that can. Nothing for `session` and `persistent`.
    #[must_use]
    pub fn in_words(self) -> Option<(u64, usize)> {
        let Self::Seconds(secs) = self else { return None };
        Self::UNITS.iter().enumerate().find_map(|(index, (_, unit))| {
            Some((secs.checked_div(*unit)?, index)).filter(|_| secs.checked_rem(*unit) == Some(0))
        })
    }
}

impl fmt::Display for Lifetime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self, self.in_words()) {
            (Self::Session, _) => f.write_str("session"),
            (Self::Persistent, _) => f.write_str("persistent"),
            (Self::Seconds(secs), None) => write!(f, "{secs} seconds"),
            (Self::Seconds(_), Some((number, index))) => {
                let unit = Self::UNITS.get(index).map_or("second", |(name, _)| name);
                write!(f, "{number} {unit}{}", if number == 1 { "" } else { "s" })
            }
        }
    }
}

impl TryFrom<String> for Lifetime {
    type Error = LifetimeError;

    fn try_from(text: String) -> Result<Self, LifetimeError> {
        Self::parse(&text)
    }
}

impl From<Lifetime> for String {
    fn from(lifetime: Lifetime) -> Self {
        alloc::format!("{lifetime}")
    }
}

/// Why a text is not a lifetime.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LifetimeError;

impl fmt::Display for LifetimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a lifetime is “session”, “persistent”, or a number and a unit such as “30 minutes”, “180 days” or “2 years”, up to 100 years")
    }
}

impl core::error::Error for LifetimeError {}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn reads_and_writes_the_same_words() {
        for text in [
            "session",
            "persistent",
            "1 minute",
            "30 minutes",
            "180 days",
            "2 years",
            "13 months",
        ] {
            let lifetime = Lifetime::parse(text).unwrap();
            assert_eq!(Lifetime::parse(&lifetime.to_string()), Ok(lifetime));
        }
        assert_eq!(Lifetime::Seconds(63_072_000).to_string(), "2 years");
        assert_eq!(Lifetime::Seconds(15_552_000).to_string(), "6 months");
        assert_eq!(Lifetime::Seconds(90).to_string(), "90 seconds");
    }

    #[test]
    fn refuses_what_no_browser_can_do() {
        for text in [
            "",
            "unlimited",
            "forever",
            "0 days",
            "-1 days",
            "2",
            "two years",
            "1 fortnight",
            "101 years",
            "99999999999999999999 days",
        ] {
            assert_eq!(Lifetime::parse(text), Err(LifetimeError), "{text}");
        }
    }

    #[test]
    fn cookies_are_cut_at_400_days() {
        assert_eq!(
            Lifetime::parse("2 years").unwrap().effective_as_cookie(),
            Lifetime::Seconds(400 * DAY)
        );
        assert_eq!(Lifetime::Session.effective_as_cookie(), Lifetime::Session);
    }
}
