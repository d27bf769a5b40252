//! Opt-in rates over time: a line for each category, and the table.

use maud::{Markup, html};

use super::View;
use super::line_chart::{self, Series};
use super::plot::Axis;
use super::table::{NONE, Row, Table};
use crate::stats::{Counts, Stats};

/// Writes the section.
pub(super) fn section(stats: &Stats, view: &View) -> Markup {
    let words = view.tongue.words();
    let axis = Axis::of(stats);
    let categories: Vec<&str> = stats.total.categories.keys().map(String::as_str).collect();
    let series: Vec<Series> = categories
        .iter()
        .map(|id| Series {
            name: view.category(id).to_owned(),
            place: view.place(id),
            shares: stats
                .periods
                .iter()
                .map(|period| share(&period.counts, id))
                .collect(),
        })
        .collect();
    let rows: Vec<Row> = (0..axis.len())
        .zip(&stats.periods)
        .map(|(index, period)| row(axis.name(index, view.tongue), &period.counts, &categories, view))
        .collect();
    let hints: Vec<String> = rows
        .iter()
        .map(|row| {
            let told = row.cells.iter().skip(1).zip(&series);
            let told: Vec<String> = told
                .map(|(cell, series)| format!("{} {cell}", series.name))
                .collect();
            format!("{}: {}", row.name, told.join(", "))
        })
        .collect();
    let mut columns = vec![words.period.to_owned(), words.answers.to_owned()];
    columns.extend(series.iter().map(|series| series.name.clone()));
    let table = Table {
        id: "rates-table",
        caption: words.rates_caption,
        columns,
        rows: rows.into_iter().rev().collect(),
        total: Some(row(words.all.to_owned(), &stats.total, &categories, view)),
    };
    html! {
        section.card #rates aria-labelledby="rates-heading" {
            header { h2 #rates-heading { (words.rates_heading) } p { (words.rates_note) } }
            div.beside {
                div { (line_chart::draw(words.rates_caption, &axis, &series, &hints, view)) }
                (table.markup())
            }
        }
    }
}

/// The share that granted a category; nothing when nobody was asked.
pub(super) fn share(counts: &Counts, category: &str) -> Option<f64> {
    counts.categories.get(category).and_then(|rate| rate.share())
}

fn row(name: String, counts: &Counts, categories: &[&str], view: &View) -> Row {
    let shares = categories.iter().map(|id| {
        let share = share(counts, id);
        share.map_or_else(|| NONE.to_owned(), |share| view.tongue.percent(share))
    });
    let mut cells = vec![view.tongue.count(counts.answers)];
    cells.extend(shares);
    Row { name, cells }
}
