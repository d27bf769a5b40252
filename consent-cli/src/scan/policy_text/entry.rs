//! The entries of a list or table of cookies: which name has one, and what it says.
//!
//! An entry is a row; or a name at the beginning of a line, with what follows it there and in the lines below that
//! belong to it: its bullets, or as many lines as the entries before it had.

use super::Read;
use super::columns::{Columns, speak_of_cookies};
use super::known_names::{KnownNames, Likeness, bare};
use super::lifetime::{self, Said};
use super::line::{Line, Shape};
use super::words::words;

/// How far above an entry the list may have been announced, in lines.
const ANNOUNCED: usize = 40;
/// How far apart two entries of one list are, in lines.
const APART: usize = 15;
/// The most names that one line is the entry of.
const MOST: usize = 100;
/// The fewest words that say a purpose, alone and where a lifetime is among them.
const ENOUGH: usize = 3;
const PLENTY: usize = 12;
/// The most lines that an entry takes when nothing tells where it ends.
const LONGEST: usize = 4;

/// What a document says of one cookie in a place of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) name: String,
    /// Its line.
    pub(crate) number: u32,
    /// The lines that belong to it, by their place in the document.
    pub(crate) lines: std::ops::Range<usize>,
    pub(crate) lifetime: Option<Said>,
    pub(crate) has_purpose: bool,
    /// The category that it is said to be in, in the document's words.
    pub(crate) category: Option<String>,
}

/// Finds every entry of a document, in order.
pub(crate) fn entries(read: &Read, known: &KnownNames<'_>) -> Vec<Entry> {
    let mut list = List::default();
    let mut entries = Vec::new();
    let mut at = 0;
    while let Some(line) = read.lines.get(at) {
        if !line.is_row() {
            list.columns = None;
        } else if let Some(columns) = Columns::of(line) {
            list.columns = Some(columns);
            list.announced = Some(at);
            at += 1;
            continue;
        }
        let names = list.names(at, line, known);
        if names.is_empty() {
            if announces(line, read.words.get(at).map_or(&[], Vec::as_slice)) {
                list.announced = Some(at);
            }
            at += 1;
            continue;
        }
        list.last = Some(at);
        let end = if line.is_row() {
            at + 1
        } else {
            list.end(at, read, known)
        };
        // Several names on one line share what stands there, which is read once.
        let shared = list.entry(at..end, read);
        entries.extend(names.into_iter().take(MOST).map(|name| Entry {
            name,
            ..shared.clone()
        }));
        at = end;
    }
    entries
}

/// A short line about cookies, or one that ends in a colon.
fn announces(line: &Line, said: &[String]) -> bool {
    speak_of_cookies(said)
        && (said.len() <= 8 || line.shape == Shape::Heading || line.text().trim_end().ends_with(':'))
}

/// Where in a list of cookies the reading is.
#[derive(Debug, Default)]
struct List {
    columns: Option<Columns>,
    announced: Option<usize>,
    last: Option<usize>,
    /// The most lines that an entry has had.
    longest: Option<usize>,
}

impl List {
    fn is_near(&self, at: usize) -> bool {
        self.announced.is_some_and(|line| at - line <= ANNOUNCED)
            || self.last.is_some_and(|line| at - line <= APART)
    }

    /// The names that a line is the entry of.
    fn names(&self, at: usize, line: &Line, known: &KnownNames<'_>) -> Vec<String> {
        if line.is_row() {
            return self.names_of_row(at, line, known);
        }
        let text = line.text();
        let mut parts = text.split_whitespace();
        let (Some(first), rest) = (parts.next(), parts.collect::<Vec<_>>()) else {
            return Vec::new();
        };
        let near = self.is_near(at);
        let is_code = first.starts_with('`');
        let fits = |word: &str, alone: bool| match known.likeness(word) {
            Likeness::Certain => true,
            Likeness::Word => near,
            Likeness::Form => near && alone,
            Likeness::Shared => near && is_code,
            Likeness::None => false,
        };
        if rest.is_empty() || rest.iter().all(|word| is_joint(word) || fits(&bare(word), true)) {
            let names = text
                .split([' ', ',', '/', '|'])
                .map(bare)
                .filter(|word| !word.is_empty() && !is_joint(word));
            let names: Vec<String> = names.collect();
            return if names.iter().all(|name| fits(name, true)) {
                names
            } else {
                Vec::new()
            };
        }
        let name = bare(first);
        let parted = first.ends_with([':', ','])
            || rest
                .first()
                .is_some_and(|next| next.starts_with(['–', '-', '—', '(', ':', '=', '|']));
        if fits(&name, parted) && (near || parted) {
            vec![name]
        } else {
            Vec::new()
        }
    }

    fn names_of_row(&self, at: usize, line: &Line, known: &KnownNames<'_>) -> Vec<String> {
        let cell = self.columns.map_or(0, |columns| columns.name);
        let Some(cell) = line.cells.get(cell) else {
            return Vec::new();
        };
        let names: Vec<String> = cell
            .split([' ', ',', '/'])
            .map(bare)
            .filter(|word| !word.is_empty())
            .collect();
        let certain = names.iter().filter(|name| match known.likeness(name) {
            Likeness::Certain => true,
            Likeness::Word | Likeness::Form => self.columns.is_some() || self.is_near(at),
            Likeness::Shared | Likeness::None => false,
        });
        let certain: Vec<String> = certain.cloned().collect();
        // In a table that says so, whatever stands alone in the column of names is one.
        match names.as_slice() {
            [only] if certain.is_empty() && self.columns.is_some() && only.len() > 1 => vec![only.clone()],
            _ => certain,
        }
    }

    /// Where the entry that begins at a line ends.
    fn end(&mut self, at: usize, read: &Read, known: &KnownNames<'_>) -> usize {
        let Some(first) = read.lines.get(at) else {
            return at + 1;
        };
        let is_alone = !first.text().trim().contains(' ') || first.text().split_whitespace().count() <= 2;
        let (mut end, mut in_bullets) = (at + 1, false);
        let most = self.longest.unwrap_or(LONGEST);
        while let Some(line) = read.lines.get(end) {
            let belongs = match line.shape {
                Shape::Bullet => first.shape != Shape::Bullet && (in_bullets || end - at <= LONGEST),
                Shape::Prose => is_alone && !in_bullets && end - at <= most && first.shape != Shape::Bullet,
                Shape::Heading | Shape::Row | Shape::HeaderRow => false,
            };
            if !belongs || !self.names(end, line, known).is_empty() {
                break;
            }
            in_bullets |= line.shape == Shape::Bullet;
            end += 1;
        }
        // The last entry of a list ends where the others did, and not at the end of what comes after the list.
        let is_followed = read
            .lines
            .get(end)
            .is_some_and(|line| !self.names(end, line, known).is_empty());
        if !in_bullets && is_followed {
            self.longest = Some(self.longest.unwrap_or(0).max(end - at - 1));
        }
        end
    }

    fn entry(&self, lines: std::ops::Range<usize>, read: &Read) -> Entry {
        let number = read.lines.get(lines.start).map_or(0, |line| line.number);
        let own: Vec<&Line> = read.lines.get(lines.clone()).unwrap_or_default().iter().collect();
        let parts: Vec<(usize, String)> = own
            .iter()
            .enumerate()
            .flat_map(|(index, line)| {
                let is_row = line.is_row();
                line.cells.iter().enumerate().map(move |(column, cell)| {
                    let cell = if index == 0 && !is_row {
                        after_name(cell)
                    } else {
                        cell.as_str()
                    };
                    (column, cell.to_owned())
                })
            })
            .collect();
        let named = self
            .columns
            .filter(|_| own.first().is_some_and(|line| line.is_row()));
        let in_column = |wanted: Option<usize>| {
            let wanted = wanted?;
            parts
                .iter()
                .find(|(column, _)| *column == wanted)
                .map(|(_, cell)| cell.as_str())
        };
        let is_row = own.first().is_some_and(|line| line.is_row());
        let name_column = named.map_or(0, |columns| columns.name);
        let others = || {
            parts
                .iter()
                .filter(|(column, _)| !is_row || *column != name_column)
                .map(|(_, cell)| cell)
        };
        let lifetime = named
            .and_then(|columns| in_column(columns.lifetime))
            .and_then(lifetime::in_column)
            .or_else(|| others().find_map(|cell| lifetime::whole(cell)))
            .or_else(|| others().find_map(|cell| lifetime::in_text(cell)));
        let has_purpose = match named.and_then(|columns| in_column(columns.purpose)) {
            Some(cell) => cell.chars().any(char::is_alphabetic),
            None => others().any(|cell| is_purpose(cell)),
        };
        let category = named.and_then(|columns| in_column(columns.category));
        Entry {
            name: String::new(),
            number,
            lines,
            lifetime,
            has_purpose,
            category: category.filter(|cell| !cell.is_empty()).map(str::to_owned),
        }
    }
}

fn is_joint(word: &str) -> bool {
    ["och", "samt", "and", "or", "eller", "&", "/", "|", "–", "-", "+"].contains(&word)
}

/// What stands on the line after the name.
fn after_name(line: &str) -> &str {
    line.trim_start()
        .split_once(char::is_whitespace)
        .map_or("", |(_, rest)| rest)
}

/// Whether a text says what something is for: a part of it that has words enough, and is not about how long.
fn is_purpose(text: &str) -> bool {
    let parts = text
        .split(['–', '—', '(', ')', ',', ':', '|', ';'])
        .chain(text.split(" - "))
        .chain(text.split(". "));
    parts.into_iter().any(|part| {
        let said = words(part).len();
        said >= ENOUGH && (said >= PLENTY || lifetime::in_text(part).is_none())
    })
}
