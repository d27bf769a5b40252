//! What a site has published, as `consent build` writes it: its policy, and the notice of each language.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use consent_core::canonical_json::canonical;
use consent_core::config::{Fingerprint, Host, Policy};
use consent_core::notice::NoticeDigest;
use consent_core::receipt::Hash;
use serde::Deserialize;
use serde_json::Value;

use super::Origin;
use crate::store::{NoticeRow, PolicyRow};

/// A policy with what stands beside it in `policy.json`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct PublishedPolicy {
    pub(crate) policy: Policy,
    /// Names of who asks.
    pub(crate) controllers: Vec<String>,
    pub(crate) domains: Vec<Host>,
    pub(crate) languages: Vec<String>,
    json: String,
}

/// The part of `policy.json` that is read; a later version may add to it.
#[derive(Deserialize)]
struct PolicyFile {
    controllers: Vec<NamedController>,
    domains: Vec<Host>,
    languages: Vec<String>,
    policy: Policy,
}

#[derive(Deserialize)]
struct NamedController {
    name: String,
}

impl PublishedPolicy {
    /// Reads the text of a `policy.json`.
    pub(crate) fn parse(json: &str) -> Result<Self, String> {
        let file: PolicyFile = serde_json::from_str(json).map_err(|error| error.to_string())?;
        Ok(Self {
            policy: file.policy,
            controllers: file.controllers.into_iter().map(|one| one.name).collect(),
            domains: file.domains,
            languages: file.languages,
            json: json.to_owned(),
        })
    }

    /// The row that keeps it.
    pub(crate) fn row(&self, known_at: u64) -> PolicyRow {
        PolicyRow {
            fingerprint: self.policy.fingerprint().to_string(),
            json: self.json.clone(),
            known_at,
        }
    }

    /// The categories that a visitor is asked for.
    pub(crate) fn asked(&self) -> impl Iterator<Item = &str> {
        let all = self.policy.categories().iter().skip(1);
        all.map(|category| category.id.as_str())
    }
}

/// What lies in the folder that `consent build` wrote.
#[derive(Debug)]
pub(crate) struct PublishedFolder {
    /// The policy in force.
    pub(crate) policy: PublishedPolicy,
    /// Those that hold in some regions instead.
    pub(crate) regional: Vec<PublishedPolicy>,
    pub(crate) notices: Vec<PublishedNotice>,
}

/// A notice, under the digest of what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PublishedNotice {
    pub(crate) digest: NoticeDigest,
    pub(crate) language: String,
    json: String,
}

impl PublishedNotice {
    /// Takes the text of a `notice.<language>.json`. Its digest is that of the file as it is, whatever a later
    /// version has added to it.
    pub(crate) fn parse(json: &str) -> Result<Self, String> {
        let value: Value = serde_json::from_str(json).map_err(|error| error.to_string())?;
        Self::of(&value)
    }

    /// Takes a notice that has been read already.
    pub(crate) fn of(value: &Value) -> Result<Self, String> {
        let language = value.get("language").and_then(Value::as_str);
        let language = language.ok_or("a notice has a “language”")?.to_owned();
        if !value.get("texts").is_some_and(Value::is_object) {
            return Err("a notice has “texts”".into());
        }
        let json = canonical(value);
        let digest = NoticeDigest::from_bytes(*Hash::of_bytes(json.as_bytes()).as_bytes());
        Ok(Self {
            digest,
            language,
            json,
        })
    }

    /// The row that keeps it.
    pub(crate) fn row(&self, known_at: u64) -> NoticeRow {
        NoticeRow {
            digest: self.digest.to_string(),
            language: self.language.clone(),
            json: self.json.clone(),
            known_at,
        }
    }
}

/// Reads the folder that `consent build` wrote.
pub(crate) fn read_folder(folder: &Path) -> Result<PublishedFolder, PublishedError> {
    let read = |path: &Path| std::fs::read_to_string(path).map_err(|error| PublishedError::new(path, error));
    let path = folder.join("policy.json");
    let policy = PublishedPolicy::parse(&read(&path)?).map_err(|why| PublishedError::new(&path, why))?;
    let (mut regional, mut notices) = (BTreeMap::new(), BTreeMap::new());
    let entries = std::fs::read_dir(folder).map_err(|error| PublishedError::new(folder, error))?;
    for entry in entries {
        let path = entry.map_err(|error| PublishedError::new(folder, error))?.path();
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        if name.starts_with("notice.") && name.ends_with(".json") {
            let notice =
                PublishedNotice::parse(&read(&path)?).map_err(|why| PublishedError::new(&path, why))?;
            notices.insert(path, notice);
        } else if name.starts_with("policy.") && name.ends_with(".json") && name != "policy.json" {
            let policy =
                PublishedPolicy::parse(&read(&path)?).map_err(|why| PublishedError::new(&path, why))?;
            regional.insert(path, policy);
        }
    }
    Ok(PublishedFolder {
        policy,
        regional: regional.into_values().collect(),
        notices: notices.into_values().collect(),
    })
}

/// Everything a site has published until now.
#[derive(Debug, Default)]
pub(crate) struct Policies {
    /// The one in force.
    pub(crate) current: Option<Arc<PublishedPolicy>>,
    /// The newest wording of each.
    pub(crate) by_fingerprint: BTreeMap<Fingerprint, Arc<PublishedPolicy>>,
    /// Every notice.
    pub(crate) notices: BTreeMap<NoticeDigest, String>,
    /// The origins of the site's pages.
    pub(crate) origins: Vec<Origin>,
}

impl Policies {
    /// Tells whether a page of that origin is the site's.
    pub(crate) fn has_origin(&self, origin: &Origin) -> bool {
        self.origins.contains(origin)
    }

    /// Tells whether a notice of the site, or a policy, is in that language.
    pub(crate) fn speaks(&self, language: &str) -> bool {
        self.notices.values().any(|known| known == language)
            || (self.by_fingerprint.values()).any(|policy| policy.languages.iter().any(|one| one == language))
    }
}

/// Why a folder is not what `consent build` writes.
#[derive(Debug)]
pub struct PublishedError {
    path: PathBuf,
    why: String,
}

impl PublishedError {
    fn new(path: &Path, why: impl fmt::Display) -> Self {
        Self {
            path: path.to_owned(),
            why: why.to_string(),
        }
    }
}

impl fmt::Display for PublishedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {}; name the folder that “consent build” wrote for the site, with policy.json and \
             notice.<language>.json in it",
            self.path.display(),
            self.why
        )
    }
}

impl std::error::Error for PublishedError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_without_a_policy_says_what_to_name() {
        let folder = tempfile::tempdir().unwrap();
        let error = read_folder(folder.path()).unwrap_err().to_string();
        assert!(
            error.contains("policy.json") && error.contains("consent build"),
            "{error}"
        );
    }

    #[test]
    fn a_notice_is_known_by_the_digest_of_the_whole_file() {
        let notice =
            PublishedNotice::parse(r#"{"texts":{}, "language":"sv", "later":{"b":1,"a":2}}"#).unwrap();
        assert_eq!(
            notice.json,
            r#"{"language":"sv","later":{"a":2,"b":1},"texts":{}}"#
        );
        assert_eq!(
            notice.digest.to_string(),
            Hash::of_bytes(notice.json.as_bytes()).to_string()
        );
        for none in ["[]", "{}", r#"{"language":"sv"}"#, r#"{"texts":{}}"#, "x"] {
            assert!(PublishedNotice::parse(none).is_err(), "{none}");
        }
    }
}
