//! Google's Additional Consent string.

use consent_core::strings::google_ac::GoogleAc;

use super::{Format, Reading};

pub(super) fn read(text: &str) -> Reading {
    match GoogleAc::parse(text) {
        Ok(said) => Reading::of(Format::GoogleAc, &said, said.findings(text)),
        Err(error) => Reading::malformed(
            Format::GoogleAc,
            error,
            "Google, Additional Consent technical specification, AC string format",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::Verdict;
    use serde_json::json;

    #[test]
    fn both_versions_are_read() {
        let reading = read("2~1.35~dv.9");
        assert_eq!(reading.verdict(), Verdict::Valid);
        assert_eq!(
            reading.fields,
            json!({ "version": 2, "consented": [1, 35], "disclosedNotConsented": [9] })
        );
        assert!(reading.has("beside-tc-string"));
        let reading = read("1~7");
        assert_eq!(
            reading.fields,
            json!({ "version": 1, "consented": [7], "disclosedNotConsented": null })
        );
        for text in ["2~1.35~dv.35", "2~1", "3~1", "2~x~dv."] {
            assert_eq!(read(text).verdict(), Verdict::Invalid, "{text}");
        }
    }
}
