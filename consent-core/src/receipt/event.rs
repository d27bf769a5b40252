//! An event: what a page reports of a decision, and what becomes of it where it is kept.

use alloc::collections::BTreeSet;
use alloc::string::String;
use core::fmt;

use serde::{Deserialize, Serialize};

use super::{
    ConsentRecord, Flag, Hash, Imported, RecordId, RegimeBecause, SiteKey, Source, Version, granted, imported,
};
use crate::canonical_json::canonical;
use crate::carry::{ConsentString, DecodeError};
use crate::config::{Fingerprint, Policy};
use crate::decision::{Act, ConsentId};
use crate::notice::NoticeDigest;
use crate::time::{DAY, HOUR, MINUTE, Millis, Timestamp};

/// How far a decision may lie ahead of the server's clock.
const AHEAD: u64 = 10 * MINUTE;

/// How old a decision may be. One taken over from another system keeps the time of that system, so that it may be as
/// old as the policy lets any decision grow.
const OLDEST: u64 = 30 * DAY;

/// From which age on a record says that it came late.
const LATE: u64 = HOUR / 2;

/// An event before it has been checked: what a page puts into JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EventDraft {
    /// The name of the record that is to be, so that an event sent twice is recorded once.
    pub id: RecordId,
    /// The consent string.
    pub string: String,
    /// The notice that was shown.
    pub notice: NoticeDigest,
    /// Its language.
    pub language: String,
    /// Where the act was made.
    pub source: Source,
    /// Whose answer was taken over, where one was and the page can tell.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "imported::present"
    )]
    pub imported: Option<Imported>,
    /// Whether the browser said Global Privacy Control.
    pub gpc: bool,
    /// The how-manieth event of this subject it is, from 1.
    pub count: u32,
    /// The page's clock at the act; a retry says the same.
    pub made_at: Millis,
}

/// An event that is sound by itself; whether it fits a policy is asked with [`Self::record`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "EventDraft", into = "EventDraft")]
pub struct Event {
    draft: EventDraft,
    fingerprint: Fingerprint,
    act: Act,
    subject: ConsentId,
    decided_at: Timestamp,
}

/// What the place that keeps records knows beside the event.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// Whose record it is.
    pub site: &'a SiteKey,
    /// The host of the request's `Origin`, where there is one.
    pub host: Option<&'a str>,
    /// Who asks, by the policy that the event names.
    pub controllers: &'a [String],
    /// Whether the notice that the event names is known.
    pub notice_known: bool,
    /// The server's clock.
    pub received_at: Millis,
    /// Whether the subject's count does not follow on the last one.
    pub gap: bool,
    /// Whether the server's clock had gone back.
    pub clock_stepped: bool,
}

impl Event {
    /// Returns the name of the record that is to be.
    #[must_use]
    pub const fn id(&self) -> RecordId {
        self.draft.id
    }

    /// Returns the policy that the decision was made for.
    #[must_use]
    pub const fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    /// Returns whose decision it is.
    #[must_use]
    pub const fn subject(&self) -> ConsentId {
        self.subject
    }

    /// Returns when it was made.
    #[must_use]
    pub const fn decided_at(&self) -> Timestamp {
        self.decided_at
    }

    /// Returns how.
    #[must_use]
    pub const fn act(&self) -> Act {
        self.act
    }

    /// Returns everything that the page said.
    #[must_use]
    pub const fn said(&self) -> &EventDraft {
        &self.draft
    }

    /// Returns the SHA-256 of the event for that site: the same id with another digest is a conflict.
    #[must_use]
    pub fn digest(&self, site: &SiteKey) -> Hash {
        let json = canonical(&serde_json::to_value(&self.draft).unwrap_or_default());
        Hash::of_bytes(alloc::format!("consent-event-v1\n{site}\n{json}").as_bytes())
    }

    /// Makes the record of the event.
    ///
    /// # Errors
    /// When the string cannot be read for this policy, or the decision lies too far from the server's clock.
    pub fn record(self, policy: &Policy, facts: &Facts<'_>) -> Result<ConsentRecord, EventError> {
        let string = ConsentString::parse(&self.draft.string).map_err(EventError::String)?;
        let decision = string.decision(policy).map_err(EventError::String)?;
        self.check_age(policy, facts)?;
        let flags = [
            (Flag::ClockStepped, facts.clock_stepped),
            (Flag::Gap, facts.gap),
            (Flag::Late, self.is_late(facts)),
            (Flag::NoticeUnknown, !facts.notice_known),
        ];
        let flags: BTreeSet<Flag> = flags
            .into_iter()
            .filter(|(_, is)| *is)
            .map(|(flag, _)| flag)
            .collect();
        Ok(ConsentRecord {
            version: Version::V1,
            id: self.draft.id,
            site: facts.site.clone(),
            subject: self.subject,
            policy: self.fingerprint,
            notice: self.draft.notice,
            act: self.act,
            source: self.draft.source,
            imported: self.draft.imported,
            categories: granted::categories(policy, &decision.grants),
            exceptions: granted::exceptions(policy, &decision.grants),
            regime: policy.regime(),
            regime_because: RegimeBecause::Policy,
            controllers: facts.controllers.to_vec(),
            host: facts.host.map(Into::into),
            decided_at: self.decided_at,
            expires_at: self.decided_at.saturating_add(policy.max_age()),
            made_at: self.draft.made_at,
            received_at: facts.received_at,
            gpc: self.draft.gpc,
            count: self.draft.count,
            flags,
            string: self.draft.string,
            language: self.draft.language,
        })
    }

    /// A decision must not be too far ahead of the server's clock, nor too old.
    fn check_age(&self, policy: &Policy, facts: &Facts<'_>) -> Result<(), EventError> {
        let now = facts.received_at.second();
        let decided_at = self.decided_at;
        let oldest = match self.act {
            Act::Imported => policy.max_age(),
            _ => OLDEST,
        };
        let age = now.as_secs().saturating_sub(decided_at.as_secs());
        if decided_at > now.saturating_add(AHEAD) || age > oldest {
            return Err(EventError::FarDated { decided_at, now });
        }
        Ok(())
    }

    /// Whether it was long under way. What was taken over from another system began its way when it was taken over.
    fn is_late(&self, facts: &Facts<'_>) -> bool {
        let began = match self.act {
            Act::Imported => self.draft.made_at.second(),
            _ => self.decided_at,
        };
        facts
            .received_at
            .second()
            .as_secs()
            .saturating_sub(began.as_secs())
            > LATE
    }
}

impl TryFrom<EventDraft> for Event {
    type Error = EventError;

    fn try_from(draft: EventDraft) -> Result<Self, EventError> {
        let string = ConsentString::parse(&draft.string).map_err(EventError::String)?;
        if !is_language(&draft.language) {
            return Err(EventError::Language);
        }
        if draft.count == 0 {
            return Err(EventError::Count);
        }
        if draft.imported.is_some() && string.act != Act::Imported {
            return Err(EventError::Imported);
        }
        let (fingerprint, act) = (string.fingerprint, string.act);
        let (subject, decided_at) = (string.id, string.decided_at);
        Ok(Self {
            draft,
            fingerprint,
            act,
            subject,
            decided_at,
        })
    }
}

impl From<Event> for EventDraft {
    fn from(event: Event) -> Self {
        event.draft
    }
}

/// A language tag by its letters (BCP 47): at most 35 of letters, digits and `-`.
fn is_language(tag: &str) -> bool {
    (2..=35).contains(&tag.len())
        && tag
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// Why an event cannot be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EventError {
    /// It is not the JSON of an event.
    Shape(String),
    /// Its consent string cannot be read, or not for that policy.
    String(DecodeError),
    /// Its language is no language tag.
    Language,
    /// Its count does not begin at 1.
    Count,
    /// It says whose answer was taken over, and none was.
    Imported,
    /// The decision lies too far from the server's clock, to either side.
    FarDated {
        /// When it is said to have been made.
        decided_at: Timestamp,
        /// The server's clock.
        now: Timestamp,
    },
}

impl fmt::Display for EventError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shape(detail) => write!(f, "not the JSON of an event: {detail}"),
            Self::String(error) => write!(f, "“string” cannot be read: {error}"),
            Self::Language => f.write_str("“language” must be a language tag such as “sv” or “pt-BR”"),
            Self::Count => {
                f.write_str("“count” must be 1 at a subject's first event, and one more at each later")
            }
            Self::Imported => f.write_str(
                "“imported” must be left out unless the consent string's act is “i”: an answer that was taken over",
            ),
            Self::FarDated { decided_at, now } => write!(
                f,
                "the decision is dated {} and the clock here says {}: at most 30 days before and 10 minutes after are taken",
                decided_at.as_secs(),
                now.as_secs()
            ),
        }
    }
}

impl core::error::Error for EventError {}
