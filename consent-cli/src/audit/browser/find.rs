//! Finds a browser: the one that is named, or the first of Chromium's family that is installed.

use std::env;
use std::path::{Path, PathBuf};

use crate::Obstacle;

/// Names under which distributions install it, the first that is there is taken.
const NAMES: [&str; 6] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
];

/// Where it is on systems that do not put it on the path.
const PLACES: [&str; 3] = [
    "/usr/bin/chromium",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/// Finds a browser.
///
/// # Errors
/// When the one that is named is not there, or there is none.
pub(super) fn find(named: Option<&Path>) -> Result<PathBuf, Obstacle> {
    match named {
        Some(program) => on_path(program).ok_or_else(|| {
            Obstacle::new(
                format_args!("there is no browser {}", program.display()),
                "correct --browser, or leave it out to have one found",
            )
        }),
        None => {
            let mut all = NAMES.iter().chain(&PLACES);
            all.find_map(|name| on_path(Path::new(name))).ok_or_else(|| {
                Obstacle::new(
                    format_args!(
                        "no browser was found: none of {} is on the path",
                        NAMES.join(", ")
                    ),
                    "install one (Debian and Ubuntu: apt-get install chromium; Fedora: dnf install chromium; \
                     macOS: brew install --cask chromium), or name one with --browser PATH",
                )
            })
        }
    }
}

fn on_path(program: &Path) -> Option<PathBuf> {
    if program.components().count() > 1 {
        return program.is_file().then(|| program.to_owned());
    }
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_that_is_not_there_is_told_with_a_way_to_mend_it() {
        let missing = find(Some(Path::new("/nowhere/chromium")))
            .unwrap_err()
            .to_string();
        assert!(
            missing.contains("/nowhere/chromium") && missing.contains("--browser"),
            "{missing}"
        );
        assert!(
            find(Some(Path::new("sh"))).is_ok(),
            "names are looked up on the path"
        );
    }
}
