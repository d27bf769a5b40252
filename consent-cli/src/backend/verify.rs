//! What texts are held against: policies and public keys from files, and the clock of this machine.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use consent_core::carry::{Stored, read};
use consent_core::config::Policy;
use consent_core::decision::ConsentState;
use consent_core::receipt::KeySet;
use consent_core::time::Timestamp;
use consent_server::extract::SitePolicy;
use consent_server::verify::{Format, Known, Reading, encode, verify};

use super::Obstacle;

/// The policies and keys that a text is held against.
#[derive(Debug)]
pub(crate) struct Sources {
    policies: Vec<SitePolicy>,
    keys: Option<KeySet>,
}

impl Sources {
    /// Reads the policies, the one in force first, and the keys.
    pub(crate) fn read(policies: &[PathBuf], keys: Option<&Path>) -> Result<Self, Obstacle> {
        let policies = policies.iter().map(|file| {
            let text = fs::read_to_string(file).map_err(|error| {
                let mend = "name the policy.json that `consent build` wrote";
                Obstacle::unreadable(file, &error, mend)
            })?;
            SitePolicy::from_json(&text).map_err(|error| {
                let mend = "name the policy.json that `consent build` wrote";
                Obstacle::new(format!("{}: {error}", file.display()), mend)
            })
        });
        Ok(Self {
            policies: policies.collect::<Result<_, _>>()?,
            keys: keys.map(read_keys).transpose()?,
        })
    }

    /// Reads a text as of now.
    pub(crate) fn verify(&self, text: &str) -> Reading {
        self.with_known(|known| verify(text, known))
    }

    /// Reads where a visitor with that consent string stands now, by the policy in force; an empty string is that of
    /// one who has not answered.
    pub(crate) fn state_of(&self, string: &str) -> Option<(&Policy, ConsentState)> {
        let policy = self.policies.first()?.policy();
        let stored = Stored {
            cookies: "",
            mirror: string.trim(),
        };
        Some((policy, read(&stored, policy, now())))
    }

    /// Writes the text of a format that says these fields, given as JSON.
    pub(crate) fn encode(&self, format: Format, json: &str) -> Result<String, Obstacle> {
        self.with_known(|known| encode(format, json, known))
            .map_err(|error| Obstacle::said(&error))
    }

    fn with_known<T>(&self, work: impl FnOnce(&Known<'_>) -> T) -> T {
        let policies: Vec<&Policy> = self.policies.iter().map(SitePolicy::policy).collect();
        work(&Known {
            policies: &policies,
            keys: self.keys.as_ref(),
            now: now(),
        })
    }
}

/// Reads public keys as a server publishes them.
pub(crate) fn read_keys(file: &Path) -> Result<KeySet, Obstacle> {
    let mend = "fetch /.well-known/consent-keys of the server, and keep it where nobody else writes";
    let text = fs::read_to_string(file).map_err(|error| Obstacle::unreadable(file, &error, mend))?;
    KeySet::from_json(&text).map_err(|error| Obstacle::new(format!("{}: {error}", file.display()), mend))
}

/// The clock of this machine. One that stands before 1970 says so by every decision lying in the future.
fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    Timestamp::from_secs(since.map_or(0, |time| time.as_secs()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use consent_server::verify::Verdict;

    #[test]
    fn files_that_are_not_what_they_should_be_are_named() {
        let room = tempfile::tempdir().unwrap();
        let file = room.path().join("x.json");
        let policies = [file.clone()];
        let said = |policies: &[PathBuf], keys| Sources::read(policies, keys).unwrap_err().to_string();
        assert!(said(&policies, None).contains("x.json cannot be read"));
        assert!(said(&[], Some(&file)).contains(".well-known/consent-keys"));
        fs::write(&file, "{}").unwrap();
        assert!(said(&policies, None).contains("x.json: there is no “policy”"));
        assert!(said(&[], Some(&file)).contains("x.json: not a list of public keys"));
    }

    #[test]
    fn nothing_is_needed_for_what_proves_nothing() {
        let sources = Sources::read(&[], None).unwrap();
        assert_eq!(sources.verify("1:true_2:false_3:false").verdict(), Verdict::Valid);
        assert!(
            sources
                .verify("1.AAAAAAAA.A.s44we8.r.AAAAAAAAAAAAAAAAAAAAAA")
                .has("policy-missing")
        );
    }
}
