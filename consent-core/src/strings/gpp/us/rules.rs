//! What the documents of the United States' sections say about answers that could be read.

use alloc::format;
use alloc::vec::Vec;

use super::field::{Question, UsField};
use super::section::UsSection;
use crate::strings::gpp::SectionId;
use crate::strings::{Finding, Severity};

/// A choice, and the notice without which nobody could make it.
const CHOICES: [(UsField, UsField); 3] = [
    (UsField::SaleOptOut, UsField::SaleOptOutNotice),
    (UsField::SharingOptOut, UsField::SharingOptOutNotice),
    (
        UsField::TargetedAdvertisingOptOut,
        UsField::TargetedAdvertisingOptOutNotice,
    ),
];

const CALIFORNIA: SectionId = SectionId::new(8);

const GPC: &str = "GPP, Sections/Section Information, Reusable Subsections";

impl UsSection {
    /// Returns what the section's document says about its values.
    ///
    /// What a value says in law is not judged: whether a notice was needed, or a transaction is covered.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        let source = self.layout().source();
        let name = self.id().name().unwrap_or_default();
        let mut findings = Vec::new();
        let mut add = |severity, rule, message: alloc::string::String, source| {
            findings.push(Finding::new(severity, rule, format!("{name}: {message}"), source));
        };
        if self.version() != self.layout().version() {
            let message = format!(
                "Version {} stands in a section of the layout of version {}: read by its length",
                self.version(),
                self.layout().version()
            );
            add(Severity::Note, "section-version", message, source);
        }
        for (field, count) in self.layout().fields() {
            let undefined = (1..).zip(self.answers(field)).find(|(_, answer)| *answer == 3);
            if let Some((number, _)) = undefined {
                let place = if count > 1 {
                    format!("{field}, number {number}")
                } else {
                    format!("{field}")
                };
                let message = format!("{place} is 3, which means nothing: 0, 1 and 2 are defined");
                add(Severity::Error, "undefined-answer", message, source);
            }
            if field.question() == Question::Mspa
                && field == UsField::MspaCoveredTransaction
                && self.answer(field) == Some(0)
            {
                let message = format!("{field} is 0: only 1 (yes) and 2 (no) are defined");
                add(Severity::Warning, "covered-transaction", message, source);
            }
        }
        for (choice, notice) in CHOICES {
            match (self.answer(notice), self.answer(choice)) {
                (Some(told @ (0 | 2)), Some(chosen @ (1 | 2))) => {
                    let message = format!(
                        "{choice} is {chosen} although {notice} is {told}: without the notice it must be 0"
                    );
                    add(Severity::Warning, "choice-without-notice", message, source);
                }
                (Some(1), Some(0)) => {
                    let message = format!(
                        "{notice} was given, and {choice} is 0: it must say whether the consumer opted out"
                    );
                    add(Severity::Warning, "notice-without-choice", message, source);
                }
                _ => {}
            }
        }
        if self.gpc.is_some() && !self.layout().has_gpc() {
            let message = "its document has no GPC subsection, and other readers pass over it".into();
            add(Severity::Warning, "gpc-not-defined", message, source);
        }
        if self.id() == CALIFORNIA && self.gpc == Some(true) && self.answer(UsField::SaleOptOut) == Some(2) {
            let message = "GPC opts out of sale in California, and SaleOptOut says that nobody did".into();
            add(Severity::Warning, "gpc-not-followed", message, GPC);
        }
        findings
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::strings::gpp::UsLayout;

    fn section(id: u16, answers: &[(UsField, u8)]) -> UsSection {
        let layout = UsLayout::newest(SectionId::new(id)).expect("a layout");
        let mut section = UsSection::new(layout);
        assert!(section.set(UsField::MspaCoveredTransaction, 0, 2));
        for (field, answer) in answers {
            assert!(section.set(*field, 0, *answer), "{field}");
        }
        section
    }

    fn rules(section: &UsSection) -> Vec<(&'static str, Severity)> {
        let findings = section.findings();
        assert!(
            findings
                .iter()
                .all(|finding| finding.source.starts_with("GPP, Sections/"))
        );
        findings
            .iter()
            .map(|finding| (finding.rule, finding.severity))
            .collect()
    }

    #[test]
    fn a_section_as_it_should_be_has_no_findings() {
        let sound = [(UsField::SaleOptOutNotice, 1), (UsField::SaleOptOut, 2)];
        assert_eq!(rules(&section(8, &sound)), []);
        assert_eq!(rules(&section(7, &[])), []);
    }

    #[test]
    fn what_the_documents_rule_out_is_found() {
        use Severity::{Error, Note, Warning};
        for (answers, expected) in [
            (&[(UsField::SharingOptOut, 3)][..], ("undefined-answer", Error)),
            (
                &[(UsField::MspaCoveredTransaction, 0)],
                ("covered-transaction", Warning),
            ),
            (&[(UsField::SaleOptOut, 1)], ("choice-without-notice", Warning)),
            (
                &[(UsField::SaleOptOutNotice, 2), (UsField::SaleOptOut, 2)],
                ("choice-without-notice", Warning),
            ),
            (
                &[(UsField::SharingOptOutNotice, 1)],
                ("notice-without-choice", Warning),
            ),
        ] {
            assert_eq!(rules(&section(8, answers)), [expected], "{answers:?}");
        }
        assert_eq!(
            rules(&section(7, &[]).with_version(1)),
            [("section-version", Note)]
        );
    }

    #[test]
    fn gpc_is_looked_at_where_it_means_something() {
        let chose_not = [(UsField::SaleOptOutNotice, 1), (UsField::SaleOptOut, 2)];
        let mut california = section(8, &chose_not);
        california.gpc = Some(true);
        assert_eq!(rules(&california), [("gpc-not-followed", Severity::Warning)]);
        california.gpc = Some(false);
        assert_eq!(rules(&california), []);
        let mut virginia = section(9, &[]);
        virginia.gpc = Some(false);
        assert_eq!(rules(&virginia), [("gpc-not-defined", Severity::Warning)]);
    }

    #[test]
    fn the_place_of_an_undefined_answer_is_told() {
        let mut section = section(8, &[]);
        assert!(section.set(UsField::SensitiveDataProcessing, 4, 3));
        let findings = section.findings();
        assert_eq!(
            findings.first().map(|finding| finding.message.as_ref()),
            Some("usca: SensitiveDataProcessing, number 5 is 3, which means nothing: 0, 1 and 2 are defined")
        );
    }
}
