//! The start of a server's work and its end: what is opened, checked and set going, and how it comes to rest.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use tokio::sync::{Mutex, Notify, watch};
use tokio::task::JoinSet;

use crate::app::App;
use crate::guard::keys::ApiKeys;
use crate::guard::limits::Buckets;
use crate::metrics::Metrics;
use crate::options::{Database, Options};
use crate::record::counts::Counts;
use crate::signing::Signing;
use crate::site::open_sites;
use crate::start_error::StartError;
use crate::store::{PostgresOptions, PostgresStore, SqliteOptions, SqliteStore, Store, StoreError};
use crate::{checkpoints, record, retention};

/// How long the tasks may take to end.
const PATIENCE: Duration = Duration::from_secs(10);

impl App {
    /// Opens the store, makes every site's published policy and notices known, checks the log against its last
    /// checkpoint, and starts the tasks.
    ///
    /// # Errors
    /// When an option is wrong, or something of it cannot be read, written or opened. A log that contradicts its
    /// checkpoint is no such error: the server starts, answers nothing but its health, and says why.
    pub async fn open(options: &Options) -> Result<Arc<Self>, StartError> {
        let store = open_store(&options.database).await?;
        Self::with_store(options, store).await
    }

    async fn with_store(options: &Options, store: Arc<dyn Store>) -> Result<Arc<Self>, StartError> {
        if options.admin_key.as_ref().is_some_and(|key| key.len() < 24) {
            return Err(StartError::Option(
                "the admin key must have at least 24 characters: take random ones".into(),
            ));
        }
        let signing = Signing::open(&options.keys, options.clock.now())?;
        for row in signing.public_keys() {
            store.put_public_key(row).await?;
        }
        let (sites, corrupt) = open_sites(options, store.as_ref(), signing.current_since()).await?;
        let metrics = Metrics::new(sites.all().map(|site| site.key.as_str()));
        let app = Arc::new(Self {
            name: options.name.clone(),
            store,
            sites,
            signing,
            keys: ApiKeys::new(options.admin_key.as_deref()),
            buckets: Buckets::new(&options.limits),
            trusted_proxies: options.trusted_proxies.clone(),
            clock: Arc::clone(&options.clock),
            metrics,
            counts: Counts::default(),
            grown: Notify::new(),
            uncovered: AtomicU64::new(0),
            changing_keys: Mutex::new(()),
            corrupt: OnceLock::new(),
            closing: AtomicBool::new(false),
            stop: watch::Sender::new(false),
            tasks: Mutex::new(JoinSet::new()),
        });
        if let Some(what) = corrupt {
            app.found_corrupt(what);
            return Ok(app);
        }
        app.keys.look(app.store()).await?;
        match app.check_and_publish().await {
            Err(StoreError::Corrupt(what)) => {
                app.found_corrupt(what);
                return Ok(app);
            }
            checked => checked?,
        }
        let mut tasks = app.tasks.lock().await;
        tasks.spawn(checkpoints::run(Arc::clone(&app), app.stop.subscribe()));
        tasks.spawn(retention::run(Arc::clone(&app), app.stop.subscribe()));
        drop(tasks);
        Ok(app)
    }

    /// Checks each log against what was signed last, and logs what is newly published.
    async fn check_and_publish(&self) -> Result<(), StoreError> {
        for site in self.sites.all() {
            checkpoints::check(self, site).await?;
            record::publish(self, site).await?;
        }
        Ok(())
    }

    /// Stops the tasks, signs a last checkpoint over everything that was recorded, and closes the store. Nothing
    /// that was acknowledged is lost without it; with it, everything is covered.
    pub async fn close(&self) {
        self.closing.store(true, Ordering::SeqCst);
        self.stop.send_replace(true);
        let mut tasks = self.tasks.lock().await;
        let ended = async { while tasks.join_next().await.is_some() {} };
        if tokio::time::timeout(PATIENCE, ended).await.is_err() {
            // The store answers nobody: what it was asked for is not waited for, nor ended halfway by us.
            tracing::warn!("the tasks did not end in time");
            tasks.abort_all();
        }
        if self.corruption().is_none() {
            checkpoints::last(self).await;
        }
        self.store.close().await;
    }
}

async fn open_store(database: &Database) -> Result<Arc<dyn Store>, StoreError> {
    match database {
        Database::Sqlite(path) => {
            let store = SqliteStore::open(path, SqliteOptions::default()).await?;
            Ok(Arc::new(store))
        }
        Database::Postgres(url) => {
            let store = PostgresStore::connect(url, PostgresOptions::default()).await?;
            Ok(Arc::new(store))
        }
        Database::Open(store) => Ok(Arc::clone(store)),
    }
}
