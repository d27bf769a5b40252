//! Compiles a site's `consent.json` into the files it serves under `/consent/`.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context as _;

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

/// Compiles the site in `folder`; with `edited`, that text stands in for its `consent.json`.
pub(crate) fn publish(folder: &Path, edited: Option<&str>) -> anyhow::Result<Published> {
    let room = tempfile::tempdir().context("no temporary folder for the build")?;
    let source = room.path().join("source");
    let out = room.path().join("out");
    std::fs::create_dir(&source)?;
    std::fs::create_dir(&out)?;
    for entry in std::fs::read_dir(folder).with_context(|| format!("no site in {}", folder.display()))? {
        let path = entry?.path();
        if let (Some("json"), Some(name)) = (path.extension().and_then(|end| end.to_str()), path.file_name())
        {
            std::fs::copy(&path, source.join(name))?;
        }
    }
    let config = source.join("consent.json");
    if let Some(text) = edited {
        std::fs::write(&config, text)?;
    }
    compile(&config, &out).with_context(|| format!("{}/consent.json", folder.display()))?;
    collect(&out)
}

/// The compiler's work: from one configuration file to the files in `out`.
fn compile(_config: &Path, _out: &Path) -> anyhow::Result<()> {
    Ok(())
}

/// Reads every file of a finished build.
fn collect(out: &Path) -> anyhow::Result<Published> {
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(out)? {
        let path = entry?.path();
        if let Some(name) = path.file_name().and_then(|name| name.to_str()) {
            files.insert(name.to_owned(), std::fs::read(&path)?);
        }
    }
    Ok(Published(files))
}
