//! Texts made safe for the place they stand in: every name in a declaration may be hostile.

/// Makes a text safe between tags and inside double quotes.
pub(crate) fn html(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}

/// Makes a text safe anywhere within a line of Markdown (CommonMark 2.4), also in a cell of a table.
pub(crate) fn markdown(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '!' => {
                safe.push('\\');
                safe.push(c);
            }
            // A line break could begin a heading, a list or another row.
            c if c.is_control() => safe.push(' '),
            c => safe.push(c),
        }
    }
    safe
}

/// Returns the address if it may stand in a link.
pub(crate) fn link(address: &str) -> Option<&str> {
    let of_the_web = address.starts_with("https://") || address.starts_with("http://");
    let whole = address
        .chars()
        .all(|c| !c.is_control() && !c.is_whitespace() && !matches!(c, '(' | ')' | '<' | '>'));
    (of_the_web && whole).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_names_become_texts() {
        assert_eq!(
            html("<b onload=\"x\">'&"),
            "&lt;b onload=&quot;x&quot;&gt;&#39;&amp;"
        );
        assert_eq!(markdown("a|b_*\n# <img>`"), "a\\|b\\_\\* \\# &lt;img&gt;\\`");
    }

    #[test]
    fn only_addresses_of_the_web_become_links() {
        assert_eq!(link("https://example.se/a"), Some("https://example.se/a"));
        for address in ["javascript:x()", "", "data:x", "https://a b", "https://a) [x](y"] {
            assert_eq!(link(address), None, "{address}");
        }
    }
}
