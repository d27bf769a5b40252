//! The change history of a site, kept in a file beside its config.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use consent_core::config::{Config, ConfigError, History};
use tempfile::TempDir;

use crate::{Refusal, source};

/// A history with the config's own version in it, not yet written.
#[derive(Debug)]
pub(crate) struct Recorded {
    file: PathBuf,
    before: Option<String>,
    /// The versions.
    pub(crate) history: History,
}

impl Recorded {
    /// Reads the history beside `config_file`, and adds the version of `config` if it is new.
    ///
    /// # Errors
    /// When the history cannot be read, or the config asks for something else under an old date.
    pub(crate) fn read(config_file: &Path, config: &Config) -> Result<Self, Refusal> {
        let file = config_file.with_extension("history.json");
        let before = match fs::read_to_string(&file) {
            Ok(text) => Some(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(Refusal::unreadable(&file, &error)),
        };
        let history = before.as_deref().map(History::from_json).transpose();
        let mut history = history
            .map_err(|error| source::faults(&file, error))?
            .unwrap_or_default();
        history
            .record(config)
            .map_err(|fault| source::faults(config_file, ConfigError::from(fault)))?;
        Ok(Self {
            file,
            before,
            history,
        })
    }

    /// Writes what is new beside the file, ready to take its place; nothing where nothing is new.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(crate) fn stage(&self) -> Result<Staged, Refusal> {
        let text = self.history.to_json();
        let file = self.file.clone();
        if self.before.as_ref() == Some(&text) {
            return Ok(Staged { file, fresh: None });
        }
        let fresh = fresh(&file, &text).map_err(|error| Refusal::unwritable(&file, &error))?;
        Ok(Staged {
            file,
            fresh: Some(fresh),
        })
    }
}

/// The name of the new file within its own folder.
const FRESH: &str = "history.json";

/// A folder of its own gives the file the rights of any other; a temporary file would be closed to others.
fn fresh(file: &Path, text: &str) -> io::Result<TempDir> {
    let folder = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let fresh = tempfile::Builder::new().prefix(".consent-").tempdir_in(folder)?;
    fs::write(fresh.path().join(FRESH), text)?;
    Ok(fresh)
}

/// A history that is to take its place once everything else is in place; dropped, it leaves nothing behind.
#[derive(Debug)]
pub(crate) struct Staged {
    file: PathBuf,
    fresh: Option<TempDir>,
}

impl Staged {
    /// Puts it into its place.
    ///
    /// # Errors
    /// When it cannot be moved.
    pub(crate) fn keep(self) -> Result<(), Refusal> {
        let Some(fresh) = self.fresh else { return Ok(()) };
        let moved = fs::rename(fresh.path().join(FRESH), &self.file);
        moved.map_err(|error| Refusal::unwritable(&self.file, &error))
    }
}
