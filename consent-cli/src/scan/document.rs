//! One text to read: a file, or what an address answered.

use serde::Serialize;

/// How a document is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Plain text or Markdown: policies in the wild are often half of each.
    Text,
    /// HTML.
    Html,
}

/// A document with its name.
#[derive(Clone, Debug)]
pub(crate) struct Document {
    /// Its path or address.
    pub(crate) name: String,
    /// How it is written.
    pub(crate) format: Format,
    /// What it says.
    pub(crate) text: String,
}

impl Document {
    /// Makes one; what looks like HTML is read as HTML, whatever its name says.
    pub(crate) fn new(name: impl Into<String>, text: String) -> Self {
        let name = name.into();
        let is_html = has_ending(&name, &["html", "htm", "xhtml"]) || looks_like_html(&text);
        let format = if is_html { Format::Html } else { Format::Text };
        Self { name, format, text }
    }
}

/// Whether a path ends in one of these, after its last dot.
pub(crate) fn has_ending(name: &str, endings: &[&str]) -> bool {
    let ending = name
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| endings.contains(&ending.as_str()))
}

fn looks_like_html(text: &str) -> bool {
    let start: String = text
        .trim_start_matches('\u{feff}')
        .trim_start()
        .chars()
        .take(15)
        .collect();
    let start = start.to_ascii_lowercase();
    ["<!doctype html", "<html", "<head", "<body"]
        .iter()
        .any(|tag| start.starts_with(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_like_html_is_html() {
        let format = |name: &str, text: &str| Document::new(name, text.into()).format;
        assert_eq!(format("a.txt", "Vi använder kakor."), Format::Text);
        assert_eq!(format("a.md", "# Kakor <b>"), Format::Text);
        assert_eq!(format("a.HTML", ""), Format::Html);
        assert_eq!(
            format("https://example.se/kakor", "\n<!DOCTYPE html><p>"),
            Format::Html
        );
    }
}
