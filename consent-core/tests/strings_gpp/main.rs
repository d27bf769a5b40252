//! GPP strings: those from the suites of others, any that can be made, and any that are damaged.
#![cfg(feature = "strings")]

#[path = "../strings/mod.rs"]
mod strings;

mod any;
mod hostile;
mod laws;
mod layouts;
mod values;
mod vectors;
