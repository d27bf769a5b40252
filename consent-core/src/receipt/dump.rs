//! A whole log as lines of text: what a server hands out, and an auditor reads.

use alloc::string::{String, ToString};
use core::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::keys::PublishedKey;
use super::text::exact_number;
use super::{
    Commitment, Entry, Hash, Kid, LogName, MERGE_DELAY, PublicKey, RecordId, Salt, Signature, SiteKey,
    Version, iso27560,
};
use crate::canonical_json::canonical;
use crate::config::Fingerprint;
use crate::notice::NoticeDigest;

/// One line of a dump.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum Line {
    Log(LogLine),
    Key(PublishedKey),
    Policy(TextLine),
    Notice(TextLine),
    Entry(EntryLine),
    Checkpoint(CheckpointLine),
    End(EndLine),
}

/// The first line: which log, and how many entries follow.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct LogLine {
    pub(super) version: Version,
    pub(super) log: LogName,
    pub(super) site: SiteKey,
    pub(super) merge_delay: u32,
    #[serde(deserialize_with = "exact_number")]
    pub(super) size: u64,
}

/// A policy or a notice, byte for byte as it was published.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TextLine {
    pub(super) name: String,
    pub(super) sha256: Hash,
    pub(super) text: String,
}

/// A place in the log with what stands there; without its content if that is erased.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EntryLine {
    #[serde(deserialize_with = "exact_number")]
    pub(super) seq: u64,
    pub(super) id: RecordId,
    pub(super) commitment: Commitment,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) record: Option<Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) salt: Option<Salt>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) signature: Option<Signature>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) kid: Option<Kid>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) iso27560: Option<Value>,
}

/// A checkpoint, after the last entry that it covers.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CheckpointLine {
    #[serde(deserialize_with = "exact_number")]
    pub(super) size: u64,
    pub(super) note: String,
}

/// The last line: how many entries there were, and the hash of every line before it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EndLine {
    #[serde(deserialize_with = "exact_number")]
    pub(super) entries: u64,
    pub(super) sha256: Hash,
}

impl Line {
    /// Writes the line, without the line feed at its end.
    pub(super) fn canonical(&self) -> String {
        canonical(&serde_json::to_value(self).unwrap_or_default())
    }
}

impl PublicKey {
    /// Reads the key on a line of a dump; nothing on any other line.
    ///
    /// Keys that a dump brings itself prove only that it holds together: whoever can rewrite a log can put other keys
    /// into it.
    #[must_use]
    pub fn of_dump_line(line: &str) -> Option<Self> {
        match serde_json::from_str(line) {
            Ok(Line::Key(key)) => key.try_into().ok(),
            _ => None,
        }
    }
}

/// A dump while it is written. Each method returns one line, line feed included.
///
/// First the keys, then the policies and notices, then the entries in their order, with each checkpoint right after the
/// last entry that it covers; WIRE.md says the same. [`Audit`](super::audit::Audit) has an example.
#[derive(Clone)]
pub struct Dump {
    hash: Sha256,
    entries: u64,
}

/// What a store has of an entry's content.
#[derive(Clone, Copy, Debug)]
pub struct DumpedContent<'a> {
    /// The canonical JSON, exactly as it is stored.
    pub body: &'a str,
    /// What hides it behind the commitment.
    pub salt: Salt,
    /// The receipt's signature.
    pub signature: Signature,
    /// Who signed.
    pub kid: Kid,
}

impl Dump {
    /// Begins the dump of so many entries.
    #[must_use]
    pub fn begin(log: &LogName, site: &SiteKey, size: u64) -> (Self, String) {
        let mut dump = Self {
            hash: Sha256::new(),
            entries: 0,
        };
        let first = LogLine {
            version: Version::V1,
            log: log.clone(),
            site: site.clone(),
            merge_delay: MERGE_DELAY,
            size,
        };
        let first = dump.line(&Line::Log(first));
        (dump, first)
    }

    /// Writes a public key that signed in this log.
    #[must_use]
    pub fn key(&mut self, key: &PublicKey) -> String {
        self.line(&Line::Key(key.into()))
    }

    /// Writes a policy, as the text of the `policy.json` that was published.
    #[must_use]
    pub fn policy(&mut self, fingerprint: Fingerprint, text: &str) -> String {
        self.line(&Line::Policy(TextLine::of(fingerprint.to_string(), text)))
    }

    /// Writes a notice, as its canonical JSON.
    #[must_use]
    pub fn notice(&mut self, digest: NoticeDigest, text: &str) -> String {
        self.line(&Line::Notice(TextLine::of(digest.to_string(), text)))
    }

    /// Writes an entry; without content if that is erased. On demand it is also told in the terms of ISO/IEC TS 27560.
    #[must_use]
    pub fn entry(
        &mut self,
        seq: u64,
        id: RecordId,
        commitment: Commitment,
        content: Option<&DumpedContent<'_>>,
        with_iso27560: bool,
    ) -> String {
        self.entries = self.entries.saturating_add(1);
        let record = content.map(|content| as_stored(content.body));
        let derived = record.as_ref().filter(|_| with_iso27560).and_then(|record| {
            let entry: Entry = serde_json::from_value(record.clone()).ok()?;
            iso27560(&entry)
        });
        self.line(&Line::Entry(EntryLine {
            seq,
            id,
            commitment,
            record,
            salt: content.map(|content| content.salt),
            signature: content.map(|content| content.signature),
            kid: content.map(|content| content.kid),
            iso27560: derived,
        }))
    }

    /// Writes a checkpoint of the size that has been reached.
    #[must_use]
    pub fn checkpoint(&mut self, note: &str) -> String {
        let size = self.entries;
        self.line(&Line::Checkpoint(CheckpointLine {
            size,
            note: note.into(),
        }))
    }

    /// Ends the dump.
    #[must_use]
    pub fn end(mut self) -> String {
        let sha256 = Hash::from_bytes(self.hash.clone().finalize().into());
        let entries = self.entries;
        self.line(&Line::End(EndLine { entries, sha256 }))
    }

    fn line(&mut self, line: &Line) -> String {
        let mut text = line.canonical();
        text.push('\n');
        self.hash.update(text.as_bytes());
        text
    }
}

impl fmt::Debug for Dump {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dump")
            .field("entries", &self.entries)
            .finish_non_exhaustive()
    }
}

impl TextLine {
    fn of(name: String, text: &str) -> Self {
        Self {
            name,
            sha256: Hash::of_bytes(text.as_bytes()),
            text: text.into(),
        }
    }
}

/// The stored JSON as a value. A text that is not the canonical one, because somebody has written into the store, goes
/// into the dump as a text: as a value it might pass for what it was.
fn as_stored(body: &str) -> Value {
    match serde_json::from_str(body) {
        Ok(value) if canonical(&value) == body => value,
        _ => Value::String(body.into()),
    }
}
