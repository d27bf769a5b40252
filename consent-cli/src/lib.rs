//! The `consent` command as a library: from a site's `consent.json` to the files it serves.
//!
//! [`check`] reads a config with everything it extends; [`build`] compiles it into a folder. Both say all
//! faults at once, and nothing is written unless everything can be.

/// What a real browser sees of a site.
#[cfg(feature = "audit")]
mod audit;
#[cfg(feature = "audit")]
pub use audit::headless;

/// What the commands of the server's side do.
mod backend;
pub use backend::Obstacle;

mod build;
pub use build::{Built, build_site as build, build_text, check_site as check};

mod bundle;
pub use bundle::{Bundle, BundleError, Loader};

mod compare;

/// From a checked config to files.
mod compile;
pub use compile::{CompileError, Files};

/// What each subcommand does.
pub mod commands;

mod history;

mod output;

mod refusal;
pub use refusal::Refusal;

// Outer documentation would break the links of the module's own.
pub mod scan;

mod source;
