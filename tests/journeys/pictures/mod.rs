//! Pictures for the documents, of the real thing in a real browser: `cargo xtask pictures` takes all of them again.
//!
//! Each test does nothing unless `CONSENT_PICTURES` names a folder.

mod layers;
mod look;
mod pages;
mod placeholders;
mod regions;
mod second_layer;
