//! Texts of the notice as yew takes them, and the ids that tie them together.

use consent_core::notice::Notice;
use yew::AttrValue;

/// A text of the notice.
pub(super) fn word(text: &str) -> AttrValue {
    AttrValue::from(text.to_owned())
}

/// Several pieces as one text; formatting would weigh more than all that is formatted here.
pub(super) fn join(pieces: &[&str]) -> AttrValue {
    AttrValue::from(pieces.concat())
}

/// Which way the notice is written.
pub(super) fn direction(notice: &Notice) -> &'static str {
    if notice.right_to_left { "rtl" } else { "ltr" }
}

/// An address that a link may have: of the web, of this site, or of a mailbox. A script is none of them.
pub(super) fn address(url: &str) -> Option<AttrValue> {
    let start = url.split(['/', '?', '#']).next().unwrap_or_default();
    let is_open = match start.split_once(':') {
        None => !url.trim().is_empty(),
        Some((scheme, _)) => ["https", "http", "mailto"]
            .iter()
            .any(|known| scheme.eq_ignore_ascii_case(known)),
    };
    is_open.then(|| word(url))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_is_no_address() {
        for url in [
            "https://example.se/a:b",
            "HTTP://example.se",
            "/privacy",
            "privacy.html?a:b",
            "mailto:a@b.se",
        ] {
            assert_eq!(address(url).as_deref(), Some(url));
        }
        for url in [
            "javascript:alert(1)",
            " javascript:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,x",
            "",
            " ",
        ] {
            assert_eq!(address(url), None, "{url:?}");
        }
    }
}
