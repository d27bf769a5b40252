//! Compiles a site's `consent.json` into the files it serves under `/consent/`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};

use crate::address::with_server;
use crate::site::NAMES;

/// The files of one build, by name.
#[derive(Debug, Default)]
pub(crate) struct Published(BTreeMap<String, Vec<u8>>);

impl Published {
    /// One file.
    pub(crate) fn file(&self, name: &str) -> Option<Vec<u8>> {
        self.0.get(name).cloned()
    }

    /// What a server that records for the site must know: the policy and the notices, by name.
    pub(crate) fn for_the_record(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let all = self.0.iter().map(|(name, text)| (name.as_str(), text.as_slice()));
        all.filter(|(name, _)| is_policy(name) || (name.starts_with("notice.") && name.ends_with(".json")))
    }

    /// This build, with files of an older one left where this has none of that name.
    pub(crate) fn over(mut self, older: &Self) -> Self {
        for (name, bytes) in &older.0 {
            self.0.entry(name.clone()).or_insert_with(|| bytes.clone());
        }
        self
    }

    /// Files that a test puts in place by hand.
    #[cfg(test)]
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        Self(
            files
                .iter()
                .map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()))
                .collect(),
        )
    }
}

/// A policy of the site, or of its version for some regions.
pub(crate) fn is_policy(name: &str) -> bool {
    name.starts_with("policy.") && name.ends_with(".json")
}

/// Compiles `text` as the `consent.json` of the site in `folder`. What it extends, and its history, are read
/// from that folder; nothing is written there.
pub(crate) fn publish(folder: &Path, text: &str) -> anyhow::Result<Published> {
    let out = tempfile::tempdir().context("no temporary folder for the build")?;
    let built = consent_cli::build_text(&folder.join("consent.json"), text, &out.path().join("consent"))
        .map_err(|refusal| anyhow!("{refusal}"))?;
    Ok(Published(
        built
            .files
            .iter()
            .map(|(name, bytes)| (name.to_owned(), bytes.to_vec()))
            .collect(),
    ))
}

/// Builds of the sites, by name.
pub(crate) type Builds = BTreeMap<&'static str, Published>;

/// Compiles the five sites side by side, each from its own config as `edit` changes it; all their faults are told,
/// not only the first site's.
pub(crate) fn publish_all(
    root: &Path,
    record_port: u16,
    edit: &(dyn Fn(&str, &str) -> anyhow::Result<String> + Sync),
) -> anyhow::Result<Builds> {
    let mut builds = Builds::new();
    let mut faults: Vec<String> = Vec::new();
    std::thread::scope(|scope| {
        let building = NAMES.map(|site| {
            let build = scope.spawn(move || {
                let folder = folder(root, site.name);
                let config = with_server(&edit(site.name, &read_config(&folder)?)?, record_port);
                publish(&folder, &config)
            });
            (site.name, build)
        });
        for (site, build) in building {
            match build.join() {
                Ok(Ok(build)) => drop(builds.insert(site, build)),
                Ok(Err(fault)) => faults.push(format!("{fault:#}")),
                Err(_) => faults.push("a build panicked".to_owned()),
            }
        }
    });
    // What is wrong with the compiler itself is the same for all five.
    faults.dedup();
    anyhow::ensure!(faults.is_empty(), "{}", faults.join("\n"));
    Ok(builds)
}

/// The folder of a site.
pub(crate) fn folder(root: &Path, site: &str) -> PathBuf {
    root.join("sites").join(site)
}

/// A site's `consent.json`.
pub(crate) fn read_config(folder: &Path) -> anyhow::Result<String> {
    let file = folder.join("consent.json");
    std::fs::read_to_string(&file).with_context(|| file.display().to_string())
}
