//! What was found, for programs and as a first `consent.json`; for people the command lays it out itself.

mod config;
mod json;

pub(crate) use config::{Site, first_config};
pub(crate) use json::as_json;
