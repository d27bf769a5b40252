//! How many visitors decide on a day, and how willing they are: weekdays, holidays, and a slow drift.

use consent_server::stats::Day;

/// What is usual on a site.
#[derive(Clone, Copy, Debug)]
pub(super) struct Habits {
    /// Decisions on a day like any other.
    pub(super) daily: f64,
    /// How many of them say yes to everything, and how many no, of 1.
    pub(super) accept: f64,
    pub(super) reject: f64,
    /// How many read English.
    pub(super) english: f64,
}

/// What is usual on each site: companies' sites, visited from desks; one of them by consumers.
pub(super) fn habits(site: &str) -> Habits {
    let (daily, accept, reject, english) = match site {
        "ngager" => (14.0, 0.48, 0.40, 0.12),
        "nordicexperts" => (11.0, 0.53, 0.36, 0.04),
        "asurgent" => (7.0, 0.46, 0.43, 0.22),
        "netdialog" => (6.0, 0.49, 0.40, 0.15),
        _ => (6.0, 0.44, 0.46, 0.18),
    };
    Habits {
        daily,
        accept,
        reject,
        english,
    }
}

impl Habits {
    /// About so many decisions are made on a day; `asked_again` is how many days ago all who had answered before
    /// were asked again.
    pub(super) fn decisions(&self, day: Day, asked_again: Option<u32>) -> f64 {
        let again = match asked_again {
            // Those who come every day are asked in the first days, those who come every month in the fourth week.
            Some(days) if days < 28 => 1.0 + 0.8 * (1.0 - f64::from(days) / 28.0),
            _ => 1.0,
        };
        self.daily * weekday(day) * season(day) * again
    }

    /// How many of a day's answers say yes to everything, of 1.
    pub(super) fn accept(&self, day: Day, asked_again: Option<u32>) -> f64 {
        // More is asked for since then, and less is granted.
        let asked_for_more = if asked_again.is_some() { -0.04 } else { 0.0 };
        self.accept + 0.03 * wave(day) + asked_for_more
    }
}

/// Nobody is at the desk on Saturday.
fn weekday(day: Day) -> f64 {
    // 1 January 1970 was a Thursday.
    match (day.number() + 3) % 7 {
        0 => 1.2,
        1 => 1.3,
        2 => 1.25,
        3 => 1.15,
        4 => 1.0,
        5 => 0.5,
        _ => 0.6,
    }
}

/// In July everybody is away, and over Christmas.
fn season(day: Day) -> f64 {
    let written = day.to_string();
    let date = written.get(5..).unwrap_or_default();
    let within = |first: &str, last: &str| (first..=last).contains(&date);
    if within("12-23", "12-31") || within("01-01", "01-06") {
        0.4
    } else if within("07-01", "08-07") {
        0.55
    } else if within("06-20", "08-20") {
        0.8
    } else {
        1.0 + 0.1 * wave(day)
    }
}

/// From -1 to 1 and back in a little more than half a year.
fn wave(day: Day) -> f64 {
    (f64::from(day.number()) / 31.0).sin()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(day: &str) -> f64 {
        habits("ngager").decisions(Day::parse(day).expect("a day"), None)
    }

    #[test]
    fn weekends_and_holidays_are_quiet() {
        assert!(
            on("2026-10-06") > 1.5 * on("2026-10-10"),
            "a Tuesday and a Saturday"
        );
        assert!(on("2026-10-06") > 1.5 * on("2026-07-14"), "a Tuesday in July");
        assert!(
            on("2026-10-06") > 2.0 * on("2025-12-30"),
            "a Tuesday between the years"
        );
    }

    #[test]
    fn who_is_asked_again_answers_again_and_grants_less() {
        let day = Day::parse("2026-04-14").expect("a day");
        let habits = habits("cag");
        assert!(habits.decisions(day, Some(1)) > 1.5 * habits.decisions(day, None));
        assert!(habits.decisions(day, Some(28)) <= habits.decisions(day, None));
        assert!(habits.accept(day, Some(100)) < habits.accept(day, None));
    }
}
