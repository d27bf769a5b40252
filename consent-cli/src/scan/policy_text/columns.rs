//! What the columns of a table are, by its first row.

use std::sync::LazyLock;

use serde::Deserialize;

use super::line::{Line, Shape};
use super::words::{Phrases, words};

/// The words of the columns.
#[derive(Deserialize)]
struct Titles {
    cookie: Phrases,
    name: Phrases,
    lifetime: Phrases,
    purpose: Phrases,
    category: Phrases,
}

/// The titles, which a test has read.
static TITLES: LazyLock<Titles> = LazyLock::new(|| {
    serde_json::from_str(include_str!("data/columns.json")).expect("the list of columns is in order")
});

/// Where each thing stands in the rows of a table of cookies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Columns {
    pub(crate) name: usize,
    pub(crate) lifetime: Option<usize>,
    pub(crate) purpose: Option<usize>,
    pub(crate) category: Option<usize>,
}

impl Columns {
    /// Reads a first row; nothing when the table is not one of cookies.
    pub(crate) fn of(line: &Line) -> Option<Self> {
        if !line.is_row() {
            return None;
        }
        let titles: Vec<Vec<String>> = line.cells.iter().map(|cell| words(cell)).collect();
        let short = |title: &&Vec<String>| !title.is_empty() && title.len() <= 5;
        if titles.iter().filter(short).count() < 2 {
            return None;
        }
        let column = |phrases: &Phrases| {
            titles
                .iter()
                .position(|title| title.len() <= 5 && phrases.are_in(title))
        };
        let name = titles
            .iter()
            .position(|title| title.len() <= 5 && TITLES.name.are_all_of(title))
            .or_else(|| column(&TITLES.cookie))?;
        let other = |phrases: &Phrases| column(phrases).filter(|at| *at != name);
        let columns = Self {
            name,
            lifetime: other(&TITLES.lifetime),
            purpose: other(&TITLES.purpose),
            category: other(&TITLES.category),
        };
        let says_cookie = titles.iter().any(|title| TITLES.cookie.are_in(title));
        let is_of_cookies = columns.lifetime.is_some() || (says_cookie && columns.purpose.is_some());
        // A row that is no first row names a cookie somewhere.
        let is_first = line.shape == Shape::HeaderRow || line.cells.iter().all(|cell| !cell.contains('_'));
        (is_of_cookies && is_first).then_some(columns)
    }
}

/// Tells whether words speak of cookies.
pub(crate) fn speak_of_cookies(said: &[String]) -> bool {
    TITLES.cookie.are_in(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(cells: &[&str]) -> Option<Columns> {
        let cells = cells.iter().map(|cell| (*cell).to_owned()).collect();
        Columns::of(&Line {
            number: 1,
            shape: Shape::Row,
            cells,
        })
    }

    #[test]
    fn first_rows_are_understood() {
        let of = |name, lifetime, purpose, category| {
            Some(Columns {
                name,
                lifetime,
                purpose,
                category,
            })
        };
        assert_eq!(
            columns(&["Namn", "Syfte", "Lagringstid"]),
            of(0, Some(2), Some(1), None)
        );
        assert_eq!(
            columns(&["Provider", "Cookie name", "Description"]),
            of(1, None, Some(2), None)
        );
        assert_eq!(
            columns(&["Cookie", "Typ", "Expiry"]),
            of(0, Some(2), None, Some(1))
        );
        for other in [
            &["Ändamål", "Laglig grund", "Lagringstid"][..],
            &["Namn", "Telefon"],
            &["_ga", "2 years"],
            &["Namn"],
        ] {
            assert_eq!(columns(other), None, "{other:?}");
        }
    }
}
