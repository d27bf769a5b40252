//! Cookiebot: an object as JavaScript writes it, not as JSON does.
//!
//! ```text
//! value  = "-1"                              ; outside the regions that it asks in: everything ran, nobody was asked
//!        / "0"                               ; declined
//!        / "{" member *( "," member ) "}"    ; "'" as %27 and "," as %2C
//! member = name ":" ( "'" text "'" / "true" / "false" / number )
//!        ; stamp necessary preferences statistics marketing [method] ver utc region [iab2] [gacm]
//! ```
//!
//! `method` is `explicit` where the visitor acted and `implied` where not; older records have none, so their grants show
//! no act. Other software has cookies of the same name.

use super::text::{once, unescaped, whole};
use super::{ForeignRecord, NoDecision, Proof, Stored, System};
use crate::time::Millis;

pub(super) fn read(name: Option<&str>, stored: &Stored<'_>) -> Result<ForeignRecord, NoDecision> {
    stored.either(name.unwrap_or("CookieConsent"), &[], parse)
}

#[derive(Default)]
struct Found<'a> {
    stamp: Option<&'a str>,
    necessary: Option<bool>,
    preferences: Option<bool>,
    statistics: Option<bool>,
    marketing: Option<bool>,
    method: Option<&'a str>,
    utc: Option<Option<u64>>,
}

fn parse(text: &str) -> Result<ForeignRecord, NoDecision> {
    match text {
        "-1" => {
            return Err(NoDecision::NotDecided {
                why: "-1: outside the regions in which it asks, everything ran without an answer",
            });
        }
        "0" => {
            let mut record = ForeignRecord::new(System::Cookiebot, Proof::Shown);
            record.rest = Some(false);
            return Ok(record);
        }
        _ => {}
    }
    let text = unescaped(text)?;
    let found = found(&text)?;
    let (Some(stamp), Some(_), Some(preferences), Some(statistics), Some(marketing)) = (
        found.stamp,
        found.necessary,
        found.preferences,
        found.statistics,
        found.marketing,
    ) else {
        return Err(NoDecision::NotARecord {
            what: "stamp, necessary, preferences, statistics or marketing is missing",
            at: text.len(),
        });
    };
    if stamp == "-1" || found.method == Some("implied") {
        return Err(NoDecision::NotDecided {
            why: "implied: the visitor did nothing",
        });
    }
    let proof = match found.method {
        Some("explicit") => Proof::Shown,
        _ => Proof::None("without the method “explicit” it shows no act of the visitor"),
    };
    let mut record = ForeignRecord::new(System::Cookiebot, proof);
    record.decided_at = found.utc.flatten().map(Millis::from_millis);
    record.add("preferences", preferences)?;
    record.add("statistics", statistics)?;
    record.add("marketing", marketing)?;
    Ok(record)
}

/// A value of a member.
enum Value<'a> {
    Text(&'a str),
    Boolean(bool),
    Number(Option<u64>),
}

fn found(text: &str) -> Result<Found<'_>, NoDecision> {
    let mut found = Found::default();
    let mut rest = Rest { text, at: 0 };
    rest.take(b'{', "it does not begin with “{”")?;
    loop {
        let name = rest.while_in(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$'));
        rest.take(b':', "a name and “:” were expected")?;
        let value = rest.value()?;
        match (name, value) {
            ("", _) => return rest.wrong("a name is missing"),
            ("stamp", Value::Text(text)) => once(&mut found.stamp, text)?,
            ("method", Value::Text(text)) => once(&mut found.method, text)?,
            ("utc", Value::Number(number)) => once(&mut found.utc, number)?,
            ("necessary", Value::Boolean(is)) => once(&mut found.necessary, is)?,
            ("preferences", Value::Boolean(is)) => once(&mut found.preferences, is)?,
            ("statistics", Value::Boolean(is)) => once(&mut found.statistics, is)?,
            ("marketing", Value::Boolean(is)) => once(&mut found.marketing, is)?,
            ("stamp" | "method" | "utc" | "necessary" | "preferences" | "statistics" | "marketing", _) => {
                return rest.wrong("a value of another kind was expected");
            }
            _ => {}
        }
        if rest.byte() == Some(b'}') {
            break;
        }
        rest.take(b',', "“,” or “}” was expected")?;
    }
    rest.take(b'}', "“}” was expected")?;
    match rest.byte() {
        None => Ok(found),
        Some(_) => rest.wrong("something after the object"),
    }
}

/// What has not been read yet.
struct Rest<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Rest<'a> {
    fn value(&mut self) -> Result<Value<'a>, NoDecision> {
        if self.byte() == Some(b'\'') {
            self.at = self.at.saturating_add(1);
            let text = self.while_in(|byte| !matches!(byte, b'\'' | b'\\'));
            self.take(b'\'', "a text that does not end")?;
            return Ok(Value::Text(text));
        }
        match self.while_in(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.')) {
            "true" => Ok(Value::Boolean(true)),
            "false" => Ok(Value::Boolean(false)),
            number
                if number
                    .bytes()
                    .next_back()
                    .is_some_and(|byte| byte.is_ascii_digit()) =>
            {
                Ok(Value::Number(whole(number)))
            }
            _ => self.wrong("a text, a number, “true” or “false” was expected"),
        }
    }

    fn while_in(&mut self, is_in: impl Fn(u8) -> bool) -> &'a str {
        let start = self.at;
        while self.byte().is_some_and(&is_in) {
            self.at = self.at.saturating_add(1);
        }
        self.text.get(start..self.at).unwrap_or_default()
    }

    fn take(&mut self, byte: u8, what: &'static str) -> Result<(), NoDecision> {
        if self.byte() != Some(byte) {
            return self.wrong(what);
        }
        self.at = self.at.saturating_add(1);
        Ok(())
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn wrong<T>(&self, what: &'static str) -> Result<T, NoDecision> {
        Err(NoDecision::NotARecord { what, at: self.at })
    }
}
