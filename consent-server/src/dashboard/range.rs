//! Which days are looked at, and in which steps.

use crate::stats::{Day, Every};

/// The most days that are looked at in one go.
const MOST: u32 = 3_660;
/// Answers in a step, on average, below which a rate says more about chance than about visitors.
const FEWEST: u64 = 40;
/// A chart of fewer steps shows no course.
const FEWEST_STEPS: u32 = 4;
/// The most steps that a chart has room for.
const MOST_STEPS: u32 = 740;

/// A range that ends today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "the page has a button for each of them")]
pub enum Preset {
    /// 30 days.
    Month,
    /// 90 days, and those before them of the same week.
    Quarter,
    /// 365 days, and those before them of the same week.
    Year,
}

impl Preset {
    pub(super) const ALL: [Self; 3] = [Self::Month, Self::Quarter, Self::Year];

    /// How a form names it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Month => "30d",
            Self::Quarter => "90d",
            Self::Year => "1y",
        }
    }

    const fn days(self) -> u32 {
        match self {
            Self::Month => 30,
            Self::Quarter => 90,
            Self::Year => 365,
        }
    }
}

/// Days from the first to the last, both included; never the wrong way round, never longer than ten years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    from: Day,
    to: Day,
}

impl Range {
    /// What a form asked for. Whatever it did not say, or nobody can read, is the last 30 days.
    #[must_use]
    pub fn asked(name: Option<&str>, from: Option<&str>, to: Option<&str>, today: Day) -> Self {
        let preset = Preset::ALL.into_iter().find(|preset| Some(preset.name()) == name);
        let day = |text: Option<&str>| text.and_then(Day::parse);
        match (preset, day(from), day(to)) {
            (Some(preset), ..) => Self::ending(today, preset),
            (None, Some(from), Some(to)) => Self::between(from, to),
            (None, Some(from), None) => Self::between(from, today),
            (None, None, to) => Self::ending(to.unwrap_or(today), Preset::Month),
        }
    }

    /// The days of a preset up to one of them. What is told in weeks begins on a Monday: a first week of one day
    /// would say more about chance than about visitors.
    #[must_use]
    pub fn ending(to: Day, preset: Preset) -> Self {
        let from = Day::new(to.number().saturating_sub(preset.days() - 1));
        match preset {
            Preset::Month => Self::between(from, to),
            Preset::Quarter | Preset::Year => Self::between(from, to).in_weeks(),
        }
    }

    /// The same from the Monday before on.
    #[must_use]
    pub fn in_weeks(self) -> Self {
        Self::between(self.from.start_of(Every::Week), self.to)
    }

    /// From one day to another, whichever is first; of more than ten years the last ten.
    #[must_use]
    pub fn between(one: Day, other: Day) -> Self {
        let (from, to) = (one.min(other), one.max(other));
        Self {
            from: from.max(Day::new(to.number().saturating_sub(MOST - 1))),
            to,
        }
    }

    /// The first day.
    #[must_use]
    pub const fn from(self) -> Day {
        self.from
    }

    /// The last day.
    #[must_use]
    pub const fn to(self) -> Day {
        self.to
    }

    /// As many days, right before.
    #[must_use]
    pub fn before(self) -> Option<Self> {
        let last = self.from.number().checked_sub(1)?;
        let first = last.checked_sub(self.days() - 1)?;
        Some(Self::between(Day::new(first), Day::new(last)))
    }

    /// The steps to take: those that were chosen if a chart has room for them, else those that are read best.
    #[must_use]
    pub fn steps(self, chosen: Option<Every>) -> Every {
        let read_best = match self.days() {
            0..=31 => Every::Day,
            32..=400 => Every::Week,
            _ => Every::Month,
        };
        match chosen {
            Some(Every::Day) if self.days() > MOST_STEPS => read_best,
            Some(chosen) => chosen,
            None => read_best,
        }
    }

    /// Longer steps than these, where so many answers are too few to tell anything in them; nothing where they are
    /// enough, or where longer ones would show no course.
    #[must_use]
    pub fn longer(self, steps: Every, answers: u64) -> Option<Every> {
        let (days, longer) = match steps {
            Every::Day => (1, Every::Week),
            Every::Week => (7, Every::Month),
            Every::Month => return None,
        };
        let enough = answers >= FEWEST * u64::from(self.days().div_ceil(days));
        let longer_days = if longer == Every::Week { 7 } else { 30 };
        (!enough && self.days() >= FEWEST_STEPS * longer_days).then_some(longer)
    }

    /// The preset that this is, seen today.
    pub(super) fn preset(self, today: Day) -> Option<Preset> {
        let is_this = |preset: &Preset| {
            let range = Self::ending(today, *preset);
            range == self || range.in_weeks() == self
        };
        Preset::ALL.into_iter().find(is_this)
    }

    const fn days(self) -> u32 {
        self.to.number() - self.from.number() + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn told(range: Range) -> String {
        format!("{}..{}", range.from(), range.to())
    }

    #[test]
    fn a_form_is_understood_and_nonsense_is_the_last_30_days() {
        let today = day("2026-11-22");
        let asked = |name, from, to| told(Range::asked(name, from, to, today));
        assert_eq!(asked(None, None, None), "2026-10-24..2026-11-22");
        assert_eq!(
            asked(Some("1y"), Some("2020-01-01"), None),
            "2025-11-17..2026-11-22"
        );
        assert_eq!(
            asked(None, Some("2026-01-01"), Some("2026-02-01")),
            "2026-01-01..2026-02-01"
        );
        assert_eq!(
            asked(None, Some("2026-02-01"), Some("2026-01-01")),
            "2026-01-01..2026-02-01"
        );
        assert_eq!(asked(None, Some("2026-11-01"), None), "2026-11-01..2026-11-22");
        assert_eq!(
            asked(Some("forever"), Some("yesterday"), Some("")),
            "2026-10-24..2026-11-22"
        );
        assert_eq!(
            asked(None, Some("1970-01-01"), Some("9999-12-31")),
            "9989-12-24..9999-12-31"
        );
        assert_eq!(asked(None, None, Some("1970-01-03")), "1970-01-01..1970-01-03");
    }

    #[test]
    fn the_range_before_is_as_long_and_ends_the_day_before() {
        let range = Range::between(day("2026-03-01"), day("2026-03-30"));
        assert_eq!(told(range.before().unwrap()), "2026-01-30..2026-02-28");
        assert_eq!(
            Range::between(day("1970-01-05"), day("1970-03-30")).before(),
            None
        );
    }

    #[test]
    fn steps_fit_the_chart() {
        let today = day("2026-11-22");
        let steps = |preset, chosen| Range::ending(today, preset).steps(chosen);
        assert_eq!(steps(Preset::Month, None), Every::Day);
        assert_eq!(steps(Preset::Quarter, None), Every::Week);
        assert_eq!(steps(Preset::Year, None), Every::Week);
        assert_eq!(steps(Preset::Year, Some(Every::Day)), Every::Day);
        let decade = Range::between(day("2016-01-01"), today);
        assert_eq!(decade.steps(Some(Every::Day)), Every::Month);
        assert_eq!(decade.steps(None), Every::Month);
    }

    #[test]
    fn few_answers_are_told_in_longer_steps() {
        let range = |preset| Range::ending(day("2026-11-22"), preset);
        assert_eq!(range(Preset::Month).longer(Every::Day, 300), Some(Every::Week));
        assert_eq!(range(Preset::Month).longer(Every::Day, 1_200), None, "enough");
        assert_eq!(
            range(Preset::Month).longer(Every::Week, 5),
            None,
            "a month is no course"
        );
        assert_eq!(range(Preset::Quarter).longer(Every::Week, 5), None);
        assert_eq!(range(Preset::Year).longer(Every::Week, 500), Some(Every::Month));
        assert_eq!(range(Preset::Year).longer(Every::Month, 5), None);
    }

    #[test]
    fn a_preset_knows_itself() {
        let today = day("2026-11-22");
        assert_eq!(
            Range::ending(today, Preset::Year).preset(today),
            Some(Preset::Year)
        );
        let in_weeks = Range::ending(today, Preset::Month).in_weeks();
        assert_eq!(told(in_weeks), "2026-10-19..2026-11-22");
        assert_eq!(in_weeks.preset(today), Some(Preset::Month));
        assert_eq!(Range::between(day("2026-11-01"), today).preset(today), None);
    }
}
