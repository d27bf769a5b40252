//! Entries as the server makes them: real records, sealed with a real key.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use consent_core::carry::ConsentString;
use consent_core::config::{Category, Fingerprint, Policy, PolicyParts, Service};
use consent_core::decision::{Act, ConsentId, Decision, Grants};
use consent_core::notice::NoticeDigest;
use consent_core::receipt::{
    ConsentRecord, Entry, Event, EventDraft, Facts, Hash, LogName, Publication, Reason, RecordId, Salt, Seal,
    SiteKey, Source, Tombstone, Version,
};
use consent_core::time::{Millis, Timestamp};
use consent_server::store::{Appended, NoticeRow, PolicyRow, Sealed, Store, Tally};

/// Every test's first site.
pub(crate) const SITE: &str = "ngager";
/// And another one.
pub(crate) const OTHER: &str = "cag";

/// 2024-01-01, when the samples begin.
pub(crate) const START: u64 = 1_704_067_200_000;
pub(crate) const DAY: u64 = 86_400_000;

/// The key that seals the samples.
pub(crate) fn seal() -> Seal {
    Seal::from_secret([7; 32])
}

/// What the samples' site asks for.
pub(crate) fn policy() -> Policy {
    Policy::new(PolicyParts {
        fingerprint: Fingerprint::from_bytes(*b"policy"),
        categories: ["necessary", "advertisement", "analytics"]
            .map(|id| Category::new(id).unwrap())
            .to_vec(),
        services: vec![
            Service::new("facebook", 1).unwrap(),
            Service::new("matomo", 2).unwrap(),
        ],
        ..PolicyParts::default()
    })
    .unwrap()
}

/// The text of its policy.json.
pub(crate) fn policy_text() -> String {
    serde_json::json!({"version": "2024-01-01", "policy": policy()}).to_string()
}

/// The notice that it shows.
pub(crate) const NOTICE: &str = r#"{"language":"sv","policyUrl":"https://example.se/kakor"}"#;

/// The notice's digest.
pub(crate) fn notice() -> NoticeDigest {
    NoticeDigest::from_bytes(*Hash::of_bytes(NOTICE.as_bytes()).as_bytes())
}

/// The name of a site's log.
pub(crate) fn log_of(site: &str) -> LogName {
    LogName::new("consent.example.se", &SiteKey::parse(site).unwrap()).unwrap()
}

/// A new id at a time: a UUIDv7.
pub(crate) fn id_at(at: u64) -> RecordId {
    static COUNT: AtomicU64 = AtomicU64::new(1);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let mut bytes = [0; 16];
    bytes[..6].copy_from_slice(&at.to_be_bytes()[2..]);
    bytes[6] = 0x70;
    bytes[8..].copy_from_slice(&count.to_be_bytes());
    bytes[8] = 0x80;
    RecordId::from_bytes(bytes).unwrap()
}

/// A salt that nobody else has.
pub(crate) fn salt_of(id: RecordId) -> Salt {
    Salt::from_bytes(*Hash::of_bytes(format!("salt of {id}").as_bytes()).as_bytes())
}

/// A decision to be kept.
#[derive(Clone)]
pub(crate) struct Sample {
    pub(crate) site: &'static str,
    pub(crate) id: RecordId,
    pub(crate) subject: [u8; 16],
    pub(crate) act: Act,
    pub(crate) at: u64,
    /// When it ends, if not when its policy says.
    pub(crate) expires_at: Option<u64>,
}

impl Sample {
    /// A subject's decision, so many ms after the samples' beginning.
    pub(crate) fn new(site: &'static str, subject: u64, after: u64) -> Self {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&subject.to_be_bytes());
        let at = START + after;
        Self {
            site,
            id: id_at(at),
            subject: bytes,
            act: Act::Chosen,
            at,
            expires_at: None,
        }
    }

    /// The subject as text.
    pub(crate) fn subject(&self) -> String {
        ConsentId::from_bytes(self.subject).to_string()
    }

    /// The consent string: of the policy, this subject, act and second.
    pub(crate) fn string(&self) -> String {
        let granted = match self.act {
            Act::AcceptAll | Act::Imported | Act::Insisted => Grants::all(&policy()),
            Act::Chosen => Grants::none().with_category(2),
            Act::RejectAll | Act::Withdrawn | Act::Signal => Grants::none(),
        };
        let decision = Decision {
            grants: granted,
            act: self.act,
            decided_at: Timestamp::from_secs(self.at / 1000),
            id: ConsentId::from_bytes(self.subject),
        };
        ConsentString::encode(&decision, &policy())
    }

    /// What the page reports, as the server understands it.
    pub(crate) fn record(&self) -> ConsentRecord {
        let draft = EventDraft {
            id: self.id,
            string: self.string(),
            notice: notice(),
            language: "sv".into(),
            source: Source::Notice,
            imported: None,
            gpc: false,
            count: 1,
            made_at: Millis::from_millis(self.at),
        };
        let site = SiteKey::parse(self.site).unwrap();
        let controllers = ["Ngager AB, Kungsgatan 1, 111 43 Stockholm".to_owned()];
        let facts = Facts {
            site: &site,
            host: Some("www.ngager.com"),
            controllers: &controllers,
            notice_known: true,
            received_at: Millis::from_millis(self.at),
            gap: false,
            clock_stepped: false,
        };
        Event::try_from(draft).unwrap().record(&policy(), &facts).unwrap()
    }

    /// The sample as it goes into a store.
    pub(crate) fn sealed(&self) -> Sealed {
        let record = self.record();
        let expires_at = record.expires_at.as_secs() * 1000;
        let tally = Tally {
            day: u32::try_from(self.at / DAY).unwrap(),
            policy: record.policy.to_string(),
            language: "sv".into(),
            act: "chosen".into(),
            regime: "opt-in".into(),
            grants: "analytics".into(),
        };
        Sealed {
            event: *Hash::of_bytes(format!("{} {}", self.id, self.string()).as_bytes()).as_bytes(),
            subject: Some(self.subject()),
            string: Some(self.string()),
            expires_at: self.expires_at.or(Some(expires_at)),
            tally: Some(tally),
            ..sealed(self.site, Entry::Consent(record))
        }
    }
}

/// The entry that says which others were erased.
pub(crate) fn tombstone(site: &str, after: u64, erased: &[[u8; 16]]) -> Sealed {
    let entry = Tombstone {
        version: Version::V1,
        id: id_at(START + after),
        site: SiteKey::parse(site).unwrap(),
        reason: Reason::Subject,
        erased: erased
            .iter()
            .map(|id| RecordId::from_bytes(*id).unwrap())
            .collect(),
        received_at: Millis::from_millis(START + after),
    };
    sealed(site, Entry::Erasure(entry))
}

/// The entry that says when the policy became known.
pub(crate) fn publication(site: &str, after: u64) -> Sealed {
    let entry = published(site, after, policy().fingerprint().to_string(), &policy_text());
    sealed(site, Entry::Policy(entry))
}

fn published(site: &str, after: u64, name: String, text: &str) -> Publication {
    Publication {
        version: Version::V1,
        id: id_at(START + after),
        site: SiteKey::parse(site).unwrap(),
        name,
        sha256: Hash::of_bytes(text.as_bytes()),
        received_at: Millis::from_millis(START + after),
    }
}

/// Makes policy and notice known, with the two entries that say so: what a server does first.
pub(crate) async fn publish(store: &Arc<dyn Store>, site: &str) {
    let policy_row = PolicyRow {
        fingerprint: policy().fingerprint().to_string(),
        json: policy_text(),
        known_at: START,
    };
    let notice_row = NoticeRow {
        digest: notice().to_string(),
        language: "sv".into(),
        json: NOTICE.into(),
        known_at: START,
    };
    store.put_policy(site, policy_row).await.unwrap();
    store.put_notice(site, notice_row).await.unwrap();
    let notice_entry = Entry::Notice(published(site, 0, notice().to_string(), NOTICE));
    store
        .append(site, vec![publication(site, 0), sealed(site, notice_entry)])
        .await
        .unwrap();
    settled(store, site, 2).await;
}

fn sealed(site: &str, entry: Entry) -> Sealed {
    let id = entry.id();
    let received_at = entry.received_at().as_millis();
    let sealed = seal().seal(entry, salt_of(id), &log_of(site));
    Sealed {
        id: *id.as_bytes(),
        event: *Hash::of_bytes(sealed.body.as_bytes()).as_bytes(),
        subject: None,
        string: None,
        body: sealed.body,
        salt: *sealed.salt.as_bytes(),
        commitment: *sealed.commitment.as_bytes(),
        signature: *sealed.signature.as_bytes(),
        kid: sealed.kid.to_string(),
        received_at,
        expires_at: None,
        tally: None,
    }
}

/// So many decisions of as many subjects, a second apart.
pub(crate) fn decisions(site: &'static str, first: u64, count: u64) -> Vec<Sealed> {
    (first..first + count)
        .map(|n| Sample::new(site, n, n * 1000).sealed())
        .collect()
}

/// Keeps so many decisions, and waits until all have their places.
pub(crate) async fn fill(store: &Arc<dyn Store>, site: &'static str, first: u64, count: u64) -> Vec<Sealed> {
    let entries = decisions(site, first, count);
    let size = store.size(site).await.unwrap();
    for batch in entries.chunks(20) {
        let appended = store.append(site, batch.to_vec()).await.unwrap();
        assert!(appended.iter().all(|one| matches!(one, Appended::New { .. })));
    }
    settled(store, site, size + count).await;
    entries
}

/// Waits until a site's log has that many entries: an engine may give places later.
pub(crate) async fn settled(store: &Arc<dyn Store>, site: &str, size: u64) {
    for _ in 0..3000 {
        if store.size(site).await.unwrap() >= size {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(store.size(site).await.unwrap(), size, "entries of {site}");
}
