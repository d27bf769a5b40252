//! The deep check of a file: every page, every row, every signature.

use std::path::Path;

use consent_core::receipt::KeySet;
use consent_core::receipt::audit::Report;
use rusqlite::Connection;

use super::super::StoreError;
use super::damage::{self, DamagedPage};
use super::site::audit_site;
use super::{declared, file, migrate, read, recover, seal};

/// What the deep check of a database file came to.
#[derive(Debug)]
pub struct FileReport {
    /// What the page seal says.
    pub pages: Pages,
    /// What SQLite's own check found.
    pub structure: Vec<String>,
    /// What was found in each site's log.
    pub sites: Vec<SiteReport>,
}

/// What the page seal of a file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pages {
    /// There is none: the file is in use, or was not closed.
    Unsealed,
    /// Every byte is as it was when the file was closed.
    Whole,
    /// These pages are not.
    Damaged(Vec<DamagedPage>),
    /// The seal cannot be compared at all, for this reason.
    Unreadable(String),
}

/// What the deep check of one site's log came to.
#[derive(Debug)]
pub struct SiteReport {
    /// Which site.
    pub site: String,
    /// The audit, as of an exported dump. Its lines are those that the dump would have.
    pub audit: Report,
    /// What contradicts the log beside it: nodes, columns, checkpoints.
    pub faults: Vec<String>,
}

impl FileReport {
    /// Tells whether nothing was found.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        matches!(self.pages, Pages::Unsealed | Pages::Whole)
            && self.structure.is_empty()
            && self
                .sites
                .iter()
                .all(|site| site.audit.is_sound() && site.faults.is_empty())
    }
}

/// Checks a database file without changing it, whether a server has it open or not.
///
/// The keys that are trusted should come from elsewhere; without any, those of the file are believed, and it is only
/// shown that the file holds together.
///
/// # Errors
/// When the file cannot be opened, or is not a database of this server. What is wrong within it is in the report.
pub fn verify_file(path: &Path, trusted: Option<&KeySet>) -> Result<FileReport, StoreError> {
    if !path.exists() {
        return Err(StoreError::Engine(
            format!("there is no file {}", path.display()).into(),
        ));
    }
    let pages = match seal::check(path) {
        Ok(seal::Sealed::No) => Pages::Unsealed,
        Ok(seal::Sealed::Whole) => Pages::Whole,
        Ok(seal::Sealed::Broken(broken)) => Pages::Damaged(damage::locate(path, &broken)),
        Err(StoreError::Corrupt(how)) => Pages::Unreadable(how),
        Err(fault) => return Err(fault),
    };
    let damaged = matches!(pages, Pages::Damaged(_) | Pages::Unreadable(_));
    match file::at_this_moment(path).and_then(|database| examine(&database, trusted)) {
        Ok((structure, sites)) => Ok(FileReport {
            pages,
            structure,
            sites,
        }),
        // So broken that SQLite gives up: where, has been said.
        Err(fault) if damaged => Ok(FileReport {
            pages,
            structure: vec![fault.to_string()],
            sites: Vec::new(),
        }),
        Err(fault) => Err(fault),
    }
}

fn examine(
    database: &Connection,
    trusted: Option<&KeySet>,
) -> Result<(Vec<String>, Vec<SiteReport>), StoreError> {
    migrate::expect_ours(database)?;
    let mut structure: Vec<String> = super::rows(database, "PRAGMA integrity_check", [], |row| row.get(0))?;
    structure.retain(|line| line != "ok");
    let own = declared::public_keys(database)
        .map_err(StoreError::from)
        .and_then(|rows| recover::keys(&rows));
    let own = own.unwrap_or_else(|fault| {
        structure.push(fault.to_string());
        KeySet::new([])
    });
    let mut sites = Vec::new();
    for site in read::sites(database)? {
        sites.push(audit_site(database, &site, &own, trusted.unwrap_or(&own)));
    }
    Ok((structure, sites))
}
