//! A chart of shares over time, one line each.
//!
//! Lines are drawn in a square that is stretched to the chart's place; words, dots and rules around them are
//! placed in per cent and keep their size, so that the chart can be read at any width.

use maud::{Markup, html};

use super::plot::{At, Axis, lines, short};
use super::view::PolicyMark;
use super::words::fill;
use super::{Tongue, View};

/// The height of the drawing, in pixels.
const HEIGHT: f64 = 264.0;
/// The height of a line of text.
const LINE: f64 = 17.0;
/// A name that is longer is cut at the end of its line; the table has it whole.
const LONGEST_NAME: usize = 18;
/// Round steps between shares.
const ROUNDS: [f64; 4] = [1.0, 2.0, 2.5, 5.0];

/// One line.
#[derive(Debug)]
pub(super) struct Series {
    /// What it is called.
    pub(super) name: String,
    /// Its place among all, which gives its colour.
    pub(super) place: usize,
    /// A share from 0 to 1 for each period; nothing where nobody was asked.
    pub(super) shares: Vec<Option<f64>>,
}

impl Series {
    fn last(&self) -> Option<(usize, f64)> {
        let mut from_the_end = self.shares.iter().enumerate().rev();
        from_the_end.find_map(|(index, share)| Some((index, (*share)?)))
    }

    /// Runs of periods without a gap.
    fn runs(&self) -> Vec<Vec<(usize, f64)>> {
        let mut runs = vec![Vec::new()];
        for (index, share) in self.shares.iter().enumerate() {
            match (share, runs.last_mut()) {
                (Some(share), Some(run)) => run.push((index, *share)),
                _ => runs.push(Vec::new()),
            }
        }
        runs.retain(|run| !run.is_empty());
        runs
    }

    /// The line in words, for who cannot see it.
    fn told(&self, tongue: Tongue) -> Option<String> {
        let known = || self.shares.iter().flatten().copied();
        let (first, last) = (known().next()?, known().last()?);
        let (low, high) = (known().fold(1.0, f64::min), known().fold(0.0, f64::max));
        let say = |share| tongue.percent(share);
        Some(fill(
            tongue.words().rates_told,
            &[
                ("name", &self.name),
                ("first", &say(first)),
                ("last", &say(last)),
                ("low", &say(low)),
                ("high", &say(high)),
            ],
        ))
    }
}

/// Draws the chart. `hints` says, for each period, what is shown when it is pointed at.
pub(super) fn draw(title: &str, axis: &Axis, all: &[Series], hints: &[String], view: &View) -> Markup {
    let tongue = view.tongue;
    let most = all
        .iter()
        .flat_map(|series| series.shares.iter().flatten())
        .fold(0.0, |most: f64, share| most.max(*share));
    let grid = lines(most, &ROUNDS);
    let scale = Scale(grid.last().copied().unwrap_or(1.0));
    let told: Vec<String> = all.iter().filter_map(|series| series.told(tongue)).collect();
    let known = policies(axis, &view.policies, tongue);
    html! {
        ul.legend.narrow {
            @for series in all {
                li { (swatch(&class("fill", series.place))) (series.name) @if let Some((_, share)) = series.last() { " " b { (tongue.percent(share)) } } }
            }
        }
        div.plot.named {
            svg.chart role="img" aria-labelledby="rates-title rates-desc" width="100%" height=(HEIGHT) {
                title #rates-title { (title) }
                desc #rates-desc { (told.join(" ")) }
                @for share in &grid {
                    @let y = short(scale.y(*share));
                    line.rule.base[*share == 0.0] x1="0" x2="100%" y1=(y) y2=(y) {}
                    text.tick.right x="-8" y=(y) dy="0.32em" { (tongue.whole_percent(*share)) }
                }
                @for mark in axis.marks(tongue) {
                    text.tick.centre.minor[mark.minor] x=(mark.at) y=(HEIGHT + 20.0) { (mark.text) }
                }
                @for (at, _) in &known { line.policy x1=(at) x2=(at) y1="-4" y2="100%" {} }
                svg.lines.fine[axis.len() > 120] width="100%" height="100%" viewBox="0 0 1000 1000" preserveAspectRatio="none" {
                    @for series in all {
                        @for run in series.runs() {
                            polyline class=(class("line", series.place)) points=(points(axis, &run, scale)) {}
                        }
                    }
                }
                @for series in all {
                    @for run in series.runs() {
                        @if let [(index, share)] = run.as_slice() { (dot(series.place, axis.centre(*index), scale.y(*share))) }
                    }
                    @if let Some((index, share)) = series.last() { (dot(series.place, axis.centre(index), scale.y(share))) }
                }
                @for (at, text) in &known {
                    text.policy.left[at.0 < 0.5].right[at.0 >= 0.5] x=(at) dx=(if at.0 < 0.5 { 6 } else { -6 }) y="6" { (text) }
                }
                @for (series, y) in names_at(all, scale) {
                    text class=(class("name", series.place)) x="100%" dx="12" y=(short(y)) dy="0.32em" {
                        (cut(&series.name)) @if let Some((_, share)) = series.last() { " " tspan.value { (tongue.whole_percent(share)) } }
                    }
                }
                @for (index, hint) in hints.iter().enumerate() {
                    g.hit {
                        rect x=(axis.left(index)) width=(axis.width()) y="0" height="100%" { title { (hint) } }
                        line x1=(axis.centre(index)) x2=(axis.centre(index)) y1="0" y2="100%" {}
                    }
                }
            }
        }
    }
}

/// A sample of a colour.
pub(super) fn swatch(class: &str) -> Markup {
    html! { svg.swatch width="12" height="12" aria-hidden="true" { rect class=(class) width="12" height="12" rx="3" {} } }
}

/// A class, and the colour of that place.
pub(super) fn class(name: &str, place: usize) -> String {
    format!("{name} c{}", place % 8)
}

/// From a share to pixels from the top.
#[derive(Clone, Copy)]
struct Scale(f64);

impl Scale {
    fn y(self, share: f64) -> f64 {
        HEIGHT * (1.0 - share / self.0)
    }
}

fn points(axis: &Axis, run: &[(usize, f64)], scale: Scale) -> String {
    let points: Vec<String> = run
        .iter()
        .map(|(index, share)| {
            let y = scale.y(*share) / HEIGHT;
            format!("{},{}", short(axis.centre(*index).0 * 1000.0), short(y * 1000.0))
        })
        .collect();
    points.join(" ")
}

fn dot(place: usize, x: At, y: f64) -> Markup {
    html! { circle class=(class("dot", place)) cx=(x) cy=(short(y)) r="4" {} }
}

/// Where a policy became known, unless that was at the very beginning, and what is said there.
fn policies(axis: &Axis, marks: &[PolicyMark], tongue: Tongue) -> Vec<(At, String)> {
    let known = marks.iter().skip(1).filter_map(|mark| {
        let at = axis.day(mark.known_on)?;
        let name = mark.version.as_deref().unwrap_or(&mark.fingerprint);
        Some((at, fill(tongue.words().new_policy, &[("name", name)])))
    });
    known.collect()
}

/// The names at the ends of the lines, moved apart so that none covers another.
fn names_at(all: &[Series], scale: Scale) -> Vec<(&Series, f64)> {
    let mut names: Vec<(&Series, f64)> = all
        .iter()
        .filter_map(|series| Some((series, scale.y(series.last()?.1))))
        .collect();
    names.sort_by(|(_, one), (_, other)| one.total_cmp(other));
    let mut free = f64::MIN;
    for (_, y) in &mut names {
        *y = y.max(free);
        free = *y + LINE;
    }
    // What was pushed below the chart goes up again, from the last one on.
    let mut free = HEIGHT;
    for (_, y) in names.iter_mut().rev() {
        *y = y.min(free);
        free = *y - LINE;
    }
    names
}

fn cut(name: &str) -> String {
    if name.chars().count() <= LONGEST_NAME {
        return name.to_owned();
    }
    let kept: String = name.chars().take(LONGEST_NAME - 1).collect();
    kept.trim_end().to_owned() + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(name: &str, shares: &[Option<f64>]) -> Series {
        Series {
            name: name.into(),
            place: 0,
            shares: shares.to_vec(),
        }
    }

    #[test]
    fn a_period_without_answers_is_a_gap_and_no_zero() {
        let runs = series("a", &[None, Some(0.5), Some(0.6), None, Some(0.7)]).runs();
        assert_eq!(runs, [vec![(1, 0.5), (2, 0.6)], vec![(4, 0.7)]]);
        assert!(series("a", &[None, None]).runs().is_empty());
    }

    #[test]
    fn names_never_cover_each_other_or_leave_the_chart() {
        let close: Vec<Series> = (0..6).map(|_| series("a", &[Some(0.01)])).collect();
        let placed = names_at(&close, Scale(1.0));
        for pair in placed.windows(2) {
            assert!(pair[1].1 - pair[0].1 >= LINE - 0.001);
        }
        assert!(placed.iter().all(|(_, y)| (0.0..=HEIGHT).contains(y)));
    }

    #[test]
    fn a_line_is_told_in_words() {
        let told = series("Analys", &[None, Some(0.25), Some(0.5)]).told(Tongue::Swedish);
        let said = "Analys: 25,0\u{a0}% först, 50,0\u{a0}% sist, mellan 25,0\u{a0}% och 50,0\u{a0}%.";
        assert_eq!(told.as_deref(), Some(said));
        assert_eq!(series("a", &[None]).told(Tongue::English), None);
    }

    #[test]
    fn a_long_name_is_cut() {
        assert_eq!(cut("Marknadsföring"), "Marknadsföring");
        assert_eq!(cut("Annonser och sociala medier"), "Annonser och soci…");
    }
}
