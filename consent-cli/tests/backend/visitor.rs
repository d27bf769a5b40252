//! What visitors of a site answer, and how their browsers report it.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use consent_core::carry::ConsentString;
use consent_core::config::Policy;
use consent_core::decision::{Act, ConsentId, Decision, Grants};
use consent_core::time::Timestamp;
use serde_json::{Value, json};

use crate::site::Site;

/// The time, in milliseconds since 1970.
pub(crate) fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    u64::try_from(since.as_millis()).unwrap()
}

/// A visitor that nobody else is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Visitor(u64);

impl Visitor {
    pub(crate) fn new() -> Self {
        static LAST: AtomicU64 = AtomicU64::new(1);
        Self(LAST.fetch_add(1, Ordering::Relaxed))
    }

    /// The consent id.
    pub(crate) fn id(self) -> ConsentId {
        let mut bytes = [0x5a; 16];
        bytes[8..].copy_from_slice(&self.0.to_be_bytes());
        ConsentId::from_bytes(bytes)
    }

    /// The event that the page sends for an answer given now.
    pub(crate) fn reports(self, site: &Site, act: Act) -> Value {
        let number = self.0;
        let millis = now();
        json!({
            "id": format!("{:08x}-{:04x}-7000-8000-{number:012x}", millis >> 16, millis & 0xffff),
            "string": self.answers(site.policy(), act, 0),
            "notice": site.notice,
            "language": "sv",
            "source": "notice",
            "gpc": false,
            "count": 1,
            "madeAt": millis,
        })
    }

    /// The string of an answer so many seconds ago.
    pub(crate) fn answers(self, policy: &Policy, act: Act, seconds_ago: u64) -> String {
        let grants = match act {
            Act::AcceptAll => Grants::all(policy),
            _ => Grants::none(),
        };
        let decision = Decision {
            grants,
            act,
            decided_at: Timestamp::from_secs(now() / 1000 - seconds_ago),
            id: self.id(),
        };
        ConsentString::encode(&decision, policy)
    }
}
