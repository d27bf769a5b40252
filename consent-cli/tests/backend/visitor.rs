//! What visitors of a site answer, and how their browsers report it.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use consent_core::carry::ConsentString;
use consent_core::config::Policy;
use consent_core::decision::{Act, ConsentId, Decision, Grants};
use consent_core::time::Timestamp;

/// The time, in milliseconds since 1970.
pub(crate) fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    u64::try_from(since.as_millis()).unwrap()
}

/// A visitor that nobody else is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Visitor(ConsentId);

impl Visitor {
    pub(crate) fn new() -> Self {
        static LAST: AtomicU64 = AtomicU64::new(1);
        let number = LAST.fetch_add(1, Ordering::Relaxed);
        let mut bytes = [0x5a; 16];
        bytes[8..].copy_from_slice(&number.to_be_bytes());
        Self(ConsentId::from_bytes(bytes))
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
            id: self.0,
        };
        ConsentString::encode(&decision, policy)
    }
}
