//! The folder of a built site: new files are swapped in only when all of them are written.

use std::fs;
use std::io;
use std::path::Path;

use crate::compile::{Files, is_hashed};

/// Puts the files into `out`, and removes hashed files of builds before the last: a browser may still hold the
/// last build's loader, and finds what that one names.
///
/// Everything is written into a hidden folder within `out` first (beside it could be another file system, from
/// which nothing can be moved); until then no file changes. Files with their hash in the name move before those
/// that point to them, so that a page served meanwhile finds what it needs.
///
/// # Errors
/// When something cannot be written; the old files are whole unless only the last step, the moving, failed.
pub(crate) fn swap_in(files: &Files, out: &Path) -> io::Result<()> {
    fs::create_dir_all(out)?;
    // The digests name every file of the build before.
    let before = fs::read_to_string(out.join("integrity.json")).unwrap_or_default();
    let fresh = tempfile::Builder::new().prefix(".consent-").tempdir_in(out)?;
    for (name, content) in files.iter() {
        for folder in [fresh.path(), out] {
            make_folder_of(&folder.join(name))?;
        }
        fs::write(fresh.path().join(name), content)?;
    }
    let (hashed, named): (Vec<_>, Vec<_>) = files
        .iter()
        .map(|(name, _)| name)
        .partition(|name| is_hashed(name));
    for name in hashed.into_iter().chain(named) {
        fs::rename(fresh.path().join(name), out.join(name))?;
    }
    remove_stale(files, &before, out)
}

/// A file's name may have a folder in it.
fn make_folder_of(file: &Path) -> io::Result<()> {
    file.parent().map_or(Ok(()), fs::create_dir_all)
}

fn remove_stale(files: &Files, before: &str, out: &Path) -> io::Result<()> {
    for entry in fs::read_dir(out)? {
        let entry = entry?;
        let name = entry.file_name();
        let is_stale = name.to_str().is_some_and(|name| {
            is_hashed(name) && files.get(name).is_none() && !before.contains(&format!("\"{name}\""))
        });
        if is_stale && entry.file_type()?.is_file() {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn names(folder: &Path) -> BTreeSet<String> {
        let entries = fs::read_dir(folder).unwrap();
        entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect()
    }

    #[test]
    fn only_our_own_old_files_go() {
        let room = tempfile::tempdir().unwrap();
        let out = room.path().join("site/consent");
        let build = |content: &str| {
            let mut files = Files::default();
            let banner = files.put_hashed("banner", "js", content);
            files.put("consent.js", content);
            files.put("integrity.json", format!("{{\"{banner}\": \"…\"}}"));
            swap_in(&files, &out).unwrap();
            banner
        };
        let oldest = build("one");
        fs::write(out.join("robots.txt"), "theirs").unwrap();
        fs::write(out.join("app-0a1b2c3d.js"), "theirs").unwrap();

        let (last, new) = (build("two"), build("three"));
        assert!(oldest != last && last != new);
        let expected = [
            "app-0a1b2c3d.js",
            &last,
            &new,
            "consent.js",
            "integrity.json",
            "robots.txt",
        ]
        .map(str::to_owned);
        assert_eq!(names(&out), BTreeSet::from(expected));
        assert_eq!(fs::read(out.join("consent.js")).unwrap(), b"three");
    }

    #[test]
    fn a_name_may_have_a_folder_in_it_and_what_else_lies_there_stays() {
        let room = tempfile::tempdir().unwrap();
        fs::create_dir(room.path().join("backend")).unwrap();
        fs::write(room.path().join("backend/theirs.js"), "theirs").unwrap();
        for content in ["one", "two"] {
            let mut files = Files::default();
            files.put("backend/policy.txt", content);
            swap_in(&files, room.path()).unwrap();
            assert_eq!(
                fs::read(room.path().join("backend/policy.txt")).unwrap(),
                content.as_bytes()
            );
        }
        let expected = ["policy.txt", "theirs.js"].map(str::to_owned);
        assert_eq!(names(&room.path().join("backend")), BTreeSet::from(expected));
        assert_eq!(names(room.path()), BTreeSet::from(["backend".to_owned()]));
    }

    #[test]
    fn a_file_in_the_way_leaves_everything_as_it_was() {
        let room = tempfile::tempdir().unwrap();
        let out = room.path().join("consent");
        fs::write(&out, "a file, not a folder").unwrap();
        assert!(swap_in(&Files::default(), &out).is_err());
        assert_eq!(fs::read(&out).unwrap(), b"a file, not a folder");
    }
}
