//! What another system's record says.

use alloc::string::String;
use alloc::vec::Vec;

use super::{NoDecision, System};
use crate::time::Millis;

/// What a visitor answered to another system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignRecord {
    /// Whose it is.
    pub system: System,
    /// The answers by their names, each name once; what cannot be switched is not among them.
    pub answers: Vec<Answer>,
    /// What everything that is not named was answered, if the record says.
    pub rest: Option<bool>,
    /// When the visitor decided, if the record says.
    pub decided_at: Option<Millis>,
    /// When the record ends, if it says.
    pub expires_at: Option<Millis>,
    /// The revision of the other system's texts that was answered, if the record says.
    pub revision: Option<u64>,
    /// What shows that a visitor did it.
    pub proof: Proof,
}

/// The answer to one of their purposes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// A category or service, as they name it.
    pub name: String,
    /// Whether it was granted.
    pub granted: bool,
}

/// What shows that a visitor granted what the record grants. Even what is shown counts only where the other system ran
/// as opt-in, which the site must attest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "who reads it must weigh each")]
pub enum Proof {
    /// The record itself: it is only written so when a visitor acts.
    Shown,
    /// Nothing but the site's word, since the record also looks so without an act; this is when.
    OnlyByAttestation(&'static str),
    /// Nothing: its grants never come over, and this is why.
    None(&'static str),
}

/// The most answers of one record.
const MOST: usize = 512;

impl ForeignRecord {
    pub(super) const fn new(system: System, proof: Proof) -> Self {
        Self {
            system,
            answers: Vec::new(),
            rest: None,
            decided_at: None,
            expires_at: None,
            revision: None,
            proof,
        }
    }

    /// Returns the answer to what they name so, if there is one by name.
    #[must_use]
    pub fn answer(&self, name: &str) -> Option<bool> {
        self.answers
            .iter()
            .find(|answer| answer.name == name)
            .map(|answer| answer.granted)
    }

    /// Notes an answer. Of two to the same name a denial counts.
    pub(super) fn add(&mut self, name: &str, granted: bool) -> Result<(), NoDecision> {
        if name == self.system.necessary() {
            return Ok(());
        }
        if let Some(answer) = self.answers.iter_mut().find(|answer| answer.name == name) {
            answer.granted &= granted;
        } else if self.answers.len() < MOST {
            let name = name.into();
            self.answers.push(Answer { name, granted });
        } else {
            return Err(NoDecision::NotARecord {
                what: "more than 512 answers",
                at: 0,
            });
        }
        Ok(())
    }

    /// A record without any answer is none.
    pub(super) fn decided(self) -> Result<Self, NoDecision> {
        if self.answers.is_empty() && self.rest.is_none() {
            return Err(NoDecision::NotDecided {
                why: "nothing in it is answered",
            });
        }
        Ok(self)
    }

    /// Tells whether both answer everything alike, named or not.
    pub(super) fn answers_as(&self, other: &Self) -> bool {
        let all = |one: &Self, other: &Self| {
            one.answers
                .iter()
                .all(|answer| other.answer(&answer.name).or(other.rest) == Some(answer.granted))
        };
        self.rest == other.rest && all(self, other) && all(other, self)
    }
}
