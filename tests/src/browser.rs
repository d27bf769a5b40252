//! One Chromium for all journeys of a test binary: an empty profile, gone when the binary ends, however it ends.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use chromiumoxide::Browser;
use chromiumoxide::handler::HandlerConfig;
use consent_cli::headless;
use futures::StreamExt as _;
use tempfile::TempDir;

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

/// Starts the browser from a shell that ends when the pipe to it closes, with this program; gives where it can be
/// spoken to.
fn launch() -> (Child, String) {
    let profile = TempDir::new().expect("a temporary folder").keep();
    headless::prepare(&profile).expect("a profile");
    let mut lifeline = Command::new("sh")
        .args(["-c", LIFELINE, "sh"])
        .arg(&profile)
        .arg(program())
        .args(headless::FLAGS)
        // The administrator's browser refuses to start inside its sandbox, and nothing here speaks QUIC.
        .args(["--no-sandbox", "--disable-quic"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("a shell to start the browser from");
    match headless::address(&mut lifeline) {
        Ok(address) => (lifeline, address),
        Err(said) => panic!("the browser ended before it could be spoken to:\n{said}"),
    }
}
