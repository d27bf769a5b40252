//! Two configs of one site, as files: what else differs in them, and the change history that they make.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use consent_core::config::{Config, ConfigError, History};
use serde_json::{Map, Value};

use crate::history::Recorded;
use crate::{Refusal, source};

/// Keys whose whole sense is in the question, the notice or the cookie, which are compared by themselves.
const COMPARED: [&str; 9] = [
    "$schema",
    "version",
    "controllers",
    "categories",
    "services",
    "regime",
    "lifetimeDays",
    "cookie",
    "texts",
];

/// Returns the other keys of the two files that are not the same, without what they extend.
pub(crate) fn other_keys(before: &Path, after: &Path) -> Result<Vec<String>, Refusal> {
    let (before, after) = (keys(before)?, keys(after)?);
    let all: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let differs = |key: &&String| before.get(key.as_str()) != after.get(key.as_str());
    let others = all.into_iter().filter(|key| !COMPARED.contains(&key.as_str()));
    Ok(others.filter(differs).cloned().collect())
}

fn keys(file: &Path) -> Result<Map<String, Value>, Refusal> {
    let text = fs::read_to_string(file).map_err(|error| Refusal::unreadable(file, &error))?;
    // It has been read as a config, so that it is an object; one that has changed since has no keys.
    Ok(serde_json::from_str(&text).unwrap_or_default())
}

/// The versions that a site has had: those kept beside its config, with the config's own; where none are kept, the two
/// that are compared.
pub(crate) fn versions(file: &Path, before: &Config, after: &Config) -> Result<History, Refusal> {
    let recorded = Recorded::read(file, after)?;
    if recorded.history.versions().len() > 1 {
        return Ok(recorded.history);
    }
    let mut history = History::default();
    for config in [before, after] {
        let recorded = history.record(config);
        recorded.map_err(|fault| source::faults(file, ConfigError::from(fault)))?;
    }
    Ok(history)
}
