//! Complianz for WordPress: one cookie a purpose, and one that says that its banner was answered.
//!
//! ```text
//! cmplz_banner-status = "dismissed"
//! cmplz_<purpose>     = "allow" / "deny"          ; functional preferences statistics marketing …
//! ```
//!
//! Without the first, the words are defaults. None says when.

use super::{ForeignRecord, NoDecision, Proof, Stored, System};

const STATUS: &str = "banner-status";

pub(super) fn read(name: Option<&str>, stored: &Stored<'_>) -> Result<ForeignRecord, NoDecision> {
    let beginning = name
        .and_then(|name| name.strip_suffix(STATUS))
        .unwrap_or("cmplz_");
    let family = stored.family(beginning)?;
    let mut record = ForeignRecord::new(System::Complianz, Proof::Shown);
    let mut is_answered = false;
    for (purpose, word) in &family {
        match (*purpose, *word) {
            (STATUS, word) => is_answered = word == "dismissed",
            // What an earlier version kept beside the purposes.
            ("consent_status", _) => {}
            (purpose, "allow") => record.add(purpose, true)?,
            (purpose, "deny") => record.add(purpose, false)?,
            _ => {}
        }
    }
    match (family.is_empty(), is_answered) {
        (true, _) => Err(NoDecision::Absent),
        (false, true) => record.decided(),
        (false, false) => Err(NoDecision::NotDecided {
            why: "cmplz_banner-status is not “dismissed”: its words are defaults, not answers",
        }),
    }
}
