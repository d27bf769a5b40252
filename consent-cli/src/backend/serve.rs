//! The server while it runs: started with what the arguments say, stopped by a signal without losing anything.

use std::collections::BTreeSet;
use std::env;
use std::io::{self, Write as _};
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use consent_server::{Database, IpNet, Limits, Options, Share, SiteOptions, start, telemetry};
use tokio::signal::unix::{Signal, SignalKind, signal};

use super::{AdminKey, Folder, Obstacle, block_on};

/// As good as no limit, and still a number that a bucket can be filled with.
const NO_LIMIT: u32 = 1_000_000;

/// A twelfth of 365 days.
const MONTH: Duration = Duration::from_secs(365 * 86_400 / 12);

/// What is served, and how.
#[derive(Debug)]
pub(crate) struct Served<'a> {
    pub(crate) folders: Vec<Folder>,
    pub(crate) listen: SocketAddr,
    pub(crate) metrics: Option<SocketAddr>,
    pub(crate) database: Database,
    pub(crate) keys: PathBuf,
    pub(crate) name: String,
    pub(crate) origins: &'a [NamedOrigin],
    pub(crate) proxies: Vec<IpNet>,
    pub(crate) admin_key_file: Option<&'a Path>,
    pub(crate) rate: Option<u32>,
    pub(crate) retention_months: u32,
}

/// An origin of a site's pages; the key may be left out where there is one site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NamedOrigin {
    key: Option<String>,
    origin: String,
}

/// Serves until Ctrl-C or SIGTERM.
pub(crate) fn serve(served: &Served<'_>) -> Result<(), Obstacle> {
    let options = served.options()?;
    telemetry::init(&env::var("RUST_LOG").unwrap_or_else(|_| "info".into()));
    block_on(async {
        // Before anybody can know that it runs, so that a signal is never one that kills.
        let mut stop = Stop::listen()?;
        let running = start(options).await.map_err(|error| Obstacle::said(&error))?;
        if let Some(address) = running.metrics_address() {
            eprintln!("figures for Prometheus are at http://{address}/metrics");
        }
        say(running.address());
        stop.wait().await;
        running.shutdown().await;
        Ok(())
    })?
}

/// The one line that other programs wait for. Whoever should have read it may have gone.
fn say(address: SocketAddr) {
    let mut out = io::stdout().lock();
    let _ = writeln!(out, "listening on http://{address}").and_then(|()| out.flush());
}

impl Served<'_> {
    fn options(&self) -> Result<Options, Obstacle> {
        let admin_key = self.admin_key_file.map(AdminKey::in_file).transpose()?;
        if let (Some(key), Some(file)) = (&admin_key, self.admin_key_file)
            && key.is_new()
        {
            eprintln!(
                "a key to make API keys with is now in {}; keep it secret",
                file.display()
            );
        }
        let defaults = Options::default();
        Ok(Options {
            listen: self.listen,
            metrics: self.metrics,
            name: self.name.clone(),
            database: self.database.clone(),
            keys: self.keys.clone(),
            sites: self.sites()?,
            admin_key: admin_key.map(|key| key.secret().to_owned()),
            trusted_proxies: self.proxies.clone(),
            limits: limits(self.rate, defaults.limits),
            retention: MONTH * self.retention_months,
            ..defaults
        })
    }

    fn sites(&self) -> Result<Vec<SiteOptions>, Obstacle> {
        let mut sites: Vec<SiteOptions> = Vec::new();
        for folder in &self.folders {
            let key = folder.site()?.to_string();
            if let Some(other) = sites.iter().find(|site| site.key == key) {
                return Err(Obstacle::new(
                    format_args!(
                        "{} and {} are both the site “{key}”",
                        other.published.display(),
                        folder.path.display()
                    ),
                    "give one of them another key with --site KEY=FOLDER",
                ));
            }
            sites.push(SiteOptions {
                key,
                published: folder.path.clone(),
                ..SiteOptions::default()
            });
        }
        if sites.is_empty() {
            return Err(Obstacle::new(
                "there is no site to record for",
                "name the folder that `consent build` wrote, such as `consent serve public/consent`",
            ));
        }
        self.add_origins(&mut sites)?;
        Ok(sites)
    }

    fn add_origins(&self, sites: &mut [SiteOptions]) -> Result<(), Obstacle> {
        let keys: BTreeSet<String> = sites.iter().map(|site| site.key.clone()).collect();
        for NamedOrigin { key, origin } in self.origins {
            let site = match (key, &mut *sites) {
                (None, [only]) => Some(only),
                (None, _) => None,
                (Some(key), all) => all.iter_mut().find(|site| site.key == *key),
            };
            let Some(site) = site else {
                let known: Vec<String> = keys.into_iter().collect();
                return Err(Obstacle::new(
                    format_args!("--origin {origin} does not say whose origin it is"),
                    format_args!("write --origin KEY={origin}, with a key of {}", known.join(", ")),
                ));
            };
            site.origins.push(origin.clone());
        }
        Ok(())
    }
}

/// Requests per second from one prefix. Who lifts that limit wants none on the site either.
fn limits(rate: Option<u32>, defaults: Limits) -> Limits {
    match rate {
        None => defaults,
        Some(0) => Limits {
            prefix: Share::new(NO_LIMIT, NO_LIMIT),
            site: Share::new(NO_LIMIT, NO_LIMIT),
        },
        Some(rate) => Limits {
            prefix: Share::new(rate.saturating_mul(10).min(NO_LIMIT), rate.min(NO_LIMIT)),
            ..defaults
        },
    }
}

/// `[KEY=]https://…`.
impl FromStr for NamedOrigin {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (key, origin) = match text.split_once('=') {
            Some((key, origin)) => (Some(key.to_owned()), origin),
            None => (None, text),
        };
        if origin.starts_with("https://") || origin.starts_with("http://") {
            Ok(Self {
                key,
                origin: origin.to_owned(),
            })
        } else {
            Err("an origin is a scheme, a host and perhaps a port, such as https://www.example.se")
        }
    }
}

/// An address or a network.
pub(crate) fn network(text: &str) -> Result<IpNet, &'static str> {
    let one = || text.parse::<IpAddr>().map(IpNet::from);
    text.parse()
        .or_else(|_| one())
        .map_err(|_| "an address or a network is needed, such as 10.0.0.1 or 10.0.0.0/8")
}

/// The two signals that ask a server to stop.
struct Stop {
    interrupt: Signal,
    terminate: Signal,
}

impl Stop {
    fn listen() -> Result<Self, Obstacle> {
        let listen = |kind| {
            signal(kind).map_err(|error| {
                Obstacle::new(format_args!("signals cannot be received: {error}"), "try again")
            })
        };
        Ok(Self {
            interrupt: listen(SignalKind::interrupt())?,
            terminate: listen(SignalKind::terminate())?,
        })
    }

    async fn wait(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::Ipv4Addr;

    fn served(folders: Vec<Folder>, origins: &[NamedOrigin]) -> Served<'_> {
        Served {
            folders,
            listen: (Ipv4Addr::LOCALHOST, 0).into(),
            metrics: None,
            database: Database::Sqlite("never-opened.db".into()),
            keys: "never-opened.json".into(),
            name: "here".into(),
            origins,
            proxies: Vec::new(),
            admin_key_file: None,
            rate: None,
            retention_months: 24,
        }
    }

    /// A folder of a site with that domain.
    fn folder(domain: &str) -> (tempfile::TempDir, Folder) {
        let room = tempfile::tempdir().unwrap();
        let policy = format!("{{\"domains\":[\"{domain}\"]}}");
        std::fs::write(room.path().join("policy.json"), policy).unwrap();
        let folder = Folder::unnamed(room.path());
        (room, folder)
    }

    #[test]
    fn two_sites_of_one_key_are_refused() {
        let ((_a, one), (_b, other)) = (folder("a.se"), folder("a.com"));
        let fault = served(vec![one.clone(), other.clone()], &[])
            .options()
            .unwrap_err()
            .to_string();
        assert!(
            fault.contains("are both the site “a”") && fault.contains("--site KEY=FOLDER"),
            "{fault}"
        );
        let named: Folder = format!("b={}", other.path.display()).parse().unwrap();
        let options = served(vec![one, named], &[]).options().unwrap();
        let keys: Vec<&str> = options.sites.iter().map(|site| site.key.as_str()).collect();
        assert_eq!(keys, ["a", "b"]);
        assert_eq!(options.retention, consent_server::DEFAULT_RETENTION);
        assert!(
            served(Vec::new(), &[])
                .options()
                .unwrap_err()
                .to_string()
                .contains("consent build")
        );
    }

    #[test]
    fn an_origin_goes_to_its_site() {
        let ((_a, one), (_b, other)) = (folder("a.se"), folder("b.se"));
        let origins =
            |texts: &[&str]| -> Vec<NamedOrigin> { texts.iter().map(|text| text.parse().unwrap()).collect() };
        let plain = origins(&["http://127.0.0.1:8080"]);
        let options = served(vec![one.clone()], &plain).options().unwrap();
        assert_eq!(options.sites[0].origins, ["http://127.0.0.1:8080"]);
        let fault = served(vec![one.clone(), other.clone()], &plain)
            .options()
            .unwrap_err()
            .to_string();
        assert!(fault.contains("with a key of a, b"), "{fault}");
        let named = origins(&["b=https://b.se", "b=https://shop.b.se"]);
        let options = served(vec![one.clone(), other], &named).options().unwrap();
        assert_eq!(options.sites[1].origins, ["https://b.se", "https://shop.b.se"]);
        assert!(options.sites[0].origins.is_empty());
        assert!(served(vec![one], &named).options().is_err(), "there is no site b");
        assert!("b=example.se".parse::<NamedOrigin>().is_err());
    }

    #[test]
    fn proxies_are_addresses_or_networks() {
        assert_eq!(network("10.0.0.1"), network("10.0.0.1/32"));
        assert!(network("::1").is_ok() && network("10.0.0.0/8").is_ok());
        assert!(network("proxy.example.se").is_err() && network("10.0.0.0/33").is_err());
    }

    #[test]
    fn no_limit_is_no_limit_anywhere() {
        let defaults = Limits::default();
        assert_eq!(limits(None, defaults), defaults);
        assert_eq!(limits(Some(5), defaults).prefix, Share::new(50, 5));
        assert_eq!(limits(Some(5), defaults).site, defaults.site);
        assert_eq!(limits(Some(0), defaults).site, Share::new(NO_LIMIT, NO_LIMIT));
    }
}
