//! Moments as other systems write them: RFC 3339 in UTC, with or without fractions of a second.

use crate::pieces::cut;
use crate::time::{DAY, HOUR, MINUTE, Timestamp};

/// Reads a moment such as `2023-05-26T16:00:00Z` or `2026-05-01T10:00:00.000Z`; fractions are cut off.
///
/// Anything else is nothing: another offset, a day that does not exist, a leap second, a year before 1970.
///
/// # Example
/// ```
/// use consent_core::strings::moment;
/// use consent_core::time::Timestamp;
///
/// assert_eq!(moment("2001-09-09T01:46:40.123Z"), Some(Timestamp::from_secs(1_000_000_000)));
/// assert_eq!(moment("2026-02-29T00:00:00Z"), None);
/// ```
#[must_use]
pub fn moment(text: &str) -> Option<Timestamp> {
    let (date, time) = cut(text.strip_suffix('Z')?, b'T')?;
    let (year, rest) = cut(date, b'-')?;
    let (month, day) = cut(rest, b'-')?;
    let days = days_since_1970(number(year, 4)?, number(month, 2)?, number(day, 2)?)?;
    let (hour, rest) = cut(time, b':')?;
    let (minute, second) = cut(rest, b':')?;
    let second = match cut(second, b'.') {
        Some((second, fraction)) if !fraction.is_empty() && is_digits(fraction) => second,
        Some(_) => return None,
        None => second,
    };
    let (hour, minute, second) = (number(hour, 2)?, number(minute, 2)?, number(second, 2)?);
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let secs = days
        .saturating_mul(DAY)
        .saturating_add(hour.saturating_mul(HOUR))
        .saturating_add(minute.saturating_mul(MINUTE))
        .saturating_add(second);
    Some(Timestamp::from_secs(secs))
}

/// A number of exactly so many digits.
fn number(text: &str, digits: usize) -> Option<u64> {
    (text.len() == digits && is_digits(text))
        .then(|| text.parse().ok())
        .flatten()
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// How many days a day of the Gregorian calendar is after 1970-01-01.
fn days_since_1970(year: u64, month: u64, day: u64) -> Option<u64> {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let months = [
        31,
        if is_leap { 29 } else { 28 },
        31,
        30,
        31,
        30,
        31,
        31,
        30,
        31,
        30,
        31,
    ];
    let month = usize::try_from(month.checked_sub(1)?).ok()?;
    let day = day.checked_sub(1).filter(|day| Some(day) < months.get(month))?;
    let before: u64 = months.iter().take(month).sum();
    let past = year.checked_sub(1)?;
    let leap_days = (past / 4).saturating_sub(past / 100).saturating_add(past / 400);
    let days = past.saturating_mul(365).saturating_add(leap_days);
    // So many days are before 1970-01-01, counted from 0001-01-01.
    let years = days.checked_sub(719_162)?;
    Some(years.saturating_add(before).saturating_add(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_those_of_the_calendar() {
        for (secs, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (68_169_599, "1972-02-28T23:59:59Z"),
            (68_169_600, "1972-02-29T00:00:00.999999Z"),
            (951_868_799, "2000-02-29T23:59:59Z"),
            (1_700_000_000, "2023-11-14T22:13:20Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
        ] {
            assert_eq!(moment(text), Some(Timestamp::from_secs(secs)), "{text}");
        }
    }

    #[test]
    fn what_is_no_moment_is_nothing() {
        for text in [
            "",
            "2023-05-26",
            "2023-05-26T16:00:00",
            "2023-05-26T16:00:00+02:00",
            "2023-05-26T16:00:00.Z",
            "2023-05-26T16:00:00.5aZ",
            "2023-05-26T24:00:00Z",
            "2023-05-26T16:60:00Z",
            "2016-12-31T23:59:60Z",
            "2023-13-01T00:00:00Z",
            "2023-00-01T00:00:00Z",
            "2023-04-31T00:00:00Z",
            "2023-04-00T00:00:00Z",
            "2100-02-29T00:00:00Z",
            "1969-12-31T23:59:59Z",
            "+023-05-26T16:00:00Z",
            "2023-5-26T16:00:00Z",
        ] {
            assert_eq!(moment(text), None, "{text}");
        }
    }
}
