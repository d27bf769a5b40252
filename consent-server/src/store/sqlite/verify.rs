//! The deep check of a file: every page, every row, every signature.

use std::path::Path;

use consent_core::receipt::KeySet;
use rusqlite::Connection;

use super::super::StoreError;
use super::report::{FileReport, Pages, SiteReport};
use super::site::audit_site;
use super::{damage, declared, file, migrate, read, recover, seal};

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
