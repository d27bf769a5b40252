//! What a rule says about a string that could be read: which rule, how bad, in words, and where the rule stands.

use alloc::borrow::Cow;
use core::fmt;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    clippy::exhaustive_enums,
    reason = "there is nothing between and nothing beyond"
)]
pub enum Severity {
    /// Good to know.
    Note,
    /// Look at it; the string still counts.
    Warning,
    /// The string must not be relied on.
    Error,
}

impl Severity {
    /// Returns the word for it: `note`, `warning` or `error`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One thing that a rule has to say about a string.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The rule's short name, which does not change.
    pub rule: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, where, and how to mend it.
    pub message: Cow<'static, str>,
    /// Where the rule stands: document and section.
    pub source: &'static str,
}

impl Finding {
    /// Makes a finding.
    #[must_use]
    pub fn new(
        severity: Severity,
        rule: &'static str,
        message: impl Into<Cow<'static, str>>,
        source: &'static str,
    ) -> Self {
        Self {
            rule,
            severity,
            message: message.into(),
            source,
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            rule,
            severity,
            message,
            source,
        } = self;
        write!(f, "{}: {message} ({rule}; {source})", severity.name())
    }
}
