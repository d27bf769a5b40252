//! Stage 7, verify: what a text from a browser or a visitor says, and whether it may be believed.
//!
//! *Takes* a text (a consent string, a receipt, a whole `Cookie` header, HubSpot's record), and what is [`Known`]:
//! policies, public keys, the time.
//! *Gives* a [`Reading`]: which format it is, what it says, what is wrong with it, and a verdict.
//! *Never* asks a store or the network: the server's `/v1/verify` and `consent verify` answer alike.

use consent_core::config::Policy;
use consent_core::receipt::KeySet;
use consent_core::time::Timestamp;
use serde_json::Value;

mod reading;
pub use reading::{Finding, Format, Reading, Severity, Verdict};

// One file a format: each says whether a text looks like it, and reads it.
mod consent_string;
mod cookie_header;
mod hubspot;
mod receipt;

/// What a text is held against.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The policy in force first, then earlier ones.
    pub policies: &'a [&'a Policy],
    /// Public keys that receipts may be signed with; without any, no receipt is believed.
    pub keys: Option<&'a KeySet>,
    /// Now.
    pub now: Timestamp,
}

impl<'a> Known<'a> {
    /// The name of the consent cookie.
    fn cookie(&self) -> &'a str {
        self.policies.first().map_or("consent", |policy| policy.cookie())
    }
}

/// Reads any text of the formats that are known here.
///
/// # Example
/// ```
/// use consent_core::time::Timestamp;
/// use consent_server::verify::{Format, Known, Verdict, verify};
///
/// let known = Known { policies: &[], keys: None, now: Timestamp::from_secs(1_800_000_000) };
/// let reading = verify("1:true_2:false_3:false", &known);
/// assert_eq!((reading.format, reading.verdict()), (Some(Format::Hubspot), Verdict::Valid));
/// assert_eq!(reading.fields["analytics"], true);
/// ```
pub fn verify(text: &str, known: &Known<'_>) -> Reading {
    let text = text.trim();
    match Format::of(text) {
        Some(Format::Receipt) => receipt::read(text, known),
        Some(Format::Hubspot) => hubspot::read(text),
        Some(Format::Consent) if cookie_header::is_one(text) => cookie_header::read(text, known),
        Some(Format::Consent) => consent_string::read(text, known),
        None => Reading {
            format: None,
            fields: Value::Null,
            findings: vec![Finding::error(
                "unknown-format",
                "neither a consent string, a receipt, a Cookie header nor HubSpot's record of categories; \
                 pass the whole text, unchanged",
                "text",
            )],
        },
    }
}

impl Format {
    /// The format that a text looks like; whether it is sound is another question.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let text = text.trim();
        if receipt::is_one(text) {
            Some(Self::Receipt)
        } else if hubspot::is_one(text) {
            Some(Self::Hubspot)
        } else if consent_string::is_one(text) || cookie_header::is_one(text) {
            Some(Self::Consent)
        } else {
            None
        }
    }
}
