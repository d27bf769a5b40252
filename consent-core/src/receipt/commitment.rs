//! The commitment to an entry's content, and the leaf of the log that it becomes.

use sha2::{Digest as _, Sha256};

use super::{Commitment, Hash, RecordId, Salt};

/// What keeps a commitment from being any other hash of the same bytes.
const DOMAIN: &[u8] = b"consent-commitment-v1\n";

impl Commitment {
    /// Commits to an entry's canonical JSON.
    ///
    /// Without the salt nobody can tell what was committed to, even where only a few contents are possible.
    #[must_use]
    pub fn of(salt: &Salt, canonical: &str) -> Self {
        let hash = Sha256::new()
            .chain_update(DOMAIN)
            .chain_update(salt.as_bytes())
            .chain_update(canonical.as_bytes());
        Self::from_bytes(hash.finalize().into())
    }
}

/// Hashes the leaf of an entry: its id and its commitment (RFC 9162 section 2.1.1).
///
/// The id is in the leaf because it is kept when the content is erased, and must not change then either.
#[must_use]
pub fn leaf_hash(id: &RecordId, commitment: &Commitment) -> Hash {
    let mut leaf = [0; 48];
    for (place, byte) in leaf
        .iter_mut()
        .zip(id.as_bytes().iter().chain(commitment.as_bytes()))
    {
        *place = *byte;
    }
    Hash::of_leaf(&leaf)
}
