//! Stage 7, verify: what a text from a browser or a visitor says, and whether it may be believed.
//!
//! *Takes* a text (a consent string, a receipt, a whole `Cookie` header, a string of another system), and what is
//! [`Known`]: policies, public keys, the time.
//! *Gives* a [`Reading`]: which format it is, what it says, what is wrong with it, and a verdict; and the text of such
//! fields again ([`encode`]).
//! *Never* asks a store or the network: the server's `/v1/verify` and `consent verify` answer alike.

use consent_core::config::Policy;
use consent_core::receipt::KeySet;
use consent_core::time::Timestamp;
use serde_json::Value;

mod reading;
pub use reading::{Finding, Reading, Severity, Verdict};

mod format;
pub use format::Format;

mod encode;
pub use encode::{EncodeError, encode};

// One file a format. Ours say whether a text looks like them; the others are told apart by the core.
mod consent_string;
mod cookie_header;
mod google_ac;
mod google_consent_mode;
mod gpc;
mod gpp;
mod hubspot;
mod import;
mod receipt;
mod tcf;
mod us_privacy;

#[cfg(test)]
mod documented;

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
        Some(Format::TcfEuV1 | Format::TcfEuV2) => tcf::read(text, known),
        Some(Format::Gpp) => gpp::read(text, known),
        Some(Format::UsPrivacy) => us_privacy::read(text),
        Some(Format::GoogleAc) => google_ac::read(text),
        Some(Format::Hubspot) => hubspot::read(text),
        Some(Format::GoogleConsentMode) => google_consent_mode::read(text),
        Some(Format::Gpc) => gpc::read(text),
        Some(Format::Import(system)) => import::read_value(system, text, known),
        Some(Format::Consent) if cookie_header::is_one(text) => cookie_header::read(text, known),
        Some(Format::Consent) => consent_string::read(text, known),
        None => Reading {
            format: None,
            fields: Value::Null,
            findings: vec![Finding::error(
                "unknown-format",
                "neither a consent string, a receipt or a Cookie header, nor a string of TCF, GPP, US Privacy, \
                 Additional Consent, Consent Mode, GPC or HubSpot; pass the whole text, unchanged, and what another \
                 consent system left as a Cookie header with the names of its cookies",
                "text",
            )],
        },
    }
}
