//! The site in the regions that it honours: a loader, an engine, a notice and a policy for each version.

use std::collections::BTreeMap;

use consent_core::config::{Config, Regional};
use serde::Serialize;

use super::language::{InRegions, Shared, Version};
use super::{CompileError, Files, policy, pretty};
use crate::bundle::Bundle;

/// `regions.json`: what a backend or an edge needs to find the version that holds.
#[derive(Debug, Serialize)]
struct Published<'a> {
    /// What holds in each region, and in its parts that are not named themselves.
    regions: BTreeMap<&'static str, Place<'a>>,
    /// What holds everywhere else, and where the region is not known.
    elsewhere: Place<'a>,
}

#[derive(Clone, Debug, Serialize)]
struct Place<'a> {
    version: &'a str,
    policy: String,
    loader: String,
}

impl<'a> Place<'a> {
    fn of(config: &Config, version: &'a str) -> Self {
        let dot = if version.is_empty() { "" } else { "." };
        Self {
            version,
            policy: format!("policy{dot}{version}.json"),
            loader: format!("{}consent{dot}{version}.js", config.path),
        }
    }
}

/// The versions that hold in some regions, for the site's own loader. What stays with that one, though its country has
/// a version, comes without a name.
pub(super) fn by_region(config: &Config, versions: &[Regional]) -> Vec<InRegions> {
    let named = |version: &Regional| InRegions {
        regions: version.regions.join(" "),
        name: version.name.clone(),
        strictness: version.strictness(),
    };
    let mut files: Vec<InRegions> = versions.iter().map(named).collect();
    let stay = config.regions_that_stay(versions);
    if !stay.is_empty() {
        files.push(InRegions {
            regions: stay.join(" "),
            name: String::new(),
            strictness: Regional::STRICTEST,
        });
    }
    files
}

/// Compiles the versions, and says which holds where.
///
/// # Errors
/// As for the site's own.
pub(super) fn put(
    config: &Config,
    versions: &[Regional],
    bundle: &Bundle,
    files: &mut Files,
) -> Result<(), CompileError> {
    if versions.is_empty() {
        return Ok(());
    }
    let own = Place::of(config, "");
    let stay = config.regions_that_stay(versions).into_iter();
    let mut regions: BTreeMap<_, _> = stay.map(|region| (region, own.clone())).collect();
    for version in versions {
        let policy = version.config.policy();
        let name = Version {
            name: &version.name,
            regions: &[],
        };
        let shared = Shared::new(&version.config, &policy, bundle, name, files)?;
        let mut digests = BTreeMap::new();
        for language in version.config.languages.iter().copied() {
            let notice = version.config.notice(language);
            shared.compile(language, &notice, files)?;
            digests.insert(language.code(), notice.digest());
        }
        let place = Place::of(config, &version.name);
        files.put(
            place.policy.clone(),
            pretty(&policy::Published::new(&version.config, &policy, digests))?,
        );
        regions.extend(version.regions.iter().map(|region| (*region, place.clone())));
    }
    files.put(
        "regions.json",
        pretty(&Published {
            regions,
            elsewhere: own,
        })?,
    );
    Ok(())
}
