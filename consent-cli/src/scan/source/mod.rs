//! Where documents come from: a file, a folder, or an address.
//!
//! *Takes* what the user names.
//! *Gives* [`Document`]s, decoded, and remarks on what was left out or led elsewhere.
//! *Never* reads without end: files, answers and folders have limits, and an answer has a time.

mod decode;
mod folder;
mod web;

use std::path::Path;

use super::Document;
use crate::backend::Obstacle;

/// The most bytes of one document.
pub(crate) const LARGEST: u64 = 10 * 1024 * 1024;

/// What was read.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    pub(crate) documents: Vec<Document>,
    /// What the user should know of the reading: redirects, files that were left out.
    pub(crate) remarks: Vec<String>,
}

/// Reads what is named.
///
/// # Errors
/// When it is not there, cannot be read, is too large, or has nothing in it to read.
pub(crate) fn read(named: &str) -> Result<Sources, Obstacle> {
    if named.starts_with("https://") || named.starts_with("http://") {
        return web::read(named);
    }
    let path = Path::new(named);
    if path.is_dir() {
        return folder::read(path);
    }
    let document = folder::file(path)?;
    Ok(Sources {
        documents: vec![document],
        remarks: Vec::new(),
    })
}
