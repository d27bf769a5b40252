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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::receipt::PublicKey;
    use alloc::vec::Vec;

    fn bytes(hex: &str) -> Vec<u8> {
        let pairs = hex.as_bytes().chunks(2);
        pairs
            .map(|pair| u8::from_str_radix(core::str::from_utf8(pair).unwrap(), 16).unwrap())
            .collect()
    }

    /// Secret key, public key, message and signature of the first three tests of RFC 8032 section 7.1.
    const RFC_8032: [[&str; 4]; 3] = [
        [
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        ],
        [
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        ],
        [
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
        ],
    ];

    #[test]
    fn it_signs_as_rfc_8032_says() {
        for [secret, public, message, signature] in RFC_8032 {
            let seal = Seal::from_secret(bytes(secret).try_into().unwrap());
            assert_eq!(seal.public().to_vec(), bytes(public));
            assert_eq!(seal.sign(&bytes(message)).as_bytes().to_vec(), bytes(signature));
        }
    }

    #[test]
    fn a_signature_has_one_form() {
        let [_, public, message, signature] = RFC_8032[1];
        let key = PublicKey::new(bytes(public).try_into().unwrap(), Millis::default(), None).unwrap();
        let signature: [u8; 64] = bytes(signature).try_into().unwrap();
        assert!(key.has_signed(&bytes(message), &Signature::from_bytes(signature)));
        // The second half plus the order of the group is the same number to a careless reader.
        let order = bytes("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
        let mut same = signature;
        let mut carry = 0u16;
        for (place, byte) in same[32..].iter_mut().zip(order) {
            let sum = u16::from(*place) + u16::from(byte) + carry;
            *place = sum.to_le_bytes()[0];
            carry = sum >> 8;
        }
        assert_ne!(same, signature);
        assert!(!key.has_signed(&bytes(message), &Signature::from_bytes(same)));
    }
}
