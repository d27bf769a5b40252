//! The key with which a server is administered the first time: read from its file, or made there.

use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use consent_core::base64url;

use super::Obstacle;

/// What every API key begins with, so that it is recognised where it does not belong.
const PREFIX: &str = "ck_";
/// Shorter ones could be guessed.
const SHORTEST: usize = 24;

/// A secret key, and whether it was made just now.
pub(crate) struct AdminKey {
    secret: String,
    is_new: bool,
}

impl AdminKey {
    /// Reads the key in a file; where there is none, makes one that only the user who runs the command can read.
    pub(crate) fn in_file(file: &Path) -> Result<Self, Obstacle> {
        match fs::read_to_string(file) {
            Ok(text) => Self::parse(text.trim(), file),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Self::make(file),
            Err(error) => Err(Obstacle::unreadable(file, &error, "")),
        }
    }

    fn parse(text: &str, file: &Path) -> Result<Self, Obstacle> {
        let is_plain = text.bytes().all(|b| b.is_ascii_graphic());
        if !text.starts_with(PREFIX) || text.len() < SHORTEST || !is_plain {
            return Err(Obstacle::new(
                format!("{} does not hold a key", file.display()),
                format!(
                    "put one line into it, “{PREFIX}” and at least 21 characters; or remove it, and one is made"
                ),
            ));
        }
        Ok(Self {
            secret: text.to_owned(),
            is_new: false,
        })
    }

    fn make(file: &Path) -> Result<Self, Obstacle> {
        let mut random = [0; 32];
        getrandom::fill(&mut random).map_err(|error| {
            Obstacle::new(
                format!("the system gives no random numbers: {error}"),
                "try again",
            )
        })?;
        let secret = format!("{PREFIX}{}", base64url::encode(&random));
        write_secret(file, &secret).map_err(|error| Obstacle::unwritable(file, &error))?;
        Ok(Self { secret, is_new: true })
    }

    /// Returns the key.
    pub(crate) fn secret(&self) -> &str {
        &self.secret
    }

    /// Tells whether it was made just now.
    pub(crate) const fn is_new(&self) -> bool {
        self.is_new
    }
}

impl fmt::Debug for AdminKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AdminKey(secret)")
    }
}

fn write_secret(file: &Path, secret: &str) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(file)?;
    writeln!(file, "{secret}")?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_and_then_read() {
        let room = tempfile::tempdir().unwrap();
        let file = room.path().join("admin.key");
        let made = AdminKey::in_file(&file).unwrap();
        assert!(made.is_new() && made.secret().starts_with("ck_") && made.secret().len() == 46);
        let read = AdminKey::in_file(&file).unwrap();
        assert!(!read.is_new());
        assert_eq!(read.secret(), made.secret());
        assert!(!format!("{made:?}").contains(made.secret()));
        #[cfg(unix)]
        {
            let mode = std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&file).unwrap().permissions());
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn a_file_without_a_key_is_not_overwritten() {
        let room = tempfile::tempdir().unwrap();
        let file = room.path().join("admin.key");
        for text in [
            "",
            "ck_short",
            "no-prefix-but-quite-long-enough",
            "ck_with a space in between it",
        ] {
            fs::write(&file, text).unwrap();
            let said = AdminKey::in_file(&file).unwrap_err().to_string();
            assert!(said.contains("admin.key does not hold a key"), "{said}");
            assert_eq!(fs::read_to_string(&file).unwrap(), text);
        }
    }
}
