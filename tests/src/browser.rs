//! One Chromium for all journeys of a test binary: an empty profile, gone when the binary ends, however it ends.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use chromiumoxide::Browser;
use chromiumoxide::handler::HandlerConfig;
use futures::StreamExt as _;
use tempfile::TempDir;

/// What keeps it on this machine, quiet, and awake while several journeys run side by side.
const FLAGS: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
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

/// Third parties' cookies are let in, as most visitors' browsers do; what a page may store is then up to consent.
const PREFERENCES: &str = r#"{"profile":{"cookie_controls_mode":0}}"#;

/// Starts the browser and, when this program is gone, stops it and removes its profile. A destructor could not:
/// what all tests share is never dropped. The end of the pipe on standard input is a sign that cannot be missed.
/// The browser's last subprocesses may still write while the profile is being removed, hence the loop.
const LIFELINE: &str = r#"
profile=$1; shift
"$@" --user-data-dir="$profile" </dev/null &
browser=$!
cat >/dev/null
exec 2>/dev/null
kill $browser
wait $browser
for again in 1 2 3 4 5 6; do rm -rf "$profile"; sleep 0.5; [ -e "$profile" ] || break; done
"#;

/// The browser, and what must live as long.
#[derive(Debug)]
pub(crate) struct Chromium {
    pub(crate) browser: Browser,
    _lifeline: Child,
}

impl Chromium {
    /// Starts it and connects.
    pub(crate) async fn start() -> Self {
        let (lifeline, address) = launch();
        let config = HandlerConfig {
            viewport: None,
            ..HandlerConfig::default()
        };
        let (browser, mut messages) = Browser::connect_with_config(address, config)
            .await
            .expect("the browser that was just started can be spoken to");
        tokio::spawn(async move { while messages.next().await.is_some() {} });
        Self {
            browser,
            _lifeline: lifeline,
        }
    }
}

fn program() -> PathBuf {
    let program =
        std::env::var_os("CONSENT_CHROMIUM").map_or_else(|| "/usr/bin/chromium".into(), PathBuf::from);
    assert!(
        program.is_file(),
        "the journeys need a browser: {} is not there. Install Chromium (apt-get install chromium), or name \
         another browser of its family in CONSENT_CHROMIUM",
        program.display()
    );
    program
}

/// Starts the browser and reads from its first words where it can be spoken to.
#[expect(
    clippy::zombie_processes,
    reason = "the shell ends when the pipe to it closes, with this program"
)]
fn launch() -> (Child, String) {
    let profile = TempDir::new().expect("a temporary folder").keep();
    std::fs::create_dir(profile.join("Default")).expect("a folder in the profile");
    std::fs::write(profile.join("Default/Preferences"), PREFERENCES).expect("preferences");
    let mut lifeline = Command::new("sh")
        .args(["-c", LIFELINE, "sh"])
        .arg(&profile)
        .arg(program())
        .args(FLAGS)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("a shell to start the browser from");
    let mut words = BufReader::new(lifeline.stderr.take().expect("standard error"));
    let mut said = String::new();
    loop {
        let mut line = String::new();
        let length = words.read_line(&mut line).expect("what the browser says");
        assert!(
            length > 0,
            "the browser ended before it could be spoken to:\n{said}"
        );
        if let Some(address) = line.trim().strip_prefix("DevTools listening on ") {
            // What it says later must be read, or it would stop at a full pipe.
            std::thread::spawn(move || std::io::copy(&mut words, &mut std::io::sink()));
            return (lifeline, address.to_owned());
        }
        said += &line;
    }
}
