//! A running demo: two listeners on this machine, and what a test may do with them.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};
use std::time::Duration;

use anyhow::Context as _;
use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::hits::Hits;
use crate::publish::publish;
use crate::site::{NAMES, named};
use crate::state::DemoState;
use crate::{parties, sites, stand_ins};

/// Where a demo listens and what it serves.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Port of the five sites; 0 takes any free one.
    pub sites_port: u16,
    /// Port of the stand-ins of third parties; 0 takes any free one.
    pub third_port: u16,
    /// The folder that holds `sites/`, `stand-ins/` and `panel/`; this crate's own when absent.
    pub root: Option<PathBuf>,
}

/// A running demo. Dropping it stops it at once; [`Demo::shutdown`] lets answers under way finish.
#[derive(Debug)]
pub struct Demo {
    state: Arc<DemoState>,
    sites: SocketAddr,
    third: SocketAddr,
    stop: watch::Sender<bool>,
    listeners: Vec<JoinHandle<()>>,
}

/// Compiles the five sites and serves them and the stand-ins, on 127.0.0.1 only.
///
/// # Errors
/// When a port is taken, a site's `consent.json` has faults, or the demo's own files cannot be read.
pub async fn serve(options: Options) -> anyhow::Result<Demo> {
    let root = options
        .root
        .unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
    let (sites_listener, sites) = listen(options.sites_port).await?;
    let (third_listener, third) = listen(options.third_port).await?;
    let state = Arc::new(DemoState {
        parties: parties::read_table(&root)?,
        sites_port: sites.port(),
        third: format!("localhost:{}", third.port()),
        hits: Hits::default(),
        published: RwLock::default(),
        root,
    });
    publish_all(&state)?;
    let (stop, stopped) = watch::channel(false);
    let listeners = vec![
        run(sites_listener, sites::router(Arc::clone(&state)), stopped.clone()),
        run(third_listener, stand_ins::router(Arc::clone(&state)), stopped),
    ];
    Ok(Demo {
        state,
        sites,
        third,
        stop,
        listeners,
    })
}

impl Demo {
    /// The address of a site's front page, for example `http://ngager.localhost:8080/`.
    #[must_use]
    pub fn url(&self, site: &str) -> String {
        self.state.url(site)
    }

    /// What stands behind a third party's real host: `localhost:<port>`.
    #[must_use]
    pub fn third(&self) -> &str {
        &self.state.third
    }

    /// The sockets of the sites and of the stand-ins.
    #[must_use]
    pub fn addresses(&self) -> (SocketAddr, SocketAddr) {
        (self.sites, self.third)
    }

    /// Requests per service that the pages of a site have caused.
    #[must_use]
    pub fn hits(&self, site: &str) -> BTreeMap<String, u64> {
        self.state.hits.of(site)
    }

    /// Starts the counts of a site again.
    pub fn reset_hits(&self, site: &str) {
        self.state.hits.reset(site);
    }

    /// The `consent.json` of a site as it lies in its folder: what a test edits and publishes.
    ///
    /// # Errors
    /// When there is no such site.
    pub fn config(&self, site: &str) -> anyhow::Result<String> {
        read_config(&self.folder(site)?)
    }

    /// Compiles an edited `consent.json` and puts it into service at once, as a deployment would.
    ///
    /// # Errors
    /// When there is no such site, or the text has faults; then the site keeps serving what it had.
    pub fn publish(&self, site: &str, edited_json: &str) -> anyhow::Result<()> {
        let built = publish(&self.folder(site)?, edited_json)?;
        self.state.put_into_service(site, built);
        Ok(())
    }

    /// Stops listening and waits, a second at most, for answers under way.
    pub async fn shutdown(mut self) {
        self.stop.send_replace(true);
        for listener in self.listeners.drain(..) {
            let abort = listener.abort_handle();
            if tokio::time::timeout(Duration::from_secs(1), listener)
                .await
                .is_err()
            {
                abort.abort();
            }
        }
    }

    fn folder(&self, site: &str) -> anyhow::Result<PathBuf> {
        let site = named(site).with_context(|| format!("there is no site {site:?}"))?;
        Ok(folder(&self.state.root, site.name))
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        for listener in &self.listeners {
            listener.abort();
        }
    }
}

fn folder(root: &Path, site: &str) -> PathBuf {
    root.join("sites").join(site)
}

fn read_config(folder: &Path) -> anyhow::Result<String> {
    let file = folder.join("consent.json");
    std::fs::read_to_string(&file).with_context(|| file.display().to_string())
}

/// Compiles the five sites side by side; all their faults are told, not only the first site's.
fn publish_all(state: &DemoState) -> anyhow::Result<()> {
    let mut faults: Vec<String> = std::thread::scope(|scope| {
        let builds = NAMES.map(|site| {
            scope.spawn(move || {
                let folder = folder(&state.root, site.name);
                let built = publish(&folder, &read_config(&folder)?)?;
                state.put_into_service(site.name, built);
                anyhow::Ok(())
            })
        });
        builds
            .into_iter()
            .filter_map(|build| match build.join() {
                Ok(done) => done.err().map(|fault| format!("{fault:#}")),
                Err(_) => Some("a build panicked".to_owned()),
            })
            .collect()
    });
    // What is wrong with the compiler itself is the same for all five.
    faults.dedup();
    anyhow::ensure!(faults.is_empty(), "{}", faults.join("\n"));
    Ok(())
}

async fn listen(port: u16) -> anyhow::Result<(TcpListener, SocketAddr)> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .await
        .with_context(|| {
            format!("port {port} of 127.0.0.1 cannot be opened; choose another, or 0 for any")
        })?;
    let address = listener.local_addr()?;
    Ok((listener, address))
}

fn run(listener: TcpListener, router: Router, mut stopped: watch::Receiver<bool>) -> JoinHandle<()> {
    tokio::spawn(async move {
        let until_stopped = async move {
            // The sender lives as long as the demo: an error here means it is gone, which is a stop too.
            let _ = stopped.wait_for(|stop| *stop).await;
        };
        if let Err(fault) = axum::serve(listener, router)
            .with_graceful_shutdown(until_stopped)
            .await
        {
            eprintln!("the demo stopped listening: {fault}");
        }
    })
}
