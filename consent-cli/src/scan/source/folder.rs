//! A file, or every document of a folder and of those within it.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::decode::decode;
use super::{LARGEST, Sources};
use crate::backend::Obstacle;
use crate::scan::Document;
use crate::scan::document::has_ending;

/// The endings of documents.
const ENDINGS: [&str; 6] = ["html", "htm", "xhtml", "md", "markdown", "txt"];
/// The most documents of one folder.
const MOST: usize = 2_000;
/// Folders that hold what others wrote.
const LEFT_OUT: [&str; 3] = ["node_modules", "vendor", "target"];

/// Reads one file.
pub(super) fn file(path: &Path) -> Result<Document, Obstacle> {
    let unreadable = |error| {
        Obstacle::unreadable(
            path,
            &error,
            "check the path: a file, a folder, or an address that begins with https://",
        )
    };
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(unreadable)?;
    file.take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    if bytes.len() as u64 > LARGEST {
        return Err(Obstacle::new(
            format_args!("{} has more than {} MB", path.display(), LARGEST >> 20),
            "name the policy text or page itself",
        ));
    }
    Ok(Document::new(path.display().to_string(), decode(&bytes, None)))
}

/// Reads a folder, in the order of its names.
pub(super) fn read(folder: &Path) -> Result<Sources, Obstacle> {
    let mut files = Vec::new();
    collect(folder, &mut files)?;
    files.sort();
    let mut sources = Sources::default();
    if files.len() > MOST {
        sources.remarks.push(format!(
            "only the first {MOST} of {} documents are read",
            files.len()
        ));
        files.truncate(MOST);
    }
    for path in files {
        match file(&path) {
            Ok(document) => sources.documents.push(document),
            Err(obstacle) => sources.remarks.push(format!("left out: {obstacle}")),
        }
    }
    if sources.documents.is_empty() {
        return Err(Obstacle::new(
            format_args!("{} has no document in it that can be read", folder.display()),
            format_args!("name a folder with files that end in .{}", ENDINGS.join(", .")),
        ));
    }
    Ok(sources)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Obstacle> {
    let unreadable = |error| Obstacle::unreadable(folder, &error, "check the path");
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let kind = entry.file_type().map_err(unreadable)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        // A link is not followed: it may lead out, or in a circle.
        if kind.is_dir() && !name.starts_with('.') && !LEFT_OUT.contains(&name.as_str()) {
            collect(&entry.path(), files)?;
        } else if kind.is_file() && has_ending(&name, &ENDINGS) {
            files.push(entry.path());
        }
    }
    Ok(())
}
