//! `consent scan`: what a policy text or a page names, leaves out, and would run too early.

mod text;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use clap::{Args, ValueEnum};
use consent_core::catalogue::Catalogue;

use super::{Report, print};
use crate::Refusal;
use crate::backend::Obstacle;
use crate::check;
use crate::scan::{Severity, Site, as_json, first_config, scan, source};

/// Reads a policy text or a site's HTML, and says what it names, what it leaves out and what would run too early
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  consent scan integritetspolicy.md
  consent scan https://example.se/kakor --init consent.json
  consent scan public/ --config consent.json
  consent scan public/ --fail-on warning --json | jq '.warnings[] | select(.rule == \"tag-before-choice\")'

Read are plain text, Markdown and HTML, in Swedish or English: one file; of a folder every .html, .md and .txt; or one
page of the web, by one plain request without cookies (at most 10 MB, 30 seconds, 5 redirects). No script is run: what a
page does in a browser is another question.

Exit codes: 0 nothing as grave as --fail-on was found, 1 something was, 2 wrong use or a document that cannot be read.")]
pub(super) struct Scan {
    /// A file, a folder, or an address that begins with https:// or http://
    #[arg(value_name = "FILE|FOLDER|URL")]
    what: String,
    /// Write a first consent.json from what was found; a file that is there is left as it is
    #[arg(long, value_name = "FILE")]
    init: Option<PathBuf>,
    /// The site's own consent.json: marks may name its categories and services
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The least grave finding that makes the exit code 1
    #[arg(long, value_name = "SEVERITY", value_enum, default_value_t = FailOn::Error)]
    fail_on: FailOn,
    /// Print one JSON object instead of text
    #[arg(long)]
    pub(super) json: bool,
}

/// From where on a finding fails the command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Note,
    Warning,
    Error,
    Never,
}

impl FailOn {
    const fn severity(self) -> Option<Severity> {
        match self {
            Self::Note => Some(Severity::Note),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
            Self::Never => None,
        }
    }
}

impl Scan {
    pub(super) fn run(&self) -> Result<Report, Refusal> {
        let sources = source::read(&self.what)?;
        for remark in &sources.remarks {
            print::error(&format!("{} {remark}", print::place("remark:")));
        }
        let catalogue = Catalogue::built_in();
        let declared = self
            .config
            .as_deref()
            .map(declared)
            .transpose()?
            .unwrap_or_default();
        let report = scan(&sources.documents, &catalogue, &declared);
        if let Some(file) = &self.init {
            let texts = sources
                .documents
                .iter()
                .map(|document| (document.name.as_str(), document.text.as_str()));
            let (config, todo) = first_config(&report, &Site::of(texts), &today(), &catalogue);
            write_new(file, &config)?;
            print::error(&to_fill_in(file, &todo));
        }
        let failed = self.fail_on.severity();
        let is_good = !report
            .warnings
            .iter()
            .any(|warning| failed.is_some_and(|least| warning.severity >= least));
        let text = if self.json {
            as_json(&report)
        } else {
            text::as_text(&report)
        };
        Ok(Report { text, is_good })
    }
}

/// The categories and services that a config has.
fn declared(file: &Path) -> Result<BTreeSet<String>, Refusal> {
    let policy = check(file)?.policy();
    let categories = policy.categories().iter().map(|category| category.id.to_string());
    let services = policy.services().iter().map(|service| service.id.to_string());
    Ok(categories.chain(services).collect())
}

/// What is left to do, apart from what other programs read.
fn to_fill_in(file: &Path, todo: &[String]) -> String {
    let mut text = format!("{} is written; ", file.display());
    if todo.is_empty() {
        text.push_str("`consent check` finds it in order");
    } else {
        text.push_str("to fill in:");
        for line in todo {
            text.push_str("\n  - ");
            text.push_str(line);
        }
    }
    text
}

/// Writes a file that must not be there yet.
fn write_new(file: &Path, text: &str) -> Result<(), Obstacle> {
    let written =
        fs::File::create_new(file).and_then(|mut file| std::io::Write::write_all(&mut file, text.as_bytes()));
    written.map_err(|error| Obstacle::unwritable(file, &error))
}

/// The date of today, in UTC.
fn today() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let seconds = i64::try_from(since.as_secs()).unwrap_or(0);
    time::OffsetDateTime::from_unix_timestamp(seconds)
        .map_or_else(|_| "1970-01-01".into(), |now| now.date().to_string())
}
