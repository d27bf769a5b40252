//! What should be mended: one file for each rule or family of rules.
//!
//! *Takes* what the documents name and load.
//! *Gives* [`Warning`]s, by document and line; each says how to mend it.
//! *Never* judges what it cannot see: what the law is, and when somebody last looked, is in `rules.json`.

mod about;
pub(super) use about::about;

mod authorities;
mod basis;
mod categories;
mod consent_systems;
mod lifetimes;
mod loader;
mod markers;
mod names;
mod necessary;
mod omissions;
mod retired;
mod rights;
mod tags;
mod undeclared;
mod unnamed;

use std::collections::BTreeSet;

use consent_core::catalogue::Catalogue;
use serde::{Deserialize, Serialize};

use super::NamedService;
use super::policy_text::{Cookie, Read};

/// How much a warning matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// A visitor is told too little, or something wrong.
    Warning,
    /// Something happens before the visitor has chosen, or never.
    Error,
}

impl Severity {
    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Something to mend.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Warning {
    /// The rule, by its name in `rules.json`.
    pub rule: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, and how to mend it.
    pub message: String,
    /// The line, from 1.
    pub line: u32,
    /// The document.
    pub file: String,
}

/// What the rules look at.
pub(crate) struct Case<'a> {
    pub(crate) documents: &'a [Read],
    pub(crate) services: &'a [NamedService],
    pub(crate) cookies: &'a [Cookie<'a>],
    pub(crate) catalogue: &'a Catalogue,
    /// Categories and services of the site's own config.
    pub(crate) declared: &'a BTreeSet<String>,
}

/// Makes a warning of a rule.
fn warn(rule: &'static str, file: &str, line: u32, message: String) -> Warning {
    Warning {
        rule,
        severity: about(rule).severity,
        message,
        line,
        file: file.to_owned(),
    }
}

/// Asks every rule.
pub(crate) fn judge(case: &Case<'_>) -> Vec<Warning> {
    let rules: [fn(&Case<'_>) -> Vec<Warning>; 15] = [
        tags::judge,
        markers::judge,
        categories::judge,
        loader::judge,
        omissions::judge,
        lifetimes::judge,
        necessary::judge,
        names::judge,
        retired::judge,
        consent_systems::judge,
        undeclared::judge,
        unnamed::judge,
        authorities::judge,
        basis::judge,
        rights::judge,
    ];
    let mut warnings: Vec<Warning> = rules.iter().flat_map(|rule| rule(case)).collect();
    let place = |file: &str| case.documents.iter().position(|read| read.name == file);
    warnings.sort_by_cached_key(|warning| (place(&warning.file), warning.line, warning.rule));
    warnings
}
