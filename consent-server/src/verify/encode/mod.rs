//! Fields as a reading has them to the text that says them.

use std::fmt;

use consent_core::strings::google_ac::GoogleAc;
use consent_core::strings::gpp::{self, Sections};
use consent_core::strings::hubspot::Categories;
use consent_core::strings::tcf::TcString;
use consent_core::strings::us_privacy::UsPrivacy;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{Format, Known};

mod consent_string;

/// Why fields make no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodeError(String);

impl EncodeError {
    fn new(why: impl fmt::Display) -> Self {
        Self(why.to_string())
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for EncodeError {}

/// Writes the text of a format that says these fields, given as JSON: the same that [`verify`](super::verify) shows.
///
/// # Errors
/// [`EncodeError`] for JSON that is none, for a field that is missing, unknown or does not fit, and for a format that
/// only others can make.
///
/// # Example
/// ```
/// use consent_core::time::Timestamp;
/// use consent_server::verify::{Format, Known, encode};
///
/// let known = Known { policies: &[], keys: None, now: Timestamp::from_secs(1_800_000_000) };
/// let fields = r#"{"analytics": true, "advertisement": false, "functionality": true}"#;
/// assert_eq!(encode(Format::Hubspot, fields, &known)?, "1:true_2:false_3:true");
/// # Ok::<(), consent_server::verify::EncodeError>(())
/// ```
pub fn encode(format: Format, json: &str, known: &Known<'_>) -> Result<String, EncodeError> {
    match format {
        Format::Consent => consent_string::encode(&read(json)?, known),
        Format::TcfEuV2 => read::<TcString>(json)?.encode().map_err(EncodeError::new),
        Format::Gpp => {
            let OfGpp {
                section_ids,
                sections,
            } = read(json)?;
            let mut ids: Vec<u16> = sections.0.iter().map(|section| section.id().get()).collect();
            ids.sort_unstable();
            if section_ids.is_some_and(|listed| listed != ids) {
                let message = format!("sectionIds: the sections are {ids:?}; leave it out or name those");
                return Err(EncodeError(message));
            }
            gpp::write(&sections.0).map_err(EncodeError::new)
        }
        Format::UsPrivacy => Ok(read::<UsPrivacy>(json)?.encode()),
        Format::GoogleAc => Ok(read::<GoogleAc>(json)?.encode()),
        Format::Hubspot => Ok(read::<Categories>(json)?.encode()),
        Format::Receipt => Err(EncodeError::new("only a server makes receipts: it seals them")),
        Format::TcfEuV1 => Err(EncodeError::new("strings of TCF 1 are invalid since 2020")),
        Format::Import(_) => Err(EncodeError::new(
            "only the other system writes its record: nobody else may answer in its name",
        )),
        Format::GoogleConsentMode | Format::Gpc => Err(EncodeError::new(
            "only a browser sends it: there is nothing to write",
        )),
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct OfGpp {
    section_ids: Option<Vec<u16>>,
    sections: Sections<'static>,
}

fn read<T: DeserializeOwned>(json: &str) -> Result<T, EncodeError> {
    serde_json::from_str(json).map_err(|error| {
        use serde_json::error::Category;
        let what = match error.classify() {
            Category::Data => "the fields",
            _ => "not JSON",
        };
        EncodeError(format!("{what}: {error}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::{Verdict, verify};
    use consent_core::time::Timestamp;

    const KNOWN: Known<'_> = Known {
        policies: &[],
        keys: None,
        now: Timestamp::from_secs(1_790_000_000),
    };

    #[test]
    fn what_is_shown_is_written_again() {
        for (format, text) in [
            (Format::TcfEuV2, "CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA"),
            (Format::Gpp, "DBABzw~1YNN~BAAAAAAAAQA.QA"),
            (Format::Gpp, "DBAA"),
            (Format::UsPrivacy, "1-Y-"),
            (Format::GoogleAc, "2~1.35~dv.9"),
            (Format::GoogleAc, "1~"),
            (Format::Hubspot, "1:true_2:false_3:true"),
        ] {
            let reading = verify(text, &KNOWN);
            assert_eq!(reading.format, Some(format), "{text}");
            let again = encode(format, &reading.fields.to_string(), &KNOWN).unwrap();
            assert_eq!(again, text);
            assert_eq!(verify(&again, &KNOWN), reading);
        }
    }

    #[test]
    fn what_makes_no_text_says_why() {
        for (format, json, says) in [
            (Format::Hubspot, "{", "not JSON: EOF"),
            (Format::Hubspot, "[]", "the fields: invalid"),
            (Format::Hubspot, r#"{"analytics": 1}"#, "expected a boolean"),
            (
                Format::UsPrivacy,
                r#"{"notice": "Y"}"#,
                "missing field `optOutSale`",
            ),
            (
                Format::TcfEuV2,
                r#"{"created": 1, "cmp": 2}"#,
                "unknown field `cmp`",
            ),
            (
                Format::Gpp,
                r#"{"sections": {"usxx": {}}}"#,
                "“usxx” is no section",
            ),
            (
                Format::Gpp,
                r#"{"sectionIds": [7], "sections": {"usmd": "BQAA"}}"#,
                "the sections are [24]",
            ),
            (
                Format::Gpp,
                r#"{"sections": {"usmd": "a~b"}}"#,
                "section 24 (usmd)",
            ),
            (Format::GoogleAc, r#"{"consented": [70000]}"#, "70000"),
            (Format::Receipt, "{}", "only a server"),
            (Format::Gpc, "{}", "only a browser"),
            (Format::GoogleConsentMode, "{}", "only a browser"),
            (Format::TcfEuV1, "{}", "invalid since 2020"),
            (Format::Consent, "{}", "missing field"),
        ] {
            let error = encode(format, json, &KNOWN).unwrap_err().to_string();
            assert!(error.contains(says), "{json}: {error}");
        }
        assert_eq!(verify("DBAA", &KNOWN).verdict(), Verdict::Valid);
    }
}
