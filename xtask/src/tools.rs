//! Programs from outside that the tests need, fetched where a bare Debian machine lacks them.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::{child, place};

/// Where Debian keeps PostgreSQL: a folder for each version, with the server's programs in `bin`.
const POSTGRES: &str = "/usr/lib/postgresql";

/// Names under which a browser of the Chromium family is installed.
const BROWSERS: &[&str] = &["chromium", "chromium-browser", "google-chrome"];

/// The browser for the journeys: `CONSENT_CHROMIUM`, or the first that is installed.
pub(crate) fn browser() -> Option<PathBuf> {
    match env::var_os("CONSENT_CHROMIUM") {
        Some(named) => on_path(PathBuf::from(named)),
        None => BROWSERS.iter().find_map(on_path),
    }
}

/// The folder with PostgreSQL's programs: `CONSENT_POSTGRES`, or the newest version that is installed.
pub(crate) fn postgres() -> Option<PathBuf> {
    let folder = match env::var_os("CONSENT_POSTGRES") {
        Some(named) => PathBuf::from(named),
        None => newest(Path::new(POSTGRES))?.join("bin"),
    };
    folder.join("postgres").is_file().then_some(folder)
}

/// Fetches what is missing.
pub(crate) fn ensure() -> Result<()> {
    ensure_browser()?;
    ensure_postgres()?;
    ensure_npm_packages()?;
    ensure_programs_of_examples()
}

/// The browser, and a font without which every text is invisible.
pub(crate) fn ensure_browser() -> Result<()> {
    if browser().is_some() {
        return Ok(());
    }
    if let Some(named) = env::var_os("CONSENT_CHROMIUM") {
        bail!("CONSENT_CHROMIUM names {}, which is not there", named.display());
    }
    // This font is small and has å, ä and ö.
    install(&["chromium", "fonts-dejavu-core"])
        .context("install Chromium yourself, or name another browser of its family in CONSENT_CHROMIUM")
}

/// The tests start a server of their own from its programs; a server of the machine is never used.
pub(crate) fn ensure_postgres() -> Result<()> {
    if postgres().is_some() {
        return Ok(());
    }
    if let Some(named) = env::var_os("CONSENT_POSTGRES") {
        bail!(
            "CONSENT_POSTGRES names {}, which has no `postgres` in it",
            named.display()
        );
    }
    install(&["postgresql"])
        .context("install PostgreSQL yourself, or name the folder of its programs in CONSENT_POSTGRES")
}

/// What the examples and the commands in the documents are run with.
fn ensure_programs_of_examples() -> Result<()> {
    for (program, package) in [("node", "nodejs"), ("python3", "python3"), ("curl", "curl")] {
        if on_path(program).is_none() {
            install(&[package]).with_context(|| format!("install {program} yourself"))?;
        }
    }
    Ok(())
}

/// The folder whose name is the highest number.
fn newest(folder: &Path) -> Option<PathBuf> {
    let number = |path: &PathBuf| path.file_name()?.to_str()?.parse::<u32>().ok();
    let inside = folder.read_dir().ok()?;
    let folders = inside.filter_map(|entry| Some(entry.ok()?.path()));
    folders.filter(|path| number(path).is_some()).max_by_key(number)
}

/// What the tests take from npm, exactly as the lock file of `tests/` says. Nothing of a package runs when it is installed.
pub(crate) fn ensure_npm_packages() -> Result<()> {
    let tests = place::root().join("tests");
    if !tests.join("package.json").exists()
        || is_newer(
            &tests.join("node_modules/.package-lock.json"),
            &tests.join("package-lock.json"),
        )
    {
        return Ok(());
    }
    if on_path("npm").is_none() || on_path("node").is_none() {
        install(&["nodejs", "npm"]).context("install Node.js with npm yourself")?;
    }
    child::run(
        child::program("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"]).current_dir(&tests),
    )
}

/// Fetches a compilation target for the toolchain in use, where it is missing.
pub(crate) fn ensure_rust_target(name: &str) -> Result<()> {
    let folder = child::answer(&mut child::program(
        "rustc",
        ["--print", "target-libdir", "--target", name],
    ))?;
    if Path::new(&folder).exists() {
        return Ok(());
    }
    child::run(&mut child::program("rustup", ["target", "add", name]))
}

/// Where a program lies: a path is taken as it is, a name is looked up.
pub(crate) fn on_path(name: impl AsRef<Path>) -> Option<PathBuf> {
    let name = name.as_ref();
    if name.components().count() > 1 {
        return name.is_file().then(|| name.to_owned());
    }
    let folders = env::var_os("PATH")?;
    env::split_paths(&folders)
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
}

/// Installs Debian packages, as root or by `sudo` where that asks no password.
fn install(packages: &[&str]) -> Result<()> {
    let list = packages.join(" ");
    if on_path("apt-get").is_none() {
        bail!("{list} cannot be installed here: this is not a Debian machine");
    }
    let is_root = child::answer(&mut child::program("id", ["-u"]))? == "0";
    if !is_root && !succeeds(&mut child::program("sudo", ["-n", "true"])) {
        bail!("{list} cannot be installed here: neither root nor sudo without a password");
    }
    eprintln!("installing {list}");
    let apt_get = |args: &[&str]| {
        let mut command = if is_root {
            child::program("apt-get", args)
        } else {
            child::program(
                "sudo",
                ["-n", "--preserve-env=DEBIAN_FRONTEND,SYSTEMD_OFFLINE", "apt-get"]
                    .iter()
                    .chain(args),
            )
        };
        // We want programs, not services: systemd is not to start what a package brings.
        child::run(
            command
                .env("DEBIAN_FRONTEND", "noninteractive")
                .env("SYSTEMD_OFFLINE", "1"),
        )
    };
    apt_get(&["update", "-qq"])?;
    apt_get(&[&["install", "-y", "-qq", "--no-install-recommends"], packages].concat())
}

fn succeeds(command: &mut Command) -> bool {
    command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

fn is_newer(path: &Path, than: &Path) -> bool {
    let changed = |path: &Path| path.metadata().and_then(|metadata| metadata.modified()).ok();
    matches!((changed(path), changed(than)), (Some(this), Some(that)) if this >= that)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_version_is_the_highest_number_not_the_last_name() {
        let folder = env::temp_dir().join(format!("consent-xtask-versions-{}", std::process::id()));
        for name in ["9", "15", "100", "scratch"] {
            std::fs::create_dir_all(folder.join(name)).unwrap();
        }
        let found = newest(&folder);
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(found, Some(folder.join("100")));
        assert_eq!(
            newest(&folder),
            None,
            "a folder that is not there has no versions"
        );
    }
}
