//! A TC string: its values by the names of the framework's own interface, and what the framework's rules say.

use consent_core::strings::tcf::{self, DecodeError, TcString};

use super::{Finding, Format, Known, Reading};

const FORMAT: &str = "IAB Tech Lab, Consent string and vendor list formats v2, “TC String Format”";

/// Reads a string. A vendor list and the list of platforms are not at hand, so rules that need them are left out.
pub(super) fn read(text: &str, known: &Known<'_>) -> Reading {
    match TcString::decode(text) {
        Ok(tc) => {
            let findings = tc.findings(&tcf::Known::at(known.now));
            Reading::of(Format::TcfEuV2, &tc, findings)
        }
        Err(error @ DecodeError::Version1) => Reading {
            findings: vec![Finding::error("tcf-1", error.to_string(), FORMAT)],
            ..Reading::malformed(Format::TcfEuV1, "", FORMAT)
        },
        Err(error) => Reading::malformed(Format::TcfEuV2, error, FORMAT),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::{Verdict, verify};
    use consent_core::strings::bits::{Deciseconds, Letters};
    use consent_core::strings::tcf::Core;
    use consent_core::time::{DAY, Timestamp};
    use serde_json::{Value, json};

    const NOW: Timestamp = Timestamp::from_secs(1_790_000_000);

    fn read_at(text: &str, now: Timestamp) -> Reading {
        let known = Known {
            policies: &[],
            keys: None,
            now,
        };
        verify(text, &known)
    }

    fn sound() -> String {
        let letters = |text| Letters::parse(text).unwrap();
        let tc = TcString {
            core: Core {
                created: Deciseconds::midnight(NOW),
                last_updated: Deciseconds::midnight(NOW),
                cmp_id: 880,
                cmp_version: 1,
                consent_language: letters("SV"),
                publisher_country: letters("SE"),
                vendor_list_version: 175,
                policy_version: 5,
                is_service_specific: true,
                purposes_consent: [1, 7].into_iter().collect(),
                vendor_consents: [10, 755].into_iter().collect(),
                ..Core::default()
            },
            disclosed_vendors: Some([10, 20, 755].into_iter().collect()),
            ..TcString::default()
        };
        tc.encode().unwrap()
    }

    #[test]
    fn a_sound_string_is_valid_until_it_is_too_old() {
        let reading = read_at(&sound(), NOW);
        assert_eq!(reading.verdict(), Verdict::Valid, "{:?}", reading.findings);
        assert_eq!(reading.format, Some(Format::TcfEuV2));
        for (key, value) in [
            ("cmpId", json!(880)),
            ("consentLanguage", json!("SV")),
            ("purposeConsents", json!([1, 7])),
            ("vendorConsents", json!([10, 755])),
            ("disclosedVendors", json!([10, 20, 755])),
            ("publisherRestrictions", json!([])),
            ("publisherCC", json!("SE")),
        ] {
            assert_eq!(reading.fields[key], value, "{key}");
        }
        let later = read_at(&sound(), NOW.saturating_add(500 * DAY));
        assert!(!later.findings.is_empty());
    }

    #[test]
    fn what_cannot_be_read_says_where() {
        let text = sound();
        let core = text.split('.').next().unwrap();
        let reading = read_at(&core[..core.len() - 4], NOW);
        assert!(reading.has("malformed") && reading.verdict() == Verdict::Invalid);
        assert!(
            reading.findings[0].message.contains("segment Core"),
            "{reading:?}"
        );
        assert_eq!(reading.fields, Value::Null);
        let reading = read_at("BOEFEAyOEFEAyAHABDENAI4AAAB9vABAASA", NOW);
        assert!(reading.has("tcf-1") && reading.format == Some(Format::TcfEuV1));
        assert_eq!((reading.verdict(), reading.findings.len()), (Verdict::Invalid, 1));
    }
}
