//! Klaro: one answer a service, and nothing else.
//!
//! ```text
//! value = encodeURIComponent({ service: true / false, … })      ; in a cookie, local or session storage
//! ```
//!
//! It is written by a save alone. It says neither when, nor of which version of the texts; a service that is missing was
//! not answered.

use super::json::Json;
use super::text::object_text;
use super::{ForeignRecord, NoDecision, Proof, Stored, System};

pub(super) fn read(name: Option<&str>, stored: &Stored<'_>) -> Result<ForeignRecord, NoDecision> {
    let name = name.unwrap_or("klaro");
    stored.either(name, &[name], parse)
}

fn parse(text: &str) -> Result<ForeignRecord, NoDecision> {
    let text = object_text(text)?;
    let mut record = ForeignRecord::new(System::Klaro, Proof::Shown);
    Json::read(&text, &mut |json, service| {
        let granted = json.boolean()?;
        record.add(service, granted)
    })?;
    record.decided()
}
