//! Stages 6 and 7 on a server: what visitors decided is recorded, sealed, logged, and verified by anybody.
//!
//! With only the feature `extract` it is what a site's own backend needs: the visitor's decision as an
//! extractor, and a layer that enforces it on answers.

#![forbid(unsafe_code)]

#[cfg(feature = "extract")]
pub mod extract;

#[cfg(feature = "server")]
mod api;
#[cfg(feature = "server")]
pub use api::{ProblemType, router};

#[cfg(feature = "server")]
mod app;
#[cfg(feature = "server")]
pub use app::App;

#[cfg(feature = "server")]
mod checkpoints;

#[cfg(feature = "server")]
mod clock;
#[cfg(feature = "server")]
pub use clock::{Clock, SystemClock};

#[cfg(feature = "server")]
mod guard;
#[cfg(feature = "server")]
pub use guard::keys::{KeyHolder, Scope};

#[cfg(feature = "server")]
mod lifetime;

#[cfg(feature = "server")]
mod metrics;

#[cfg(feature = "server")]
mod options;
#[cfg(feature = "server")]
pub use ipnet::IpNet;
#[cfg(feature = "server")]
pub use options::{DEFAULT_RETENTION, Database, LONGEST_RETENTION, Limits, Options, Share, SiteOptions};

#[cfg(feature = "server")]
mod record;

#[cfg(feature = "server")]
mod refusing;

#[cfg(feature = "server")]
mod retention;

#[cfg(feature = "server")]
mod serve;
#[cfg(feature = "server")]
pub use serve::{Running, start};

#[cfg(feature = "server")]
mod signing;
#[cfg(feature = "server")]
pub use signing::SigningError;

#[cfg(feature = "server")]
mod site;
#[cfg(feature = "server")]
pub use site::PublishedError;

#[cfg(feature = "server")]
mod start_error;
#[cfg(feature = "server")]
pub use start_error::StartError;

#[cfg(feature = "server")]
pub mod telemetry;

#[cfg(feature = "server")]
pub mod store;

#[cfg(feature = "server")]
pub mod stats;

#[cfg(feature = "server")]
pub mod verify;

#[cfg(feature = "server")]
pub mod dashboard;
