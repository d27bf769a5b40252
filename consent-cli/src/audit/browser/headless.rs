//! How a browser of Chromium's family is started without a window: its flags, its profile, its first words.

use std::fs;
use std::io::{self, BufRead as _, BufReader};
use std::path::Path;
use std::process::Child;
use std::thread;

/// What keeps it quiet, and awake while several tabs work side by side. It chooses the port by which it is spoken
/// to itself, and [`address`] reads it.
pub const FLAGS: [&str; 11] = [
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    "--disable-dev-shm-usage",
    "--remote-debugging-port=0",
];

/// Third parties' cookies are let in, as most visitors' browsers do: what a page may store is up to consent.
const PREFERENCES: &str = r#"{"profile":{"cookie_controls_mode":0}}"#;

/// Makes an empty folder a profile that has just been installed.
///
/// # Errors
/// When the folder cannot be written to.
pub fn prepare(profile: &Path) -> io::Result<()> {
    fs::create_dir(profile.join("Default"))?;
    fs::write(profile.join("Default/Preferences"), PREFERENCES)
}

/// Where it can be spoken to, from its first words; its standard error must be piped.
///
/// # Errors
/// What it said instead, when it ended.
pub fn address(browser: &mut Child) -> Result<String, String> {
    let mut said = String::new();
    let Some(words) = browser.stderr.take() else {
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
            thread::spawn(move || io::copy(&mut words, &mut io::sink()));
            return Ok(address.to_owned());
        }
        said += &line;
    }
}
