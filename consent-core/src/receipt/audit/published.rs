//! The policies and notices of a dump: what entries speak of.

use alloc::collections::BTreeMap;
use alloc::string::String;

use serde::Deserialize;

use super::super::dump::TextLine;
use super::super::{ConsentRecord, Flag, Hash, Publication};
use super::Problem;
use crate::config::{Fingerprint, Policy};

/// Whether a text is a policy or a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Policy,
    Notice,
}

/// Every text by kind, name and hash, with whether an entry has named it; and the policies, read.
#[derive(Debug, Default)]
pub(super) struct Published {
    texts: BTreeMap<(Kind, String, Hash), bool>,
    policies: BTreeMap<Fingerprint, Policy>,
}

impl Published {
    /// Takes a text that is what its name and hash say.
    pub(super) fn add(&mut self, kind: Kind, line: &TextLine) -> Result<(), Problem> {
        let wrong = || Problem::Text(line.name.clone());
        if Hash::of_bytes(line.text.as_bytes()) != line.sha256 {
            return Err(wrong());
        }
        match kind {
            Kind::Policy => {
                let policy = policy(&line.text).ok_or_else(wrong)?;
                let fingerprint = Fingerprint::parse(&line.name).ok_or_else(wrong)?;
                if policy.fingerprint() != fingerprint {
                    return Err(wrong());
                }
                // Texts under one fingerprint differ in wording, and ask for the same.
                self.policies.entry(fingerprint).or_insert(policy);
            }
            // A notice is published as the very text that its digest is taken of.
            Kind::Notice if Hash::parse(&line.name) != Some(line.sha256) => return Err(wrong()),
            Kind::Notice => {}
        }
        self.texts.insert((kind, line.name.clone(), line.sha256), false);
        Ok(())
    }

    /// Takes note that an entry says when a text became known.
    pub(super) fn logged(&mut self, kind: Kind, publication: &Publication) -> Result<(), Problem> {
        let key = (kind, publication.name.clone(), publication.sha256);
        match self.texts.get_mut(&key) {
            Some(logged) => {
                *logged = true;
                Ok(())
            }
            None => Err(Problem::NotInDump(publication.name.clone())),
        }
    }

    /// Checks a record against its policy, and that its notice is known or said not to be.
    pub(super) fn check(&self, record: &ConsentRecord) -> Result<(), Problem> {
        let policy = self
            .policies
            .get(&record.policy)
            .ok_or(Problem::UnknownPolicy(record.policy))?;
        record.agrees_with(policy).map_err(Problem::Policy)?;
        let digest = Hash::from_bytes(*record.notice.as_bytes());
        let name: String = record.notice.into();
        let is_known = self.texts.contains_key(&(Kind::Notice, name.clone(), digest));
        if is_known || record.flags.contains(&Flag::NoticeUnknown) {
            Ok(())
        } else {
            Err(Problem::UnknownNotice(name))
        }
    }

    /// Names of texts of which no entry says when they became known.
    pub(super) fn never_logged(&self) -> impl Iterator<Item = &str> {
        let texts = self.texts.iter().filter(|(_, logged)| !**logged);
        texts.map(|((_, name, _), _)| name.as_str())
    }
}

/// The policy in the text of a `policy.json`.
fn policy(text: &str) -> Option<Policy> {
    #[derive(Deserialize)]
    struct Published {
        policy: Policy,
    }
    serde_json::from_str::<Published>(text)
        .ok()
        .map(|published| published.policy)
}
