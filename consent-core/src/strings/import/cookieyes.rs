//! CookieYes: words by category; and the WordPress plugin that it was before.
//!
//! ```text
//! cookieyes-consent = pair *( "," pair )          ; some sites escape it
//! pair              = name ":" value
//!                   ; consentid consent=yes|no action=yes|(empty) lastRenewedDate, and categories: yes|no
//!
//! viewed_cookie_policy               = "yes" / "no"          ; the plugin
//! cookielawinfo-checkbox-<category>  = "yes" / "no"
//! ```
//!
//! `action` is set by any button, also by the one that closes; only `consent:yes` beside it says that the words are the
//! visitor's. `lastRenewedDate` is when the site renewed its texts. The plugin writes its defaults before anybody answers.

use super::text::{once, unescaped};
use super::{ForeignRecord, NoDecision, Proof, Stored, System};
use crate::pieces::{cut, pieces};

pub(super) fn read(name: Option<&str>, stored: &Stored<'_>) -> Result<ForeignRecord, NoDecision> {
    match stored.cookie(name.unwrap_or("cookieyes-consent"))? {
        Some(text) => parse(text),
        None => of_plugin(stored),
    }
}

fn parse(text: &str) -> Result<ForeignRecord, NoDecision> {
    let text = unescaped(text)?;
    let mut record = ForeignRecord::new(System::CookieYes, Proof::Shown);
    let (mut consent, mut action) = (None, None);
    for pair in pieces(&text, b',') {
        match cut(pair, b':') {
            Some(("consent", word)) => once(&mut consent, word)?,
            Some(("action", word)) => once(&mut action, word)?,
            Some(("consentid" | "lastRenewedDate", _)) => {}
            Some((category, "yes")) => record.add(category, true)?,
            Some((category, "no")) => record.add(category, false)?,
            _ => {}
        }
    }
    match (action, consent) {
        (Some("yes"), Some("yes")) => {}
        (Some("yes"), Some("no")) => {
            record.answers.retain(|answer| !answer.granted);
            record.rest = Some(false);
        }
        (Some(""), Some("yes" | "no")) => {
            return Err(NoDecision::NotDecided {
                why: "action is empty: it was written before any answer",
            });
        }
        _ => {
            return Err(NoDecision::NotARecord {
                what: "consent and action were expected",
                at: 0,
            });
        }
    }
    record.decided()
}

fn of_plugin(stored: &Stored<'_>) -> Result<ForeignRecord, NoDecision> {
    let viewed = stored.cookie("viewed_cookie_policy")?.ok_or(NoDecision::Absent)?;
    let mut record = ForeignRecord::new(
        System::CookieYes,
        Proof::None("the plugin before CookieYes writes its defaults as answers"),
    );
    match viewed {
        "yes" => {}
        "no" => record.rest = Some(false),
        _ => {
            return Err(NoDecision::NotARecord {
                what: "“yes” or “no” was expected",
                at: 0,
            });
        }
    }
    for (category, word) in stored.family("cookielawinfo-checkbox-")? {
        match word {
            "yes" if record.rest.is_none() => record.add(category, true)?,
            "no" => record.add(category, false)?,
            _ => {}
        }
    }
    record.decided()
}
