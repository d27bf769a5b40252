//! A clock that stands where it was put, and the days of a history.

use std::sync::atomic::{AtomicU64, Ordering};

use consent_server::Clock;
use consent_server::stats::Day;

const DAY: u64 = 86_400_000;

/// A clock that stands where it was put.
#[derive(Debug)]
pub(super) struct Hands(AtomicU64);

impl Hands {
    /// Stands at the first moment of a day.
    pub(super) fn at(day: Day) -> Self {
        Self(AtomicU64::new(u64::from(day.number()) * DAY))
    }

    /// Puts it at a minute of a day, and tells the moment.
    pub(super) fn put(&self, day: Day, minute: u64) -> u64 {
        let moment = u64::from(day.number()) * DAY + minute * 60_000;
        self.0.store(moment, Ordering::SeqCst);
        moment
    }
}

impl Clock for Hands {
    fn now(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }
}

/// The last 13 April that lies more than two months before a day.
pub(super) fn spring_before(day: Day) -> Day {
    let latest = Day::new(day.number().saturating_sub(62));
    let year = |day: Day| -> u32 {
        day.to_string()
            .get(..4)
            .and_then(|year| year.parse().ok())
            .unwrap_or(0)
    };
    let spring = |year: u32| Day::parse(&format!("{year:04}-04-13"));
    let this_year = spring(year(latest)).filter(|day| *day <= latest);
    this_year
        .or_else(|| spring(year(latest).saturating_sub(1)))
        .unwrap_or(latest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spring_is_in_every_history_and_never_yesterday() {
        for (today, spring) in [
            ("2026-11-22", "2026-04-13"),
            ("2026-06-14", "2026-04-13"),
            ("2026-06-13", "2025-04-13"),
            ("2026-01-01", "2025-04-13"),
        ] {
            let today = Day::parse(today).expect("a day");
            assert_eq!(spring_before(today).to_string(), spring, "{today}");
        }
    }

    #[test]
    fn the_clock_stands_where_it_was_put() {
        let day = Day::parse("2026-11-22").expect("a day");
        let clock = Hands::at(day);
        assert_eq!(clock.now(), 1_795_305_600_000);
        assert_eq!(clock.put(day, 90), clock.now());
        assert_eq!(Day::of_millis(clock.now()), day);
    }
}
