//! What all routes and tasks of a server share, from its start to its end.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

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
use crate::record::counts::Counts;
use crate::signing::{Keys, Signing, SigningError};
use crate::site::Sites;
use crate::stats::{Asked, Day, Every, Stats};
use crate::store::{Store, StoreError};

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
    pub(crate) corrupt: OnceLock<String>,
    pub(crate) closing: AtomicBool,
    /// Tells the tasks to end.
    pub(crate) stop: watch::Sender<bool>,
    pub(crate) tasks: Mutex<JoinSet<()>>,
}

impl App {
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

/// A key file that cannot be read is no reason to stop sealing with the keys that are held; it is one to say so.
fn log_once_a_minute(error: &SigningError) {
    static LAST: std::sync::Mutex<Option<std::time::Instant>> = std::sync::Mutex::new(None);
    let mut last = LAST.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if last.is_none_or(|at| at.elapsed().as_secs() >= 60) {
        *last = Some(std::time::Instant::now());
        tracing::warn!(%error, "the file of private keys cannot be read again; the keys that are held stay");
    }
}
