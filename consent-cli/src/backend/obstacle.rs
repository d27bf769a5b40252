//! What keeps a command from doing its work: what is wrong, where, and how to mend it.

use std::fmt;
use std::io;
use std::path::Path;

/// Something around the work that has to be put right first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacle(String);

impl Obstacle {
    pub(crate) fn new(reason: impl fmt::Display, mend: impl fmt::Display) -> Self {
        Self(format!("{reason}; {mend}"))
    }

    /// An error that says itself how to mend it.
    pub(crate) fn said(error: &impl fmt::Display) -> Self {
        Self(error.to_string())
    }

    /// A file that cannot be read; `mend` for the case that it is not there.
    pub(crate) fn unreadable(file: &Path, error: &io::Error, mend: &str) -> Self {
        let mend = match error.kind() {
            io::ErrorKind::NotFound => mend,
            io::ErrorKind::PermissionDenied => "give the user that runs this command the right to read it",
            io::ErrorKind::InvalidData => "it is not text in UTF-8: name another file",
            io::ErrorKind::IsADirectory => "name the file itself, not its folder",
            _ => "check that it is a file that can be read",
        };
        Self::new(format_args!("{} cannot be read: {error}", file.display()), mend)
    }

    /// A file that cannot be written.
    pub(crate) fn unwritable(file: &Path, error: &io::Error) -> Self {
        let mend = match error.kind() {
            io::ErrorKind::AlreadyExists => "name a file that is not there yet, or remove that one",
            io::ErrorKind::PermissionDenied => {
                "give the user that runs this command the right to write there"
            }
            io::ErrorKind::NotFound => "make its folder first",
            _ => "check that the folder can be written to and that there is room",
        };
        Self::new(
            format_args!("{} cannot be written: {error}", file.display()),
            mend,
        )
    }
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Obstacle {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_what_where_and_how_to_mend_it() {
        let file = Path::new("keys.json");
        let error = io::Error::from(io::ErrorKind::NotFound);
        assert_eq!(
            Obstacle::unreadable(file, &error, "write it first").to_string(),
            "keys.json cannot be read: entity not found; write it first"
        );
        let error = io::Error::from(io::ErrorKind::PermissionDenied);
        let said = Obstacle::unreadable(file, &error, "write it first").to_string();
        assert!(said.contains("the right to read it"), "{said}");
    }
}
