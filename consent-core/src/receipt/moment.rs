//! Moments as text for other systems: RFC 3339 in UTC.

use alloc::format;
use alloc::string::String;

use crate::time::{DAY, HOUR, MINUTE, Timestamp};

/// Writes a moment as `2026-11-22T08:30:00Z`.
pub(super) fn rfc3339(time: Timestamp) -> String {
    let (year, month, day) = date(time.as_secs() / DAY);
    let second_of_day = time.as_secs() % DAY;
    let (hour, minute) = (second_of_day / HOUR, second_of_day % HOUR / MINUTE);
    let second = second_of_day % MINUTE;
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// The day of the Gregorian calendar that is so many days after 1970-01-01. Years are counted from March, so that a
/// leap day is the last of its year.
fn date(days_since_1970: u64) -> (u64, u64, u64) {
    let days = days_since_1970.saturating_add(719_468);
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let leap_days = (day_of_era / 1_460)
        .saturating_add(day_of_era / 146_096)
        .saturating_sub(day_of_era / 36_524);
    let year_of_era = day_of_era.saturating_sub(leap_days) / 365;
    let before = year_of_era
        .saturating_mul(365)
        .saturating_add(year_of_era / 4)
        .saturating_sub(year_of_era / 100);
    let day_of_year = day_of_era.saturating_sub(before);
    let month_from_march = day_of_year.saturating_mul(5).saturating_add(2) / 153;
    let before = month_from_march.saturating_mul(153).saturating_add(2) / 5;
    let day = day_of_year.saturating_sub(before).saturating_add(1);
    let is_next_year = month_from_march >= 10;
    let month = if is_next_year {
        month_from_march.saturating_sub(9)
    } else {
        month_from_march.saturating_add(3)
    };
    let year = era
        .saturating_mul(400)
        .saturating_add(year_of_era)
        .saturating_add(is_next_year.into());
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_those_of_the_calendar() {
        for (secs, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (68_169_599, "1972-02-28T23:59:59Z"),
            (68_169_600, "1972-02-29T00:00:00Z"),
            (951_868_799, "2000-02-29T23:59:59Z"),
            (951_868_800, "2000-03-01T00:00:00Z"),
            (1_700_000_000, "2023-11-14T22:13:20Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
            (253_402_300_799, "9999-12-31T23:59:59Z"),
        ] {
            assert_eq!(rfc3339(Timestamp::from_secs(secs)), text);
        }
    }

    #[test]
    fn every_day_follows_on_the_one_before() {
        let mut last = (1969, 12, 31);
        for day in 0..200_000 {
            let (year, month, day) = date(day);
            let is_next = match day {
                1 if month == 1 => last == (year - 1, 12, 31),
                1 => last.0 == year && last.1 == month - 1 && last.2 >= 28,
                _ => last == (year, month, day - 1),
            };
            assert!(is_next, "{year}-{month}-{day} after {last:?}");
            last = (year, month, day);
        }
    }
}
