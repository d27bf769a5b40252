//! Why nothing was built: faults that the site's owner mends, or something around the build.

use std::fmt;
use std::path::{Path, PathBuf};

use consent_core::config::Fault;

use crate::backend::Obstacle;
use crate::bundle::BundleError;
use crate::compile::CompileError;

/// Why a config was refused, or could not be built.
#[derive(Debug)]
#[non_exhaustive]
pub enum Refusal {
    /// The config has faults; all of them are here.
    Faults {
        /// The file they are in.
        file: PathBuf,
        /// In the order of the file.
        faults: Vec<Fault>,
    },
    /// A file could not be read or written.
    File {
        /// The file.
        file: PathBuf,
        /// What was wanted of it and why that failed.
        reason: String,
        /// What to do about it.
        mend: String,
    },
    /// The command was compiled without what runs in the page.
    Bundle(BundleError),
    /// What was embedded does not fit this command.
    Compile(CompileError),
    /// Something around a server, a log or a text that is to be verified.
    Backend(Obstacle),
}

impl Refusal {
    /// Returns the faults in the config, if that is why.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        match self {
            Self::Faults { faults, .. } => faults,
            _ => &[],
        }
    }

    pub(crate) fn unreadable(file: &Path, error: &std::io::Error) -> Self {
        let mend = match error.kind() {
            std::io::ErrorKind::NotFound => {
                "check the path, or write the file first; `consent schema` describes it"
            }
            std::io::ErrorKind::PermissionDenied => {
                "give the user that runs this command the right to read it"
            }
            std::io::ErrorKind::InvalidData => "save the file as UTF-8",
            std::io::ErrorKind::IsADirectory => "name the file itself, not its folder",
            _ => "check that it is a file that can be read",
        };
        Self::File {
            file: file.to_owned(),
            reason: format!("cannot be read: {error}"),
            mend: mend.into(),
        }
    }

    pub(crate) fn unwritable(file: &Path, error: &std::io::Error) -> Self {
        let mend = match error.kind() {
            std::io::ErrorKind::PermissionDenied => {
                "give the user that runs this command the right to write there"
            }
            std::io::ErrorKind::NotADirectory | std::io::ErrorKind::AlreadyExists => {
                "a file is in the way; name a folder"
            }
            _ => "check that the folder can be written to and that there is room",
        };
        Self::File {
            file: file.to_owned(),
            reason: format!("cannot be written: {error}"),
            mend: mend.into(),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Faults { file, faults } => {
                write!(f, "{} has {}", file.display(), counted(faults.len()))?;
                faults.iter().try_for_each(|fault| write!(f, "\n{fault}"))
            }
            Self::File { file, reason, mend } => write!(f, "{} {reason}; {mend}", file.display()),
            Self::Bundle(error) => error.fmt(f),
            Self::Compile(error) => error.fmt(f),
            Self::Backend(obstacle) => obstacle.fmt(f),
        }
    }
}

/// Says how many faults there are.
pub(crate) fn counted(faults: usize) -> String {
    if faults == 1 {
        "1 fault".into()
    } else {
        format!("{faults} faults")
    }
}

impl std::error::Error for Refusal {}

impl From<BundleError> for Refusal {
    fn from(error: BundleError) -> Self {
        Self::Bundle(error)
    }
}

impl From<CompileError> for Refusal {
    fn from(error: CompileError) -> Self {
        Self::Compile(error)
    }
}

impl From<Obstacle> for Refusal {
    fn from(obstacle: Obstacle) -> Self {
        Self::Backend(obstacle)
    }
}
