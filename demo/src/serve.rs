//! A running demo: two listeners on this machine, and what a test may do with them.

use std::collections::BTreeMap;
use std::future::IntoFuture;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, RwLock};
use std::time::Duration;

use anyhow::{Context as _, anyhow};
use consent_server::stats::Day;
use consent_server::{Clock as _, SystemClock};
use tokio::net::TcpListener;
use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::address::with_server;
use crate::hits::Hits;
use crate::publish::{folder, publish, publish_all, read_config};
use crate::recording::{Folder, Recording};
use crate::site::named;
use crate::state::DemoState;
use crate::{history, parties, sites, stand_ins};

/// Where a demo listens and what it serves.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Port of the five sites; 0 takes any free one.
    pub sites_port: u16,
    /// Port of the stand-ins of third parties; 0 takes any free one.
    pub third_port: u16,
    /// Port of the server that the sites record with; 0 takes any free one.
    pub record_port: u16,
    /// The folder that keeps the record from one start to the next; one that is gone with the demo when absent.
    pub record: Option<PathBuf>,
    /// How many days of visitors that never were the record begins with.
    pub history: u32,
    /// The folder that holds `sites/`, `stand-ins/` and `panel/`; this crate's own when absent.
    pub root: Option<PathBuf>,
}

/// A running demo. Dropping it stops it at once; [`Demo::shutdown`] lets answers under way finish.
#[derive(Debug)]
pub struct Demo {
    state: Arc<DemoState>,
    sites: SocketAddr,
    third: SocketAddr,
    recording: Arc<Recording>,
    history: usize,
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
    let (record_listener, record) = listen(options.record_port).await?;
    let record_folder = Folder::open(options.record)?;
    let history = if options.history > 0 {
        let today = Day::of_millis(SystemClock.now());
        let ports = (sites.port(), record.port());
        history::fill(&record_folder, &root, ports, today, options.history).await?
    } else {
        0
    };
    let builds = publish_all(&root, record.port(), &|_, config| Ok(config.to_owned()))?;
    for (site, build) in &builds {
        record_folder.put(site, build)?;
    }
    let recording = Arc::new(Recording::open(record_folder, sites.port(), record.port()).await?);
    let state = Arc::new(DemoState {
        parties: parties::read_table(&root)?,
        sites_port: sites.port(),
        third: format!("localhost:{}", third.port()),
        hits: Hits::default(),
        record: recording.address(),
        dashboard_key: recording.key().to_owned(),
        published: RwLock::default(),
        root,
    });
    for (site, build) in builds {
        state.put_into_service(site, build);
    }
    let (stop, stopped) = watch::channel(false);
    let listeners = vec![
        run(axum::serve(sites_listener, sites::router(Arc::clone(&state)))
            .with_graceful_shutdown(stopping(stopped.clone()))),
        run(axum::serve(third_listener, stand_ins::router(Arc::clone(&state)))
            .with_graceful_shutdown(stopping(stopped.clone()))),
        run(axum::serve(record_listener, recording.service()).with_graceful_shutdown(stopping(stopped))),
    ];
    Ok(Demo {
        state,
        sites,
        third,
        recording,
        history,
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

    /// The address of the server that the sites record with.
    #[must_use]
    pub fn record(&self) -> String {
        self.recording.address()
    }

    /// The page that leads to the sites and to the dashboard.
    #[must_use]
    pub fn entrance(&self) -> String {
        format!("http://localhost:{}/", self.sites.port())
    }

    /// The key that opens its dashboard.
    #[must_use]
    pub fn dashboard_key(&self) -> &str {
        self.recording.key()
    }

    /// How many decisions were made up before this start.
    #[must_use]
    pub fn history(&self) -> usize {
        self.history
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

    /// The `consent.json` of a site as it lies in its folder, with this demo's own server in it: what a test edits
    /// and publishes.
    ///
    /// # Errors
    /// When there is no such site.
    pub fn config(&self, site: &str) -> anyhow::Result<String> {
        let config = read_config(&self.folder(site)?)?;
        Ok(with_server(&config, self.recording.port()))
    }

    /// Compiles an edited `consent.json` and puts it into service at once, as a deployment would.
    ///
    /// # Errors
    /// When there is no such site, or the text has faults; then the site keeps serving what it had.
    pub fn publish(&self, site: &str, edited_json: &str) -> anyhow::Result<()> {
        let config = with_server(edited_json, self.recording.port());
        let built = publish(&self.folder(site)?, &config)?;
        // Known where it is recorded before anybody can be asked under it.
        let runtime = Handle::current();
        std::thread::scope(|scope| {
            let deploying = scope.spawn(|| runtime.block_on(self.recording.deploy(site, &built)));
            deploying
                .join()
                .unwrap_or_else(|_| Err(anyhow!("the deployment panicked")))
        })?;
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
        self.recording.close().await;
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
        // The record's own tasks go on until they are told to stop.
        if let Ok(runtime) = Handle::try_current() {
            let recording = Arc::clone(&self.recording);
            runtime.spawn(async move { recording.close().await });
        }
    }
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

fn run(
    serving: impl IntoFuture<Output = std::io::Result<()>, IntoFuture: Send> + Send + 'static,
) -> JoinHandle<()> {
    tokio::spawn(async move {
        if let Err(fault) = serving.await {
            eprintln!("the demo stopped listening: {fault}");
        }
    })
}

async fn stopping(mut stopped: watch::Receiver<bool>) {
    // The sender lives as long as the demo: an error here means it is gone, which is a stop too.
    let _ = stopped.wait_for(|stop| *stop).await;
}
