//! The lines of a document, each with its number and what it is in the text.

use std::borrow::Cow;

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Running text.
    Prose,
    /// A title.
    Heading,
    /// An entry of a list.
    Bullet,
    /// A row of a table.
    Row,
    /// The first row of a table that says what its columns are.
    HeaderRow,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// Its number in the source, from 1.
    pub(crate) number: u32,
    /// What it is.
    pub(crate) shape: Shape,
    /// Its cells; one, unless it is a row.
    pub(crate) cells: Vec<String>,
}

impl Line {
    /// A line of one cell.
    pub(crate) fn of(number: u32, shape: Shape, text: impl Into<String>) -> Self {
        Self {
            number,
            shape,
            cells: vec![text.into()],
        }
    }

    /// Its text; cells apart from each other as sentences are.
    pub(crate) fn text(&self) -> Cow<'_, str> {
        match self.cells.as_slice() {
            [only] => Cow::Borrowed(only),
            several => Cow::Owned(several.join(" | ")),
        }
    }

    /// Tells whether it is a row of a table.
    pub(crate) fn is_row(&self) -> bool {
        matches!(self.shape, Shape::Row | Shape::HeaderRow)
    }
}

/// Takes out what is not seen (soft hyphens, joiners) and makes every space an ordinary one.
pub(crate) fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
            space if space.is_whitespace() || space.is_control() => {
                if !tidy.ends_with(' ') {
                    tidy.push(' ');
                }
            }
            other => tidy.push(other),
        }
    }
    tidy.truncate(tidy.trim_end().len());
    tidy.trim_start().to_owned()
}
