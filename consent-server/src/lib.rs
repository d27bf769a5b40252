//! Stages 6 and 7 on a server: what visitors decided is recorded, sealed, logged, and verified by anybody.
//!
//! With only the feature `extract` it is what a site's own backend needs: the visitor's decision as an
//! extractor, and a layer that enforces it on answers.

#![forbid(unsafe_code)]

#[cfg(feature = "extract")]
pub mod extract;

#[cfg(feature = "server")]
pub mod store;

#[cfg(feature = "server")]
pub mod stats;

#[cfg(feature = "server")]
pub mod verify;

#[cfg(feature = "server")]
pub mod dashboard;
