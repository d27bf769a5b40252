//! A built site's folder as a server needs it: where it lies, and under which key it records.

use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use consent_core::receipt::SiteKey;
use serde::Deserialize;

use super::Obstacle;

/// What `policy.json` says about the site; the rest is read by the server.
#[derive(Deserialize)]
struct Published {
    #[serde(default)]
    domains: Vec<String>,
    record: Option<Record>,
}

#[derive(Deserialize)]
struct Record {
    site: Option<String>,
}

/// A built site's folder, and the key it was given at the command line, if any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Folder {
    pub(crate) key: Option<SiteKey>,
    pub(crate) path: PathBuf,
}

impl Folder {
    /// A folder whose `policy.json` says the key.
    pub(crate) fn unnamed(path: &Path) -> Self {
        Self {
            key: None,
            path: path.to_owned(),
        }
    }

    /// Finds the key: as given, else as the policy says, else the first domain's first label.
    pub(crate) fn site(&self) -> Result<SiteKey, Obstacle> {
        let file = self.path.join("policy.json");
        let text = fs::read_to_string(&file).map_err(|error| {
            let mend = "name a folder that `consent build` wrote";
            Obstacle::unreadable(&file, &error, mend)
        })?;
        if let Some(key) = &self.key {
            return Ok(key.clone());
        }
        let published: Published = serde_json::from_str(&text).map_err(|error| {
            let mend = "run `consent build` again and do not edit the file";
            Obstacle::new(
                format!("{} is not a site's policy: {error}", file.display()),
                mend,
            )
        })?;
        let by_policy = published.record.and_then(|record| record.site);
        let by_domain = || {
            let domain = published.domains.first()?;
            let bare = domain.strip_prefix("www.").unwrap_or(domain);
            bare.split('.').next().map(str::to_owned)
        };
        let name = by_policy.or_else(by_domain).unwrap_or_default();
        SiteKey::parse(&name).ok_or_else(|| {
            Obstacle::new(
                format!("{} does not say which site it is", file.display()),
                format!("name the site yourself: --site KEY={}", self.path.display()),
            )
        })
    }
}

/// `KEY=FOLDER`.
impl FromStr for Folder {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (key, path) = text
            .split_once('=')
            .ok_or("a key and a folder are needed, such as ngager=public/consent")?;
        let key = SiteKey::parse(key).ok_or("a site's key is 1 to 63 of a-z, 0-9 and “-”, such as ngager")?;
        if path.is_empty() {
            return Err("after the “=” a folder is needed, such as ngager=public/consent");
        }
        Ok(Self {
            key: Some(key),
            path: path.into(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(policy: &str) -> Result<String, String> {
        let room = tempfile::tempdir().unwrap();
        fs::write(room.path().join("policy.json"), policy).unwrap();
        let site = Folder::unnamed(room.path()).site();
        site.map(|key| key.to_string()).map_err(|fault| fault.to_string())
    }

    #[test]
    fn the_policy_says_the_key_else_the_first_domain() {
        let named = r#"{"domains":["a.se"],"record":{"server":"/x","site":"ngager"},"policy":{}}"#;
        assert_eq!(said(named).unwrap(), "ngager");
        assert_eq!(said(r#"{"domains":["www.cag.se","b.se"]}"#).unwrap(), "cag");
        assert_eq!(
            said(r#"{"domains":["a.se"],"record":{"server":"/x"}}"#).unwrap(),
            "a"
        );
    }

    #[test]
    fn a_folder_that_says_nothing_says_how_to_say_it() {
        assert!(said("{}").unwrap_err().contains("--site KEY="));
        assert!(
            said(r#"{"record":{"site":"Å"}}"#)
                .unwrap_err()
                .contains("--site KEY=")
        );
        assert!(said("[").unwrap_err().contains("consent build"));
        let nowhere = Folder::unnamed(Path::new("nowhere"))
            .site()
            .unwrap_err()
            .to_string();
        assert!(nowhere.contains("policy.json cannot be read") && nowhere.contains("consent build"));
    }

    #[test]
    fn a_named_folder_has_two_parts() {
        let folder: Folder = "ngager=public/a=b".parse().unwrap();
        assert_eq!(folder.path, Path::new("public/a=b"));
        assert_eq!(folder.key.unwrap().as_str(), "ngager");
        for wrong in ["ngager", "=x", "Å=x", "ngager="] {
            assert!(wrong.parse::<Folder>().is_err(), "{wrong}");
        }
    }
}
