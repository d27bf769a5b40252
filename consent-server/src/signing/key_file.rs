//! The file of private keys: read whole, replaced whole, for the server's user alone.

use std::fmt;
use std::fs::{File, OpenOptions, Permissions};
use std::io::{ErrorKind, Read as _, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use consent_core::base64url;
use consent_core::receipt::{Kid, Seal};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize as _, Zeroizing};

use super::random;
use crate::store::PublicKeyRow;

/// A key with its secret, unless that has been let go.
pub(super) struct HeldKey {
    pub(super) kid: Kid,
    public: [u8; 32],
    pub(super) not_before: u64,
    pub(super) not_after: Option<u64>,
    /// Nothing once it has been out of use for long: nobody needs to sign with it again.
    secret: Option<Zeroizing<[u8; 32]>>,
}

/// How long a key that seals no more may be needed to sign a checkpoint beside its successor: 30 days, in which every
/// log that is in use has grown.
const LET_GO: u64 = 30 * 86_400_000;

/// Everything in the file.
pub(super) struct KeyFile {
    /// The oldest first.
    pub(super) keys: Vec<HeldKey>,
    /// What accounts' pseudonyms are made with; it outlives every signing key, since links must.
    pub(super) accounts: Zeroizing<[u8; 32]>,
}

/// The file's JSON.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    keys: Vec<WrittenKey>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    accounts: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct WrittenKey {
    kid: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    secret: Option<String>,
    public: String,
    not_before: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    not_after: Option<u64>,
}

impl Drop for Written {
    fn drop(&mut self) {
        self.accounts.zeroize();
        self.keys.iter_mut().for_each(|key| key.secret.zeroize());
    }
}

impl HeldKey {
    fn new(secret: Zeroizing<[u8; 32]>, not_before: u64) -> Self {
        let seal = Seal::from_secret(*secret);
        Self {
            kid: seal.kid(),
            public: seal.public(),
            not_before,
            not_after: None,
            secret: Some(secret),
        }
    }

    /// The key, ready to seal.
    pub(super) fn seal(&self) -> Option<Seal> {
        self.secret.as_ref().map(|secret| Seal::from_secret(**secret))
    }

    /// What others may know of it.
    pub(super) fn row(&self) -> PublicKeyRow {
        PublicKeyRow {
            kid: self.kid.to_string(),
            public: self.public,
            not_before: self.not_before,
            not_after: self.not_after,
        }
    }
}

impl KeyFile {
    /// Makes the first key, and the file for it.
    pub(super) fn make(path: &Path, now: u64) -> Result<Self, SigningError> {
        let file = Self {
            keys: vec![HeldKey::new(random()?, now)],
            accounts: random()?,
        };
        file.write(path)?;
        Ok(file)
    }

    /// Reads the file; nothing when there is none.
    pub(super) fn read(path: &Path) -> Result<Option<Self>, SigningError> {
        let failed = |error| SigningError::File(path.to_owned(), error);
        let mut file = match File::open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed(error)),
        };
        if file.metadata().map_err(failed)?.permissions().mode() & 0o077 != 0 {
            return Err(SigningError::Open(path.to_owned()));
        }
        let mut text = Zeroizing::new(String::new());
        file.read_to_string(&mut text).map_err(failed)?;
        let shape = |why: String| SigningError::Shape(path.to_owned(), why);
        let mut written: Written = serde_json::from_str(&text)
            // Line and column say enough; serde's own words may repeat a secret.
            .map_err(|error| shape(format!("line {}, column {}", error.line(), error.column())))?;
        let keys = written
            .keys
            .iter()
            .map(held)
            .collect::<Result<_, _>>()
            .map_err(shape)?;
        let accounts = match written.accounts.take().map(Zeroizing::new) {
            Some(text) => bytes(&text).ok_or_else(|| shape("“accounts” is not 32 bytes".into()))?,
            None => {
                // A file made by another program: from now on it has what this one needs.
                let file = Self {
                    keys,
                    accounts: random()?,
                };
                file.write(path)?;
                return Ok(Some(file));
            }
        };
        Ok(Some(Self { keys, accounts }))
    }

    /// Adds a key that seals from now on; the one before may for as long as other nodes need to see it.
    pub(super) fn succeed(&mut self, now: u64, until: u64) -> Result<(), SigningError> {
        for key in &mut self.keys {
            if key.not_after.is_some_and(|end| end.saturating_add(LET_GO) < now) {
                key.secret = None;
            }
            key.not_after.get_or_insert(until);
        }
        self.keys.push(HeldKey::new(random()?, now));
        Ok(())
    }

    /// Replaces the file, all or nothing.
    pub(super) fn write(&self, path: &Path) -> Result<(), SigningError> {
        let failed = |error| SigningError::File(path.to_owned(), error);
        let text = |secret: &[u8; 32]| base64url::encode(secret);
        let written = Written {
            keys: self
                .keys
                .iter()
                .map(|key| WrittenKey {
                    kid: key.kid.to_string(),
                    secret: key.secret.as_ref().map(|secret| text(secret)),
                    public: text(&key.public),
                    not_before: key.not_before,
                    not_after: key.not_after,
                })
                .collect(),
            accounts: Some(text(&self.accounts)),
        };
        let json = serde_json::to_string_pretty(&written).map_err(|error| failed(error.into()))?;
        let json = Zeroizing::new(json);
        let mut beside = path.as_os_str().to_owned();
        beside.push(format!(".{}", std::process::id()));
        let beside = PathBuf::from(beside);
        let mut file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&beside)
            .map_err(failed)?;
        // What lay there before may have had other permissions.
        file.set_permissions(Permissions::from_mode(0o600))
            .map_err(failed)?;
        file.write_all(json.as_bytes()).map_err(failed)?;
        file.sync_all().map_err(failed)?;
        std::fs::rename(&beside, path).map_err(failed)?;
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = File::open(folder.unwrap_or(Path::new("."))).map_err(failed)?;
        folder.sync_all().map_err(failed)
    }

    /// Tells whether another reading of the file has the same keys.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let shown = |file: &Self| -> Vec<(Kid, Option<u64>)> {
            file.keys.iter().map(|key| (key.kid, key.not_after)).collect()
        };
        shown(self) == shown(other)
    }
}

fn held(written: &WrittenKey) -> Result<HeldKey, String> {
    let wrong = |what: &str| format!("{what} of key {}", written.kid);
    let public = bytes(&written.public).ok_or_else(|| wrong("“public”"))?;
    let secret = match &written.secret {
        None => None,
        Some(text) => Some(bytes(text).ok_or_else(|| wrong("“secret”"))?),
    };
    let kid = Kid::of(&public);
    let fits = secret
        .as_ref()
        .is_none_or(|secret| Seal::from_secret(**secret).public() == *public);
    if kid.to_string() != written.kid || !fits {
        return Err(wrong("id, public and secret key do not belong together:"));
    }
    Ok(HeldKey {
        kid,
        public: *public,
        not_before: written.not_before,
        not_after: written.not_after,
        secret,
    })
}

fn bytes(text: &str) -> Option<Zeroizing<[u8; 32]>> {
    let bytes = Zeroizing::new(base64url::decode(text)?);
    bytes.as_slice().try_into().ok().map(Zeroizing::new)
}

/// Why there is no key to seal with.
#[derive(Debug)]
#[non_exhaustive]
pub enum SigningError {
    /// The file cannot be read or written.
    File(PathBuf, std::io::Error),
    /// Others than the server's user may read it.
    Open(PathBuf),
    /// It is not what this program writes.
    Shape(PathBuf, String),
    /// The machine gives no random bytes.
    Random(getrandom::Error),
}

impl SigningError {
    pub(super) fn gone(path: &Path) -> Self {
        Self::File(path.to_owned(), ErrorKind::NotFound.into())
    }

    pub(super) fn no_current(path: &Path) -> Self {
        Self::Shape(
            path.to_owned(),
            "no key with a secret and without “notAfter”".into(),
        )
    }
}

impl fmt::Display for SigningError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path, error) => write!(
                f,
                "the file of private keys {} cannot be read or written: {error}; without it nothing can be sealed",
                path.display()
            ),
            Self::Open(path) => write!(
                f,
                "the file of private keys {0} can be read by others: chmod 600 {0}, and rotate the key if somebody \
                 may have read it",
                path.display()
            ),
            Self::Shape(path, why) => write!(
                f,
                "the file of private keys {} is not as it was written ({why}): restore it from a backup",
                path.display()
            ),
            Self::Random(error) => write!(f, "the machine gives no random bytes: {error}"),
        }
    }
}

impl std::error::Error for SigningError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_servers_user_may_read_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.json");
        KeyFile::make(&path, 1).unwrap();
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert_eq!(
            std::fs::read_dir(folder.path()).unwrap().count(),
            1,
            "nothing lies beside it"
        );
        std::fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
        let error = KeyFile::read(&path).err().unwrap().to_string();
        assert!(error.contains("chmod 600"), "{error}");
    }

    #[test]
    fn secrets_are_let_go_a_month_after_their_time() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.json");
        let mut file = KeyFile::make(&path, 1).unwrap();
        file.succeed(2, 12).unwrap();
        file.succeed(13 + LET_GO, 14 + LET_GO).unwrap();
        file.write(&path).unwrap();
        let file = KeyFile::read(&path).unwrap().unwrap();
        let held: Vec<bool> = file.keys.iter().map(|key| key.secret.is_some()).collect();
        assert_eq!(held, [false, true, true]);
        assert_eq!(file.keys[0].not_after, Some(12));
    }

    #[test]
    fn a_file_that_was_changed_is_refused_without_its_secrets() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.json");
        KeyFile::make(&path, 1).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        let written: Written = serde_json::from_str(&text).unwrap();
        let secret = written.keys[0].secret.clone().unwrap();
        let other = base64url::encode(&[7; 32]);
        for changed in [
            text.replace(&secret, &other),
            text.replace(&secret, "short"),
            text.replace(&written.keys[0].public, &other),
            text.replace("\"notBefore\"", "\"before\""),
            text.replace("\"secret\": \"", "\"secret\": 7, \""),
            String::new(),
        ] {
            assert_ne!(changed, text);
            std::fs::write(&path, &changed).unwrap();
            let error = KeyFile::read(&path).err().unwrap().to_string();
            assert!(error.contains("backup") && !error.contains(&secret), "{error}");
        }
    }

    #[test]
    fn a_file_of_another_program_gets_what_it_lacks() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.json");
        KeyFile::make(&path, 1).unwrap();
        let mut written: Written = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        written.accounts = None;
        std::fs::write(&path, serde_json::to_string(&written).unwrap()).unwrap();
        let accounts = KeyFile::read(&path).unwrap().unwrap().accounts;
        assert_eq!(KeyFile::read(&path).unwrap().unwrap().accounts, accounts);
    }
}
