//! A GPP string: every section by its name, and what its document says; one that cannot be read is null.

use consent_core::strings::gpp::{Gpp, Section};
use consent_core::strings::tcf;
use serde_json::{Map, Value, json};

use super::{Finding, Format, Known, Reading, Severity};

const FORMAT: &str = "GPP, Core/Consent String Specification, “GPP String Format”";

/// Reads a string. A section that cannot be read makes the whole invalid, and takes nothing from the other fields.
pub(super) fn read(text: &str, known: &Known<'_>) -> Reading {
    let gpp = match Gpp::parse(text) {
        Ok(gpp) => gpp,
        Err(error) => return Reading::malformed(Format::Gpp, error, FORMAT),
    };
    let known = tcf::Known::at(known.now);
    let mut sections = Map::new();
    let mut findings = Vec::new();
    for (id, section) in gpp.sections() {
        let name = id.name().map_or_else(|| id.get().to_string(), str::to_owned);
        let values = match section {
            Ok(section) => {
                let text = gpp.text(id).unwrap_or_default();
                findings.extend(section.findings(text, &known).into_iter().map(Finding::from));
                value_of(&section)
            }
            Err(error) => {
                let message = format!("section {id}: {error}");
                findings.push(Finding::error("section-malformed", message, FORMAT));
                Value::Null
            }
        };
        sections.insert(name, values);
    }
    if sections.is_empty() {
        let message = "no section follows the header: it says nothing";
        findings.push(Finding::new(Severity::Note, "no-section", message, FORMAT));
    }
    let ids: Vec<u16> = gpp.ids().map(|id| id.get()).collect();
    Reading {
        format: Some(Format::Gpp),
        fields: json!({ "sectionIds": ids, "sections": sections }),
        findings,
    }
}

fn value_of(section: &Section<'_>) -> Value {
    serde_json::to_value(section).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::{Verdict, verify};
    use consent_core::strings::gpp::{self, SectionId};
    use consent_core::time::Timestamp;

    fn read_now(text: &str) -> Reading {
        let known = Known {
            policies: &[],
            keys: None,
            now: Timestamp::from_secs(1_790_000_000),
        };
        verify(text, &known)
    }

    #[test]
    fn every_section_is_shown_by_its_name() {
        let reading = read_now("DBABzw~1YNN~BAAAAAAAAQA.QA");
        assert_eq!(reading.verdict(), Verdict::Valid, "{:?}", reading.findings);
        assert_eq!(reading.fields["sectionIds"], json!([6, 7]));
        let sections = &reading.fields["sections"];
        assert_eq!(sections["uspv1"]["optOutSale"], "N");
        assert_eq!(sections["usnat"]["MspaCoveredTransaction"], 1);
        assert_eq!(sections["usnat"]["Gpc"], false);
        assert_eq!(
            read_now("DBABzw~1YNN~BAAAAAAAAQA").fields["sections"]["usnat"]["Gpc"],
            Value::Null
        );
    }

    #[test]
    fn what_is_kept_as_it_stands_is_its_text() {
        let unsettled = Section::Opaque(SectionId::new(24), "BQAA.QA".into());
        let reading = read_now(&gpp::write(&[unsettled]).unwrap());
        assert_eq!(reading.fields["sections"], json!({ "usmd": "BQAA.QA" }));
        assert!(reading.has("section-unsettled") && reading.verdict() == Verdict::Valid);
    }

    #[test]
    fn one_broken_section_makes_the_whole_invalid_and_no_other_null() {
        let reading = read_now("DBABzw~1YNN~BAAA");
        assert!(reading.has("section-malformed") && reading.verdict() == Verdict::Invalid);
        assert_eq!(reading.fields["sections"]["usnat"], Value::Null);
        assert_eq!(reading.fields["sections"]["uspv1"]["notice"], "Y");
        let reading = read_now("DBABzw~1YNN");
        assert!(reading.has("malformed") && reading.fields == Value::Null);
        assert!(read_now("DBAA").has("no-section"));
    }
}
