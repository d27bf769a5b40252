//! Calendar days: the date of a policy version, and when a fact was last looked at.

use alloc::string::String;
use core::fmt;

use serde::{Deserialize, Serialize};

/// A day of the Gregorian calendar, written `2026-11-22` (RFC 3339 full-date).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// Reads a day that exists.
    ///
    /// # Errors
    /// When the text has another form, or the month or day does not exist.
    ///
    /// # Example
    /// ```
    /// # use consent_core::config::Date;
    /// assert!(Date::parse("2024-02-29").is_ok());
    /// assert!(Date::parse("2026-02-29").is_err());
    /// ```
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let mut parts = text.split('-');
        let mut part = |digits: usize| {
            let part = parts.next().filter(|part| part.len() == digits)?;
            part.bytes().all(|byte| byte.is_ascii_digit()).then_some(part)
        };
        let read = |part: Option<&str>| part.and_then(|part| part.parse::<u16>().ok()).ok_or(DateError);
        let (year, month, day) = (read(part(4))?, read(part(2))?, read(part(2))?);
        let (month, day) = (
            u8::try_from(month).map_err(|_| DateError)?,
            u8::try_from(day).map_err(|_| DateError)?,
        );
        let exists = year > 0 && (1..=days_in(year, month)).contains(&day);
        if exists && parts.next().is_none() {
            Ok(Self { year, month, day })
        } else {
            Err(DateError)
        }
    }
}

/// How many days a month has; none for a month that does not exist.
const fn days_in(year: u16, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 0,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl TryFrom<String> for Date {
    type Error = DateError;

    fn try_from(text: String) -> Result<Self, DateError> {
        Self::parse(&text)
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        alloc::format!("{date}")
    }
}

/// Why a text is not a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateError;

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a date is a day that exists, written as year-month-day such as “2026-11-22”")
    }
}

impl core::error::Error for DateError {}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn reads_days_that_exist_and_writes_them_back() {
        for text in ["2026-11-22", "2000-02-29", "0001-01-01", "9999-12-31"] {
            assert_eq!(Date::parse(text).unwrap().to_string(), text);
        }
        for text in [
            "",
            "2026-11",
            "2026-13-01",
            "2026-00-10",
            "1900-02-29",
            "26-1-1",
            "2026-11-22-",
            "2026-1a-22",
            "+026-11-22",
            "22/11/2026",
        ] {
            assert_eq!(Date::parse(text), Err(DateError), "{text}");
        }
    }
}
