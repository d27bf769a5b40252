//! API keys: given once, kept as hashes, each for some scopes and one site or all.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use consent_core::base64url;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;
use utoipa::ToSchema;

use crate::store::{ApiKey, Store, StoreError};

/// What a key may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Scope {
    /// Record events from a backend, which sends no origin.
    Ingest,
    /// Read records, and everything of an account.
    Read,
    /// Erase everything of an account.
    Erase,
    /// Link a subject to an account.
    Link,
    /// Publish policies and notices.
    Deploy,
    /// Read statistics, and the dashboard.
    Stats,
    /// Make and revoke keys, and rotate the signing key. It implies no other scope.
    Admin,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 7] = [
        Self::Ingest,
        Self::Read,
        Self::Erase,
        Self::Link,
        Self::Deploy,
        Self::Stats,
        Self::Admin,
    ];

    /// Its word on the wire.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ingest => "ingest",
            Self::Read => "read",
            Self::Erase => "erase",
            Self::Link => "link",
            Self::Deploy => "deploy",
            Self::Stats => "stats",
            Self::Admin => "admin",
        }
    }

    /// The scope of that word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.word() == word)
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A key that somebody holds, and what it may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyHolder {
    /// What the key is called.
    pub name: String,
    /// The one site it is for; nothing for all.
    pub site: Option<String>,
    scopes: Vec<Scope>,
}

impl KeyHolder {
    /// Tells whether the key may do that for that site.
    #[must_use]
    pub fn may(&self, scope: Scope, site: &str) -> bool {
        self.scopes.contains(&scope) && self.site.as_deref().is_none_or(|own| own == site)
    }

    /// Tells whether the key may do that for some site.
    #[must_use]
    pub fn has(&self, scope: Scope) -> bool {
        self.scopes.contains(&scope)
    }
}

/// How long keys are believed without asking the store, where another node may have revoked one.
const FRESH: Duration = Duration::from_secs(5);
/// How often the store is asked because of a key that is not known here.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// Every key, as last read from the store.
pub(crate) struct ApiKeys {
    /// The one that the server was started with.
    given: Option<ApiKey>,
    held: RwLock<Arc<Vec<ApiKey>>>,
    looked: Mutex<Option<Instant>>,
    /// One reading at a time: what was read earlier never takes the place of what was read later.
    reading: tokio::sync::Mutex<()>,
}

impl ApiKeys {
    /// Takes the admin key that the server was started with, if there is one.
    pub(crate) fn new(admin_key: Option<&str>) -> Self {
        let given = admin_key.map(|key| ApiKey {
            name: "given-at-start".into(),
            hash: hash(key),
            site: None,
            scopes: Scope::Admin.to_string(),
            made_at: 0,
            revoked_at: None,
        });
        Self {
            given,
            held: RwLock::default(),
            looked: Mutex::new(None),
            reading: tokio::sync::Mutex::new(()),
        }
    }

    /// Makes a key and keeps its hash. The key itself is told this once.
    pub(crate) async fn make(
        &self,
        store: &dyn Store,
        name: &str,
        site: Option<&str>,
        scopes: &[Scope],
        now: u64,
    ) -> Result<String, StoreError> {
        let key = new_key()?;
        let words: Vec<&str> = Scope::ALL
            .into_iter()
            .filter(|scope| scopes.contains(scope))
            .map(Scope::word)
            .collect();
        store
            .put_api_key(ApiKey {
                name: name.to_owned(),
                hash: hash(&key),
                site: site.map(Into::into),
                scopes: words.join(" "),
                made_at: now,
                revoked_at: None,
            })
            .await?;
        self.look(store).await?;
        Ok(key)
    }

    /// Revokes a key by name, here at once and on other nodes within seconds.
    pub(crate) async fn revoke(&self, store: &dyn Store, name: &str, now: u64) -> Result<bool, StoreError> {
        let was_there = store.revoke_api_key(name, now).await?;
        self.look(store).await?;
        Ok(was_there)
    }

    /// Who holds this key; nobody when it is unknown or revoked.
    pub(crate) async fn holder(&self, store: &dyn Store, key: &str) -> Result<Option<KeyHolder>, StoreError> {
        let presented = hash(key);
        if self.is_due(FRESH) {
            self.look(store).await?;
        }
        if let Some(holder) = self.find(&presented) {
            return Ok(Some(holder));
        }
        // It may have been made on another node a moment ago.
        if self.is_due(LOOK_AGAIN) {
            self.look(store).await?;
        }
        Ok(self.find(&presented))
    }

    fn is_due(&self, after: Duration) -> bool {
        let looked = self.looked.lock().unwrap_or_else(PoisonError::into_inner);
        looked.is_none_or(|at| at.elapsed() >= after)
    }

    /// Reads every key from the store.
    pub(crate) async fn look(&self, store: &dyn Store) -> Result<(), StoreError> {
        // Set first: of many requests at once, one asks the store.
        *self.looked.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
        let _one_at_a_time = self.reading.lock().await;
        let keys = store.api_keys().await?;
        *self.held.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(keys);
        Ok(())
    }

    /// Compares with every key, in a time that tells nothing about any.
    fn find(&self, presented: &[u8; 32]) -> Option<KeyHolder> {
        let held = Arc::clone(&self.held.read().unwrap_or_else(PoisonError::into_inner));
        let mut found = None;
        for key in held.iter().chain(&self.given) {
            if bool::from(key.hash.ct_eq(presented)) && key.revoked_at.is_none() {
                found = Some(KeyHolder {
                    name: key.name.clone(),
                    site: key.site.clone(),
                    scopes: key.scopes.split(' ').filter_map(Scope::from_word).collect(),
                });
            }
        }
        found
    }
}

impl fmt::Debug for ApiKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKeys(..)")
    }
}

/// The key in an `Authorization` header.
pub(crate) fn bearer(headers: &axum::http::HeaderMap) -> Option<&str> {
    let value = headers.get(axum::http::header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, key) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| key.trim())
}

/// 32 random bytes, with a prefix by which scanners find keys that have leaked.
fn new_key() -> Result<String, StoreError> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| StoreError::Engine(error.to_string().into()))?;
    Ok(format!("ck_{}", base64url::encode(&bytes)))
}

fn hash(key: &str) -> [u8; 32] {
    Sha256::digest(key.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderMap, HeaderValue, header};

    #[test]
    fn a_key_is_for_its_scopes_and_its_site() {
        let holder = |site: Option<&str>| KeyHolder {
            name: "shop".into(),
            site: site.map(Into::into),
            scopes: vec![Scope::Read],
        };
        assert!(holder(Some("a")).may(Scope::Read, "a"));
        assert!(!holder(Some("a")).may(Scope::Read, "b"));
        assert!(!holder(Some("a")).may(Scope::Erase, "a"));
        assert!(holder(None).may(Scope::Read, "b"));
    }

    #[test]
    fn the_given_key_administers_and_nothing_else() {
        let keys = ApiKeys::new(Some("ck_of-the-operator"));
        let holder = keys.find(&hash("ck_of-the-operator")).unwrap();
        for scope in Scope::ALL {
            assert_eq!(holder.has(scope), scope == Scope::Admin, "{scope}");
            assert_eq!(Scope::from_word(scope.word()), Some(scope));
        }
        assert_eq!(keys.find(&hash("ck_of-the-operato")), None);
        assert_eq!(ApiKeys::new(None).find(&hash("")), None);
    }

    #[test]
    fn keys_are_random_and_found_in_their_header() {
        let (one, other) = (new_key().unwrap(), new_key().unwrap());
        assert!(one != other && one.len() == 46 && one.starts_with("ck_"));
        let mut headers = HeaderMap::new();
        assert_eq!(bearer(&headers), None);
        headers.insert(
            header::AUTHORIZATION,
            HeaderValue::from_str(&format!("bearer {one}")).unwrap(),
        );
        assert_eq!(bearer(&headers), Some(one.as_str()));
        headers.insert(header::AUTHORIZATION, HeaderValue::from_static("Basic YTpi"));
        assert_eq!(bearer(&headers), None);
    }
}
