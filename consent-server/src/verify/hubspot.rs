//! HubSpot's `__hs_cookie_cat_pref`: `1:true_2:false_3:true`, with commas until about 2024.

use serde_json::{Map, Value};

use super::{Finding, Format, Reading, Severity};

/// HubSpot's numbers and our names for the same.
pub(super) const CATEGORIES: [(&str, &str); 3] =
    [("1", "analytics"), ("2", "advertisement"), ("3", "functionality")];

/// The record is short; anything longer is something else.
const LONGEST: usize = 200;

/// The first pair is a number and a word.
pub(super) fn is_one(text: &str) -> bool {
    let text = plain(text);
    let first = text.split([',', '_']).next().unwrap_or_default();
    let is_number = |id: &str| !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit());
    text.len() <= LONGEST
        && first
            .split_once(':')
            .is_some_and(|(id, word)| is_number(id) && word.bytes().all(|b| b.is_ascii_alphabetic()))
}

/// Reads as HubSpot's own script does: a number that is missing is no, as is any word but `true`.
pub(super) fn read(text: &str) -> Reading {
    let text = plain(text);
    let mut reading = Reading {
        format: Some(Format::Hubspot),
        fields: Value::Null,
        findings: vec![Finding::new(
            Severity::Note,
            "no-proof",
            "HubSpot's record says neither when, nor to which text: it shows what was chosen, and proves nothing",
            "value",
        )],
    };
    if !is_one(&text) {
        reading.findings.push(Finding::error(
            "malformed",
            "not pairs of a number and “true” or “false”, such as 1:true_2:false_3:false",
            "value",
        ));
        return reading;
    }
    let parts = text.split(if text.contains(',') { ',' } else { '_' });
    let mut fields: Map<String, Value> = [("necessary", true)]
        .into_iter()
        .chain(CATEGORIES.map(|(_, name)| (name, false)))
        .map(|(name, is_granted)| (name.to_owned(), is_granted.into()))
        .collect();
    for part in parts {
        let mut pieces = part.split(':');
        let (Some(id), Some(word), None) = (pieces.next(), pieces.next(), pieces.next()) else {
            let message = format!("“{part}” is not a number and a word; HubSpot leaves it out");
            reading
                .findings
                .push(Finding::new(Severity::Warning, "odd-part", message, "value"));
            continue;
        };
        let Some((_, name)) = CATEGORIES.iter().find(|(number, _)| *number == id) else {
            let message = format!("{id} is no category of HubSpot's; it is left out");
            reading.findings.push(Finding::new(
                Severity::Warning,
                "unknown-category",
                message,
                "value",
            ));
            continue;
        };
        if !matches!(word, "true" | "false") {
            let message = format!("“{word}” is neither “true” nor “false”, and counts as false");
            reading
                .findings
                .push(Finding::new(Severity::Warning, "odd-word", message, *name));
        }
        fields.insert((*name).to_owned(), (word == "true").into());
    }
    reading.fields = Value::Object(fields);
    reading
}

/// HubSpot itself never escapes; what stands between may have.
fn plain(text: &str) -> String {
    text.replace("%3A", ":")
        .replace("%3a", ":")
        .replace("%2C", ",")
        .replace("%2c", ",")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::Verdict;

    fn grants(text: &str) -> [bool; 4] {
        let fields = read(text).fields;
        ["necessary", "analytics", "advertisement", "functionality"]
            .map(|name| fields[name].as_bool().unwrap())
    }

    #[test]
    fn both_separators_any_order_and_what_is_missing() {
        for (text, [analytics, advertisement, functionality]) in [
            ("1:true_2:true_3:true", [true, true, true]),
            ("1:false_2:false_3:false", [false, false, false]),
            ("1:true,2:false,3:false", [true, false, false]),
            ("3:true_1:true_2:false", [true, false, true]),
            ("1:true", [true, false, false]),
            ("1:true_2:yes_3:TRUE", [true, false, false]),
            ("1:true_9:true", [true, false, false]),
            ("1%3Atrue%2C2%3Afalse%2C3%3Atrue", [true, false, true]),
        ] {
            assert!(is_one(text), "{text}");
            assert_eq!(
                grants(text),
                [true, analytics, advertisement, functionality],
                "{text}"
            );
            assert_eq!(read(text).verdict(), Verdict::Valid);
        }
    }

    #[test]
    fn odd_parts_are_told_and_grant_nothing() {
        assert!(read("1:true_9:true").has("unknown-category"));
        assert!(read("1:TRUE").has("odd-word"));
        assert!(read("1:true_2").has("odd-part"));
        for text in ["", ":", "true", "1=true", "a:true", "1:tr ue"] {
            assert_eq!(read(text).verdict(), Verdict::Invalid, "{text}");
            assert_eq!(read(text).fields, Value::Null);
        }
    }
}
