//! What a site asked its visitors for at a time: its policy, and its notice in each language.

use std::collections::BTreeMap;

use anyhow::Context as _;
use consent_core::canonical_json::canonical;
use consent_core::config::Policy;
use consent_core::notice::NoticeDigest;
use consent_core::receipt::Hash;
use serde_json::Value;

use super::visit::Shown;
use crate::publish::{Published, is_policy};

/// What a site asked for.
#[derive(Debug)]
pub(super) struct Asking {
    policy: Policy,
    notices: BTreeMap<String, NoticeDigest>,
}

impl Asking {
    /// Reads it from what the site has published.
    pub(super) fn of(build: &Published) -> anyhow::Result<Self> {
        let mut policy = None;
        let mut notices = BTreeMap::new();
        for (name, text) in build.for_the_record() {
            let value: Value = serde_json::from_slice(text).with_context(|| name.to_owned())?;
            if name == "policy.json" {
                policy = Some(serde_json::from_value(value["policy"].clone())?);
            } else if !is_policy(name) {
                let digest = Hash::of_bytes(canonical(&value).as_bytes());
                let language = value["language"].as_str().context("a notice has a language")?;
                notices.insert(language.to_owned(), NoticeDigest::from_bytes(*digest.as_bytes()));
            }
        }
        let policy = policy.context("the site has published no policy.json")?;
        Ok(Self { policy, notices })
    }

    /// What a visitor sees who reads that language; another one where the site does not speak it.
    pub(super) fn shown(&self, language: &str) -> anyhow::Result<Shown<'_>> {
        let spoken = self.notices.get_key_value(language);
        let spoken = spoken.or_else(|| self.notices.first_key_value());
        let (language, notice) = spoken.context("the site has published no notice")?;
        Ok(Shown {
            policy: &self.policy,
            notice: *notice,
            language,
        })
    }
}
