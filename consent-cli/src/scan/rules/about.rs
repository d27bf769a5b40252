//! What is written down about each rule: how much it matters, where it is from, and its words.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::Severity;
use crate::scan::policy_text::Phrases;

/// One rule.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct About {
    pub(crate) severity: Severity,
    /// The law, standard or record behind it.
    pub(crate) source: String,
    /// When somebody last looked there.
    pub(crate) reviewed: String,
    /// What it looks for.
    #[serde(default)]
    pub(super) phrases: Phrases,
    #[serde(default)]
    pub(super) analysis: Phrases,
    #[serde(default)]
    pub(super) visits: Phrases,
    #[serde(default)]
    pub(super) other_basis: Phrases,
    #[serde(default)]
    pub(super) access: Phrases,
    /// The services that it is about.
    #[serde(default)]
    pub(super) services: Vec<String>,
}

/// The rules, which a test has read.
static RULES: LazyLock<HashMap<String, About>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("rules.json")).expect("the list of rules is in order")
});

/// What is written down about a rule.
///
/// # Panics
/// When a rule is not in the list, which a test excludes.
pub(crate) fn about(rule: &str) -> &'static About {
    RULES.get(rule).expect("every rule is in the list")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_says_where_it_is_from_and_when_somebody_looked() {
        assert!(RULES.len() > 15);
        let catalogue = consent_core::catalogue::Catalogue::built_in();
        for (rule, about) in &*RULES {
            assert!(about.source.len() > 10, "{rule}");
            let unknown = about.services.iter().find(|id| catalogue.get(id).is_none());
            assert_eq!(unknown, None, "{rule}");
            assert!(
                consent_core::config::Date::parse(&about.reviewed).is_ok(),
                "{rule}"
            );
        }
    }

    #[test]
    fn every_rule_is_documented() {
        let page = include_str!("../../../../docs/scan.md");
        for rule in RULES.keys() {
            assert!(
                page.contains(&format!("`{rule}`")),
                "docs/scan.md does not say what {rule} is"
            );
        }
    }
}
