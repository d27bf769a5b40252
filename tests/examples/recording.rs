//! A demo site that records: built into a folder, with a server of its own on a free port.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use consent_core::carry::ConsentString;
use consent_core::config::Policy;
use consent_core::decision::{Act, ConsentId, Decision, Grants};
use consent_core::time::Timestamp;
use consent_server::{Database, Options, Running, SiteOptions};
use consent_tests::config_file;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// The site of the demo that is used.
const SITE: &str = "ngager";
/// Where its pages are.
pub(crate) const ORIGIN: &str = "http://localhost:3000";

/// The repository's root.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .canonicalize()
        .expect("the root")
}

/// The site's `consent.json` with where it records.
pub(crate) fn config(record: &Value) -> String {
    let text = std::fs::read_to_string(config_file(SITE)).expect("a config");
    let mut config: Value = serde_json::from_str(&text).expect("JSON");
    config["record"] = record.clone();
    config.to_string()
}

/// The site, built, and its server.
pub(crate) struct Recording {
    room: TempDir,
    pub(crate) policy: Policy,
    runtime: Runtime,
    running: Option<Running>,
}

impl Recording {
    pub(crate) fn start() -> Self {
        let room = tempfile::tempdir().expect("a folder");
        let published = room.path().join("public/consent");
        let config = config(&json!("http://127.0.0.1:8090"));
        let built = consent_cli::build_text(&config_file(SITE), &config, &published);
        built.unwrap_or_else(|fault| panic!("{fault}"));
        let file = std::fs::read_to_string(published.join("policy.json")).expect("a policy");
        let file: Value = serde_json::from_str(&file).expect("JSON");
        let options = Options {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            database: Database::Sqlite(room.path().join("consent.db")),
            keys: room.path().join("keys.json"),
            sites: vec![SiteOptions {
                key: SITE.into(),
                published,
                origins: vec![ORIGIN.into()],
                ..SiteOptions::default()
            }],
            ..Options::default()
        };
        let runtime = Runtime::new().expect("a runtime");
        let running = runtime
            .block_on(consent_server::start(options))
            .unwrap_or_else(|fault| panic!("{fault}"));
        Self {
            room,
            policy: serde_json::from_value(file["policy"].clone()).expect("a policy"),
            runtime,
            running: Some(running),
        }
    }

    pub(crate) fn folder(&self) -> &Path {
        self.room.path()
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address())
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.running.as_ref().expect("a server").address()
    }

    /// Stops the server; nobody answers there from then on.
    pub(crate) fn stop(&mut self) {
        if let Some(running) = self.running.take() {
            self.runtime.block_on(running.shutdown());
        }
    }

    /// The consent cookie of a visitor who has just said yes to these categories and services.
    pub(crate) fn cookie(&self, act: Act, categories: &[&str], exceptions: &[&str]) -> String {
        let policy = &self.policy;
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .expect("the time")
            .as_secs();
        let grants = categories
            .iter()
            .map(|name| policy.category(name).expect("a category"));
        let grants = grants.fold(Grants::none(), Grants::with_category);
        let services = exceptions
            .iter()
            .map(|name| policy.service(name).expect("a service"));
        let decision = Decision {
            grants: services.fold(grants, |grants, index| grants.with_exception(policy, index)),
            act,
            decided_at: Timestamp::from_secs(now),
            id: ConsentId::from_bytes([5; 16]),
        };
        format!("{}={}", policy.cookie(), ConsentString::encode(&decision, policy))
    }
}

impl Drop for Recording {
    fn drop(&mut self) {
        self.stop();
    }
}
