//! Decisions by act: columns over time in layers, and the table.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::View;
use super::columns::{self, Layer};
use super::line_chart::swatch;
use super::plot::Axis;
use super::table::{Row, Table};
use super::words::Words;
use crate::stats::{Counts, Stats};

/// What everybody can do, in the order in which it is told.
const KNOWN: [&str; 7] = [
    "accept-all",
    "chosen",
    "reject-all",
    "withdrawn",
    "signal",
    "imported",
    "insisted",
];

/// Writes the section.
pub(super) fn section(stats: &Stats, view: &View) -> Markup {
    let (tongue, words) = (view.tongue, view.tongue.words());
    let axis = Axis::of(stats);
    let layers: Vec<Layer> = acts(&stats.total)
        .into_iter()
        .map(|(place, act)| Layer {
            name: name(act, words).to_owned(),
            place,
            counts: stats
                .periods
                .iter()
                .map(|period| of(&period.counts, act))
                .collect(),
        })
        .collect();
    let row = |name: String, all: u64, counts: Vec<u64>| {
        let mut cells = vec![tongue.count(all)];
        cells.extend(counts.into_iter().map(|count| tongue.count(count)));
        Row { name, cells }
    };
    let rows: Vec<Row> = (0..axis.len())
        .zip(&stats.periods)
        .map(|(index, period)| {
            let counts = layers
                .iter()
                .map(|layer| layer.counts.get(index).copied().unwrap_or_default());
            row(
                axis.name(index, tongue),
                period.counts.decisions,
                counts.collect(),
            )
        })
        .collect();
    let hints: Vec<String> = rows
        .iter()
        .map(|row| {
            let told = row.cells.iter().skip(1).zip(&layers);
            let told: Vec<String> = told
                .map(|(cell, layer)| format!("{} {cell}", layer.name))
                .collect();
            format!("{}: {}", row.name, told.join(", "))
        })
        .collect();
    let totals: Vec<u64> = layers.iter().map(|layer| layer.counts.iter().sum()).collect();
    let mut headings = vec![words.period.to_owned(), words.all.to_owned()];
    headings.extend(layers.iter().map(|layer| layer.name.clone()));
    let table = Table {
        id: "acts-table",
        caption: words.acts_caption,
        columns: headings,
        rows: rows.into_iter().rev().collect(),
        total: Some(row(words.all.to_owned(), stats.total.decisions, totals.clone())),
    };
    html! {
        section.card #acts aria-labelledby="acts-heading" {
            header { h2 #acts-heading { (words.acts_heading) } p { (words.acts_note) } }
            div.beside {
                div {
                    ul.legend {
                        @for (layer, total) in layers.iter().zip(&totals) {
                            li { (swatch(&columns::class(layer.place))) (layer.name) " " b { (tongue.count(*total)) } }
                        }
                    }
                    (columns::draw(words.acts_caption, &axis, &layers, &hints, view))
                }
                (table.markup())
            }
        }
    }
}

/// How often that was done.
pub(super) fn of(counts: &Counts, act: &str) -> u64 {
    counts.acts.get(act).copied().unwrap_or_default()
}

/// The acts that occurred, each with its place; those that nobody knows at the end.
fn acts(total: &Counts) -> Vec<(usize, &str)> {
    let unknown: BTreeSet<&str> = total
        .acts
        .keys()
        .map(String::as_str)
        .filter(|act| !KNOWN.contains(act))
        .collect();
    KNOWN
        .into_iter()
        .chain(unknown)
        .enumerate()
        .filter(|(_, act)| of(total, act) > 0)
        .collect()
}

fn name<'a>(act: &'a str, words: &Words) -> &'a str {
    match act {
        "accept-all" => words.accept_all,
        "chosen" => words.chosen,
        "reject-all" => words.reject_all,
        "withdrawn" => words.withdrawn,
        "signal" => words.signal,
        "imported" => words.imported,
        "insisted" => words.insisted,
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use consent_core::decision::Act;

    use super::super::words::{ENGLISH, SWEDISH};
    use super::*;

    #[test]
    fn every_act_has_words_of_its_own() {
        for words in [&ENGLISH, &SWEDISH] {
            let names: BTreeSet<&str> = KNOWN.into_iter().map(|act| name(act, words)).collect();
            assert_eq!(names.len(), Act::ALL.len(), "{names:?}");
            assert!(
                names.iter().all(|name| !KNOWN.contains(name)),
                "a raw word: {names:?}"
            );
        }
    }

    #[test]
    fn acts_keep_their_colour_whether_or_not_others_occurred() {
        let mut counts = Counts::default();
        counts.acts.insert("reject-all".into(), 1);
        counts.acts.insert("from-the-future".into(), 1);
        counts.acts.insert("chosen".into(), 0);
        assert_eq!(acts(&counts), [(2, "reject-all"), (7, "from-the-future")]);
    }
}
