//! `consent serve` on loopback, with a site to record for and a database to record into.

use std::env;
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Output, Stdio};

use clap::Parser as _;
use consent_cli::commands::Cli;
use consent_core::config::Policy;
use consent_core::notice::NoticeDigest;
use consent_server::extract::SitePolicy;
use serde_json::Value;

use crate::config_file;

/// Where the site's pages are.
pub const ORIGIN: &str = "https://ngager.com";

/// The demo site that is recorded for.
const SITE: &str = "ngager";

/// Where records are kept.
#[derive(Clone, Debug)]
pub enum Data {
    /// In the file `consent.db` of the place.
    Sqlite,
    /// In a PostgreSQL at that address.
    Postgres(String),
}

/// A folder with a built site, keys, and room for a database.
#[derive(Clone, Debug)]
pub struct Place {
    folder: PathBuf,
    policy: SitePolicy,
    notice: NoticeDigest,
    publications: u64,
}

impl Place {
    /// Builds the site there.
    ///
    /// # Panics
    /// When it cannot be built.
    #[must_use]
    pub fn in_folder(folder: &Path) -> Self {
        let config = config_file(SITE);
        let text = fs::read_to_string(&config).expect("the demo's config");
        let published = folder.join("published");
        consent_cli::build_text(&config, &text, &published).unwrap_or_else(|fault| panic!("{fault}"));
        let policy = fs::read_to_string(published.join("policy.json")).expect("policy.json");
        let facts: Value = serde_json::from_str(&policy).expect("JSON");
        let notice = serde_json::from_value(facts["notices"]["sv"].clone()).expect("a Swedish notice");
        Self {
            folder: folder.to_owned(),
            policy: SitePolicy::from_json(&policy).expect("a policy"),
            notice,
            publications: 1 + facts["notices"].as_object().map_or(0, |all| all.len() as u64),
        }
    }

    /// A file of that name in it.
    #[must_use]
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// What the site asks its visitors.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        self.policy.policy()
    }

    /// The notice that they see.
    #[must_use]
    pub const fn notice(&self) -> NoticeDigest {
        self.notice
    }

    /// How many texts the site has published: its policy, and a notice for each language.
    #[must_use]
    pub const fn publications(&self) -> u64 {
        self.publications
    }

    /// The site's key.
    #[must_use]
    pub const fn site(&self) -> &'static str {
        SITE
    }

    /// Runs another command of the same program to its end.
    ///
    /// # Panics
    /// When it cannot be started.
    #[must_use]
    pub fn consent(&self, arguments: &[&str]) -> Output {
        let mut command = command();
        let command = command
            .args(arguments)
            .current_dir(&self.folder)
            .env_remove("DATABASE_URL");
        command.output().expect("the command `consent`")
    }

    /// The arguments that name the database.
    #[must_use]
    pub fn arguments(&self, data: &Data) -> [String; 2] {
        match data {
            Data::Sqlite => ["--data".into(), self.file("consent.db").display().to_string()],
            Data::Postgres(url) => ["--database-url".into(), url.clone()],
        }
    }
}

/// A running server. Dropped, it is killed: nothing warns it.
#[derive(Debug)]
pub struct Server {
    child: Child,
    address: SocketAddr,
    figures: Option<SocketAddr>,
}

impl Server {
    /// Starts one, without limits on who asks how often.
    ///
    /// # Errors
    /// When it does not say where it listens; what it said instead is in `server.log` of the place.
    pub fn start(place: &Place, data: &Data) -> Result<Self, String> {
        Self::launch(place, data, None)
    }

    /// The same, with its figures to be asked for.
    ///
    /// # Errors
    /// As [`Self::start`].
    pub fn with_figures(place: &Place, data: &Data) -> Result<Self, String> {
        Self::launch(place, data, Some(free_address()))
    }

    fn launch(place: &Place, data: &Data, figures: Option<SocketAddr>) -> Result<Self, String> {
        let said = place.file("server.log");
        let log = File::options().create(true).append(true).open(&said);
        let mut child = command()
            .arg("serve")
            .arg(format!("--site={SITE}={}", place.file("published").display()))
            .args(["--listen=127.0.0.1:0", "--rate=0", "--name=here"])
            .args(figures.map(|address| format!("--metrics={address}")))
            .arg(format!("--origin={ORIGIN}"))
            .arg(format!("--keys={}", place.file("private-keys.json").display()))
            .args(place.arguments(data))
            .env("RUST_LOG", "warn")
            .env_remove("DATABASE_URL")
            .stdout(Stdio::piped())
            .stderr(log.expect("room for what the server says"))
            .spawn()
            .map_err(|error| format!("the server cannot be started: {error}"))?;
        let mut line = String::new();
        let out = child.stdout.take().expect("standard output");
        BufReader::new(out)
            .read_line(&mut line)
            .expect("what the server says");
        let address = line
            .trim()
            .strip_prefix("listening on http://")
            .and_then(|text| text.parse().ok());
        match address {
            Some(address) => Ok(Self {
                child,
                address,
                figures,
            }),
            None => {
                let _ = child.wait();
                let said = fs::read_to_string(said).unwrap_or_default();
                let last = said.lines().last().unwrap_or("nothing").to_owned();
                Err(format!("the server did not start; it said: {last}"))
            }
        }
    }

    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where its figures are, if it was started with them.
    #[must_use]
    pub const fn figures(&self) -> Option<SocketAddr> {
        self.figures
    }

    /// Its process.
    #[must_use]
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Ends it at once, as a power cut of the program alone: SIGKILL.
    ///
    /// # Panics
    /// When it has ended before.
    pub fn kill(mut self) {
        self.child.kill().expect("a server that still runs");
        self.child.wait().expect("its end");
    }

    /// Asks it to stop, and waits until it has.
    ///
    /// # Errors
    /// When it ends with a failure.
    ///
    /// # Panics
    /// When it cannot be asked.
    pub fn stop(mut self) -> Result<(), String> {
        let asked = Command::new("kill").arg(self.child.id().to_string()).status();
        assert!(
            asked.is_ok_and(|status| status.success()),
            "it can be asked to stop"
        );
        let status = self.child.wait().expect("its end");
        if status.success() {
            Ok(())
        } else {
            Err(format!("the server ended with {status}"))
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An address that nobody listens on at this moment.
fn free_address() -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.local_addr().expect("its address")
}

/// The first argument of a program that is to be the command instead.
const AS_COMMAND: &str = "consent";

/// This program once more, as the command `consent`: what is tried is then what was compiled with it.
fn command() -> Command {
    let mut command = Command::new(env::current_exe().expect("the path of this program"));
    command.arg(AS_COMMAND);
    command
}

/// Runs this program as the command `consent`, if that is what it was started for.
#[must_use]
pub fn as_command() -> Option<ExitCode> {
    let mut arguments = env::args_os().skip(1).peekable();
    let is_command = arguments.peek().is_some_and(|first| first == AS_COMMAND);
    is_command.then(|| Cli::parse_from(arguments).run())
}
