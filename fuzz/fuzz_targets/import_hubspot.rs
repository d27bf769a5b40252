//! Any text as what hubspot may have left.
#![no_main]

#[path = "../import.rs"]
mod import;

use consent_core::strings::import::System;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| import::endure(System::HubSpot, text));
