//! Events that nobody has sent yet: every one with an id, a visitor and a consent string of its own.

use std::time::{SystemTime, UNIX_EPOCH};

use consent_core::carry::ConsentString;
use consent_core::config::Policy;
use consent_core::decision::{Act, ConsentId, Decision, Grants};
use consent_core::notice::NoticeDigest;
use consent_core::receipt::{EventDraft, RecordId, Source};
use consent_core::time::Millis;
use serde_json::json;

use super::{Chance, Place};

/// A request's body, and what is in it.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// As a page would send it; sent again, it is byte for byte the same.
    pub body: Vec<u8>,
    /// The events' ids, in order.
    pub ids: Vec<RecordId>,
    /// Whose decisions they are, in the same order.
    pub subjects: Vec<ConsentId>,
}

/// An endless supply.
#[derive(Clone, Debug)]
pub struct Events {
    policy: Policy,
    notice: NoticeDigest,
    site: String,
    chance: Chance,
}

impl Events {
    /// Events of that site's visitors.
    #[must_use]
    pub fn of(place: &Place, chance: Chance) -> Self {
        Self {
            policy: place.policy().clone(),
            notice: place.notice(),
            site: place.site().to_owned(),
            chance,
        }
    }

    /// The next so many, in one request.
    pub fn batch(&mut self, events: usize) -> Prepared {
        let drafts: Vec<EventDraft> = (0..events).map(|_| self.draft()).collect();
        let subjects = drafts.iter().map(|draft| {
            let string = ConsentString::parse(&draft.string).expect("a string that was just made");
            string.id
        });
        Prepared {
            subjects: subjects.collect(),
            ids: drafts.iter().map(|draft| draft.id).collect(),
            body: json!({ "site": self.site, "events": drafts })
                .to_string()
                .into_bytes(),
        }
    }

    fn draft(&mut self) -> EventDraft {
        let now = now();
        let (act, grants) = match self.chance.between(0, 2) {
            0 => (Act::AcceptAll, Grants::all(&self.policy)),
            1 => (Act::RejectAll, Grants::none()),
            _ => (Act::Chosen, Grants::none().with_category(1)),
        };
        let decision = Decision {
            grants,
            act,
            decided_at: now.second(),
            id: ConsentId::from_bytes(self.chance.bytes()),
        };
        EventDraft {
            id: self.id(now),
            string: ConsentString::encode(&decision, &self.policy),
            notice: self.notice,
            language: "sv".into(),
            source: Source::Notice,
            imported: None,
            gpc: false,
            count: 1,
            made_at: now,
        }
    }

    /// A UUIDv7: the time, then chance.
    fn id(&mut self, now: Millis) -> RecordId {
        let mut bytes = self.chance.bytes();
        bytes[..6].copy_from_slice(&now.as_millis().to_be_bytes()[2..]);
        bytes[6] = 0x70 | (bytes[6] & 0x0f);
        bytes[8] = 0x80 | (bytes[8] & 0x3f);
        RecordId::from_bytes(bytes).expect("version 7")
    }
}

fn now() -> Millis {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .expect("a clock after 1970");
    Millis::from_millis(u64::try_from(since.as_millis()).expect("not yet"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use consent_core::receipt::Batch;
    use std::collections::BTreeSet;

    #[test]
    fn a_batch_is_one_that_the_server_takes_and_nothing_in_it_comes_twice() {
        let room = tempfile::tempdir().expect("a temporary folder");
        let place = Place::in_folder(room.path());
        let mut events = Events::of(&place, Chance::new(7));
        let mut seen = BTreeSet::new();
        for _ in 0..50 {
            let prepared = events.batch(Batch::MOST_EVENTS);
            let batch = Batch::parse(&prepared.body).expect("a sound batch");
            assert_eq!(batch.site.as_str(), place.site());
            for (event, id) in batch.events.iter().zip(&prepared.ids) {
                assert_eq!(event.id(), *id);
                assert_eq!(event.fingerprint(), place.policy().fingerprint());
                assert!(seen.insert(event.id().to_string()) && seen.insert(event.said().string.clone()));
            }
        }
    }
}
