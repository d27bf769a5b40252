//! Starts a browser's program with an empty profile, and stops it.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

use super::headless;
use crate::Obstacle;

/// What makes it a visitor's browser: nothing in the page can tell that it is driven, and addresses are taken as they
/// are written. Frames of other sites stay in the page's own process, so that everything they do is told to whoever
/// watches the page.
const FLAGS: [&str; 5] = [
    "--no-default-browser-check",
    "--disable-blink-features=AutomationControlled",
    "--disable-site-isolation-trials",
    "--disable-features=IsolateOrigins,site-per-process,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable",
    "--mute-audio",
];

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
        headless::prepare(profile.path()).map_err(unwritable)?;
        let mut command = Command::new(program);
        command
            .args(headless::FLAGS)
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
        match headless::address(&mut child) {
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
