//! The seal: a server's private key, and the promise that it signs for every entry.

use alloc::string::{String, ToString};
use core::fmt;

use ed25519_dalek::{Signer as _, SigningKey};
use serde_json::json;

use super::{Commitment, Entry, Kid, LogName, RecordId, Salt, Signature};
use crate::canonical_json::canonical;
use crate::time::Millis;

/// Within how many seconds a sealed entry is in the log and covered by a checkpoint.
pub const MERGE_DELAY: u32 = 5;

/// What keeps a receipt's signature from being any other signature of the same key.
const DOMAIN: &str = "consent-receipt-v1\n";

/// A private key that seals. Its bytes are wiped from memory when it goes.
pub struct Seal {
    key: SigningKey,
    kid: Kid,
}

impl Seal {
    /// Takes the 32 secret bytes of an Ed25519 key (RFC 8032).
    #[must_use]
    pub fn from_secret(secret: [u8; 32]) -> Self {
        let key = SigningKey::from_bytes(&secret);
        let kid = Kid::of(key.verifying_key().as_bytes());
        Self { key, kid }
    }

    /// Returns the key's id.
    #[must_use]
    pub const fn kid(&self) -> Kid {
        self.kid
    }

    /// Returns the public key.
    #[must_use]
    pub fn public(&self) -> [u8; 32] {
        self.key.verifying_key().to_bytes()
    }

    /// Signs bytes. What they mean must be said in them; see [`Self::seal`].
    pub(super) fn sign(&self, bytes: &[u8]) -> Signature {
        Signature::from_bytes(self.key.sign(bytes).to_bytes())
    }

    /// Seals an entry: commits to its content and promises that it will be in the log within [`MERGE_DELAY`].
    ///
    /// The salt is 32 random bytes, new for every entry.
    #[must_use]
    pub fn seal(&self, entry: Entry, salt: Salt, log: &LogName) -> Sealed {
        let body = entry.canonical();
        let commitment = Commitment::of(&salt, &body);
        let promise = Promise {
            commitment,
            id: entry.id(),
            kid: self.kid,
            log,
            merge_delay: MERGE_DELAY,
            received_at: entry.received_at(),
        };
        let signature = self.sign(promise.signed_bytes().as_bytes());
        Sealed {
            entry,
            body,
            salt,
            commitment,
            signature,
            kid: self.kid,
        }
    }
}

impl fmt::Debug for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Seal({}, secret)", self.kid)
    }
}

/// An entry that was sealed: everything there is to keep of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// The entry.
    pub entry: Entry,
    /// Its canonical JSON.
    pub body: String,
    /// What hides the body behind the commitment.
    pub salt: Salt,
    /// What the log keeps of it.
    pub commitment: Commitment,
    /// The promise.
    pub signature: Signature,
    /// Who promised.
    pub kid: Kid,
}

/// What a receipt's signature says.
pub(super) struct Promise<'a> {
    pub(super) commitment: Commitment,
    pub(super) id: RecordId,
    pub(super) kid: Kid,
    pub(super) log: &'a LogName,
    pub(super) merge_delay: u32,
    pub(super) received_at: Millis,
}

impl Promise<'_> {
    /// The bytes that are signed.
    pub(super) fn signed_bytes(&self) -> String {
        let said = json!({
            "alg": "Ed25519",
            "commitment": self.commitment.to_string(),
            "id": self.id.to_string(),
            "kid": self.kid.to_string(),
            "log": self.log.as_str(),
            "mergeDelay": self.merge_delay,
            "receivedAt": self.received_at.as_millis(),
        });
        let mut bytes = String::from(DOMAIN);
        bytes.push_str(&canonical(&said));
        bytes
    }
}
