//! One thing that is wrong, or worth knowing.

use serde::Serialize;

use super::Rule;
use crate::audit::seen::Phase;

/// How bad it is; the worst is the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Severity {
    /// The site does what it may not, or says what is not so.
    Error,
    /// It may be wrong; somebody has to look.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// Its name.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Finding {
    pub(crate) rule: Rule,
    pub(crate) severity: Severity,
    /// Absent for what belongs to no phase.
    pub(crate) phase: Option<Phase>,
    /// The page that was visited.
    pub(crate) page: String,
    /// The cookie, the key, the address without its query, or the button.
    pub(crate) subject: String,
    /// Whose it is, as far as anybody knows.
    pub(crate) service: Option<String>,
    /// What made it happen.
    pub(crate) initiator: String,
    /// What is wrong, and how to mend it.
    pub(crate) message: String,
}

impl Finding {
    /// A finding with the severity that its rule has.
    pub(crate) fn new(rule: Rule, phase: Option<Phase>, page: &str, subject: &str, message: String) -> Self {
        Self {
            rule,
            severity: rule.severity(),
            phase,
            page: page.to_owned(),
            subject: subject.to_owned(),
            service: None,
            initiator: String::new(),
            message,
        }
    }

    /// The same, by somebody.
    pub(crate) fn by(mut self, service: Option<&str>, initiator: &impl ToString) -> Self {
        self.service = service.map(str::to_owned);
        self.initiator = initiator.to_string();
        self
    }

    /// The same, as bad as that.
    pub(crate) const fn with_severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Whether it says the same of the same thing. What a declaration lacks, it lacks in every phase.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let same_thing = (self.rule, &self.page, &self.subject) == (other.rule, &other.page, &other.subject);
        let of_declaration = matches!(self.rule, Rule::Undeclared | Rule::LongerThanDeclared);
        same_thing && (of_declaration || self.phase == other.phase)
    }
}
