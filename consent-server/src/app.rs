//! What all routes and tasks of a server share, from its start to its end.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use consent_core::receipt::{KeySet, PublicKey};
use consent_core::time::Millis;
use ipnet::IpNet;
use tokio::sync::{Mutex, Notify, watch};
use tokio::task::JoinSet;

use crate::api::problem::Problem;
use crate::api::problem_type::ProblemType;
use crate::clock::Clock;
use crate::guard::keys::{ApiKeys, KeyHolder, Scope};
use crate::guard::limits::Buckets;
use crate::metrics::Metrics;
use crate::options::{Database, Options};
use crate::record::counts::Counts;
use crate::signing::{Keys, Signing, SigningError};
use crate::site::{Sites, open_sites};
use crate::start_error::StartError;
use crate::stats::{Asked, Day, Every, Stats};
use crate::store::{PostgresOptions, PostgresStore, SqliteOptions, SqliteStore, Store, StoreError};
use crate::{checkpoints, record, retention};

/// How long the tasks may take to end.
const PATIENCE: Duration = Duration::from_secs(10);

/// A server without its listeners: everything that its routes share, and the tasks that sign and forget.
#[derive(Debug)]
pub struct App {
    pub(crate) name: String,
    pub(crate) store: Arc<dyn Store>,
    pub(crate) sites: Sites,
    pub(crate) signing: Signing,
    pub(crate) keys: ApiKeys,
    pub(crate) buckets: Buckets,
    pub(crate) trusted_proxies: Vec<IpNet>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) metrics: Metrics,
    pub(crate) counts: Counts,
    /// Told when so much has been recorded that a checkpoint is due before its time.
    pub(crate) grown: Notify,
    /// How much has been recorded since the last round of checkpoints.
    pub(crate) uncovered: AtomicU64,
    /// One change of keys at a time.
    pub(crate) changing_keys: Mutex<()>,
    /// What contradicts what; set once, and never taken back by this process.
    corrupt: OnceLock<String>,
    closing: AtomicBool,
    stop: watch::Sender<bool>,
    tasks: Mutex<JoinSet<()>>,
}

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

    /// Says that the server is about to stop: from now on it is not ready for more.
    pub(crate) fn prepare_to_close(&self) {
        self.closing.store(true, Ordering::SeqCst);
    }

    /// Tells whether it is stopping.
    pub(crate) fn is_closing(&self) -> bool {
        self.closing.load(Ordering::SeqCst)
    }

    /// Takes nothing more: what is kept contradicts itself, and evidence must not be covered over.
    pub(crate) fn found_corrupt(&self, what: String) {
        tracing::error!(what, "the log contradicts its checkpoint; nothing more is taken");
        let _ = self.corrupt.set(what);
    }

    /// What contradicts what.
    pub(crate) fn corruption(&self) -> Option<&str> {
        self.corrupt.get().map(String::as_str)
    }

    /// The first part of each log's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where records are kept.
    #[must_use]
    pub fn store(&self) -> &dyn Store {
        self.store.as_ref()
    }

    /// The names of its sites, in order.
    pub fn site_keys(&self) -> impl Iterator<Item = &str> {
        self.sites.all().map(|site| site.key.as_str())
    }

    /// Milliseconds since 1970, by the clock that the server was started with.
    #[must_use]
    pub fn now(&self) -> u64 {
        self.clock.now()
    }

    /// Who holds an API key; nobody when it is unknown or revoked.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn holder(&self, key: &str) -> Result<Option<KeyHolder>, StoreError> {
        self.keys.holder(self.store(), key).await
    }

    /// Makes an API key. It is told this once; only its hash is kept.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn make_key(
        &self,
        name: &str,
        site: Option<&str>,
        scopes: &[Scope],
    ) -> Result<String, StoreError> {
        self.keys.make(self.store(), name, site, scopes, self.now()).await
    }

    /// Opt-in rates of a site, both days included.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn stats(&self, site: &str, from: Day, to: Day, every: Every) -> Result<Stats, StoreError> {
        let counted = self.store.tallies(site, from.number(), to.number()).await?;
        let policies = self.sites.get(site).map(|site| site.policies());
        let policies = policies
            .iter()
            .flat_map(|policies| policies.by_fingerprint.iter());
        let asked: Asked = policies
            .map(|(fingerprint, policy)| (fingerprint.to_string(), policy.asked().map(Into::into).collect()))
            .collect();
        Ok(Stats::gather(&counted, from, to, every, &asked))
    }

    /// Every public key that ever signed here.
    ///
    /// # Errors
    /// When the store fails, or has a key in it that is none.
    pub async fn public_keys(&self) -> Result<KeySet, StoreError> {
        let rows = self.store.public_keys().await?;
        let keys = rows.into_iter().map(|row| {
            let millis = Millis::from_millis;
            PublicKey::new(row.public, millis(row.not_before), row.not_after.map(millis))
                .map_err(|error| StoreError::Corrupt(error.to_string()))
        });
        keys.collect::<Result<Vec<_>, _>>().map(KeySet::new)
    }

    /// Puts a new signing key in the place of the one that signs now.
    pub(crate) async fn rotate_signing_key(self: &Arc<Self>) -> Result<String, Problem> {
        let _one_at_a_time = self.changing_keys.lock().await;
        let newest = self.sites.all().map(|site| site.time.newest()).max();
        let now = self.now().max(newest.unwrap_or(0));
        let app = Arc::clone(self);
        let rotated = tokio::task::spawn_blocking(move || app.signing.rotated(now)).await;
        let failed = |error: &dyn std::fmt::Display| {
            tracing::error!(%error, "the signing key was not rotated");
            Problem::new(ProblemType::Internal, ProblemType::Internal.title())
        };
        let keys = rotated
            .map_err(|error| failed(&error))?
            .map_err(|error| failed(&error))?;
        let kid = keys.current_kid().to_string();
        self.hold(keys).await?;
        tracing::info!(kid, "a new signing key has taken over");
        Ok(kid)
    }

    /// Looks whether another node, or the command, has put a new key into the file.
    pub(crate) async fn look_for_keys(&self) -> Result<(), StoreError> {
        let _one_at_a_time = self.changing_keys.lock().await;
        match self.signing.read_again() {
            Ok(Some(keys)) => self.hold(keys).await,
            Ok(None) => Ok(()),
            Err(error) => {
                log_once_a_minute(&error);
                Ok(())
            }
        }
    }

    /// Seals with these keys from now on. Everybody can know them before anything is sealed with them.
    async fn hold(&self, keys: Keys) -> Result<(), StoreError> {
        for row in keys.public_keys() {
            self.store.put_public_key(row).await?;
        }
        let since = keys.current_since();
        self.sites.all().for_each(|site| site.time.not_before(since));
        self.signing.hold(keys);
        Ok(())
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

/// A key file that cannot be read is no reason to stop sealing with the keys that are held; it is one to say so.
fn log_once_a_minute(error: &SigningError) {
    static LAST: std::sync::Mutex<Option<std::time::Instant>> = std::sync::Mutex::new(None);
    let mut last = LAST.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if last.is_none_or(|at| at.elapsed().as_secs() >= 60) {
        *last = Some(std::time::Instant::now());
        tracing::warn!(%error, "the file of private keys cannot be read again; the keys that are held stay");
    }
}
