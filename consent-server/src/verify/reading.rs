//! What was read out of a text: its format, its fields, what is wrong with it, and the verdict.

use std::fmt;

use consent_core::strings;
use serde::Serialize;
use serde::ser::{SerializeStruct as _, Serializer};
use serde_json::Value;

use super::Format;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Good to know.
    Note,
    /// Look at it; the text still counts.
    Warning,
    /// The text must not be relied on.
    Error,
}

/// One thing that was noticed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Its short name, which does not change.
    pub rule: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What it is, for people.
    pub message: String,
    /// Where it was seen: a part of the text, or a cookie's name; of another system's string, where the rule stands.
    pub source: String,
}

impl Finding {
    pub(super) fn new(
        severity: Severity,
        rule: &'static str,
        message: impl Into<String>,
        source: impl Into<String>,
    ) -> Self {
        Self {
            rule,
            severity,
            message: message.into(),
            source: source.into(),
        }
    }

    pub(super) fn error(rule: &'static str, message: impl Into<String>, source: impl Into<String>) -> Self {
        Self::new(Severity::Error, rule, message, source)
    }
}

impl From<strings::Finding> for Finding {
    fn from(finding: strings::Finding) -> Self {
        let severity = match finding.severity {
            strings::Severity::Note => Severity::Note,
            strings::Severity::Warning => Severity::Warning,
            strings::Severity::Error => Severity::Error,
        };
        Self::new(severity, finding.rule, finding.message, finding.source)
    }
}

/// Whether a text may be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It is sound, and holds now.
    Valid,
    /// Nothing in it may be relied on.
    Invalid,
}

/// What was read out of a text.
#[derive(Clone, Debug, PartialEq)]
#[must_use = "fields alone say nothing: only the verdict tells whether they may be relied on"]
pub struct Reading {
    /// What it is; nothing when that cannot be told.
    pub format: Option<Format>,
    /// What it says; null when nothing could be read.
    pub fields: Value,
    /// What was noticed.
    pub findings: Vec<Finding>,
}

impl Reading {
    /// What another system's string says, and what its rules say about it.
    pub(super) fn of(
        format: Format,
        fields: &impl Serialize,
        findings: impl IntoIterator<Item = strings::Finding>,
    ) -> Self {
        Self {
            format: Some(format),
            fields: serde_json::to_value(fields).unwrap_or_default(),
            findings: findings.into_iter().map(Finding::from).collect(),
        }
    }

    /// A text that looks like a format, and is none of it.
    pub(super) fn malformed(format: Format, why: impl fmt::Display, source: &str) -> Self {
        Self {
            format: Some(format),
            fields: Value::Null,
            findings: vec![Finding::error("malformed", why.to_string(), source)],
        }
    }

    /// Valid when there is a format and no finding is an error.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let is_wrong = |finding: &Finding| finding.severity == Severity::Error;
        if self.format.is_some() && !self.findings.iter().any(is_wrong) {
            Verdict::Valid
        } else {
            Verdict::Invalid
        }
    }

    /// Tells whether a rule has found something.
    #[must_use]
    pub fn has(&self, rule: &str) -> bool {
        self.findings.iter().any(|finding| finding.rule == rule)
    }
}

/// The verdict is part of what others read, and follows from the rest.
impl Serialize for Reading {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Reading", 4)?;
        object.serialize_field("format", &self.format)?;
        object.serialize_field("fields", &self.fields)?;
        object.serialize_field("findings", &self.findings)?;
        object.serialize_field("verdict", &self.verdict())?;
        object.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_error_makes_a_text_invalid() {
        let reading = |severity| Reading {
            format: Some(Format::Hubspot),
            fields: Value::Null,
            findings: vec![Finding::new(severity, "a-rule", "Something.", "value")],
        };
        assert_eq!(reading(Severity::Note).verdict(), Verdict::Valid);
        assert_eq!(reading(Severity::Warning).verdict(), Verdict::Valid);
        assert_eq!(reading(Severity::Error).verdict(), Verdict::Invalid);
        let unknown = Reading {
            format: None,
            ..reading(Severity::Note)
        };
        assert_eq!(unknown.verdict(), Verdict::Invalid);
    }

    #[test]
    fn it_is_written_as_documented() {
        let reading = Reading {
            format: Some(Format::Consent),
            fields: serde_json::json!({ "act": "reject-all" }),
            findings: vec![Finding::error("expired", "Too old.", "decided-at")],
        };
        assert_eq!(
            serde_json::to_value(&reading).unwrap(),
            serde_json::json!({
                "format": "consent",
                "fields": { "act": "reject-all" },
                "findings": [
                    { "rule": "expired", "severity": "error", "message": "Too old.", "source": "decided-at" }
                ],
                "verdict": "invalid",
            })
        );
    }
}
