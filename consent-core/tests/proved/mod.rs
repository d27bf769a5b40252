//! A shop's log of a few entries, sealed and dumped as a server would.
#![allow(
    dead_code,
    reason = "each test that includes this module uses its own part of it"
)]

use std::collections::BTreeSet;

use consent_core::carry::ConsentString;
use consent_core::config::{Category, Fingerprint, Policy, PolicyParts, Service};
use consent_core::decision::{Act, ConsentId, Decision, Grants};
use consent_core::notice::NoticeDigest;
use consent_core::receipt::merkle::Frontier;
use consent_core::receipt::{
    Checkpoint, Dump, DumpedContent, Entry, Event, EventDraft, Facts, Hash, KeySet, LogName, PublicKey,
    Publication, Reason, Receipt, RecordId, Salt, Seal, Sealed, SiteKey, Source, Tombstone, Version,
    leaf_hash,
};
use consent_core::time::{Millis, Timestamp};

/// When the first entry arrives, in seconds.
pub(crate) const NOW: u64 = 1_763_766_000;

/// Who asks.
pub(crate) const CONTROLLER: &str = "Butiken Åre AB";

pub(crate) fn site() -> SiteKey {
    SiteKey::parse("shop").expect("a site")
}

pub(crate) fn log() -> LogName {
    LogName::new("consent.example.se", &site()).expect("a log")
}

pub(crate) fn seal(number: u8) -> Seal {
    Seal::from_secret([number; 32])
}

/// The public key of a seal, from a time to another.
pub(crate) fn public(seal: &Seal, not_before: u64, not_after: Option<u64>) -> PublicKey {
    PublicKey::new(
        seal.public(),
        Millis::from_millis(not_before),
        not_after.map(Millis::from_millis),
    )
    .expect("a key")
}

/// The key that everything is sealed with unless a test says otherwise.
pub(crate) fn keys() -> KeySet {
    KeySet::new([public(&seal(1), 0, None)])
}

pub(crate) fn policy() -> Policy {
    Policy::new(PolicyParts {
        fingerprint: Fingerprint::from_bytes(*b"policy"),
        categories: ["necessary", "advertisement", "analytics"]
            .map(|id| Category::new(id).expect("a name"))
            .to_vec(),
        services: vec![
            Service::new("facebook", 1).expect("a name"),
            Service::new("matomo", 2).expect("a name"),
        ],
        ..PolicyParts::default()
    })
    .expect("a policy")
}

pub(crate) fn policy_text() -> String {
    serde_json::json!({"version": "2026-11-22", "policy": policy()}).to_string()
}

pub(crate) const NOTICE: &str = r#"{"language":"sv","policyUrl":"https://example.se/kakor"}"#;

pub(crate) fn notice() -> NoticeDigest {
    NoticeDigest::from_bytes(*Hash::of_bytes(NOTICE.as_bytes()).as_bytes())
}

/// The id that was drawn as the so-manieth.
pub(crate) fn id(number: u8) -> RecordId {
    let mut bytes = [number; 16];
    bytes[6] = 0x70;
    bytes[8] = 0x80;
    RecordId::from_bytes(bytes).expect("a UUIDv7")
}

pub(crate) fn decision(act: Act, grants: Grants, at: u64) -> Decision {
    Decision {
        grants,
        act,
        decided_at: Timestamp::from_secs(at),
        id: ConsentId::from_bytes([9; 16]),
    }
}

/// What the page reports of a decision.
pub(crate) fn event(number: u8, decision: &Decision) -> EventDraft {
    EventDraft {
        id: id(number),
        string: ConsentString::encode(decision, &policy()),
        notice: notice(),
        language: "sv".into(),
        source: Source::Notice,
        imported: None,
        gpc: false,
        count: u32::from(number) + 1,
        made_at: Millis::from_millis(decision.decided_at.as_secs() * 1000 + 20),
    }
}

/// What is known where the event arrives, so many milliseconds after the beginning.
pub(crate) fn facts<'a>(site: &'a SiteKey, controllers: &'a [String], after: u64) -> Facts<'a> {
    Facts {
        site,
        host: Some("www.example.se"),
        controllers,
        notice_known: true,
        received_at: Millis::from_millis(NOW * 1000 + after),
        gap: false,
        clock_stepped: false,
    }
}

/// The entry of a decision that is made so many seconds after the beginning.
pub(crate) fn consent(number: u8, act: Act, grants: Grants) -> Entry {
    let after = u64::from(number) * 60;
    let event = Event::try_from(event(number, &decision(act, grants, NOW + after))).expect("an event");
    let controllers = [CONTROLLER.to_owned()];
    Entry::Consent(
        event
            .record(&policy(), &facts(&site(), &controllers, after * 1000 + 300))
            .expect("a record"),
    )
}

pub(crate) fn tombstone(number: u8, erased: &[RecordId]) -> Entry {
    Entry::Erasure(Tombstone {
        version: Version::V1,
        id: id(number),
        site: site(),
        reason: Reason::Subject,
        erased: erased.to_vec(),
        received_at: Millis::from_millis((NOW + u64::from(number) * 60) * 1000),
    })
}

fn publication(number: u8, name: String, text: &str) -> Publication {
    Publication {
        version: Version::V1,
        id: id(number),
        site: site(),
        name,
        sha256: Hash::of_bytes(text.as_bytes()),
        received_at: Millis::from_millis(NOW * 1000),
    }
}

pub(crate) fn policy_published(number: u8) -> Entry {
    Entry::Policy(publication(
        number,
        policy().fingerprint().to_string(),
        &policy_text(),
    ))
}

pub(crate) fn notice_published(number: u8) -> Entry {
    Entry::Notice(publication(number, notice().to_string(), NOTICE))
}

/// Seals an entry with the usual key.
pub(crate) fn sealed(entry: Entry) -> Sealed {
    let salt = Hash::of_bytes(entry.id().as_bytes());
    seal(1).seal(entry, Salt::from_bytes(*salt.as_bytes()), &log())
}

/// Its receipt, without the proof.
pub(crate) fn receipt(entry: Entry) -> Receipt {
    Receipt::of(sealed(entry), &log())
}

/// A policy, a notice, four decisions of which the second is erased, and the tombstone.
pub(crate) fn entries() -> Vec<Entry> {
    let policy = policy();
    vec![
        policy_published(0),
        notice_published(1),
        consent(2, Act::AcceptAll, Grants::all(&policy)),
        consent(3, Act::Chosen, Grants::none().with_category(2)),
        consent(
            4,
            Act::Chosen,
            Grants::none().with_category(1).with_exception(&policy, 1),
        ),
        tombstone(5, &[id(3)]),
        consent(6, Act::Withdrawn, Grants::none()),
    ]
}

/// A log to be dumped.
pub(crate) struct Shop {
    pub(crate) entries: Vec<Sealed>,
    /// Places without content.
    pub(crate) erased: BTreeSet<usize>,
    /// Sizes at which there is a checkpoint.
    pub(crate) checkpoints: Vec<u64>,
    /// Whether entries are told in the terms of the standard as well.
    pub(crate) with_iso27560: bool,
}

impl Shop {
    pub(crate) fn of(entries: Vec<Entry>) -> Self {
        let size = entries.len() as u64;
        Self {
            entries: entries.into_iter().map(sealed).collect(),
            erased: BTreeSet::new(),
            checkpoints: vec![0, 3, size],
            with_iso27560: true,
        }
    }

    /// As [`entries`] says.
    pub(crate) fn usual() -> Self {
        Self {
            erased: BTreeSet::from([3]),
            ..Self::of(entries())
        }
    }

    /// The checkpoint of a size.
    pub(crate) fn checkpoint(&self, size: u64) -> Checkpoint {
        let mut tree = Frontier::new();
        for sealed in &self.entries[..usize::try_from(size).expect("small")] {
            tree.push(leaf_hash(&sealed.entry.id(), &sealed.commitment));
        }
        Checkpoint {
            log: log(),
            size,
            root: tree.root(),
        }
    }

    /// The dump, line by line, without line feeds.
    pub(crate) fn lines(&self) -> Vec<String> {
        let (mut dump, first) = Dump::begin(&log(), &site(), self.entries.len() as u64);
        let mut lines = vec![first];
        lines.extend(keys().iter().map(|key| dump.key(key)));
        lines.push(dump.policy(policy().fingerprint(), &policy_text()));
        lines.push(dump.notice(notice(), NOTICE));
        for size in 0..=self.entries.len() {
            if self.checkpoints.contains(&(size as u64)) {
                let note = self.checkpoint(size as u64).sign(&[&seal(1)]);
                lines.push(dump.checkpoint(&note));
            }
            let Some(sealed) = self.entries.get(size) else {
                break;
            };
            let content = DumpedContent {
                body: &sealed.body,
                salt: sealed.salt,
                signature: sealed.signature,
                kid: sealed.kid,
            };
            let content = (!self.erased.contains(&size)).then_some(&content);
            lines.push(dump.entry(
                size as u64,
                sealed.entry.id(),
                sealed.commitment,
                content,
                self.with_iso27560,
            ));
        }
        lines.push(dump.end());
        for line in &mut lines {
            assert_eq!(line.pop(), Some('\n'));
        }
        lines
    }
}
