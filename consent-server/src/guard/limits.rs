//! Token buckets: one for each address prefix and each site, in memory alone.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::api::problem::Problem;
use crate::api::problem_type::ProblemType;
use crate::options::{Limits, Share};

/// The most prefixes that are remembered; more than this many at once are an attack, and those that have not
/// asked lately are forgotten first.
const MOST_PREFIXES: usize = 200_000;

/// How long an address prefix is remembered at least: no longer than it counts.
const FORGET_AFTER: Duration = Duration::from_secs(60);

/// Who shares a bucket: as much of an address as usually belongs to one household or office.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Prefix {
    /// An IPv4 /24.
    V4([u8; 3]),
    /// An IPv6 /56.
    V6([u8; 7]),
    /// Nobody knows: whoever nests the router does not say who asks.
    Unknown,
}

impl From<IpAddr> for Prefix {
    fn from(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => {
                let [a, b, c, _] = Ipv4Addr::octets(&address);
                Self::V4([a, b, c])
            }
            IpAddr::V6(address) => {
                let [a, b, c, d, e, f, g, ..] = Ipv6Addr::octets(&address);
                Self::V6([a, b, c, d, e, f, g])
            }
        }
    }
}

/// The buckets of everybody.
pub(crate) struct Buckets {
    prefixes: DefaultKeyedRateLimiter<Prefix>,
    sites: DefaultKeyedRateLimiter<String>,
    site_burst: NonZeroU32,
    clock: DefaultClock,
    forgot: Mutex<Instant>,
}

impl Buckets {
    /// Full buckets for everybody.
    pub(crate) fn new(limits: &Limits) -> Self {
        let quota = |share: Share| Quota::per_second(share.per_second).allow_burst(share.burst);
        Self {
            prefixes: RateLimiter::keyed(quota(limits.prefix)),
            sites: RateLimiter::keyed(quota(limits.site)),
            site_burst: limits.site.burst,
            clock: DefaultClock::default(),
            forgot: Mutex::new(Instant::now()),
        }
    }

    /// Takes a request from a prefix's bucket.
    pub(crate) fn take_request(&self, prefix: Prefix) -> Result<(), Problem> {
        if self.prefixes.len() > MOST_PREFIXES {
            self.forget();
        }
        self.prefixes.check_key(&prefix).map_err(|not_until| {
            too_many(
                "from this address",
                not_until.wait_time_from(self.clock.now()).as_secs(),
            )
        })
    }

    /// Takes events from a site's bucket.
    pub(crate) fn take_events(&self, site: &str, events: usize) -> Result<(), Problem> {
        let events = u32::try_from(events).ok().and_then(NonZeroU32::new);
        // A bucket smaller than a batch still lets one through when it is full.
        let events = events.unwrap_or(NonZeroU32::MIN).min(self.site_burst);
        match self.sites.check_key_n(&site.to_owned(), events) {
            Ok(Ok(())) | Err(_) => Ok(()),
            Ok(Err(not_until)) => Err(too_many(
                "for this site",
                not_until.wait_time_from(self.clock.now()).as_secs(),
            )),
        }
    }

    /// Forgets who has not asked for so long that their bucket is full again, every minute or so.
    pub(crate) fn forget_now_and_then(&self) {
        let mut forgot = self.forgot.lock().unwrap_or_else(PoisonError::into_inner);
        if forgot.elapsed() >= FORGET_AFTER {
            *forgot = Instant::now();
            self.forget();
        }
    }

    fn forget(&self) {
        self.prefixes.retain_recent();
        self.prefixes.shrink_to_fit();
    }
}

impl std::fmt::Debug for Buckets {
    /// Without anybody's prefix.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Buckets(..)")
    }
}

fn too_many(what: &str, seconds: u64) -> Problem {
    // A started second is waited for whole.
    Problem::new(
        ProblemType::TooMany,
        format!("too many requests {what}: wait as long as Retry-After says"),
    )
    .after(seconds.saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prefix(address: &str) -> Prefix {
        Prefix::from(address.parse::<IpAddr>().unwrap())
    }

    #[test]
    fn neighbours_share_a_bucket_and_strangers_do_not() {
        assert_eq!(prefix("192.0.2.1"), prefix("192.0.2.254"));
        assert_ne!(prefix("192.0.2.1"), prefix("192.0.3.1"));
        assert_eq!(prefix("::ffff:192.0.2.1"), prefix("192.0.2.9"));
        assert_eq!(prefix("2001:db8:0:100::1"), prefix("2001:db8:0:1ff::2"));
        assert_ne!(prefix("2001:db8:0:100::1"), prefix("2001:db8:0:200::1"));
    }

    #[test]
    fn an_empty_bucket_says_when_to_come_back() {
        // One token an hour or so cannot come back while the test runs: burst only.
        let buckets = Buckets::new(&Limits {
            prefix: Share::new(2, 1),
            site: Share::new(5, 1),
        });
        let one = prefix("192.0.2.1");
        let refused = (0..50).filter(|_| buckets.take_request(one).is_err()).count();
        assert!(refused > 0 && refused < 50, "{refused}");
        assert!(buckets.take_request(prefix("192.0.3.1")).is_ok());
        assert!(buckets.take_events("a", 5).is_ok());
        assert_eq!(
            buckets.take_events("a", 5).unwrap_err().kind(),
            ProblemType::TooMany
        );
        assert!(
            buckets.take_events("b", 500).is_ok(),
            "a batch larger than the bucket"
        );
    }
}
