//! Starts a browser's program with an empty profile, and stops it.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

use crate::Obstacle;

/// What keeps it quiet, and awake while several tabs work side by side. Frames of other sites stay in the page's own
/// process, so that everything they do is told to whoever watches the page.
const FLAGS: [&str; 16] = [
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    "--disable-dev-shm-usage",
    "--disable-blink-features=AutomationControlled",
    "--disable-site-isolation-trials",
    "--disable-features=IsolateOrigins,site-per-process,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable",
    "--mute-audio",
    "--remote-debugging-port=0",
];

/// Third parties' cookies are let in, as most visitors' browsers do: what a page may store is up to consent.
const PREFERENCES: &str = r#"{"profile":{"cookie_controls_mode":0}}"#;

/// A browser's program, for as long as this is held.
#[derive(Debug)]
pub(super) struct Running {
    child: Child,
    profile: Option<TempDir>,
    /// Where it can be spoken to.
    pub(super) address: String,
}

impl Running {
    /// Starts it.
    pub(super) fn start(program: &Path, without_sandbox: bool) -> Result<Self, Obstacle> {
        let unwritable = |error| Obstacle::unwritable(&std::env::temp_dir(), &error);
        let profile = tempfile::Builder::new()
            .prefix("consent-audit-")
            .tempdir()
            .map_err(unwritable)?;
        fs::create_dir(profile.path().join("Default")).map_err(unwritable)?;
        fs::write(profile.path().join("Default/Preferences"), PREFERENCES).map_err(unwritable)?;
        let mut command = Command::new(program);
        command
            .args(FLAGS)
            .arg(format!("--user-data-dir={}", profile.path().display()));
        if without_sandbox || is_root() {
            command.arg("--no-sandbox");
        }
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| {
                Obstacle::new(
                    format_args!("{} cannot be started: {error}", program.display()),
                    "name another browser with --browser",
                )
            })?;
        match address(&mut child) {
            Ok(address) => Ok(Self {
                child,
                profile: Some(profile),
                address,
            }),
            Err(said) => {
                let _ = child.kill();
                let _ = child.wait();
                Err(Obstacle::new(
                    format_args!(
                        "{} ended before it could be spoken to:\n{said}",
                        program.display()
                    ),
                    "if it speaks of its sandbox, as in some containers, add --no-sandbox; else name another browser \
                     with --browser",
                ))
            }
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let Some(profile) = self.profile.take() else {
            return;
        };
        // Its last subprocesses may still write there.
        let path = profile.keep();
        for _ in 0..10 {
            if fs::remove_dir_all(&path).is_ok() || !path.exists() {
                break;
            }
            thread::sleep(Duration::from_millis(100));
        }
    }
}

/// The address in its first words, or what it said instead.
fn address(child: &mut Child) -> Result<String, String> {
    let mut said = String::new();
    let Some(words) = child.stderr.take() else {
        return Err(said);
    };
    let mut words = BufReader::new(words);
    loop {
        let mut line = String::new();
        if words.read_line(&mut line).unwrap_or(0) == 0 {
            return Err(said);
        }
        if let Some(address) = line.trim().strip_prefix("DevTools listening on ") {
            // What it says later must be read, or it would stop at a full pipe.
            thread::spawn(move || std::io::copy(&mut words, &mut std::io::sink()));
            return Ok(address.to_owned());
        }
        said += &line;
    }
}

/// The administrator's browser refuses to start inside its sandbox.
#[cfg(unix)]
fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt as _;
    fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

#[cfg(not(unix))]
const fn is_root() -> bool {
    false
}
