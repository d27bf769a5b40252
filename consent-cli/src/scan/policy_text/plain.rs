//! Plain text and Markdown, line by line.
//!
//! ```text
//! row     = "|" cell *( "|" cell ) [ "|" ] / cell 1*( TAB cell )
//! heading = 1*6"#" " " text
//! bullet  = ( "•" / "-" / "*" / "–" / "·" / number "." ) " " text
//! ```
//! Marks of Markdown within a line (links, code, bold, escapes) are taken off; what they mark stays.

use super::line::{Line, Shape, tidy};

/// Reads the lines; empty ones are left out.
pub(crate) fn lines(text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    // CR LF, LF and a lone CR all end a line.
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    for (number, raw) in (1..).zip(text.split('\n')) {
        if raw.trim().is_empty() {
            continue;
        }
        match line(number, raw) {
            Read::Line(line) => lines.push(line),
            Read::Ruler => {
                // What stands above the ruler of a Markdown table says what its columns are.
                if let Some(above) = lines.last_mut().filter(|line| line.shape == Shape::Row) {
                    above.shape = Shape::HeaderRow;
                }
            }
        }
    }
    lines
}

enum Read {
    Line(Line),
    /// The line of dashes under a table's first row, or under a title.
    Ruler,
}

fn line(number: u32, raw: &str) -> Read {
    let trimmed = raw.trim();
    if trimmed.chars().all(|letter| "|-:=+_* ".contains(letter)) && trimmed.len() > 2 {
        return Read::Ruler;
    }
    let cells: Vec<&str> = if trimmed.starts_with('|') || trimmed.matches(" | ").count() > 1 {
        trimmed.trim_matches('|').split('|').collect()
    } else if trimmed.contains('\t') {
        trimmed.split('\t').collect()
    } else {
        Vec::new()
    };
    if cells.len() > 1 {
        return Read::Line(Line {
            number,
            shape: Shape::Row,
            cells: cells.into_iter().map(|cell| tidy(&unmarked(cell))).collect(),
        });
    }
    let (shape, text) = shape(trimmed);
    Read::Line(Line::of(number, shape, tidy(&unmarked(text))))
}

fn shape(line: &str) -> (Shape, &str) {
    let hashes = line.bytes().take_while(|byte| *byte == b'#').count();
    if let Some(title) = line.get(hashes..).and_then(|rest| rest.strip_prefix(' '))
        && (1..=6).contains(&hashes)
    {
        return (Shape::Heading, title.trim_end_matches('#'));
    }
    for mark in ["•", "·", "◦", "▪", "-", "*", "+", "–", "—"] {
        if let Some(text) = line
            .strip_prefix(mark)
            .filter(|rest| rest.starts_with([' ', '\t', '\u{a0}']))
        {
            return (Shape::Bullet, text);
        }
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = line.get(digits..).and_then(|rest| rest.strip_prefix(". "));
    match numbered {
        Some(text) if (1..=3).contains(&digits) => (Shape::Bullet, text),
        _ => (Shape::Prose, line),
    }
}

/// Takes off links, code, bold and escapes.
fn unmarked(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let after = &rest[letter.len_utf8()..];
        rest = match letter {
            // An escape is one before a mark; in a path it stays.
            '\\' if after.starts_with(['_', '*', '[', ']', '(', ')', '#', '`', '|', '-']) => {
                let mark = after.chars().next().unwrap_or_default();
                plain.push(mark);
                &after[mark.len_utf8()..]
            }
            '[' => match link(after) {
                Some((shown, after)) => {
                    plain.push_str(shown);
                    after
                }
                None => {
                    plain.push('[');
                    after
                }
            },
            '*' if after.starts_with('*') => &after[1..],
            _ => {
                plain.push(letter);
                after
            }
        };
    }
    plain
}

/// `text](address)`: what is shown, and what comes after. Both parts are short, so that a text full of brackets is
/// read once.
fn link(text: &str) -> Option<(&str, &str)> {
    let near = |text: &str| text.char_indices().nth(300).map_or(text.len(), |(at, _)| at);
    let middle = text[..near(text)].find("](")?;
    let (shown, address) = (&text[..middle], &text[middle + 2..]);
    let end = address[..near(address)].find(')')?;
    (!shown.contains('[')).then_some((shown, &address[end + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_tables_and_titles_are_told_apart() {
        let text = "# Kakor\n\n• Den lever i 2 år.\n1. [Läs mer](#)\n| Namn | Tid |\n|---|---|\n| `\\_ga` | 2 år |\n_fbp\t3 månader\nSlut.";
        let read: Vec<(u32, Shape, String)> = lines(text)
            .into_iter()
            .map(|line| (line.number, line.shape, line.text().into_owned()))
            .collect();
        let expected = [
            (1, Shape::Heading, "Kakor"),
            (3, Shape::Bullet, "Den lever i 2 år."),
            (4, Shape::Bullet, "Läs mer"),
            (5, Shape::HeaderRow, "Namn | Tid"),
            (7, Shape::Row, "`_ga` | 2 år"),
            (8, Shape::Row, "_fbp | 3 månader"),
            (9, Shape::Prose, "Slut."),
        ]
        .map(|(number, shape, text)| (number, shape, text.to_owned()));
        assert_eq!(read, expected);
    }

    #[test]
    fn brackets_without_an_address_stay() {
        assert_eq!(unmarked("_gat_[id] och [a](b) [c"), "_gat_[id] och a [c");
        assert_eq!(unmarked("**Namn** C:\\temp"), "Namn C:\\temp");
    }
}
