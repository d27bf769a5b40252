//! Small logs for tests, sealed with any key.

use consent_core::receipt::merkle::Frontier;
use consent_core::receipt::{
    Checkpoint, Dump, DumpedContent, Entry, KeySet, LogName, PublicKey, Reason, RecordId, Salt, Seal,
    SiteKey, Tombstone, Version, leaf_hash,
};
use consent_core::time::Millis;

const NOW: u64 = 1_800_000_000_000;

/// A log, its newest checkpoint, and the keys that signed it.
pub(super) struct Sample {
    pub(super) dump: String,
    pub(super) note: String,
    pub(super) keys: KeySet,
}

impl Sample {
    /// A log of so many entries, `site` saying whose; `reason` is the content of its last one.
    pub(super) fn of(secret: u8, site: &str, entries: u8, reason: Reason) -> Self {
        let seal = Seal::from_secret([secret; 32]);
        let key = PublicKey::new(seal.public(), Millis::from_millis(0), None).unwrap();
        let site = SiteKey::parse(site).unwrap();
        let log = LogName::new("here", &site).unwrap();
        let (mut dump, mut text) = Dump::begin(&log, &site, entries.into());
        text += &dump.key(&key);
        let mut tree = Frontier::new();
        for seq in 0..entries {
            let id = RecordId::parse(&format!("019234ab-1c2d-7e3f-8a4b-5c6d7e8f9a{seq:02x}")).unwrap();
            let entry = Entry::Erasure(Tombstone {
                version: Version::V1,
                id,
                site: site.clone(),
                reason: if seq + 1 == entries {
                    reason
                } else {
                    Reason::Subject
                },
                erased: Vec::new(),
                received_at: Millis::from_millis(NOW + u64::from(seq)),
            });
            let sealed = seal.seal(entry, Salt::from_bytes([seq; 32]), &log);
            tree.push(leaf_hash(&id, &sealed.commitment));
            let content = DumpedContent {
                body: &sealed.body,
                salt: sealed.salt,
                signature: sealed.signature,
                kid: sealed.kid,
            };
            text += &dump.entry(seq.into(), id, sealed.commitment, Some(&content), false);
        }
        let checkpoint = Checkpoint {
            log,
            size: tree.size(),
            root: tree.root(),
        };
        let note = checkpoint.sign(&[&seal]);
        text += &dump.checkpoint(&note);
        text += &dump.end();
        Self {
            dump: text,
            note,
            keys: KeySet::new([key]),
        }
    }
}
