//! The value of a `Sec-GPC` header, alone or after its name.

use consent_core::strings::gpc;
use serde_json::json;

use super::{Finding, Format, Reading};

const HEADER: &str = "W3C, Global Privacy Control, “The Sec-GPC Header Field”";

/// The header as it was copied, with its name.
pub(super) fn is_header(text: &str) -> bool {
    text.split_once(':')
        .is_some_and(|(name, _)| name.trim().eq_ignore_ascii_case(gpc::HEADER))
}

pub(super) fn read(text: &str) -> Reading {
    let value = match text.split_once(':') {
        Some((_, value)) => value.trim(),
        None => text,
    };
    let is_on = gpc::is_on([value]);
    let mut findings = Vec::new();
    if !is_on {
        findings.push(Finding::error(
            "ignored",
            "any value but “1” is as if the header were not there: it says nothing",
            HEADER,
        ));
    }
    Reading {
        format: Some(Format::Gpc),
        fields: json!({ "gpc": is_on }),
        findings,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::Verdict;

    #[test]
    fn only_one_says_anything() {
        for (text, is_on) in [
            ("1", true),
            ("Sec-GPC: 1", true),
            ("sec-gpc:1", true),
            ("Sec-GPC: 0", false),
            ("Sec-GPC:", false),
            ("Sec-GPC: 1, 1", false),
        ] {
            let reading = read(text);
            assert_eq!(reading.fields, json!({ "gpc": is_on }), "{text}");
            assert_eq!(reading.verdict() == Verdict::Valid, is_on, "{text}");
            assert_eq!(reading.has("ignored"), !is_on);
        }
    }
}
