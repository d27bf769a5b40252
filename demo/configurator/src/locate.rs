//! From the path of a fault to its place in the text.

use std::ops::Range;

use crate::written::{Content, Written};

/// Returns where in the text a fault's path is, in bytes: the value there, or else the nearest around it.
///
/// What is not JSON has a line and a column; what is missing is shown where it would stand.
#[must_use]
pub fn locate(text: &str, path: &str) -> Range<usize> {
    if let Some(at) = line_and_column(text, path) {
        return at..at;
    }
    let whole = Written::read(text);
    whole.map_or(0..0, |whole| {
        let mut nearest = Nearest {
            path,
            span: 0..0,
            length: 0,
        };
        nearest.walk(&whole, "");
        nearest.span
    })
}

/// Returns the same range in the units that a page's text field counts in (UTF-16).
#[must_use]
pub fn utf16(text: &str, range: Range<usize>) -> (u32, u32) {
    let units = |to: usize| {
        let before = &text[..text.floor_char_boundary(to)];
        u32::try_from(before.encode_utf16().count()).unwrap_or(u32::MAX)
    };
    (units(range.start), units(range.end))
}

/// `line 3, column 5`, both counted from one, the column in bytes.
fn line_and_column(text: &str, path: &str) -> Option<usize> {
    let (line, column) = path.strip_prefix("line ")?.split_once(", column ")?;
    let line: usize = line.parse().ok()?;
    let column: usize = column.parse().ok()?;
    let start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    Some(text.floor_char_boundary(start.saturating_add(column.saturating_sub(1)).min(text.len())))
}

/// The deepest value whose path begins the one that is looked for.
struct Nearest<'a> {
    path: &'a str,
    span: Range<usize>,
    length: usize,
}

impl Nearest<'_> {
    fn walk(&mut self, written: &Written, here: &str) {
        match &written.content {
            Content::Object(members) => {
                for member in members {
                    let gap = if here.is_empty() { "" } else { "." };
                    self.enter(&member.value, &format!("{here}{gap}{}", member.key));
                }
            }
            Content::List(entries) => {
                for (index, entry) in entries.iter().enumerate() {
                    self.enter(entry, &format!("{here}[{index}]"));
                }
            }
            Content::Single => {}
        }
    }

    fn enter(&mut self, written: &Written, here: &str) {
        let Some(rest) = self.path.strip_prefix(here) else {
            return;
        };
        if rest.is_empty() || rest.starts_with(['.', '[']) {
            // Of a key that is written twice the last counts, as it does in JSON.
            if here.len() >= self.length {
                (self.span, self.length) = (written.span.clone(), here.len());
            }
            self.walk(written, here);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "{\n  \"domains\": [\"å.se\"],\n  \"services\": [\"a\", {\"id\": \"b\", \"cookies\": [{\"name\": \"_ga\"}]}]\n}";

    fn at(path: &str) -> &'static str {
        &TEXT[locate(TEXT, path)]
    }

    #[test]
    fn a_path_leads_to_its_value() {
        assert_eq!(at("services[1].cookies[0].name"), "\"_ga\"");
        assert_eq!(at("services[0]"), "\"a\"");
        assert_eq!(at("domains"), "[\"å.se\"]");
    }

    #[test]
    fn what_is_missing_is_shown_where_it_would_stand() {
        assert_eq!(at("services[1].cookies[0].lifetime"), "{\"name\": \"_ga\"}");
        assert_eq!(locate(TEXT, "version"), 0..0);
        assert_eq!(locate(TEXT, "the file"), 0..0);
        // “service” begins like a key that is there, and is another.
        assert_eq!(locate(TEXT, "service[1]"), 0..0);
    }

    #[test]
    fn a_line_and_a_column_lead_into_what_is_not_json() {
        let text = "{\n  \"å\": }";
        assert_eq!(&text[locate(text, "line 2, column 9")], "");
        assert_eq!(locate(text, "line 2, column 9").start, text.len() - 1);
        assert_eq!(locate(text, "line 99, column 99").start, text.len());
    }

    #[test]
    fn a_text_field_counts_otherwise() {
        assert_eq!(utf16("å😀b", 6..7), (3, 4));
        assert_eq!(
            utf16("å", 1..9),
            (0, 1),
            "never past the end, never within a letter"
        );
    }
}
