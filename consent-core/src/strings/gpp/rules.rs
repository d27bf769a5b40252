//! What the platform's documents say about a section that could be read.

use alloc::borrow::Cow;
use alloc::format;
use alloc::vec::Vec;

use super::section_id::Standing;
use super::string::Section;
use crate::strings::tcf;
use crate::strings::{Finding, Severity};

const SECTIONS: &str = "GPP, Sections/Section Information, Section IDs";

impl Section<'_> {
    /// Returns what the documents say about the section's values, and about how `text` writes them.
    ///
    /// Which sections must be there, and which is in force, is not judged: only who sends the string knows.
    #[must_use]
    pub fn findings(&self, text: &str, known: &tcf::Known<'_>) -> Vec<Finding> {
        match self {
            Self::TcfEuV2(tc) => named("tcfeuv2", tc.findings(known)),
            Self::TcfCaV1(ca) => ca.findings(known.now),
            Self::UsPrivacy(us) => named("uspv1", us.findings(text)),
            Self::Us(section) => section.findings(),
            Self::Opaque(id, _) => {
                let (severity, rule, message) = match id.standing() {
                    Standing::Unsettled => (
                        Severity::Warning,
                        "section-unsettled",
                        "its document and its implementations do not agree yet: nothing is read from it",
                    ),
                    Standing::Ended => (
                        Severity::Warning,
                        "section-ended",
                        "it is ended, and says nothing any more",
                    ),
                    Standing::Reserved => (
                        Severity::Warning,
                        "section-reserved",
                        "the number is the platform's own, and carries no answer",
                    ),
                    Standing::Unknown | Standing::Settled => (
                        Severity::Note,
                        "section-unknown",
                        "a section that is not known here: nothing is read from it",
                    ),
                };
                Vec::from([Finding::new(
                    severity,
                    rule,
                    format!("section {id}: {message}"),
                    SECTIONS,
                )])
            }
        }
    }
}

/// Findings that say which section they are about.
fn named(section: &str, mut findings: Vec<Finding>) -> Vec<Finding> {
    for finding in &mut findings {
        finding.message = Cow::Owned(format!("{section}: {}", finding.message));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::strings::gpp::{Gpp, SectionId};
    use crate::time::Timestamp;

    fn findings(id: u16, text: &str) -> Vec<Finding> {
        let section = Section::read(SectionId::new(id), text).expect("a section");
        section.findings(text, &tcf::Known::at(Timestamp::from_secs(1_790_000_000)))
    }

    #[test]
    fn what_is_not_read_is_told() {
        for (id, rule, severity) in [
            (1, "section-ended", Severity::Warning),
            (3, "section-reserved", Severity::Warning),
            (24, "section-unsettled", Severity::Warning),
            (28, "section-unknown", Severity::Note),
        ] {
            let found = findings(id, "BQAA.QA");
            let found: Vec<_> = found.iter().map(|it| (it.rule, it.severity)).collect();
            assert_eq!(found, [(rule, severity)], "{id}");
        }
    }

    #[test]
    fn findings_say_which_section_they_are_about() {
        let all = [
            findings(2, "CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA"),
            findings(5, "BPXuQIAPXuQIAAfKABENB-CgAAAAAAAAAAAAAAAA"),
            findings(6, "1Y--"),
            findings(8, "BAAAAAAA"),
            findings(24, "BQAA"),
        ];
        for (found, name) in all
            .iter()
            .zip(["tcfeuv2", "tcfcav1", "uspv1", "usca", "24 (usmd)"])
        {
            assert!(!found.is_empty(), "{name}");
            assert!(found.iter().all(|it| it.message.contains(name)), "{found:?}");
        }
        assert!(Gpp::parse("DBAA").is_ok_and(|gpp| gpp.sections().len() == 0));
    }
}
