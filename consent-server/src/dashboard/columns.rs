//! A chart of counts over time: a column for each period, in layers.

use maud::{Markup, html};

use super::View;
use super::numbers::drawn;
use super::plot::{At, Axis, lines, short};

/// The height of the drawing, in pixels.
const HEIGHT: f64 = 220.0;
/// How much of its period's width a column has.
const BREADTH: f64 = 0.78;
const ROUNDS: [f64; 3] = [1.0, 2.0, 5.0];

/// One layer of all columns.
#[derive(Debug)]
pub(super) struct Layer {
    /// What it is called.
    pub(super) name: String,
    /// Its place among all, which gives its colour.
    pub(super) place: usize,
    /// A count for each period.
    pub(super) counts: Vec<u64>,
}

/// Draws the chart, the first layer at the bottom. `hints` says, for each period, what is shown when it is
/// pointed at.
pub(super) fn draw(title: &str, axis: &Axis, layers: &[Layer], hints: &[String], view: &View) -> Markup {
    let tongue = view.tongue;
    let of = |layer: &Layer, index: usize| layer.counts.get(index).copied().unwrap_or_default();
    let sum = |index: usize| layers.iter().map(|layer| of(layer, index)).sum::<u64>();
    let most = (0..axis.len()).map(sum).max().unwrap_or_default();
    let grid = lines(drawn(most), &ROUNDS);
    let top = grid.last().copied().unwrap_or(1.0);
    let y = |count: u64| HEIGHT * (1.0 - drawn(count) / top);
    let told: Vec<String> = layers
        .iter()
        .map(|layer| format!("{}: {}.", layer.name, tongue.count(layer.counts.iter().sum())))
        .collect();
    html! {
        div.plot {
            svg.chart role="img" aria-labelledby="acts-title acts-desc" width="100%" height=(HEIGHT) {
                title #acts-title { (title) }
                desc #acts-desc { (told.join(" ")) }
                @for line in &grid {
                    @let y = short(HEIGHT * (1.0 - line / top));
                    line.rule.base[*line == 0.0] x1="0" x2="100%" y1=(y) y2=(y) {}
                    text.tick.right x="-8" y=(y) dy="0.32em" { (short_count(*line, view)) }
                }
                @for mark in axis.marks(tongue) {
                    text.tick.centre.minor[mark.minor] x=(mark.at) y=(HEIGHT + 20.0) { (mark.text) }
                }
                @for (index, hint) in hints.iter().enumerate() {
                    @let left = At(axis.left(index).0 + axis.width().0 * (1.0 - BREADTH) / 2.0);
                    @let breadth = At(axis.width().0 * BREADTH);
                    g.hit.cut[!axis.whole(index)] {
                        rect x=(axis.left(index)) width=(axis.width()) y="0" height="100%" { title { (hint) } }
                        @for (below, layer) in stacked(layers, index) {
                            @let count = of(layer, index);
                            rect class=(class(layer.place)) x=(left) width=(breadth) y=(short(y(below + count))) height=(short(seam(y(below) - y(below + count)))) {}
                        }
                    }
                }
            }
        }
    }
}

/// The class that gives a layer its colour: another set than that of categories, which are something else.
pub(super) fn class(place: usize) -> String {
    format!("fill a{}", place % 7)
}

/// The height of a layer with a seam left between it and the next, so that they can be told apart without colours.
const fn seam(height: f64) -> f64 {
    (height - 1.0).max(0.75)
}

/// The layers of a column that are there, each with how much lies below it.
fn stacked(layers: &[Layer], index: usize) -> Vec<(u64, &Layer)> {
    let mut below = 0;
    let mut stacked = Vec::new();
    for layer in layers {
        let count = layer.counts.get(index).copied().unwrap_or_default();
        if count > 0 {
            stacked.push((below, layer));
            below += count;
        }
    }
    stacked
}

/// A count under a rule, which is a whole number unless there is almost nothing.
fn short_count(line: f64, view: &View) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a rule is at least 0 and as high as the highest count"
    )]
    let whole = line.round() as u64;
    view.tongue.count(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_stand_on_each_other_and_empty_ones_are_left_out() {
        let layer = |name: &str, count| Layer {
            name: name.into(),
            place: 0,
            counts: vec![count],
        };
        let layers = [layer("a", 3), layer("b", 0), layer("c", 2)];
        let found: Vec<(u64, &str)> = stacked(&layers, 0)
            .into_iter()
            .map(|(below, layer)| (below, layer.name.as_str()))
            .collect();
        assert_eq!(found, [(0, "a"), (3, "c")]);
        assert!(stacked(&layers, 1).is_empty());
    }
}
