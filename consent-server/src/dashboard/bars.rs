//! A chart of shares by group: bars under the name of each group.

use maud::{Markup, html};

use super::line_chart::class;
use super::plot::At;

/// The height of a group's name, of a bar with its words, and the space after a group.
const HEADING: usize = 24;
const BAR: usize = 30;
const SPACE: usize = 14;

/// One bar, ready to be drawn.
#[derive(Debug)]
pub(super) struct Bar {
    /// What it is of.
    pub(super) name: String,
    /// Its place among all, which gives its colour.
    pub(super) place: usize,
    /// How long it is, from 0 to 1.
    pub(super) share: f64,
    /// The share in words.
    pub(super) told: String,
}

/// Bars that belong together.
#[derive(Debug)]
pub(super) struct Bundle {
    /// What they have in common.
    pub(super) name: String,
    /// How many answers they are of, in words.
    pub(super) count: String,
    pub(super) bars: Vec<Bar>,
}

impl Bundle {
    fn height(&self) -> usize {
        HEADING + BAR * self.bars.len() + SPACE
    }

    fn told(&self) -> String {
        let bars: Vec<String> = self
            .bars
            .iter()
            .map(|bar| format!("{} {}", bar.name, bar.told))
            .collect();
        match bars.as_slice() {
            [] => format!("{}.", self.name),
            bars => format!("{}: {}.", self.name, bars.join(", ")),
        }
    }
}

/// Draws the chart.
pub(super) fn draw(id: &str, title: &str, bundles: &[Bundle]) -> Markup {
    let height: usize = bundles.iter().map(Bundle::height).sum();
    let told: Vec<String> = bundles.iter().map(Bundle::told).collect();
    let tops = bundles.iter().scan(0, |next, bundle| {
        let top = *next;
        *next += bundle.height();
        Some((top, bundle))
    });
    html! {
        svg.chart.bars role="img" aria-labelledby={ (id) "-title " (id) "-desc" } width="100%" height=(height.saturating_sub(SPACE)) {
            title #{ (id) "-title" } { (title) }
            desc #{ (id) "-desc" } { (told.join(" ")) }
            @for (top, bundle) in tops {
                text.group x="0" y=(top + 13) { (bundle.name) }
                text.count.right x="100%" y=(top + 13) { (bundle.count) }
                @for (index, bar) in bundle.bars.iter().enumerate() {
                    @let top = top + HEADING + BAR * index;
                    text.label x="0" y=(top + 12) { (bar.name) }
                    text.value.right x="100%" y=(top + 12) { (bar.told) }
                    rect.track x="0" y=(top + 18) width="100%" height="6" rx="3" {}
                    rect class=(class("fill", bar.place)) x="0" y=(top + 18) width=(At(bar.share)) height="6" rx="3" {}
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bundles_stand_below_each_other_and_are_told_in_words() {
        let bundle = |name: &str, share| Bundle {
            name: name.into(),
            count: "7".into(),
            bars: vec![Bar {
                name: "Ads".into(),
                place: 9,
                share,
                told: format!("{share}"),
            }],
        };
        let svg = draw("x", "T", &[bundle("<sv>", 0.25), bundle("en", 1.0)]).into_string();
        assert!(
            svg.contains("<desc id=\"x-desc\">&lt;sv&gt;: Ads 0.25. en: Ads 1.</desc>"),
            "{svg}"
        );
        let bar = |y, width| {
            format!(
                "<rect class=\"fill c1\" x=\"0\" y=\"{y}\" width=\"{width}\" height=\"6\" rx=\"3\"></rect>"
            )
        };
        assert!(
            svg.contains(&bar(42, "25%")) && svg.contains(&bar(110, "100%")),
            "{svg}"
        );
        assert!(svg.contains("height=\"122\""), "{svg}");
    }
}
