//! Programs from outside that the journeys need, fetched where a bare Debian machine lacks them.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::{child, place};

/// Names under which a browser of the Chromium family is installed.
const BROWSERS: &[&str] = &["chromium", "chromium-browser", "google-chrome"];

/// The browser for the journeys: `CONSENT_CHROMIUM`, or the first that is installed.
pub(crate) fn browser() -> Option<PathBuf> {
    match env::var_os("CONSENT_CHROMIUM") {
        Some(named) => on_path(PathBuf::from(named)),
        None => BROWSERS.iter().find_map(on_path),
    }
}

/// Fetches what is missing.
pub(crate) fn ensure() -> Result<()> {
    ensure_browser()?;
    ensure_npm_packages()
}

fn ensure_browser() -> Result<()> {
    if browser().is_some() {
        return Ok(());
    }
    if let Some(named) = env::var_os("CONSENT_CHROMIUM") {
        bail!("CONSENT_CHROMIUM names {}, which is not there", named.display());
    }
    // Without a font every text is invisible; this one is small and has å, ä and ö.
    install(&["chromium", "fonts-dejavu-core"])
        .context("install Chromium yourself, or name another browser of its family in CONSENT_CHROMIUM")
}

/// What the journeys take from npm (axe-core), exactly as the lock file of `tests/` says.
fn ensure_npm_packages() -> Result<()> {
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
    child::run(child::program("npm", ["ci", "--no-audit", "--no-fund"]).current_dir(&tests))
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
                ["-n", "--preserve-env=DEBIAN_FRONTEND", "apt-get"]
                    .iter()
                    .chain(args),
            )
        };
        child::run(command.env("DEBIAN_FRONTEND", "noninteractive"))
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
