//! What a server is started with.

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use ipnet::IpNet;

use crate::clock::{Clock, SystemClock};
use crate::store::Store;

/// What a server is started with. Take [`Options::default`] and set what differs.
#[derive(Clone)]
#[expect(
    clippy::exhaustive_structs,
    reason = "made with ..Options::default(), which exists for this"
)]
pub struct Options {
    /// Where the API listens; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Where `/metrics` listens; it shows nothing about persons, but is nobody's business either.
    pub metrics: Option<SocketAddr>,
    /// The server's name, the first part of each log's: usually its host name. It must never change.
    pub name: String,
    /// Where records are kept.
    pub database: Database,
    /// The file of private keys; made at the first start, for the server's user alone.
    pub keys: PathBuf,
    /// The sites that record here.
    pub sites: Vec<SiteOptions>,
    /// An API key with scope `admin` that is not stored, to make the first stored ones with; at least 24
    /// characters.
    pub admin_key: Option<String>,
    /// Proxies whose `X-Forwarded-For` is believed; nobody else's is.
    pub trusted_proxies: Vec<IpNet>,
    /// How much is taken from whom.
    pub limits: Limits,
    /// How long a record is kept after it has ended, by expiry or by a newer decision, where a site does not say
    /// otherwise. At most ten years.
    pub retention: Duration,
    /// Where the time comes from.
    pub clock: Arc<dyn Clock>,
}

/// Where records are kept.
#[derive(Clone)]
#[non_exhaustive]
pub enum Database {
    /// One file; it is made if it is not there.
    Sqlite(PathBuf),
    /// The address of any engine that speaks PostgreSQL's protocol, such as `postgres://user@host/database`.
    Postgres(String),
    /// A store that is open already.
    Open(Arc<dyn Store>),
}

/// A site that records here.
#[derive(Clone, Debug, Default)]
#[expect(
    clippy::exhaustive_structs,
    reason = "made with ..SiteOptions::default(), which exists for this"
)]
pub struct SiteOptions {
    /// Its short name: 1 to 63 of a-z, 0-9 and -. It must never change.
    pub key: String,
    /// The folder that `consent build` wrote: `policy.json` and `notice.<language>.json`.
    pub published: PathBuf,
    /// The origins of its pages, such as `https://example.se`. Left empty: https on each domain of its policy, with
    /// and without `www.`.
    pub origins: Vec<String>,
    /// How long its records are kept after they have ended.
    pub retention: Option<Duration>,
}

/// How much is taken from whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "made with ..Limits::default(), which exists for this"
)]
pub struct Limits {
    /// Requests from one address prefix: /24 of IPv4, /56 of IPv6. A valid API key does not count.
    pub prefix: Share,
    /// Events for one site.
    pub site: Share,
}

/// A token bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "a bucket has a size and a tap")]
pub struct Share {
    /// How many at once.
    pub burst: NonZeroU32,
    /// How many in a second from then on.
    pub per_second: NonZeroU32,
}

impl Share {
    /// So many at once, and so many in a second from then on; zero counts as one.
    #[must_use]
    pub const fn new(burst: u32, per_second: u32) -> Self {
        const fn at_least_one(number: u32) -> NonZeroU32 {
            match NonZeroU32::new(number) {
                Some(number) => number,
                None => NonZeroU32::MIN,
            }
        }
        Self {
            burst: at_least_one(burst),
            per_second: at_least_one(per_second),
        }
    }
}

/// Two years of 365 days.
pub const DEFAULT_RETENTION: Duration = Duration::from_secs(2 * 365 * 86_400);
/// Ten years: nobody needs proof for longer.
pub const LONGEST_RETENTION: Duration = Duration::from_secs(3_653 * 86_400);

impl Default for Options {
    /// On this machine alone: 127.0.0.1:8080, `consent.sqlite` and `consent-keys.json` in the current folder.
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
            metrics: None,
            name: "localhost".into(),
            database: Database::Sqlite("consent.sqlite".into()),
            keys: "consent-keys.json".into(),
            sites: Vec::new(),
            admin_key: None,
            trusted_proxies: Vec::new(),
            limits: Limits::default(),
            retention: DEFAULT_RETENTION,
            clock: Arc::new(SystemClock),
        }
    }
}

impl Default for Limits {
    /// An office behind one address answers notices; a site's busiest minute passes.
    fn default() -> Self {
        Self {
            prefix: Share::new(200, 20),
            site: Share::new(20_000, 5_000),
        }
    }
}

impl fmt::Debug for Options {
    /// Everything but secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("listen", &self.listen)
            .field("metrics", &self.metrics)
            .field("name", &self.name)
            .field("database", &self.database)
            .field("keys", &self.keys)
            .field("sites", &self.sites)
            .field("admin_key", &self.admin_key.as_ref().map(|_| "secret"))
            .field("trusted_proxies", &self.trusted_proxies)
            .field("limits", &self.limits)
            .field("retention", &self.retention)
            .field("clock", &self.clock)
            .finish()
    }
}

impl fmt::Debug for Database {
    /// Without the address of a database, which may have a password in it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => f.debug_tuple("Sqlite").field(path).finish(),
            Self::Postgres(_) => f.write_str("Postgres(secret)"),
            Self::Open(store) => f.debug_tuple("Open").field(store).finish(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_not_in_what_is_logged() {
        let options = Options {
            admin_key: Some("ck_open-sesame-open-sesame".into()),
            database: Database::Postgres("postgres://me:sesame@db/consent".into()),
            ..Options::default()
        };
        let logged = format!("{options:?}");
        assert!(
            !logged.contains("sesame") && logged.contains("secret"),
            "{logged}"
        );
    }

    #[test]
    fn a_bucket_is_never_closed_for_good() {
        assert_eq!(Share::new(0, 0), Share::new(1, 1));
    }
}
