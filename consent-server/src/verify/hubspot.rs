//! HubSpot's `__hs_cookie_cat_pref`: `1:true_2:false_3:true`, with commas until about 2024.

use consent_core::strings::hubspot::Categories;

use super::{Finding, Format, Reading};

pub(super) use consent_core::strings::hubspot::Category;

/// Reads as HubSpot's own script does: a number that is missing is no, as is any word but `true`.
pub(super) fn read(text: &str) -> Reading {
    let findings = Categories::findings(text);
    match Categories::parse(text) {
        Ok(said) => Reading::of(Format::Hubspot, &said, findings),
        Err(error) => {
            let mut reading = Reading::malformed(Format::Hubspot, error, "value");
            reading.findings.extend(findings.into_iter().map(Finding::from));
            reading
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::Verdict;
    use serde_json::{Value, json};

    #[test]
    fn both_separators_any_order_and_what_is_missing() {
        for (text, [analytics, advertisement, functionality]) in [
            ("1:true_2:true_3:true", [true, true, true]),
            ("1:true,2:false,3:false", [true, false, false]),
            ("3:true_1:true_2:false", [true, false, true]),
            ("1:true", [true, false, false]),
            ("1%3Atrue%2C2%3Afalse%2C3%3Atrue", [true, false, true]),
        ] {
            let reading = read(text);
            assert_eq!(
                reading.fields,
                json!({
                    "necessary": true,
                    "analytics": analytics,
                    "advertisement": advertisement,
                    "functionality": functionality,
                }),
                "{text}"
            );
            assert!(reading.verdict() == Verdict::Valid && reading.has("no-proof"));
        }
    }

    #[test]
    fn odd_parts_are_told_and_grant_nothing() {
        assert!(read("1:true_9:true").has("unknown-category"));
        assert!(read("1:TRUE").has("odd-word"));
        assert!(read("1:true_2").has("odd-part"));
        for text in ["", ":", "true", "1=true", "a:true", "1:tr ue"] {
            let reading = read(text);
            assert_eq!(reading.findings[0].rule, "malformed", "{text}");
            assert_eq!(
                (reading.verdict(), reading.fields),
                (Verdict::Invalid, Value::Null)
            );
        }
    }
}
