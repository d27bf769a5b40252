//! What goes into a store and what comes out.

/// An entry ready to be kept: its canonical body, committed to and signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// The idempotency key (a UUIDv7's bytes).
    pub id: [u8; 16],
    /// SHA-256 of what the client sent, canonical; the same id with another one is a conflict.
    pub event: [u8; 32],
    /// Whose decision it is; nothing for entries that are nobody's.
    pub subject: Option<String>,
    /// The consent string; together with the subject it can be recorded once.
    pub string: Option<String>,
    /// The canonical JSON.
    pub body: String,
    /// What hides the body behind the commitment.
    pub salt: [u8; 32],
    /// SHA-256 over salt and body.
    pub commitment: [u8; 32],
    /// The receipt's signature.
    pub signature: [u8; 64],
    /// The key that signed it.
    pub kid: String,
    /// Server time, ms since 1970.
    pub received_at: u64,
    /// When the decision ends by itself, ms since 1970; nothing for entries that do not end.
    pub expires_at: Option<u64>,
    /// What is counted of it; nothing for entries that are nobody's.
    pub tally: Option<Tally>,
}

/// What is counted of a decision: nothing in it leads back to a person.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tally {
    /// Days since 1970 (UTC, server time).
    pub day: u32,
    /// The policy's fingerprint.
    pub policy: String,
    /// The notice's language.
    pub language: String,
    /// The act, in words.
    pub act: String,
    /// The regime, in words.
    pub regime: String,
    /// Granted categories in the policy's order, between spaces, `necessary` left out.
    pub grants: String,
}

/// How often something was counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// What.
    pub tally: Tally,
    /// How often.
    pub count: u64,
}

/// What became of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Appended {
    /// It is durable; its place in the log if the engine gives one at once.
    New {
        /// The place.
        seq: Option<u64>,
    },
    /// It was kept before, with the same content.
    Known(Box<Kept>),
}

/// A record as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The idempotency key.
    pub id: [u8; 16],
    /// The canonical JSON.
    pub body: String,
    /// What hides the body behind the commitment.
    pub salt: [u8; 32],
    /// The receipt's signature.
    pub signature: [u8; 64],
    /// The key that signed it.
    pub kid: String,
    /// Its place in the log, once it has one.
    pub seq: Option<u64>,
}

/// A place in a site's log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntryRow {
    /// The place, from 0, without gaps.
    pub seq: u64,
    /// The entry's id.
    pub id: [u8; 16],
    /// The commitment to its content.
    pub commitment: [u8; 32],
}

/// A place in a site's log with what stands there, if that is not erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoggedEntry {
    /// The place.
    pub entry: EntryRow,
    /// The content.
    pub kept: Option<Kept>,
}

/// The root of a complete subtree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodeRow {
    /// It covers 256 to the power of this many leaves.
    pub level: u8,
    /// Which of them, from the left.
    pub index: u64,
    /// The root.
    pub hash: [u8; 32],
}

/// A signed tree head as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckpointRow {
    /// Entries that it covers.
    pub size: u64,
    /// When it was signed, ms since 1970.
    pub at: u64,
    /// The signed note.
    pub note: String,
}

/// A policy as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyRow {
    /// Its fingerprint.
    pub fingerprint: String,
    /// The whole policy.json.
    pub json: String,
    /// When it became known, ms since 1970.
    pub known_at: u64,
}

/// A notice as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeRow {
    /// Its digest.
    pub digest: String,
    /// Its language.
    pub language: String,
    /// Its canonical JSON.
    pub json: String,
    /// When it became known, ms since 1970.
    pub known_at: u64,
}

/// An API key, hashed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    /// What it is called.
    pub name: String,
    /// SHA-256 of the key.
    pub hash: [u8; 32],
    /// The one site it is for; nothing for all.
    pub site: Option<String>,
    /// What it may do, between spaces.
    pub scopes: String,
    /// When it was made, ms since 1970.
    pub made_at: u64,
    /// When it was revoked, ms since 1970.
    pub revoked_at: Option<u64>,
}

/// A public key as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKeyRow {
    /// Its key id.
    pub kid: String,
    /// Its 32 bytes.
    pub public: [u8; 32],
    /// When it began to sign, ms since 1970.
    pub not_before: u64,
    /// When it stopped.
    pub not_after: Option<u64>,
}
