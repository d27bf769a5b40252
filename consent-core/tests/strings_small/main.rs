//! The small formats: strings and cookies that others wrote, any that can be made, and any that are damaged.
#![cfg(feature = "strings")]

#[path = "../strings/mod.rs"]
mod strings;

mod google;
mod gpc;
mod hostile;
mod hubspot;
mod us_privacy;
