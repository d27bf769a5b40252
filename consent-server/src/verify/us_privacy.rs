//! An IAB US Privacy string.

use consent_core::strings::us_privacy::UsPrivacy;

use super::{Format, Reading};

pub(super) fn read(text: &str) -> Reading {
    match UsPrivacy::parse(text) {
        Ok(said) => Reading::of(Format::UsPrivacy, &said, said.findings(text)),
        Err(error) => Reading::malformed(
            Format::UsPrivacy,
            error,
            "IAB US Privacy String 1.0, US Privacy String Format",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::Verdict;
    use serde_json::json;

    #[test]
    fn what_it_says_and_what_it_must_say() {
        let reading = read("1YNN");
        assert_eq!(reading.verdict(), Verdict::Valid);
        assert_eq!(
            reading.fields,
            json!({ "version": 1, "notice": "Y", "optOutSale": "N", "lspa": "N" })
        );
        assert!(read("1Y-N").has("opt-out-missing"));
        assert_eq!(read("1Y-N").verdict(), Verdict::Invalid);
        assert!(read("1ynn").has("small-letters") && read("1ynn").verdict() == Verdict::Valid);
        assert!(read("2YNN").has("malformed"));
    }
}
