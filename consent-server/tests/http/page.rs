//! A visitor's page: decides, and says so as the page's scripts do.

use std::sync::atomic::{AtomicU64, Ordering};

use consent_core::carry::ConsentString;
use consent_core::config::{Category, Fingerprint, Policy, PolicyParts, Service};
use consent_core::decision::{Act, ConsentId, Decision, Grants};
use consent_core::time::Timestamp;
use serde_json::{Value, json};

use crate::place::NOON;

/// A policy with two categories to decide on.
pub(crate) fn policy(fingerprint: &str) -> Policy {
    let category = |id| Category::new(id).unwrap();
    Policy::new(PolicyParts {
        fingerprint: Fingerprint::parse(fingerprint).unwrap(),
        categories: vec![
            Category::necessary(),
            category("analytics"),
            category("functionality"),
        ],
        services: vec![
            Service::new("matomo", 1).unwrap(),
            Service::new("zendesk", 2).unwrap(),
        ],
        ..PolicyParts::default()
    })
    .unwrap()
}

/// A `policy.json`.
pub(crate) fn policy_json(fingerprint: &str, domain: &str) -> String {
    json!({
        "version": "2026-11-22",
        "controllers": [{ "name": "Example AB", "contact": "a@example.se", "country": "SE", "address": "", "registration": "" }],
        "domains": [domain],
        "languages": ["sv", "en"],
        "notices": {},
        "tells": [],
        "policy": policy(fingerprint),
    })
    .to_string()
}

/// The digest of the notice that the places publish.
pub(crate) fn notice(language: &str, domain: &str) -> String {
    let notice = json!({ "language": language, "texts": { "title": domain } });
    let canonical = consent_core::canonical_json::canonical(&notice);
    consent_core::receipt::Hash::of_bytes(canonical.as_bytes()).to_string()
}

/// Numbers that no other test has.
static NEXT: AtomicU64 = AtomicU64::new(1);

fn next() -> u64 {
    NEXT.fetch_add(1, Ordering::SeqCst)
}

/// A UUIDv7 that no other test has.
pub(crate) fn id() -> String {
    format!("01a00000-0000-7000-8000-{:012x}", next())
}

/// One visitor of a site.
pub(crate) struct Page {
    policy: Policy,
    pub(crate) subject: ConsentId,
    count: u32,
    /// The visitor's clock, in milliseconds.
    pub(crate) now: u64,
}

impl Page {
    pub(crate) fn new(fingerprint: &str) -> Self {
        let mut bytes = [7; 16];
        bytes[..8].copy_from_slice(&next().to_be_bytes());
        Self {
            policy: policy(fingerprint),
            subject: ConsentId::from_bytes(bytes),
            count: 0,
            now: NOON,
        }
    }

    /// The consent string of a decision made now.
    pub(crate) fn string(&self, act: Act) -> String {
        let grants = match act {
            Act::AcceptAll => Grants::all(&self.policy),
            Act::Chosen => Grants::none().with_category(2),
            _ => Grants::none(),
        };
        let decision = Decision {
            grants,
            act,
            decided_at: Timestamp::from_secs(self.now / 1000),
            id: self.subject,
        };
        ConsentString::encode(&decision, &self.policy)
    }

    /// Decides, and gives the event.
    pub(crate) fn event(&mut self, act: Act) -> Value {
        self.count += 1;
        let event = json!({
            "id": id(),
            "string": self.string(act),
            "notice": notice("sv", "shop.example"),
            "language": "sv",
            "source": "notice",
            "gpc": false,
            "count": self.count,
            "madeAt": self.now,
        });
        self.now += 1_000;
        event
    }
}

/// An event of a new visitor of the shop.
pub(crate) fn event() -> Value {
    Page::new("AAAAAAAB").event(Act::RejectAll)
}

/// The same with another value of one field.
pub(crate) fn with(mut event: Value, field: &str, value: impl Into<Value>) -> Value {
    event[field] = value.into();
    event
}
