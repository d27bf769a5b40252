//! A config with everything it extends, read from files.

use std::fs;
use std::path::{Component, Path, PathBuf};

use consent_core::config::{ConfigDraft, ConfigError, Fault};

use crate::Refusal;

/// Reads a config and what it extends, each file once, and lays them over each other.
///
/// `text` stands in for what is in `file`, for a config that is being edited.
///
/// # Errors
/// When a file cannot be read, is no config, extends something that is not beside it, or goes in a circle; or
/// when a config is looser than the one it extends.
pub(crate) fn read(file: &Path, text: Option<&str>) -> Result<ConfigDraft, Refusal> {
    let own = match text {
        Some(text) => text.to_owned(),
        None => fs::read_to_string(file).map_err(|error| Refusal::unreadable(file, &error))?,
    };
    let mut chain = vec![(file.to_owned(), draft(file, &own)?)];
    while let Some((file, draft)) = chain.last()
        && let Some(name) = draft.extends()
    {
        let (base, text) = base(file, name, &chain).map_err(|fault| faults(file, fault.into()))?;
        let draft = self::draft(&base, &text)?;
        chain.push((base, draft));
    }
    let mut whole: Option<ConfigDraft> = None;
    while let Some((file, draft)) = chain.pop() {
        whole = Some(match whole {
            None => draft,
            Some(base) => draft.onto(base).map_err(|error| faults(&file, error))?,
        });
    }
    Ok(whole.unwrap_or_default())
}

fn draft(file: &Path, text: &str) -> Result<ConfigDraft, Refusal> {
    ConfigDraft::from_json(text).map_err(|error| faults(file, error))
}

/// Puts the file's name to its faults.
pub(crate) fn faults(file: &Path, error: ConfigError) -> Refusal {
    Refusal::Faults {
        file: file.to_owned(),
        faults: error.faults,
    }
}

/// Finds and reads the config that `file` extends.
fn base(file: &Path, name: &str, chain: &[(PathBuf, ConfigDraft)]) -> Result<(PathBuf, String), Fault> {
    let fault = |reason: String, mend: &str| Fault {
        path: "extends".into(),
        reason,
        mend: mend.into(),
    };
    let is_relative = !name.contains("://")
        && Path::new(name)
            .components()
            .all(|part| !matches!(part, Component::RootDir | Component::Prefix(_)));
    if !is_relative {
        let mend = "name a file by its path from this one, such as “../group.json”";
        return Err(fault(format!("“{name}” is not a relative path"), mend));
    }
    let base = file.parent().unwrap_or(Path::new("")).join(name);
    let whole = fs::canonicalize(&base);
    if whole.is_ok()
        && chain
            .iter()
            .any(|(other, _)| fs::canonicalize(other).ok() == whole.as_ref().ok().cloned())
    {
        let mend = "let the config that others extend extend none of them";
        return Err(fault(format!("“{name}” leads back to itself"), mend));
    }
    match fs::read_to_string(&base) {
        Ok(text) => Ok((base, text)),
        Err(error) => {
            let mend = format!(
                "put the file at {}, or correct the path; it is relative to this file",
                base.display()
            );
            Err(fault(format!("“{name}” cannot be read: {error}"), &mend))
        }
    }
}
