//! A site that `consent build` has built, in a folder of its own.

use std::fs;
use std::path::{Path, PathBuf};

use consent_core::config::Policy;
use consent_server::extract::SitePolicy;
use serde_json::Value;
use tempfile::TempDir;

/// The built site, and room beside it for what a test writes.
#[derive(Debug)]
pub(crate) struct Site {
    room: TempDir,
    policy: SitePolicy,
    key: String,
    /// The digest of its Swedish notice.
    pub(crate) notice: String,
}

impl Site {
    pub(crate) fn built() -> Self {
        let room = tempfile::tempdir().unwrap();
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/small");
        for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
            fs::copy(entry.path(), room.path().join(entry.file_name())).unwrap();
        }
        let out = room.path().join("published");
        consent_cli::build(&room.path().join("consent.json"), &out).unwrap();
        let text = fs::read_to_string(out.join("policy.json")).unwrap();
        let published: Value = serde_json::from_str(&text).unwrap();
        Self {
            policy: SitePolicy::from_json(&text).unwrap(),
            key: published["domains"][0]
                .as_str()
                .unwrap()
                .split('.')
                .next()
                .unwrap()
                .to_owned(),
            notice: published["notices"]["sv"].as_str().unwrap().to_owned(),
            room,
        }
    }

    /// A place for a file of that name.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.room.path().join(name)
    }

    /// The same, as an argument.
    pub(crate) fn path(&self, name: &str) -> String {
        self.file(name).to_str().unwrap().to_owned()
    }

    /// What `consent build` wrote.
    pub(crate) fn published(&self) -> String {
        self.path("published")
    }

    /// The key under which it records.
    pub(crate) fn key(&self) -> &str {
        &self.key
    }

    pub(crate) fn policy(&self) -> &Policy {
        self.policy.policy()
    }
}
