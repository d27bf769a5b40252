//! Public keys: which there are and were, and when each of them signed.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use ed25519_dalek::VerifyingKey;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::Signature;
use crate::base64url;
use crate::time::Millis;

/// The id of a key: the first 11 characters of the SHA-256 of the public key, in base64url.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kid([u8; 11]);

impl Kid {
    /// Names a public key.
    #[must_use]
    pub fn of(public: &[u8; 32]) -> Self {
        let digest: [u8; 32] = Sha256::digest(public).into();
        let mut text = [b'A'; 11];
        for (place, byte) in text.iter_mut().zip(base64url::encode(&digest).bytes()) {
            *place = byte;
        }
        Self(text)
    }

    /// Reads an id.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text: [u8; 11] = text.as_bytes().try_into().ok()?;
        base64url::is_text(&text).then_some(Self(text))
    }
}

impl fmt::Display for Kid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|byte| fmt::Write::write_char(f, char::from(*byte)))
    }
}

impl fmt::Debug for Kid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Kid({self})")
    }
}

text_in_json!(Kid, "a key's id: 11 characters of base64url");

/// A public key that signed from one time to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    key: VerifyingKey,
    kid: Kid,
    not_before: Millis,
    not_after: Option<Millis>,
}

impl PublicKey {
    /// Takes the 32 bytes of an Ed25519 key.
    ///
    /// # Errors
    /// When no key has these bytes.
    pub fn new(public: [u8; 32], not_before: Millis, not_after: Option<Millis>) -> Result<Self, KeyError> {
        let kid = Kid::of(&public);
        let key = VerifyingKey::from_bytes(&public).map_err(|_| KeyError::NoKey(kid))?;
        // Anybody can sign for a key of small order; and one key has one text.
        if key.is_weak() || key.to_edwards().compress().as_bytes() != &public {
            return Err(KeyError::NoKey(kid));
        }
        Ok(Self {
            key,
            kid,
            not_before,
            not_after,
        })
    }

    /// Returns its id.
    #[must_use]
    pub const fn kid(&self) -> Kid {
        self.kid
    }

    /// Returns its 32 bytes.
    #[must_use]
    pub fn public(&self) -> &[u8; 32] {
        self.key.as_bytes()
    }

    /// Returns when it began to sign.
    #[must_use]
    pub const fn not_before(&self) -> Millis {
        self.not_before
    }

    /// Returns when it stopped, if it has.
    #[must_use]
    pub const fn not_after(&self) -> Option<Millis> {
        self.not_after
    }

    /// Tells whether it signed at that time.
    #[must_use]
    pub fn signed_at(&self, time: Millis) -> bool {
        self.not_before <= time && self.not_after.is_none_or(|end| time <= end)
    }

    /// Tells whether the signature over these bytes is this key's.
    pub(super) fn has_signed(&self, bytes: &[u8], signature: &Signature) -> bool {
        let signature = ed25519_dalek::Signature::from_bytes(signature.as_bytes());
        self.key.verify_strict(bytes, &signature).is_ok()
    }
}

/// A key as it is published.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct PublishedKey {
    kid: Kid,
    alg: String,
    public: super::Hash,
    not_before: Millis,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    not_after: Option<Millis>,
}

impl PublishedKey {
    /// The id that stands there.
    pub(super) const fn kid(&self) -> Kid {
        self.kid
    }
}

impl From<&PublicKey> for PublishedKey {
    fn from(key: &PublicKey) -> Self {
        Self {
            kid: key.kid,
            alg: ALG.into(),
            public: super::Hash::from_bytes(*key.public()),
            not_before: key.not_before,
            not_after: key.not_after,
        }
    }
}

impl TryFrom<PublishedKey> for PublicKey {
    type Error = KeyError;

    fn try_from(key: PublishedKey) -> Result<Self, KeyError> {
        let read = Self::new(*key.public.as_bytes(), key.not_before, key.not_after)?;
        if read.kid == key.kid {
            Ok(read)
        } else {
            Err(KeyError::OtherKid {
                said: key.kid,
                is: read.kid,
            })
        }
    }
}

/// The one way of signing there is yet.
pub(super) const ALG: &str = "Ed25519";

/// Every key that ever signed, as a server publishes them at `/.well-known/consent-keys`.
///
/// # Example
/// ```
/// use consent_core::receipt::{KeySet, PublicKey, Seal};
/// use consent_core::time::Millis;
///
/// let seal = Seal::from_secret([7; 32]);
/// let key = PublicKey::new(seal.public(), Millis::from_millis(1_700_000_000_000), None)?;
/// let keys = KeySet::new([key]);
/// let published = keys.to_json();
/// assert_eq!(KeySet::from_json(&published)?, keys);
/// assert!(keys.find(seal.kid()).is_some());
/// # Ok::<(), consent_core::receipt::KeyError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeySet(Vec<PublicKey>);

impl KeySet {
    /// Puts keys together.
    #[must_use]
    pub fn new(keys: impl IntoIterator<Item = PublicKey>) -> Self {
        Self(keys.into_iter().collect())
    }

    /// Reads what a server publishes. Keys of other algorithms than Ed25519 are left out: they are for later readers.
    ///
    /// # Errors
    /// When it is not JSON of that form, or a key is none or not the one that its id names.
    pub fn from_json(json: &str) -> Result<Self, KeyError> {
        #[derive(Deserialize)]
        struct Published {
            keys: Vec<Value>,
        }
        let shape = |error: serde_json::Error| KeyError::Shape(error.to_string());
        let published: Published = serde_json::from_str(json).map_err(shape)?;
        let ours = published.keys.into_iter().filter(|key| {
            key.get("alg")
                .is_none_or(|alg| alg.as_str().is_none_or(|alg| alg == ALG))
        });
        ours.map(|key| {
            serde_json::from_value::<PublishedKey>(key)
                .map_err(shape)?
                .try_into()
        })
        .collect::<Result<_, _>>()
        .map(Self)
    }

    /// Writes what a server publishes.
    #[must_use]
    pub fn to_json(&self) -> String {
        let keys: Vec<PublishedKey> = self.0.iter().map(PublishedKey::from).collect();
        serde_json::json!({ "keys": keys }).to_string()
    }

    /// Finds a key.
    #[must_use]
    pub fn find(&self, kid: Kid) -> Option<&PublicKey> {
        self.0.iter().find(|key| key.kid == kid)
    }

    /// Returns all keys, in the order in which they were put together.
    pub fn iter(&self) -> impl Iterator<Item = &PublicKey> {
        self.0.iter()
    }
}

/// Why something is not a public key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyError {
    /// It is not the JSON of published keys.
    Shape(String),
    /// The bytes are no Ed25519 key, or one for which anybody can sign.
    NoKey(Kid),
    /// The key is not the one that its id names.
    OtherKid {
        /// The id that stands there.
        said: Kid,
        /// The id that the key has.
        is: Kid,
    },
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shape(detail) => write!(
                f,
                "not a list of public keys as /.well-known/consent-keys serves it: {detail}"
            ),
            Self::NoKey(kid) => write!(
                f,
                "the bytes of key {kid} are no usable Ed25519 key: fetch the keys again"
            ),
            Self::OtherKid { said, is } => write!(
                f,
                "the key named {said} is really {is}: the list was changed on its way, fetch it again"
            ),
        }
    }
}

impl core::error::Error for KeyError {}
