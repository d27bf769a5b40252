//! Headline figures: how much, and how that differs from the range before.

use maud::{Markup, html};

use super::View;
use super::acts::of;
use super::numbers::drawn;
use super::plot::{Axis, short};
use super::words::fill;
use crate::stats::{Counts, Stats};

/// One figure.
struct Figure {
    label: &'static str,
    value: String,
    note: String,
    /// How it differs from before, in words; nothing when there is nothing to compare with.
    change: Option<String>,
    /// The figure period by period.
    spark: Vec<f64>,
}

/// Writes the figures.
pub(super) fn figures(stats: &Stats, view: &View) -> Markup {
    let words = view.tongue.words();
    let all = [
        decisions(stats, view),
        of_answers(words.acceptance, "accept-all", stats, view),
        of_answers(words.refusals, "reject-all", stats, view),
        withdrawals(stats, view),
    ];
    let before = view.range.before().filter(|_| before(view).is_some());
    html! {
        dl.figures {
            @for figure in &all {
                div.card.figure {
                    dt { (figure.label) }
                    dd.number { (figure.value) }
                    dd.note { (figure.note) }
                    @if let Some(change) = &figure.change { dd.change { (change) } }
                    (spark(&figure.spark))
                }
            }
        }
        p.against {
            @match before {
                Some(before) => (fill(words.against, &[("from", &view.tongue.day(before.from())), ("to", &view.tongue.day(before.to()))])),
                None => (words.nothing_before),
            }
        }
    }
}

/// The range before, if the site recorded all through it: half a year compared with a whole one tells nothing.
fn before(view: &View) -> Option<&Counts> {
    let from = view.range.before()?.from();
    let began = view.policies.first().map(|mark| mark.known_on);
    let before = view.before.as_ref().filter(|before| before.decisions > 0);
    before.filter(|_| began.is_none_or(|began| began <= from))
}

fn decisions(stats: &Stats, view: &View) -> Figure {
    let words = view.tongue.words();
    Figure {
        label: words.decisions,
        value: view.tongue.count(stats.total.decisions),
        note: words.decisions_note.to_owned(),
        change: before(view).map(|before| growth(before.decisions, stats.total.decisions, view)),
        spark: by_day(stats, |counts| counts.decisions),
    }
}

fn of_answers(label: &'static str, act: &str, stats: &Stats, view: &View) -> Figure {
    let (tongue, words) = (view.tongue, view.tongue.words());
    let share =
        |counts: &Counts| (counts.answers > 0).then(|| drawn(of(counts, act)) / drawn(counts.answers));
    let now = share(&stats.total);
    let then = before(view).and_then(share);
    let change = now.zip(then).map(|(now, then)| {
        tongue.change((now - then) * 100.0).map_or_else(
            || words.unchanged.to_owned(),
            |number| fill(words.points, &[("number", &number)]),
        )
    });
    Figure {
        label,
        value: now.map_or_else(|| super::table::NONE.to_owned(), |share| tongue.percent(share)),
        note: fill(words.of_answers, &[("count", &tongue.count(stats.total.answers))]),
        change,
        spark: stats
            .periods
            .iter()
            .filter_map(|period| share(&period.counts))
            .collect(),
    }
}

fn withdrawals(stats: &Stats, view: &View) -> Figure {
    let (tongue, words) = (view.tongue, view.tongue.words());
    let now = of(&stats.total, "withdrawn");
    let share = drawn(now) / drawn(stats.total.decisions.max(1));
    Figure {
        label: words.withdrawals,
        value: tongue.count(now),
        note: fill(words.of_decisions, &[("share", &tongue.percent(share))]),
        change: before(view).map(|before| growth(of(before, "withdrawn"), now, view)),
        spark: by_day(stats, |counts| of(counts, "withdrawn")),
    }
}

/// How a count has grown: in per cent of what it was, or by how many if it was nothing.
fn growth(before: u64, now: u64, view: &View) -> String {
    let (tongue, words) = (view.tongue, view.tongue.words());
    if before == now {
        return words.unchanged.to_owned();
    }
    if before == 0 {
        return format!("+{}", tongue.count(now));
    }
    let by = drawn(now) / drawn(before) - 1.0;
    tongue.growth(by).unwrap_or_else(|| words.unchanged.to_owned())
}

/// How much a day, in each period: one that is cut short has less, and that is no change.
fn by_day(stats: &Stats, count: impl Fn(&Counts) -> u64) -> Vec<f64> {
    let axis = Axis::of(stats);
    let periods = stats.periods.iter().enumerate();
    periods
        .map(|(index, period)| drawn(count(&period.counts)) / axis.days_of(index))
        .collect()
}

/// A small line without an axis: an ornament that shows whether a figure is steady, hidden from screen readers.
fn spark(values: &[f64]) -> Markup {
    let most = values.iter().copied().fold(0.0, f64::max);
    // A steady figure looks steady: its ups and downs never fill the height unless they are large.
    let least = values.iter().copied().fold(most * 0.6, f64::min);
    let steps = drawn(values.len().saturating_sub(1).max(1) as u64);
    let points: Vec<String> = values
        .iter()
        .enumerate()
        .map(|(index, value)| {
            let y = if most > 0.0 {
                34.0 - 32.0 * (value - least) / (most - least)
            } else {
                34.0
            };
            format!("{},{}", short(drawn(index as u64) / steps * 100.0), short(y))
        })
        .collect();
    html! {
        svg.spark viewBox="0 0 100 36" preserveAspectRatio="none" aria-hidden="true" {
            @if values.len() > 1 { polyline points=(points.join(" ")) {} }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{small, view};
    use super::*;

    fn counts(decisions: u64, withdrawn: u64) -> Counts {
        Counts {
            decisions,
            answers: decisions - withdrawn,
            acts: [("accept-all".into(), 1), ("withdrawn".into(), withdrawn)].into(),
            ..Counts::default()
        }
    }

    #[test]
    fn figures_are_compared_with_the_range_before() {
        let mut view = view();
        view.before = Some(counts(10, 0));
        let written = figures(&small(), &view).into_string();
        assert!(written.contains("<dd class=\"number\">16</dd>"), "{written}");
        assert!(written.contains("<dd class=\"change\">+60.0%</dd>"), "{written}");
        assert!(written.contains("<dd class=\"number\">60.0%</dd><dd class=\"note\">of 10 answers</dd><dd class=\"change\">+50.0 points</dd>"), "{written}");
        assert!(written.contains("against 31 Jan 2026 – 2 Feb 2026."), "{written}");
    }

    #[test]
    fn growth_from_nothing_is_a_number_and_no_share() {
        let view = view();
        assert_eq!(growth(0, 2, &view), "+2");
        assert_eq!(growth(4, 3, &view), "−25.0%");
        assert_eq!(growth(3, 3, &view), "unchanged");
    }

    #[test]
    fn with_nothing_before_there_is_no_change() {
        let mut view = view();
        view.before = Some(Counts::default());
        let written = figures(&small(), &view).into_string();
        assert!(!written.contains("class=\"change\"") && written.contains("no whole range"));
        view.before = Some(counts(10, 0));
        view.policies[0].known_on = view.range.from();
        let written = figures(&small(), &view).into_string();
        assert!(
            !written.contains("class=\"change\""),
            "the site had not begun yet"
        );
    }
}
