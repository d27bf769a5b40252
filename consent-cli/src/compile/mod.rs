//! From a checked config to files; nothing is read or written here.
//!
//! *Takes* a [`Config`], the site's change history and the [`Bundle`] that every site shares.
//! *Gives* every file of the site, and what to paste into its pages.
//! *Never* gives some of them: either all, or a [`CompileError`].

mod backend;
mod calls;
mod constants;
mod declaration;
mod digest;
mod embed;
mod engine;
mod error;
mod files;
mod heading;
mod iab;
mod import;
mod language;
mod loader;
mod module;
mod paste;
mod policy;
mod record;
mod regions;
mod snippet;
mod style;
mod tree;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use consent_core::catalogue::Catalogue;
use consent_core::config::{Config, ConfigDraft, History, Policy, Recording};
use consent_core::tell::{Call, Moment, Tool};
use serde::Serialize;

use crate::bundle::Bundle;
use language::{Shared, Version};

pub(crate) use declaration::{Form, change_history};
#[cfg(feature = "audit")]
pub(crate) use digest::policy_source;
pub use error::CompileError;
pub use files::Files;
pub(crate) use files::is_hashed;

/// A compiled site.
#[derive(Clone, Debug)]
pub(crate) struct Compiled {
    /// Every file.
    pub(crate) files: Files,
    /// What a consent string must name to count for the policy.
    pub(crate) fingerprint: String,
    /// The tag that a page needs.
    pub(crate) tag: String,
    /// The content security policy that the tag needs.
    pub(crate) security_policy: String,
}

/// Compiles a site.
///
/// # Errors
/// When the bundle or the notice's markup is not what this compiler was made for.
pub(crate) fn compile(
    config: &Config,
    history: &History,
    catalogue: &Catalogue,
    bundle: &Bundle,
) -> Result<Compiled, CompileError> {
    let policy = config.policy();
    let mut files = Files::default();
    let versions = config.regional()?;
    let regions = regions::by_region(config, &versions);
    let version = Version {
        name: "",
        regions: &regions,
    };
    let shared = Shared::new(config, &policy, bundle, version, &mut files)?;
    let mut loaders = Vec::new();
    let mut digests = BTreeMap::new();
    for language in config.languages.iter().copied() {
        let notice = config.notice(language);
        loaders.push(shared.compile(language, &notice, &mut files)?);
        let declaration = declaration::Declaration::of(config, language, &notice, history, catalogue);
        files.put(
            format!("declaration.{}.html", language.code()),
            declaration::html(&declaration),
        );
        files.put(
            format!("declaration.{}.md", language.code()),
            declaration::markdown(&declaration),
        );
        digests.insert(language.code(), notice.digest());
    }
    let tag = loaders.first().map(snippet::Loader::tag).unwrap_or_default();
    let record = config.record.as_ref().and_then(Recording::origin);
    files.put(
        "snippet.html",
        snippet::snippet(
            &loaders,
            &ungated_defaults(config, &policy),
            record,
            !regions.is_empty(),
        )?,
    );
    files.put(
        "policy.json",
        pretty(&policy::Published::new(config, &policy, digests))?,
    );
    regions::put(config, &versions, bundle, &mut files)?;
    files.put("consent.d.ts", bundle.typings);
    files.put("consent.schema.json", schema());
    backend::put(&policy, &versions, &regions, bundle, &mut files)?;
    files.put("integrity.json", pretty(&digest::of_all(&files))?);
    let security_policy = snippet::security_policy(&[], record);
    Ok(Compiled {
        files,
        fingerprint: policy.fingerprint().to_string(),
        tag,
        security_policy,
    })
}

/// Returns the JSON schema of a config.
pub(crate) fn schema() -> String {
    format!("{:#}\n", ConfigDraft::schema())
}

fn pretty(value: &impl Serialize) -> serde_json::Result<String> {
    serde_json::to_string_pretty(value).map(|text| text + "\n")
}

/// What Google's tags must hear first where they run without being held.
fn ungated_defaults(config: &Config, policy: &Policy) -> Vec<Call> {
    let google = Tool::GoogleConsentMode;
    if config.tools().contains(&google) {
        google.calls(Moment::Start, policy)
    } else {
        Vec::new()
    }
}
