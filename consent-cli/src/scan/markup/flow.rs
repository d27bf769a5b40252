//! The text of a page as lines: blocks, entries of lists, rows of tables.

use crate::scan::policy_text::{Line, Shape, tidy};

/// Elements that end the line they stand in.
const BLOCKS: [&str; 38] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "label",
    "li",
    "main",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "ul",
];

/// Text on its way to lines.
#[derive(Debug)]
pub(super) struct Flow {
    pub(super) lines: Vec<Line>,
    text: String,
    number: u32,
    shape: Shape,
    row: Option<Row>,
    /// Whether a cell is being written.
    in_cell: bool,
}

#[derive(Debug)]
struct Row {
    number: u32,
    cells: Vec<String>,
    is_header: bool,
}

impl Flow {
    pub(super) const fn new() -> Self {
        Self {
            lines: Vec::new(),
            text: String::new(),
            number: 0,
            shape: Shape::Prose,
            row: None,
            in_cell: false,
        }
    }

    /// Adds text.
    pub(super) fn text(&mut self, text: &str, number: u32) {
        if self.text.trim().is_empty() && !text.trim().is_empty() {
            self.number = number;
        }
        self.text.push_str(text);
    }

    /// An element begins.
    pub(super) fn begin(&mut self, name: &str, number: u32) {
        match name {
            "tr" => {
                self.end_row();
                self.row = Some(Row {
                    number,
                    cells: Vec::new(),
                    is_header: true,
                });
            }
            "td" | "th" if self.row.is_some() => {
                self.end_cell();
                self.in_cell = true;
                if let Some(row) = self.row.as_mut() {
                    row.is_header &= name == "th";
                }
            }
            "code" | "kbd" | "samp" | "tt" => self.text.push('`'),
            _ if self.in_cell => self.text.push_str(if BLOCKS.contains(&name) { " " } else { "" }),
            _ if BLOCKS.contains(&name) => {
                self.end_line();
                self.shape = match name {
                    "li" | "dd" => Shape::Bullet,
                    "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "caption" => Shape::Heading,
                    // A paragraph within an entry of a list is still the entry.
                    "p" | "div" if self.shape == Shape::Bullet => Shape::Bullet,
                    _ => Shape::Prose,
                };
            }
            _ => {}
        }
    }

    /// An element ends.
    pub(super) fn end(&mut self, name: &str) {
        match name {
            "td" | "th" => self.end_cell(),
            "tr" | "table" => self.end_row(),
            "code" | "kbd" | "samp" | "tt" => self.text.push('`'),
            _ if self.in_cell => self.text.push_str(if BLOCKS.contains(&name) { " " } else { "" }),
            _ if BLOCKS.contains(&name) => {
                self.end_line();
                if !["p", "div"].contains(&name) || self.shape != Shape::Bullet {
                    self.shape = Shape::Prose;
                }
            }
            _ => {}
        }
    }

    /// The document ends.
    pub(super) fn finish(mut self) -> Vec<Line> {
        self.end_row();
        self.end_line();
        self.lines
    }

    fn end_line(&mut self) {
        let text = tidy(&std::mem::take(&mut self.text));
        if !text.is_empty() {
            self.lines.push(Line::of(self.number, self.shape, text));
        }
    }

    fn end_cell(&mut self) {
        let text = tidy(&std::mem::take(&mut self.text));
        if let (true, Some(row)) = (self.in_cell, self.row.as_mut()) {
            row.cells.push(text);
        }
        self.in_cell = false;
    }

    fn end_row(&mut self) {
        if self.in_cell {
            self.end_cell();
        }
        let Some(row) = self.row.take() else { return };
        self.text.clear();
        let shape = if row.is_header && row.cells.len() > 1 {
            Shape::HeaderRow
        } else {
            Shape::Row
        };
        if row.cells.iter().any(|cell| !cell.is_empty()) {
            self.lines.push(Line {
                number: row.number,
                shape,
                cells: row.cells,
            });
        }
    }
}
