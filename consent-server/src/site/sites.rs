//! Every site of the server, and what each of them has published until now.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use consent_core::config::Fingerprint;
use consent_core::notice::NoticeDigest;
use consent_core::receipt::{LogName, SiteKey};

use super::{Origin, Policies, PublishedPolicy};
use crate::clock::LogTime;
use crate::store::{Store, StoreError};

/// How often a policy that is not known here is looked for in the store, where another node may have put it.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// One site.
#[derive(Debug)]
pub(crate) struct Site {
    pub(crate) key: SiteKey,
    pub(crate) log: LogName,
    pub(crate) time: LogTime,
    pub(crate) retention: Duration,
    /// How many entries the newest checkpoint covers that was signed or seen here.
    pub(crate) covered: AtomicU64,
    /// The origins it was started with; empty where its domains say them.
    origins: Vec<Origin>,
    policies: RwLock<Arc<Policies>>,
    looked: Mutex<Option<Instant>>,
}

impl Site {
    /// A site of which nothing is known yet; [`Site::look`] reads what is.
    pub(crate) fn new(
        key: SiteKey,
        log: LogName,
        origins: Vec<Origin>,
        retention: Duration,
        newest: u64,
    ) -> Self {
        let policies = Policies {
            origins: origins.clone(),
            ..Policies::default()
        };
        Self {
            key,
            log,
            time: LogTime::after(newest),
            retention,
            covered: AtomicU64::new(0),
            origins,
            policies: RwLock::new(Arc::new(policies)),
            looked: Mutex::new(None),
        }
    }

    /// What it has published until now.
    pub(crate) fn policies(&self) -> Arc<Policies> {
        Arc::clone(&self.policies.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The policy of that fingerprint; looked for in the store when it is not known here.
    pub(crate) async fn policy(
        &self,
        fingerprint: Fingerprint,
        store: &dyn Store,
    ) -> Result<Option<Arc<PublishedPolicy>>, StoreError> {
        let known = self.policies().by_fingerprint.get(&fingerprint).cloned();
        if known.is_some() || !self.may_look() {
            return Ok(known);
        }
        self.look(store, None).await?;
        Ok(self.policies().by_fingerprint.get(&fingerprint).cloned())
    }

    /// Strings that name a policy nobody has must not become as many questions to the store.
    fn may_look(&self) -> bool {
        let mut looked = self.looked.lock().unwrap_or_else(PoisonError::into_inner);
        let may = looked.is_none_or(|at| at.elapsed() >= LOOK_AGAIN);
        if may {
            *looked = Some(Instant::now());
        }
        may
    }

    /// Reads everything published from the store. The policy in force is the one given, or else the newest,
    /// unless that was known before.
    pub(crate) async fn look(
        &self,
        store: &dyn Store,
        in_force: Option<Arc<PublishedPolicy>>,
    ) -> Result<(), StoreError> {
        let site = self.key.as_str();
        let mut by_fingerprint = BTreeMap::new();
        let mut newest = None;
        for row in store.policies(site).await? {
            let policy = PublishedPolicy::parse(&row.json)
                .map_err(|why| StoreError::Corrupt(format!("policy {} of {site}: {why}", row.fingerprint)))?;
            let policy = Arc::new(policy);
            by_fingerprint.insert(policy.policy.fingerprint(), Arc::clone(&policy));
            newest = Some(policy);
        }
        let notices = store.notices(site).await?.into_iter();
        let notices = notices
            .filter_map(|row| NoticeDigest::parse(&row.digest).map(|digest| (digest, row.language)))
            .collect();

        let mut held = self.policies.write().unwrap_or_else(PoisonError::into_inner);
        let is_news = |newest: &Arc<PublishedPolicy>| {
            let known = held.by_fingerprint.get(&newest.policy.fingerprint());
            known.is_none_or(|known| known != newest)
        };
        let current = in_force
            .or_else(|| newest.filter(is_news))
            .or_else(|| held.current.clone());
        let origins = match &current {
            Some(current) if self.origins.is_empty() => {
                current.domains.iter().flat_map(Origin::of_domain).collect()
            }
            _ => self.origins.clone(),
        };
        *held = Arc::new(Policies {
            current,
            by_fingerprint,
            notices,
            origins,
        });
        Ok(())
    }
}

/// Every site of the server.
#[derive(Debug, Default)]
pub(crate) struct Sites(BTreeMap<String, Arc<Site>>);

impl Sites {
    /// Takes the sites that the server was started with.
    pub(crate) fn new(sites: impl IntoIterator<Item = Site>) -> Self {
        let keyed = sites.into_iter();
        Self(keyed.map(|site| (site.key.to_string(), Arc::new(site))).collect())
    }

    /// The site of that name.
    pub(crate) fn get(&self, key: &str) -> Option<&Arc<Site>> {
        self.0.get(key)
    }

    /// The one site there is; nothing when there are several.
    pub(crate) fn only(&self) -> Option<&Arc<Site>> {
        self.0.values().next().filter(|_| self.0.len() == 1)
    }

    /// Every site, by name.
    pub(crate) fn all(&self) -> impl ExactSizeIterator<Item = &Arc<Site>> {
        self.0.values()
    }

    /// Tells whether another site than this has a policy of that fingerprint.
    pub(crate) fn is_of_another(&self, site: &Site, fingerprint: Fingerprint) -> bool {
        self.all()
            .any(|other| other.key != site.key && other.policies().by_fingerprint.contains_key(&fingerprint))
    }

    /// Tells whether a page of that origin is any site's.
    pub(crate) fn has_origin(&self, origin: &Origin) -> bool {
        self.all().any(|site| site.policies().has_origin(origin))
    }
}
