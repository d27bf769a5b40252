//! What is kept of one decision: everything that must be shown later, and nothing about the person.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::{Deserialize, Serialize};

use super::entry::Version;
use super::{Flag, Imported, RecordId, RegimeBecause, SiteKey, Source, imported, words};
use crate::carry::{ConsentString, DecodeError};
use crate::config::{CategoryId, Fingerprint, Policy, Regime, ServiceId};
use crate::decision::{Act, ConsentId};
use crate::notice::NoticeDigest;
use crate::time::{Millis, Timestamp};

/// One decision as it is kept. There is no address, no browser and no page in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ConsentRecord {
    /// The form of this record.
    pub version: Version,
    /// The record's own name.
    pub id: RecordId,
    /// Whose record it is.
    pub site: SiteKey,
    /// The pseudonym whose decision it is.
    pub subject: ConsentId,
    /// The consent string as it was carried.
    pub string: String,
    /// The policy that it was made for.
    pub policy: Fingerprint,
    /// The notice that was shown.
    pub notice: NoticeDigest,
    /// The language of the notice.
    pub language: String,
    /// How it was expressed.
    #[serde(with = "words::act")]
    pub act: Act,
    /// Where.
    pub source: Source,
    /// Whose answer was taken over, where one was and the page could tell.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "imported::present"
    )]
    pub imported: Option<Imported>,
    /// Every category of the policy: granted or denied.
    pub categories: BTreeMap<CategoryId, bool>,
    /// The services that were answered otherwise than their category.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub exceptions: BTreeMap<ServiceId, bool>,
    /// What held before anybody had answered.
    pub regime: Regime,
    /// Why.
    pub regime_because: RegimeBecause,
    /// Who asked.
    pub controllers: Vec<String>,
    /// The host on which it was asked, where the browser said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    /// When the person decided, by their own clock.
    pub decided_at: Timestamp,
    /// When the decision ends by itself.
    pub expires_at: Timestamp,
    /// When the report of it was made, by their own clock.
    pub made_at: Millis,
    /// When it arrived, by the server's clock.
    pub received_at: Millis,
    /// Whether the browser said Global Privacy Control.
    pub gpc: bool,
    /// The how-manieth report of this subject it is, from 1.
    pub count: u32,
    /// What is remarkable about how it arrived.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub flags: BTreeSet<Flag>,
}

impl ConsentRecord {
    /// Checks the record against the consent string in it, which says some of the same once more.
    ///
    /// # Errors
    /// When the string is none, or names another policy, act, time or subject than the record, or the record says whose
    /// answer was taken over where none was.
    pub fn agrees_with_its_string(&self) -> Result<ConsentString<'_>, Contradiction> {
        let string = ConsentString::parse(&self.string).map_err(Contradiction::String)?;
        let same = [
            ("policy", string.fingerprint == self.policy),
            ("act", string.act == self.act),
            ("imported", self.imported.is_none() || string.act == Act::Imported),
            ("decidedAt", string.decided_at == self.decided_at),
            ("subject", string.id == self.subject),
        ];
        match same.into_iter().find(|(_, same)| !same) {
            Some((field, _)) => Err(Contradiction::Field(field)),
            None => Ok(string),
        }
    }

    /// Checks the record against the policy that it was made for: what was granted, and until when.
    ///
    /// # Errors
    /// When the string cannot be read for this policy, or says otherwise than the record.
    pub fn agrees_with(&self, policy: &Policy) -> Result<(), Contradiction> {
        let string = self.agrees_with_its_string()?;
        let decision = string.decision(policy).map_err(Contradiction::String)?;
        let expires_at = self.decided_at.saturating_add(policy.max_age());
        let same = [
            (
                "categories",
                self.categories == super::granted::categories(policy, &decision.grants),
            ),
            (
                "exceptions",
                self.exceptions == super::granted::exceptions(policy, &decision.grants),
            ),
            ("regime", self.regime == policy.regime()),
            ("expiresAt", self.expires_at == expires_at),
        ];
        match same.into_iter().find(|(_, same)| !same) {
            Some((field, _)) => Err(Contradiction::Field(field)),
            None => Ok(()),
        }
    }
}

/// How a record contradicts its own consent string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contradiction {
    /// The string is none, or none for the policy.
    String(DecodeError),
    /// The string says otherwise than this field.
    Field(&'static str),
}

impl fmt::Display for Contradiction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::String(error) => write!(f, "the record's consent string cannot be read: {error}"),
            Self::Field(field) => write!(f, "the record's “{field}” is not what its consent string says"),
        }
    }
}

impl core::error::Error for Contradiction {}
