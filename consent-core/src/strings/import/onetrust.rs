//! OneTrust: fields of a form, and a cookie that says when its banner was closed.
//!
//! ```text
//! OptanonConsent        = field *( "&" field )           ; any order, any may be missing
//! field                 = name "=" value                 ; application/x-www-form-urlencoded
//!                       ; groups isGpcEnabled interactionCount AwaitingReconsent …
//! groups                = group ":" ( "0" / "1" ) *( "," … )     ; C0001, STACK42, V2STACK42 or a number
//! OptanonAlertBoxClosed = ISO time
//! ```
//!
//! Without the second cookie the groups are what the site set before anybody was asked. `datestamp` is when the cookie
//! was last written, which is on every page.

use super::text::{iso, once, unescaped, unescaped_field, whole};
use super::{ForeignRecord, NoDecision, Proof, Stored, System};
use crate::pieces::{cut, pieces};

const CLOSED: &str = "OptanonAlertBoxClosed";

/// What GPC opts out of: its own name for targeting.
const TARGETING: &str = "C0004";

pub(super) fn read(name: Option<&str>, stored: &Stored<'_>) -> Result<ForeignRecord, NoDecision> {
    let text = stored
        .cookie(name.unwrap_or("OptanonConsent"))?
        .ok_or(NoDecision::Absent)?;
    let fields = Fields::read(text)?;
    let Some(groups) = fields.groups else {
        return Err(NoDecision::NotARecord {
            what: "it has no groups",
            at: 0,
        });
    };
    let closed = stored.cookie(CLOSED)?.unwrap_or_default();
    let decided_at = iso(&unescaped(closed)?).ok_or(NoDecision::NotDecided {
        why: "OptanonAlertBoxClosed is missing or no time: its groups are defaults, not answers",
    })?;
    if fields.awaits == Some("true") {
        return Err(NoDecision::NotDecided {
            why: "it awaits another answer itself (AwaitingReconsent)",
        });
    }
    let interactions = fields.interactions.map(whole);
    if interactions == Some(Some(0)) {
        return Err(NoDecision::NotDecided {
            why: "its banner was closed without an answer (interactionCount=0)",
        });
    }
    let proof = if matches!(interactions, Some(Some(_))) && fields.awaits == Some("false") {
        Proof::Shown
    } else {
        Proof::None(
            "interactionCount from 1 and AwaitingReconsent=false are missing, which show an act of the visitor",
        )
    };
    let mut record = ForeignRecord::new(System::OneTrust, proof);
    record.decided_at = Some(decided_at);
    for group in pieces(&unescaped_field(groups)?, b',') {
        match cut(group, b':') {
            Some((id, "1")) if !id.is_empty() => record.add(id, true)?,
            Some((id, "0")) if !id.is_empty() => record.add(id, false)?,
            _ => {}
        }
    }
    if fields.gpc == Some("1") {
        record.add(TARGETING, false)?;
    }
    record.decided()
}

/// The fields that count, as they stand.
#[derive(Default)]
struct Fields<'a> {
    groups: Option<&'a str>,
    interactions: Option<&'a str>,
    awaits: Option<&'a str>,
    gpc: Option<&'a str>,
}

impl<'a> Fields<'a> {
    fn read(text: &'a str) -> Result<Self, NoDecision> {
        let mut fields = Self::default();
        for field in pieces(text, b'&') {
            match cut(field, b'=') {
                Some(("groups", value)) => once(&mut fields.groups, value)?,
                Some(("interactionCount", value)) => once(&mut fields.interactions, value)?,
                Some(("AwaitingReconsent", value)) => once(&mut fields.awaits, value)?,
                Some(("isGpcEnabled", value)) => once(&mut fields.gpc, value)?,
                _ => {}
            }
        }
        Ok(fields)
    }
}
