//! Addresses: only `https:` and paths on the site itself, so that no address in a config can run as a script.

use alloc::string::String;

use super::super::Host;
use super::super::loose::{Loose, short};
use super::super::place::Place;
use super::Checker;

/// How to mend an address.
const MEND: &str = "write an address that begins with “https://”";
const MEND_OR_PATH: &str =
    "write an address that begins with “https://”, or a path on the site such as “/cookies.html”";

impl Checker<'_> {
    /// An `https:` address.
    pub(super) fn address(&mut self, text: &Loose<String>, place: &Place) -> Option<String> {
        let text = text.needed(place, &mut self.faults)?;
        let is_right = is_https(text);
        if !is_right {
            self.faults.add(
                place,
                alloc::format!("“{}” is not a safe address", short(text)),
                MEND,
            );
        }
        is_right.then(|| text.clone())
    }

    /// Tells whether a text is an `https:` address or a path on the site.
    pub(super) fn is_address_or_path(&mut self, text: &str, place: &Place) -> bool {
        let is_right = is_https(text) || is_path(text);
        if !is_right {
            self.faults.add(
                place,
                alloc::format!("“{}” is not a safe address", short(text)),
                MEND_OR_PATH,
            );
        }
        is_right
    }
}

/// Whether browsers read a text as it stands: they drop tabs and line breaks, and take `\` for `/`.
fn is_plain(text: &str) -> bool {
    text.len() <= 2_000
        && !text
            .chars()
            .any(|c| c.is_whitespace() || c.is_control() || matches!(c, '\\' | '"' | '<' | '>' | '`'))
}

/// `https://` and a host name, without a user's name before it.
pub(super) fn is_https(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://").filter(|_| is_plain(text)) else {
        return false;
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let (host, port) = authority.split_once(':').unwrap_or((authority, "443"));
    Host::parse(host).is_some() && port.parse::<u16>().is_ok()
}

/// A path on the same origin: `/` and not `//`, which names another host.
pub(super) fn is_path(text: &str) -> bool {
    text.starts_with('/') && !text.starts_with("//") && is_plain(text)
}

/// Whether a text would do something else than be read if it became a link.
pub(super) fn is_scheme_that_acts(text: &str) -> bool {
    let bare: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .collect();
    let scheme = bare.split_once(':').map(|(scheme, _)| scheme.to_lowercase());
    scheme.is_some_and(|scheme| {
        matches!(
            scheme.as_str(),
            "javascript" | "data" | "blob" | "vbscript" | "file"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_and_paths_are_addresses() {
        for text in [
            "https://example.se",
            "https://köpexperterna.se/x?y#z",
            "https://example.se:8443/",
        ] {
            assert!(is_https(text), "{text}");
        }
        for text in ["/", "/en/cookies.html", "/kakor?x=1#y"] {
            assert!(is_path(text), "{text}");
        }
        for text in [
            "javascript:alert(1)",
            "data:text/html,x",
            "//evil.example/x",
            "/\\evil.example",
            "\\\\evil.example",
            "http://example.se",
            "HTTPS://example.se",
            "https://",
            "https:///x",
            "https://user@example.se/",
            "https://example.se:99999/",
            "https://exa mple.se/",
            "https://example.se/\"x",
            "java\nscript:alert(1)",
            "/a\tb",
            "cookies.html",
            "",
        ] {
            assert!(!is_https(text) && !is_path(text), "{text}");
        }
    }
}
