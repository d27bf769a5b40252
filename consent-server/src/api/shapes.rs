//! The shapes of what `consent-core` reads and writes, for the API's documentation; a test holds them to the real ones.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a page sends.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Batch {
    /// The site's name.
    site: String,
    /// 1 to 20 events.
    #[schema(min_items = 1, max_items = 20)]
    events: Vec<Event>,
}

/// One decision, as a page reports it.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Event {
    /// A UUIDv7 in lower case; sending it again records nothing again.
    #[schema(format = "uuid")]
    id: String,
    /// The consent string.
    #[schema(example = "1.AAAAAAAA.A.s44we8.r.AAAAAAAAAAAAAAAAAAAAAA")]
    string: String,
    /// The digest of the notice that was shown: 43 characters of base64url.
    notice: String,
    /// The notice's language.
    #[schema(example = "sv")]
    language: String,
    /// Where the act was made.
    #[schema(pattern = "^(notice|preferences|page|signal|import)$")]
    source: String,
    /// Whose answer was taken over; only where the act is `imported`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    imported: Option<Imported>,
    /// Whether the browser said Global Privacy Control.
    gpc: bool,
    /// The subject's own counter, from 1.
    count: u32,
    /// The page's clock at the act, in milliseconds since 1970.
    made_at: u64,
}

/// Where a decision that was taken over from another consent system comes from.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Imported {
    /// The other system.
    #[schema(example = "cookiebot")]
    from: String,
    /// Of what it had left in the browser: 43 characters of base64url.
    sha256: String,
}

/// One receipt for each event, in order.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Receipts {
    receipts: Vec<Receipt>,
}

/// A signed promise that an entry is in the log and, once it is, the proof.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Receipt {
    version: u32,
    #[schema(example = "Ed25519")]
    alg: String,
    /// The id of the key that signed.
    kid: String,
    /// The log's name: the server's, `/`, and the site's.
    log: String,
    /// Within how many seconds the entry is covered by a checkpoint.
    merge_delay: u32,
    record: Entry,
    /// What opens the commitment in the log; whoever has it may fetch the receipt again.
    salt: String,
    /// 86 characters of base64url.
    signature: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    inclusion: Option<Inclusion>,
}

/// What stands in one place of a log; `kind` says which it is.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub(crate) enum Entry {
    /// A decision.
    Consent(Box<Record>),
    /// Earlier entries were erased.
    Erasure(Tombstone),
    /// A policy or a notice became known.
    Publication(Publication),
}

/// Says which entries were erased, and why.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Tombstone {
    version: u32,
    #[schema(pattern = "^erasure$")]
    kind: String,
    #[schema(format = "uuid")]
    id: String,
    site: String,
    #[schema(pattern = "^(subject|retention)$")]
    reason: String,
    erased: Vec<String>,
    received_at: u64,
}

/// Says when a policy or a notice became known.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Publication {
    version: u32,
    #[schema(pattern = "^(policy|notice)$")]
    kind: String,
    #[schema(format = "uuid")]
    id: String,
    site: String,
    /// The policy's fingerprint, or the notice's digest.
    name: String,
    /// Of what was published: 43 characters of base64url.
    sha256: String,
    received_at: u64,
}

/// What is kept of one decision.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Record {
    version: u32,
    #[schema(pattern = "^consent$")]
    kind: String,
    #[schema(format = "uuid")]
    id: String,
    site: String,
    /// The pseudonym whose decision it is.
    subject: String,
    string: String,
    /// The policy's fingerprint.
    policy: String,
    /// The notice's digest.
    notice: String,
    language: String,
    #[schema(pattern = "^(accept-all|reject-all|chosen|withdrawn|signal|imported|insisted)$")]
    act: String,
    source: String,
    /// Whose answer was taken over; only where the act is `imported`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    imported: Option<Imported>,
    /// Every category, granted or denied.
    categories: BTreeMap<String, bool>,
    /// Services that were answered otherwise than their category.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    exceptions: BTreeMap<String, bool>,
    regime: String,
    regime_because: String,
    controllers: Vec<String>,
    /// The host of the page, where a browser said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    host: Option<String>,
    /// Seconds since 1970, by the visitor's clock.
    decided_at: u64,
    expires_at: u64,
    /// Milliseconds since 1970, by the visitor's clock.
    made_at: u64,
    /// Milliseconds since 1970, by the server's clock.
    received_at: u64,
    gpc: bool,
    count: u32,
    /// What is remarkable: clock-stepped, gap, late, notice-unknown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    flags: Vec<String>,
}

/// Where an entry stands in the log, with the proof.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Inclusion {
    seq: u64,
    size: u64,
    proof: Vec<String>,
    /// The signed note (C2SP tlog-checkpoint).
    checkpoint: String,
}

/// Everything kept of one subject.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct History {
    subject: String,
    /// The oldest first.
    records: Vec<Receipt>,
}

/// What was erased of one subject.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Erased {
    subject: String,
    erased: Vec<String>,
}

/// Everything kept of an account.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Export {
    subjects: Vec<History>,
}

/// Everything of an account that was erased.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ErasedAccount {
    subjects: Vec<Erased>,
}

/// What a text says, and whether it may be relied on.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Answer {
    /// `consent`, `receipt`, `tcf-eu-v2`, `tcf-eu-v1`, `gpp`, `us-privacy`, `google-ac`, `hubspot`, `google-consent-mode`,
    /// `gpc`, `import-<system>` for what another consent system left (`import-cookiebot`, ...), or null when that cannot be told.
    format: Option<String>,
    /// What it says; what it holds depends on the format, and null when nothing could be read.
    #[schema(value_type = Option<Object>)]
    fields: serde_json::Value,
    findings: Vec<Finding>,
    #[schema(pattern = "^(valid|invalid)$")]
    verdict: String,
    /// Where whoever sent it stands now: unasked, decided, expired, outdated; for strings and cookies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    state: Option<String>,
}

/// One thing that was noticed.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Finding {
    /// Its short name, which does not change.
    rule: String,
    #[schema(pattern = "^(note|warning|error)$")]
    severity: String,
    message: String,
    /// Where it was seen; of another system's string, where the rule stands.
    source: String,
}

/// A proof that an entry is in the log.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct InclusionProof {
    seq: u64,
    size: u64,
    proof: Vec<String>,
}

/// A proof that the log only grew.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConsistencyProof {
    from: u64,
    to: u64,
    proof: Vec<String>,
}

/// A part of the log.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Entries {
    entries: Vec<LoggedLeaf>,
    /// How many entries the newest checkpoint covers.
    size: u64,
}

/// One place in the log.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LoggedLeaf {
    seq: u64,
    id: String,
    commitment: String,
}

/// Every key that ever signed.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PublicKeys {
    keys: Vec<PublicKey>,
}

/// A key that signs, or did.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct PublicKey {
    kid: String,
    #[schema(example = "Ed25519")]
    alg: String,
    /// 43 characters of base64url.
    public: String,
    /// Milliseconds since 1970.
    not_before: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    not_after: Option<u64>,
}
