//! Days as people read them.

use time::{Date, Month};

use super::Tongue;
use crate::stats::{Day, Every};

/// The day 1970-01-01 in the count that `time` uses.
const EPOCH: i32 = 2_440_588;

const ENGLISH: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const SWEDISH: [&str; 12] = [
    "jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec",
];

/// A day's place in the calendar.
pub(super) fn date(day: Day) -> Date {
    i32::try_from(day.number())
        .ok()
        .and_then(|days| Date::from_julian_day(EPOCH + days).ok())
        .unwrap_or(Date::MAX)
}

impl Tongue {
    /// `22 Nov 2026`.
    pub(super) fn day(self, day: Day) -> String {
        format!("{} {}", self.day_short(day), date(day).year())
    }

    /// `22 Nov`.
    pub(super) fn day_short(self, day: Day) -> String {
        let date = date(day);
        format!("{} {}", date.day(), self.month_short(date.month()))
    }

    /// `Nov 2026`.
    pub(super) fn month(self, day: Day) -> String {
        let date = date(day);
        format!("{} {}", self.month_short(date.month()), date.year())
    }

    /// `Nov`.
    pub(super) fn month_short(self, month: Month) -> &'static str {
        let names = match self {
            Self::English => &ENGLISH,
            Self::Swedish => &SWEDISH,
        };
        names
            .get(usize::from(u8::from(month)) - 1)
            .copied()
            .unwrap_or_default()
    }

    /// A period from its first to its last day, as short as it can be told where it is clear that days without
    /// a year are of `this_year`.
    pub(super) fn period(self, first: Day, last: Day, every: Every, this_year: i32) -> String {
        let (start, end) = (date(first), date(last));
        let year = if end.year() == this_year {
            String::new()
        } else {
            format!(" {}", end.year())
        };
        match every {
            Every::Month => self.month(first),
            _ if first == last => format!("{}{year}", self.day_short(first)),
            _ if (start.month(), start.year()) == (end.month(), end.year()) => {
                format!("{}–{}{year}", start.day(), self.day_short(last))
            }
            _ => format!("{} – {}{year}", self.day_short(first), self.day_short(last)),
        }
    }

    /// `22 Nov 2026 14:05 UTC`, from ms since 1970.
    pub(super) fn moment(self, millis: u64) -> String {
        let minutes = millis / 60_000 % 1_440;
        let (hour, minute) = (minutes / 60, minutes % 60);
        format!("{} {hour:02}:{minute:02} UTC", self.day(Day::of_millis(millis)))
    }
}

/// The moment as machines read it (RFC 3339), from ms since 1970.
pub(super) fn machine_moment(millis: u64) -> String {
    let seconds = millis / 1000 % 86_400;
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!("{}T{hour:02}:{minute:02}:{second:02}Z", Day::of_millis(millis))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn days_and_months_have_names_in_both_languages() {
        assert_eq!(Tongue::English.day(day("2026-11-02")), "2 Nov 2026");
        assert_eq!(Tongue::Swedish.day(day("2026-03-31")), "31 mars 2026");
        assert_eq!(Tongue::Swedish.month(day("2026-06-01")), "juni 2026");
    }

    #[test]
    fn a_week_says_no_more_than_it_must() {
        let week = |first, last, year| Tongue::English.period(day(first), day(last), Every::Week, year);
        assert_eq!(week("2026-11-02", "2026-11-08", 2026), "2–8 Nov");
        assert_eq!(week("2026-11-02", "2026-11-08", 2027), "2–8 Nov 2026");
        assert_eq!(week("2026-11-30", "2026-12-06", 2026), "30 Nov – 6 Dec");
        assert_eq!(week("2026-12-28", "2027-01-03", 2027), "28 Dec – 3 Jan");
        assert_eq!(
            week("2026-11-08", "2026-11-08", 2026),
            "8 Nov",
            "a week cut to a day"
        );
    }

    #[test]
    fn moments_are_told_to_people_and_to_machines() {
        let moment = 1_795_356_309_250;
        assert_eq!(Tongue::English.moment(moment), "22 Nov 2026 14:05 UTC");
        assert_eq!(machine_moment(moment), "2026-11-22T14:05:09Z");
    }
}
