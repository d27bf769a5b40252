//! The server's private keys: which one seals now, which ones did before, and how one follows on another.
//!
//! *Takes* the key file, which only the server's user may read.
//! *Gives* the [`Seal`] of the moment, and those that must sign a checkpoint together when keys have changed.
//! *Never* lets a secret out: not into logs, answers or the store, and memory is wiped behind it.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use consent_core::receipt::{Kid, Seal};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::store::PublicKeyRow;

mod key_file;
pub use key_file::SigningError;
use key_file::{HeldKey, KeyFile};

/// How long a key may seal after another has taken over: other nodes read the file anew within a second or so.
const HANDOVER: u64 = 10_000;

/// The keys of a server.
#[derive(Debug)]
pub(crate) struct Signing {
    path: PathBuf,
    keys: RwLock<Arc<Keys>>,
}

/// What stands in the key file. Whoever has read it makes its public keys known, and then holds it.
pub(crate) struct Keys {
    file: KeyFile,
    current: Arc<Seal>,
}

impl Signing {
    /// Reads the key file; makes it when there is none.
    pub(crate) fn open(path: &Path, now: u64) -> Result<Self, SigningError> {
        let file = match KeyFile::read(path)? {
            Some(file) => file,
            None => KeyFile::make(path, now)?,
        };
        Ok(Self {
            path: path.to_owned(),
            keys: RwLock::new(Arc::new(Keys::new(path, file)?)),
        })
    }

    /// The key that seals now. Ask for it before the time: a key seals nothing from before it was made.
    pub(crate) fn current(&self) -> Arc<Seal> {
        Arc::clone(&self.keys().current)
    }

    /// When the current key began to seal.
    pub(crate) fn current_since(&self) -> u64 {
        self.keys().current_since()
    }

    /// Every public key in the file.
    pub(crate) fn public_keys(&self) -> Vec<PublicKeyRow> {
        self.keys().public_keys()
    }

    /// Who signs the next checkpoint, when these signed the last one: the current key, and beside it the newest that
    /// signed before and is held here, so that whoever trusts the old key can go on to trust the new one.
    pub(crate) fn cosigners(&self, signed_last: &[Kid]) -> Vec<Arc<Seal>> {
        let keys = self.keys();
        let mut seals = vec![Arc::clone(&keys.current)];
        if !signed_last.is_empty() && !signed_last.contains(&keys.current.kid()) {
            let held = keys.file.keys.iter().rev().filter_map(HeldKey::seal);
            let before = held.into_iter().find(|seal| signed_last.contains(&seal.kid()));
            seals.splice(0..0, before.map(Arc::new));
        }
        seals
    }

    /// Puts a new key into the file; one rotation at a time.
    pub(crate) fn rotated(&self, now: u64) -> Result<Keys, SigningError> {
        // What another node or the command has added since is kept.
        let mut file = KeyFile::read(&self.path)?.ok_or_else(|| SigningError::gone(&self.path))?;
        file.succeed(now, now.saturating_add(HANDOVER))?;
        file.write(&self.path)?;
        Keys::new(&self.path, file)
    }

    /// Reads the file anew; nothing when it has the keys that are held.
    pub(crate) fn read_again(&self) -> Result<Option<Keys>, SigningError> {
        let file = KeyFile::read(&self.path)?.ok_or_else(|| SigningError::gone(&self.path))?;
        if file.is_same(&self.keys().file) {
            return Ok(None);
        }
        Keys::new(&self.path, file).map(Some)
    }

    /// Seals with these keys from now on.
    pub(crate) fn hold(&self, keys: Keys) {
        *self.keys.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(keys);
    }

    /// What is kept of an account: the same for the same account of the same site, and for nobody to guess.
    pub(crate) fn pseudonym(&self, site: &str, account: &str) -> String {
        self.code(&["consent-account-v1", site, account])
    }

    /// What proves that this server, or another with the same key file, has let somebody sign in.
    pub(crate) fn session(&self, what: &str) -> String {
        self.code(&["consent-session-v1", what])
    }

    /// A code over some parts that nobody can make who does not have the key file.
    fn code(&self, parts: &[&str]) -> String {
        let keys = self.keys();
        // HMAC takes keys of any length.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(keys.file.accounts.as_slice()) else {
            return String::new();
        };
        for part in parts {
            // Its length first: no parts run together into others.
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part.as_bytes());
        }
        let bytes = mac.finalize().into_bytes();
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn keys(&self) -> Arc<Keys> {
        Arc::clone(&self.keys.read().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Keys {
    fn new(path: &Path, file: KeyFile) -> Result<Self, SigningError> {
        let current = file.keys.iter().rev().find(|key| key.not_after.is_none());
        let current = current
            .and_then(HeldKey::seal)
            .ok_or_else(|| SigningError::no_current(path))?;
        Ok(Self {
            file,
            current: Arc::new(current),
        })
    }

    /// The id of the key that seals.
    pub(crate) fn current_kid(&self) -> Kid {
        self.current.kid()
    }

    /// When it began to.
    pub(crate) fn current_since(&self) -> u64 {
        let current = self.file.keys.iter().find(|key| key.kid == self.current.kid());
        current.map_or(0, |key| key.not_before)
    }

    /// Every public key in the file.
    pub(crate) fn public_keys(&self) -> Vec<PublicKeyRow> {
        self.file.keys.iter().map(HeldKey::row).collect()
    }
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Keys({} of {}, secret)",
            self.current.kid(),
            self.file.keys.len()
        )
    }
}

/// 32 random bytes.
pub(crate) fn random() -> Result<Zeroizing<[u8; 32]>, SigningError> {
    let mut bytes = Zeroizing::new([0; 32]);
    getrandom::fill(bytes.as_mut_slice()).map_err(SigningError::Random)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened() -> (tempfile::TempDir, PathBuf, Signing) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.json");
        let signing = Signing::open(&path, 1_000).unwrap();
        (folder, path, signing)
    }

    fn rotate(signing: &Signing, now: u64) -> Kid {
        signing.hold(signing.rotated(now).unwrap());
        signing.current().kid()
    }

    #[test]
    fn a_restart_finds_the_same_key() {
        let (_folder, path, signing) = opened();
        let again = Signing::open(&path, 9_999).unwrap();
        assert_eq!(again.current().kid(), signing.current().kid());
        assert_eq!(again.current_since(), 1_000);
        assert_eq!(again.pseudonym("a", "b"), signing.pseudonym("a", "b"));
    }

    #[test]
    fn keys_follow_on_one_another_without_a_gap() {
        let (_folder, _path, signing) = opened();
        let first = signing.current().kid();
        let second = rotate(&signing, 2_000);
        let third = rotate(&signing, 3_000);
        assert_eq!(signing.current().kid(), third);
        let rows = signing.public_keys();
        let kids: Vec<String> = rows.iter().map(|row| row.kid.clone()).collect();
        assert_eq!(kids, [first, second, third].map(|kid| kid.to_string()));
        for pair in rows.windows(2) {
            assert!(pair[0].not_after >= Some(pair[1].not_before));
        }
        assert_eq!(rows[2].not_after, None);
    }

    #[test]
    fn old_and_new_sign_together_until_the_new_one_has() {
        let (_folder, _path, signing) = opened();
        let first = signing.current().kid();
        let signers =
            |last: &[Kid]| -> Vec<Kid> { signing.cosigners(last).iter().map(|seal| seal.kid()).collect() };
        assert_eq!(signers(&[]), [first]);
        assert_eq!(signers(&[first]), [first]);
        let second = rotate(&signing, 2_000);
        assert_eq!(signers(&[first]), [first, second]);
        assert_eq!(signers(&[first, second]), [second]);
        let third = rotate(&signing, 3_000);
        assert_eq!(signers(&[first, second]), [second, third]);
        let stranger = Seal::from_secret([9; 32]).kid();
        assert_eq!(signers(&[stranger]), [third]);
    }

    #[test]
    fn a_key_that_somebody_else_added_is_found() {
        let (_folder, path, signing) = opened();
        assert!(signing.read_again().unwrap().is_none());
        let elsewhere = Signing::open(&path, 0).unwrap();
        let kid = rotate(&elsewhere, 5_000);
        let keys = signing.read_again().unwrap().unwrap();
        assert_eq!(keys.public_keys().len(), 2);
        signing.hold(keys);
        assert_eq!(signing.current().kid(), kid);
        std::fs::remove_file(&path).unwrap();
        assert!(signing.read_again().is_err());
        assert_eq!(signing.current().kid(), kid, "what is held is held");
    }

    #[test]
    fn an_account_has_another_pseudonym_on_another_site_or_server() {
        let (_folder, _path, one) = opened();
        let (_folder, _path, other) = opened();
        let pseudonym = one.pseudonym("a", "anna@example.se");
        assert_eq!(pseudonym.len(), 64);
        assert!(!pseudonym.contains("anna"));
        assert_ne!(pseudonym, one.pseudonym("b", "anna@example.se"));
        assert_ne!(pseudonym, other.pseudonym("a", "anna@example.se"));
        assert_ne!(one.pseudonym("a", "b\nc"), one.pseudonym("a\nb", "c"));
    }
}
