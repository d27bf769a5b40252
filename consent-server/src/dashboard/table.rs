//! A table beside a chart: the same numbers, for who would rather read than look.

use maud::{Markup, html};

/// One row.
#[derive(Debug)]
pub(super) struct Row {
    /// What the row is about.
    pub(super) name: String,
    /// What stands under the columns after the first.
    pub(super) cells: Vec<String>,
}

/// A table.
#[derive(Debug)]
pub(super) struct Table<'a> {
    /// Names it within the page.
    pub(super) id: &'a str,
    pub(super) caption: &'a str,
    /// Headings, that of the rows' names first.
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Row>,
    /// All rows together.
    pub(super) total: Option<Row>,
}

impl Table<'_> {
    /// Writes it in a place of its own that scrolls and can have focus, so that keys can scroll it too.
    pub(super) fn markup(&self) -> Markup {
        let caption = format!("{}-caption", self.id);
        html! {
            div.scroll role="region" tabindex="0" aria-labelledby=(caption) {
                table #(self.id) {
                    caption #(caption) { (self.caption) }
                    thead { tr { @for column in &self.columns { th scope="col" { (column) } } } }
                    tbody { @for row in &self.rows { (row.markup()) } }
                    @if let Some(total) = &self.total { tfoot { (total.markup()) } }
                }
            }
        }
    }
}

impl Row {
    fn markup(&self) -> Markup {
        html! { tr { th scope="row" { (self.name) } @for cell in &self.cells { td { (cell) } } } }
    }
}

/// Stands where there is no number.
pub(super) const NONE: &str = "–";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_has_a_heading_and_markup_stays_text() {
        let table = Table {
            id: "t",
            caption: "A & B",
            columns: vec!["Day".into(), "<b>".into()],
            rows: vec![Row {
                name: "1 Nov".into(),
                cells: vec!["2".into()],
            }],
            total: None,
        };
        assert_eq!(
            table.markup().into_string(),
            "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"t-caption\"><table id=\"t\">\
             <caption id=\"t-caption\">A &amp; B</caption><thead><tr><th scope=\"col\">Day</th><th scope=\"col\">&lt;b&gt;</th></tr></thead>\
             <tbody><tr><th scope=\"row\">1 Nov</th><td>2</td></tr></tbody></table></div>"
        );
    }
}
