//! Where things stand in a chart: sideways in per cent, so that a chart is as wide as its place without a script.

use std::fmt;

use super::Tongue;
use super::calendar::date;
use super::numbers::drawn;
use crate::stats::{Day, Every, Stats};

/// A place between the edges of a drawing, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub(super) struct At(pub(super) f64);

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}%", short(self.0 * 100.0))
    }
}

/// A number with two decimals at most.
pub(super) fn short(number: f64) -> String {
    let text = format!("{number:.2}");
    match text.trim_end_matches('0').trim_end_matches('.') {
        "" | "-0" => "0".into(),
        short => short.into(),
    }
}

/// The periods of a chart, from left to right.
#[derive(Debug)]
pub(super) struct Axis {
    /// First and last day of each, cut to the range.
    periods: Vec<(Day, Day)>,
    /// Whether each is there from its first day to its last.
    whole: Vec<bool>,
    every: Every,
}

/// A word under the axis.
#[derive(Debug)]
pub(super) struct Mark {
    pub(super) at: At,
    pub(super) text: String,
    /// Left out where the chart is narrow.
    pub(super) minor: bool,
}

/// So many words fit under a wide chart.
const MOST_MARKS: usize = 8;

impl Axis {
    pub(super) fn of(stats: &Stats) -> Self {
        let day = |text: &str| Day::parse(text).unwrap_or(Day::new(0));
        let (from, to) = (day(&stats.from), day(&stats.to));
        let (periods, whole) = stats
            .periods
            .iter()
            .map(|period| {
                let first = day(&period.start);
                let last = Day::new(first.next(stats.every).number().saturating_sub(1));
                let whole = first >= from && last <= to;
                ((first.max(from), last.min(to)), whole)
            })
            .unzip();
        Self {
            periods,
            whole,
            every: stats.every,
        }
    }

    /// Whether a period is there from its first day to its last, so that counts can be compared.
    pub(super) fn whole(&self, index: usize) -> bool {
        self.whole.get(index).copied().unwrap_or_default()
    }

    /// How many days of a period are in the chart.
    pub(super) fn days_of(&self, index: usize) -> f64 {
        self.periods
            .get(index)
            .map_or(1.0, |(first, last)| f64::from(last.number() - first.number() + 1))
    }

    pub(super) fn len(&self) -> usize {
        self.periods.len()
    }

    /// The middle of a period.
    pub(super) fn centre(&self, index: usize) -> At {
        At((place(index) + 0.5) * self.width().0)
    }

    /// The left edge of a period.
    pub(super) fn left(&self, index: usize) -> At {
        At(place(index) * self.width().0)
    }

    /// How wide each period is.
    pub(super) fn width(&self) -> At {
        At(1.0 / place(self.len().max(1)))
    }

    /// Where a day begins; nothing if it is not in the chart.
    pub(super) fn day(&self, day: Day) -> Option<At> {
        let inside = |&(first, last): &(Day, Day)| (first..=last).contains(&day);
        let index = self.periods.iter().position(inside)?;
        let (first, last) = self.periods.get(index)?;
        let days = f64::from(last.number() - first.number() + 1);
        let passed = f64::from(day.number() - first.number());
        Some(At((place(index) + passed / days) * self.width().0))
    }

    /// The year in which the chart ends: days of it need not say it.
    fn this_year(&self) -> i32 {
        self.periods.last().map_or(0, |(_, last)| date(*last).year())
    }

    /// What a period is called.
    pub(super) fn name(&self, index: usize, tongue: Tongue) -> String {
        self.periods
            .get(index)
            .map(|(first, last)| tongue.period(*first, *last, self.every, self.this_year()))
            .unwrap_or_default()
    }

    /// The words under the axis: few enough to stand side by side.
    pub(super) fn marks(&self, tongue: Tongue) -> Vec<Mark> {
        let long = self.every == Every::Month || self.days() > 120;
        let candidates: Vec<(At, Day)> = if long {
            self.months()
        } else {
            (0..self.len())
                .filter_map(|index| Some((self.centre(index), self.periods.get(index)?.0)))
                .collect()
        };
        let step = candidates.len().div_ceil(MOST_MARKS).max(1);
        let marks = candidates.into_iter().step_by(step).enumerate();
        let mut year = None;
        marks
            .map(|(place, (at, day))| {
                let this = date(day).year();
                let new_year = year.replace(this) != Some(this);
                let text = match (long, new_year) {
                    (true, true) => tongue.month(day),
                    (true, false) => tongue.month_short(date(day).month()).to_owned(),
                    (false, _) => tongue.day_short(day),
                };
                let minor = place % 2 == 1;
                Mark { at, text, minor }
            })
            .collect()
    }

    /// The first of each month in the chart; where a period is a month, its middle.
    fn months(&self) -> Vec<(At, Day)> {
        let of_month = |index: usize| {
            let (first, last) = *self.periods.get(index)?;
            if self.every == Every::Month {
                return Some((self.centre(index), first));
            }
            let start = last.start_of(Every::Month);
            (start >= first).then_some((self.day(start)?, start))
        };
        (0..self.len()).filter_map(of_month).collect()
    }

    fn days(&self) -> u32 {
        match (self.periods.first(), self.periods.last()) {
            (Some((first, _)), Some((_, last))) => last.number() - first.number() + 1,
            _ => 0,
        }
    }
}

fn place(index: usize) -> f64 {
    drawn(index as u64)
}

/// The lines across a chart: from 0 in equal, round steps to at least `most`.
pub(super) fn lines(most: f64, rounds: &[f64]) -> Vec<f64> {
    let wanted = most / 4.0;
    let mut step = 1.0_f64;
    if wanted > 0.0 {
        let magnitude = 10.0_f64.powf(wanted.log10().floor());
        step = rounds
            .iter()
            .map(|round| round * magnitude)
            .find(|step| *step >= wanted)
            .unwrap_or(10.0 * magnitude);
    }
    // A sum of steps would drift: each line is a multiple. A hair's breadth below is reached as well.
    let below = (0_u32..)
        .map(f64::from)
        .take_while(|line| line * step < most - step * 1e-9);
    let count = below.count().max(1);
    (0..=count).map(|line| place(line) * step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Asked;

    fn axis(from: &str, to: &str, every: Every) -> Axis {
        let day = |text| Day::parse(text).unwrap();
        Axis::of(&Stats::gather(&[], day(from), day(to), every, &Asked::new()))
    }

    #[test]
    fn periods_share_the_width() {
        let axis = axis("2026-11-01", "2026-11-04", Every::Day);
        assert_eq!(axis.len(), 4);
        assert_eq!(axis.left(1).to_string(), "25%");
        assert_eq!(axis.centre(0).to_string(), "12.5%");
        assert_eq!(axis.width().to_string(), "25%");
        assert_eq!(axis.name(3, Tongue::English), "4 Nov");
    }

    #[test]
    fn a_day_is_found_within_its_period_and_outside_there_is_none() {
        let axis = axis("2026-11-04", "2026-11-15", Every::Week);
        assert_eq!(axis.len(), 2, "a cut week from Wednesday, and a whole one");
        assert_eq!(axis.name(0, Tongue::English), "4–8 Nov");
        assert!(!axis.whole(0) && axis.whole(1));
        assert_eq!(axis.days_of(0).to_string(), "5");
        let at = |text| axis.day(Day::parse(text).unwrap()).map(|at| at.to_string());
        assert_eq!(at("2026-11-04").as_deref(), Some("0%"));
        assert_eq!(at("2026-11-09").as_deref(), Some("50%"));
        assert_eq!(at("2026-11-16"), None);
    }

    #[test]
    fn a_year_is_told_in_months_and_a_month_in_days() {
        let texts = |axis: Axis| -> Vec<String> {
            axis.marks(Tongue::English)
                .into_iter()
                .map(|mark| mark.text)
                .collect()
        };
        let year = texts(axis("2025-11-23", "2026-11-22", Every::Week));
        assert_eq!(year, ["Dec 2025", "Feb 2026", "Apr", "Jun", "Aug", "Oct"]);
        let month = texts(axis("2026-10-24", "2026-11-22", Every::Day));
        assert_eq!(month.first().map(String::as_str), Some("24 Oct"));
        assert!(month.len() <= MOST_MARKS);
        assert_eq!(
            texts(axis("2026-11-01", "2026-11-30", Every::Month)),
            ["Nov 2026"]
        );
    }

    #[test]
    fn lines_are_round_and_reach_the_highest() {
        let rounds = [1.0, 2.0, 5.0];
        assert_eq!(lines(93.0, &rounds), [0.0, 50.0, 100.0]);
        assert_eq!(lines(7.0, &rounds), [0.0, 2.0, 4.0, 6.0, 8.0]);
        assert_eq!(lines(0.0, &rounds), [0.0, 1.0], "an empty chart has an axis too");
        assert_eq!(lines(8_000.0, &rounds), [0.0, 2_000.0, 4_000.0, 6_000.0, 8_000.0]);
    }

    #[test]
    fn numbers_are_written_short() {
        assert_eq!(short(12.0), "12");
        assert_eq!(short(0.333_3), "0.33");
        assert_eq!(short(-0.001), "0");
    }
}
