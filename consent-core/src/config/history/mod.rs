//! The change history of a policy: every version that asked for something else than the one before.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::material::fingerprint;
use super::place::Place;
use super::{Config, ConfigError, Date, Fault, Fingerprint};

mod change;
pub use change::{Change, Step, What};

/// The versions of a policy, the oldest first. Kept in a file beside the config.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct History {
    versions: Vec<Version>,
}

/// One version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Version {
    /// Its date.
    pub version: Date,
    /// What its consent strings name.
    pub fingerprint: Fingerprint,
    /// What it asked for, one fact a line (WIRE.md).
    pub material: Vec<String>,
}

impl History {
    /// Reads the file.
    ///
    /// # Errors
    /// When it is not a history, its versions are not in order, or a fingerprint is not that of its facts.
    pub fn from_json(text: &str) -> Result<Self, ConfigError> {
        let mend = "restore the file from your version control; it is written by the build and not by hand";
        let history: Self = serde_json::from_str(text).map_err(|error| {
            let path = format!("line {}, column {}", error.line(), error.column());
            ConfigError::from(Fault {
                path,
                reason: error.to_string(),
                mend: mend.into(),
            })
        })?;
        let dates: Vec<Date> = history.versions.iter().map(|version| version.version).collect();
        let wrong = history
            .versions
            .iter()
            .position(|version| fingerprint(&version.material) != version.fingerprint);
        if !dates.is_sorted_by(|a, b| a < b) {
            return Err(Place::root()
                .fault("has versions that are not in the order of their dates", mend)
                .into());
        }
        match wrong {
            None => Ok(history),
            Some(index) => {
                let place = Place::root().index(index).key("fingerprint");
                Err(place
                    .fault("is not the fingerprint of the facts beside it", mend)
                    .into())
            }
        }
    }

    /// Writes the file.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Texts and lists of texts are always JSON.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Returns the versions, the oldest first.
    #[must_use]
    pub fn versions(&self) -> &[Version] {
        &self.versions
    }

    /// Adds the version of a config, if it asks for something else than the last one did.
    ///
    /// # Errors
    /// When it does, but its date is not later than that of the last one.
    pub fn record(&mut self, config: &Config) -> Result<(), Fault> {
        let fingerprint = config.policy.fingerprint();
        if let Some(last) = self.versions.last() {
            if last.fingerprint == fingerprint {
                return Ok(());
            }
            if last.version >= config.version {
                let reason = format!(
                    "what visitors are asked for has changed since the version of {}",
                    last.version
                );
                return Err(Place::root()
                    .key("version")
                    .fault(reason, "write the day from which the new one holds"));
            }
        }
        self.versions.push(Version {
            version: config.version,
            fingerprint,
            material: config.material(),
        });
        Ok(())
    }

    /// Returns what changed with each version, the newest first. The first version changed nothing.
    #[must_use]
    pub fn changes(&self) -> Vec<(Date, Vec<Change>)> {
        let before = core::iter::once(None).chain(self.versions.iter().map(Some));
        let steps = self.versions.iter().zip(before);
        let mut changes: Vec<(Date, Vec<Change>)> = steps
            .map(|(version, before)| (version.version, version.changes_since(before)))
            .collect();
        changes.reverse();
        changes
    }
}

impl Version {
    /// Returns what is different from an earlier version; nothing if there is none.
    #[must_use]
    pub fn changes_since(&self, before: Option<&Self>) -> Vec<Change> {
        let Some(before) = before else { return Vec::new() };
        let set = |version: &Self| version.material.iter().cloned().collect::<BTreeSet<String>>();
        change::between(&set(before), &set(self))
    }
}
