//! Compiles a site's `consent.json` into the files it serves under `/consent/`.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, anyhow};

/// The files of one build, by name.
#[derive(Debug, Default)]
pub(crate) struct Published(BTreeMap<String, Vec<u8>>);

impl Published {
    /// One file.
    pub(crate) fn file(&self, name: &str) -> Option<Vec<u8>> {
        self.0.get(name).cloned()
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
