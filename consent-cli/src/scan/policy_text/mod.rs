//! What a text names: its lines, the cookies and services in them, and how long the cookies are said to live.
//!
//! *Takes* a document and the catalogue.
//! *Gives* its lines with their words, every cookie and every service that is named, each with its line.
//! *Never* takes a word for a name that is an ordinary word as well, unless what stands around it says so.

mod columns;
mod cookies;
mod denials;
pub(crate) mod domains;
mod entry;
pub(crate) mod functions;
mod known_names;
mod lifetime;
mod line;
mod plain;
pub(crate) mod service_names;
mod services;
mod words;

pub(crate) use columns::speak_of_cookies;
pub(crate) use cookies::{Cookie, cookies};
pub(crate) use lifetime::{Said, is_unlimited};
pub(crate) use line::{Line, Shape, tidy};
pub(crate) use services::services;
pub(crate) use words::{Phrases, sentences, words};

use consent_core::catalogue::Catalogue;

use super::markup::{Page, Tag};
use super::{Document, Format};

/// A document that has been read.
#[derive(Debug)]
pub(crate) struct Read {
    /// Its path or address.
    pub(crate) name: String,
    /// Its lines that say something.
    pub(crate) lines: Vec<Line>,
    /// The words of each line.
    pub(crate) words: Vec<Vec<String>>,
    /// Its elements that load or are marked, if it is HTML.
    pub(crate) tags: Vec<Tag>,
    /// Whether it is a whole page of HTML.
    pub(crate) is_page: bool,
}

impl Read {
    /// Reads a document.
    pub(crate) fn of(document: &Document, catalogue: &Catalogue) -> Self {
        let page = match document.format {
            Format::Text => Page {
                lines: plain::lines(&document.text),
                ..Page::default()
            },
            Format::Html => Page::read(&document.text, catalogue),
        };
        let words = page.lines.iter().map(|line| words(&line.text())).collect();
        Self {
            name: document.name.clone(),
            lines: page.lines,
            words,
            tags: page.tags,
            is_page: page.is_whole,
        }
    }
}
