//! c15t: the same record twice, short in a cookie and as JSON in local storage.
//!
//! ```text
//! cookie  = pair *( "," pair )
//! pair    = name ":" value        ; c.<purpose>:1, i.t:<ms>, …; what is not granted is left out
//! storage = { consents: { purpose: true / false, … }, consentInfo: null / { time: ms, … } }
//! ```
//!
//! Without a time nobody has answered yet. Where its model is opt-out it stores grants by itself.

use super::json::Json;
use super::text::{object_text, once, whole};
use super::{ForeignRecord, NoDecision, Proof, Stored, System};
use crate::pieces::{cut, pieces};
use crate::time::Millis;

pub(super) fn read(name: Option<&str>, stored: &Stored<'_>) -> Result<ForeignRecord, NoDecision> {
    let name = name.unwrap_or("c15t");
    stored.either(name, &[name, "privacy-consent-storage"], parse)
}

fn parse(text: &str) -> Result<ForeignRecord, NoDecision> {
    let text = object_text(text)?;
    let mut record = ForeignRecord::new(
        System::C15t,
        Proof::OnlyByAttestation("in its opt-out model it stores grants that nobody gave"),
    );
    record.rest = Some(false);
    let decided_at = if text.as_bytes().first() == Some(&b'{') {
        of_json(&text, &mut record)?
    } else {
        of_pairs(&text, &mut record)?
    };
    if decided_at.is_none() {
        return Err(NoDecision::NotDecided {
            why: "it has no time of an answer",
        });
    }
    record.decided_at = decided_at.map(Millis::from_millis);
    Ok(record)
}

fn of_pairs(text: &str, record: &mut ForeignRecord) -> Result<Option<u64>, NoDecision> {
    let mut time = None;
    let mut is_one = false;
    for pair in pieces(text, b',') {
        match cut(pair, b':') {
            Some(("i.t", value)) => once(&mut time, whole(value))?,
            Some((name, value)) => {
                if let Some(purpose) = name.strip_prefix("c.") {
                    is_one = true;
                    record.add(purpose, value == "1")?;
                }
            }
            None => {}
        }
    }
    if is_one || time.is_some() {
        Ok(time.flatten())
    } else {
        Err(NoDecision::NotARecord {
            what: "pairs such as c.necessary:1 were expected",
            at: 0,
        })
    }
}

fn of_json(text: &str, record: &mut ForeignRecord) -> Result<Option<u64>, NoDecision> {
    let (mut time, mut consents) = (None, None);
    Json::read(text, &mut |json, key| match key {
        "consents" => {
            once(&mut consents, ())?;
            json.object(&mut |json, purpose| {
                let granted = json.boolean()?;
                record.add(purpose, granted)
            })
        }
        "consentInfo" if json.is_object() => json.object(&mut |json, key| match key {
            "time" => once(&mut time, json.whole_if_any()?),
            _ => json.skip(),
        }),
        _ => json.skip(),
    })?;
    match consents {
        Some(()) => Ok(time.flatten()),
        None => Err(NoDecision::NotARecord {
            what: "it has no consents",
            at: 0,
        }),
    }
}
