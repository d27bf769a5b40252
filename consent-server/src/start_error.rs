//! Why a server does not start.

use std::fmt;
use std::net::SocketAddr;

use crate::signing::SigningError;
use crate::site::PublishedError;
use crate::store::StoreError;

/// Why a server does not start.
#[derive(Debug)]
#[non_exhaustive]
pub enum StartError {
    /// An option is not what it must be.
    Option(String),
    /// A site's folder is not what `consent build` writes.
    Published(PublishedError),
    /// There is no key to sign with.
    Signing(SigningError),
    /// The store cannot be opened or written.
    Store(StoreError),
    /// An address is taken, or not this machine's.
    Listen(SocketAddr, std::io::Error),
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Option(why) => f.write_str(why),
            Self::Published(error) => error.fmt(f),
            Self::Signing(error) => error.fmt(f),
            Self::Store(error) => write!(f, "the store cannot be opened: {error}"),
            Self::Listen(address, error) => {
                write!(
                    f,
                    "cannot listen on {address}: {error}; stop what does, or choose another address"
                )
            }
        }
    }
}

impl std::error::Error for StartError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Option(_) => None,
            Self::Published(error) => Some(error),
            Self::Signing(error) => Some(error),
            Self::Store(error) => Some(error),
            Self::Listen(_, error) => Some(error),
        }
    }
}

impl From<PublishedError> for StartError {
    fn from(error: PublishedError) -> Self {
        Self::Published(error)
    }
}

impl From<SigningError> for StartError {
    fn from(error: SigningError) -> Self {
        Self::Signing(error)
    }
}

impl From<StoreError> for StartError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}
