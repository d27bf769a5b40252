//! tarteaucitron.js: one answer a service.
//!
//! ```text
//! value = *( "!" service "=" ( "true" / "false" / "wait" ) )
//! ```
//!
//! `wait` is no answer. `true` may have been written without an act: where the visitor need not be asked, or by mere
//! browsing. Its own script looks for a service by the end of its name; here names must be equal.

use super::{ForeignRecord, NoDecision, Proof, Stored, System};
use crate::pieces::{cut, pieces};

pub(super) fn read(name: Option<&str>, stored: &Stored<'_>) -> Result<ForeignRecord, NoDecision> {
    stored.either(name.unwrap_or("tarteaucitron"), &[], parse)
}

fn parse(text: &str) -> Result<ForeignRecord, NoDecision> {
    let mut record = ForeignRecord::new(
        System::Tarteaucitron,
        Proof::OnlyByAttestation(
            "it writes “true” by itself where highPrivacy or alwaysNeedConsent is off, or a service needs no consent",
        ),
    );
    let mut answers = pieces(text, b'!');
    if text.is_empty() || answers.next() != Some("") {
        return Err(NoDecision::NotARecord {
            what: "it does not begin with “!”",
            at: 0,
        });
    }
    let mut at = 1usize;
    for answer in answers {
        match cut(answer, b'=') {
            Some(("", _)) | None => {
                return Err(NoDecision::NotARecord {
                    what: "a service and “=” were expected",
                    at,
                });
            }
            Some((service, "true")) => record.add(service, true)?,
            Some((service, "false")) => record.add(service, false)?,
            Some((_, "wait")) => {}
            Some(_) => {
                return Err(NoDecision::NotARecord {
                    what: "“true”, “false” or “wait” was expected",
                    at,
                });
            }
        }
        at = at.saturating_add(answer.len()).saturating_add(1);
    }
    record.decided()
}
