//! `policy.json`: what a backend needs to read a decision, and to know what was shown.

use std::collections::BTreeMap;

use consent_core::config::{Config, Controller, Date, Host, Policy, Recording};
use consent_core::notice::NoticeDigest;
use consent_core::tell::Tool;
use serde::Serialize;

/// The policy as it is published, with the facts beside it that no decision rests on.
#[derive(Debug, Serialize)]
pub(crate) struct Published<'a> {
    version: Date,
    controllers: &'a [Controller],
    domains: &'a [Host],
    languages: Vec<&'static str>,
    /// Digests of the notices, by language: what a receipt proves was shown.
    notices: BTreeMap<&'static str, NoticeDigest>,
    tells: Vec<Tool>,
    /// Where decisions are recorded; absent when they are not.
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<&'a Recording>,
    policy: &'a Policy,
}

impl<'a> Published<'a> {
    /// Gathers what is published.
    pub(crate) fn new(
        config: &'a Config,
        policy: &'a Policy,
        notices: BTreeMap<&'static str, NoticeDigest>,
    ) -> Self {
        Self {
            version: config.version,
            controllers: &config.controllers,
            domains: &config.domains,
            languages: config.languages.iter().map(|language| language.code()).collect(),
            notices,
            tells: config.tools(),
            record: config.record.as_ref(),
            policy,
        }
    }
}
