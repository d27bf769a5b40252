//! From a config file to the files a site serves: read, check, record, compile, swap in.

use std::path::Path;

use consent_core::catalogue::Catalogue;
use consent_core::config::Config;

use crate::bundle::Bundle;
use crate::compile::{Files, compile};
use crate::history::Recorded;
use crate::{Refusal, output, source};

/// What a build made.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Built {
    /// Every file, as it is now in the folder.
    pub files: Files,
    /// What a consent string must name to count for the policy.
    pub fingerprint: String,
    /// The tag to paste into the site's pages.
    pub tag: String,
    /// The content security policy that the tag needs.
    pub security_policy: String,
}

/// Checks a config with everything it extends.
///
/// # Errors
/// With all faults at once, or when a file cannot be read.
pub fn check_site(config: &Path) -> Result<Config, Refusal> {
    let checked = checked(config, None, &Catalogue::built_in())?;
    // A date that has been used before is a fault of the config too; nothing is written here.
    Recorded::read(config, &checked)?;
    Ok(checked)
}

/// Compiles a config into `out`, and keeps its change history in `consent.history.json` beside it.
///
/// # Errors
/// With all faults at once, or when a file cannot be read or written. `out` is then as it was before.
pub fn build_site(config: &Path, out: &Path) -> Result<Built, Refusal> {
    let (built, recorded) = built(config, None)?;
    let history = recorded.stage()?;
    output::swap_in(&built.files, out).map_err(|error| Refusal::unwritable(out, &error))?;
    history.keep()?;
    Ok(built)
}

/// Compiles `text` into `out` as if it stood in the file `config`: for a config that is being edited. What it
/// extends, and its history, are read beside that file; nothing is written there.
///
/// # Errors
/// As [`build_site`].
pub fn build_text(config: &Path, text: &str, out: &Path) -> Result<Built, Refusal> {
    let (built, _) = built(config, Some(text))?;
    output::swap_in(&built.files, out).map_err(|error| Refusal::unwritable(out, &error))?;
    Ok(built)
}

fn built(file: &Path, text: Option<&str>) -> Result<(Built, Recorded), Refusal> {
    let catalogue = Catalogue::built_in();
    let config = checked(file, text, &catalogue)?;
    let recorded = Recorded::read(file, &config)?;
    let compiled = compile(&config, &recorded.history, &catalogue, &Bundle::embedded()?)?;
    let built = Built {
        files: compiled.files,
        fingerprint: compiled.fingerprint,
        tag: compiled.tag,
        security_policy: compiled.security_policy,
    };
    Ok((built, recorded))
}

fn checked(file: &Path, text: Option<&str>, catalogue: &Catalogue) -> Result<Config, Refusal> {
    let draft = source::read(file, text)?;
    draft
        .check(catalogue)
        .map_err(|error| source::faults(file, error))
}
