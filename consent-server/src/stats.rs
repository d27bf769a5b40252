//! Opt-in rates over time, from counts alone: nothing in them leads back to a person.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use time::Date;
use utoipa::ToSchema;

use crate::store::{Counted, Tally};

/// How long a period is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[expect(clippy::exhaustive_enums, reason = "a chart has an axis for each of them")]
pub enum Every {
    /// One day (UTC).
    #[default]
    Day,
    /// Seven days from Monday on.
    Week,
    /// A calendar month.
    Month,
}

/// A day, as days since 1970 (UTC), that has a name in the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(u32);

/// The day 1970-01-01 in the count that `time` uses.
const EPOCH: i32 = 2_440_588;
/// The day 9999-12-31: a calendar that ends cannot overflow.
const LAST: u32 = 2_932_896;

impl Day {
    /// The day with that number; the last of the year 9999 for any after it.
    #[must_use]
    pub const fn new(days: u32) -> Self {
        Self(if days > LAST { LAST } else { days })
    }

    /// The day in which a moment lies.
    #[must_use]
    pub fn of_millis(millis: u64) -> Self {
        Self::new(u32::try_from(millis / 86_400_000).unwrap_or(LAST))
    }

    /// Reads `2026-11-22`; nothing for a day that does not exist or lies before 1970.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = consent_core::config::Date::parse(text).ok()?.to_string();
        let mut parts = text.split('-');
        let mut next = || parts.next()?.parse::<u16>().ok();
        let (year, month, day) = (next()?, next()?, next()?);
        let month = time::Month::try_from(u8::try_from(month).ok()?).ok()?;
        let date = Date::from_calendar_date(year.into(), month, u8::try_from(day).ok()?).ok()?;
        u32::try_from(date.to_julian_day() - EPOCH).ok().map(Self::new)
    }

    /// Days since 1970.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.0
    }

    /// The first day of the period that this day is in.
    #[must_use]
    pub fn start_of(self, every: Every) -> Self {
        match every {
            Every::Day => self,
            Every::Week => Self(
                self.0
                    .saturating_sub(self.date().weekday().number_days_from_monday().into()),
            ),
            Every::Month => Self(self.0 - u32::from(self.date().day() - 1)),
        }
    }

    /// The first day of the next period.
    #[must_use]
    pub fn next(self, every: Every) -> Self {
        let length = match every {
            Every::Day => 1,
            Every::Week => 7,
            Every::Month => u32::from(self.date().month().length(self.date().year())),
        };
        // The first week of 1970 is a short one.
        Self::new(self.start_of(every).0 + length).start_of(every)
    }

    fn date(self) -> Date {
        i32::try_from(self.0)
            .ok()
            .and_then(|days| Date::from_julian_day(EPOCH + days).ok())
            .unwrap_or(Date::MAX)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.date().fmt(f)
    }
}

/// How often a category was granted, of the times that it was asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Rate {
    /// Answers to a policy that has the category.
    pub asked: u64,
    /// Those that granted it.
    pub granted: u64,
}

impl Rate {
    /// The share from 0 to 1; nothing when nobody was asked.
    #[must_use]
    pub fn share(self) -> Option<f64> {
        #[expect(
            clippy::cast_precision_loss,
            reason = "a share is for reading, and counts are far below 2^53"
        )]
        (self.asked > 0).then(|| self.granted as f64 / self.asked as f64)
    }
}

/// What was counted of one period, language, regime, policy, or of all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Counts {
    /// Everything recorded: answers, withdrawals, signals, and what was taken over from another system.
    pub decisions: u64,
    /// Decisions that answer a question: all, nothing, or chosen, also despite a signal. Rates are shares of these.
    pub answers: u64,
    /// Decisions by act.
    pub acts: BTreeMap<String, u64>,
    /// By category, `necessary` left out.
    pub categories: BTreeMap<String, Rate>,
}

/// One period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Period {
    /// Its first day, `2026-11-22`.
    pub start: String,
    /// What was counted in it.
    #[serde(flatten)]
    pub counts: Counts,
}

/// All decisions that have something in common.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Group {
    /// What they have in common.
    pub name: String,
    /// What was counted of them.
    #[serde(flatten)]
    pub counts: Counts,
}

/// Opt-in rates over time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Stats {
    /// The first day, `2026-11-22`.
    pub from: String,
    /// The last day, included.
    pub to: String,
    /// How long each period is.
    pub every: Every,
    /// All of it together.
    pub total: Counts,
    /// One after the other without gaps; those in which nothing happened too.
    pub periods: Vec<Period>,
    /// By the notice's language, the most used first.
    pub languages: Vec<Group>,
    /// By regime, the most used first.
    pub regimes: Vec<Group>,
    /// By policy fingerprint, the most used first.
    pub policies: Vec<Group>,
}

/// Which categories each policy asks for, by fingerprint; without `necessary`.
pub type Asked = BTreeMap<String, Vec<String>>;

impl Stats {
    /// Puts counts together; days outside `from..=to` do not count.
    ///
    /// A refusal names no category, so that `asked` says what was asked; of a policy that is not in it only
    /// what was granted is known, and counts as asked.
    #[must_use]
    pub fn gather(counted: &[Counted], from: Day, to: Day, every: Every, asked: &Asked) -> Self {
        let mut total = Counts::default();
        let mut periods: BTreeMap<Day, Counts> = BTreeMap::new();
        let mut start = from.start_of(every);
        while start <= to && periods.insert(start, Counts::default()).is_none() {
            start = start.next(every);
        }
        let mut groups: [BTreeMap<String, Counts>; 3] = Default::default();
        for Counted { tally, count } in counted {
            let day = Day::new(tally.day);
            if !(from..=to).contains(&day) {
                continue;
            }
            total.add(tally, *count, asked);
            let period = periods.entry(day.start_of(every)).or_default();
            period.add(tally, *count, asked);
            for (group, name) in groups
                .iter_mut()
                .zip([&tally.language, &tally.regime, &tally.policy])
            {
                group.entry(name.clone()).or_default().add(tally, *count, asked);
            }
        }
        let [languages, regimes, policies] = groups.map(most_used_first);
        let periods = periods
            .into_iter()
            .map(|(start, counts)| Period {
                start: start.to_string(),
                counts,
            })
            .collect();
        Self {
            from: from.to_string(),
            to: to.to_string(),
            every,
            total,
            periods,
            languages,
            regimes,
            policies,
        }
    }
}

impl Counts {
    fn add(&mut self, tally: &Tally, count: u64, asked: &Asked) {
        self.decisions += count;
        *self.acts.entry(tally.act.clone()).or_default() += count;
        // A withdrawal takes back an answer, a signal and an import were never asked.
        if !matches!(
            tally.act.as_str(),
            "accept-all" | "reject-all" | "chosen" | "insisted"
        ) {
            return;
        }
        self.answers += count;
        let granted: Vec<&str> = tally.grants.split_ascii_whitespace().collect();
        let mut rate = |category: &str| {
            let rate = self.categories.entry(category.to_owned()).or_default();
            rate.asked += count;
            rate.granted += if granted.contains(&category) { count } else { 0 };
        };
        match asked.get(&tally.policy) {
            Some(categories) => categories.iter().for_each(|category| rate(category)),
            None => granted.iter().for_each(|category| rate(category)),
        }
    }
}

fn most_used_first(groups: BTreeMap<String, Counts>) -> Vec<Group> {
    let mut groups: Vec<Group> = groups
        .into_iter()
        .map(|(name, counts)| Group { name, counts })
        .collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.counts.decisions));
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(day: &str, act: &str, grants: &str, count: u64) -> Counted {
        let tally = Tally {
            day: Day::parse(day).unwrap().number(),
            policy: "AAAAAAAA".into(),
            language: "sv".into(),
            act: act.into(),
            regime: "opt-in".into(),
            grants: grants.into(),
        };
        Counted { tally, count }
    }

    fn asked() -> Asked {
        Asked::from([(
            "AAAAAAAA".into(),
            vec!["analytics".into(), "functionality".into()],
        )])
    }

    #[test]
    fn a_refusal_was_asked_for_everything_and_a_withdrawal_for_nothing() {
        let day = Day::parse("2026-02-03").unwrap();
        let counted = [
            counted("2026-02-03", "accept-all", "analytics functionality", 6),
            counted("2026-02-03", "reject-all", "", 3),
            counted("2026-02-03", "chosen", "functionality", 1),
            counted("2026-02-03", "insisted", "analytics functionality", 2),
            counted("2026-02-03", "withdrawn", "", 2),
            counted("2026-02-03", "signal", "", 4),
        ];
        let stats = Stats::gather(&counted, day, day, Every::Day, &asked());
        assert_eq!((stats.total.decisions, stats.total.answers), (18, 12));
        let rate = |name| stats.total.categories[name];
        assert_eq!((rate("analytics").granted, rate("analytics").asked), (8, 12));
        assert_eq!(rate("functionality").share(), Some(0.75));
        assert_eq!(stats.total.acts["withdrawn"], 2);
        assert_eq!(Rate::default().share(), None);
    }

    #[test]
    fn periods_have_no_gaps_and_begin_on_mondays_and_firsts() {
        let (from, to) = (
            Day::parse("2026-01-30").unwrap(),
            Day::parse("2026-03-01").unwrap(),
        );
        let counted = [
            counted("2026-01-29", "accept-all", "", 100),
            counted("2026-01-30", "accept-all", "", 1),
            counted("2026-03-01", "accept-all", "", 2),
        ];
        let starts = |every| {
            let stats = Stats::gather(&counted, from, to, every, &asked());
            assert_eq!(stats.total.decisions, 3, "days before and after do not count");
            let counted: u64 = stats.periods.iter().map(|period| period.counts.decisions).sum();
            assert_eq!(counted, 3);
            stats
                .periods
                .into_iter()
                .map(|period| period.start)
                .collect::<Vec<_>>()
        };
        assert_eq!(starts(Every::Month), ["2026-01-01", "2026-02-01", "2026-03-01"]);
        assert_eq!(
            starts(Every::Week),
            [
                "2026-01-26",
                "2026-02-02",
                "2026-02-09",
                "2026-02-16",
                "2026-02-23"
            ]
        );
        assert_eq!(starts(Every::Day).len(), 31);
    }

    #[test]
    fn a_policy_nobody_knows_counts_what_it_granted() {
        let day = Day::parse("1970-01-01").unwrap();
        let stats = Stats::gather(
            &[counted("1970-01-01", "chosen", "maps", 2)],
            day,
            day,
            Every::Week,
            &Asked::new(),
        );
        assert_eq!(stats.total.categories["maps"].asked, 2);
        assert_eq!(stats.policies[0].name, "AAAAAAAA");
    }

    #[test]
    fn days_have_names() {
        for (number, name) in [(0, "1970-01-01"), (19_782, "2024-02-29"), (LAST, "9999-12-31")] {
            assert_eq!(Day::new(number).to_string(), name);
            assert_eq!(Day::parse(name), Some(Day::new(number)));
        }
        assert_eq!(Day::new(u32::MAX), Day::new(LAST));
        assert_eq!(
            Day::new(LAST).next(Every::Day),
            Day::new(LAST),
            "the calendar ends"
        );
        assert_eq!(Day::of_millis(86_400_000), Day::new(1));
        assert_eq!(
            Day::new(2).next(Every::Week),
            Day::new(4),
            "1970-01-05 was a Monday"
        );
        for none in ["1969-12-31", "2026-02-29", "", "2026-1-1"] {
            assert_eq!(Day::parse(none), None, "{none}");
        }
    }
}
