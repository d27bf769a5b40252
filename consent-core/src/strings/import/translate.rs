//! From another system's answers to grants of our policy: one place, one rule.
//!
//! A category or service of ours is granted when at least one of theirs that is mapped to it was granted and none denied.
//! What the site maps itself is also answered by what the record says of everything that it does not name; so is a
//! category that nothing else answers. A category whose services are all answered is answered by them. A service that
//! nothing answers follows its category.

use super::{ForeignRecord, NotTaken, Proof, System};
use crate::config::{CategoryId, Policy};
use crate::decision::{CLOCK_TOLERANCE, Grants, Signal};
use crate::time::{DAY, Timestamp};

/// What a site says about the system that it had before.
#[derive(Clone, Copy, Debug)]
pub struct Mapping<'a> {
    /// The system.
    pub system: System,
    /// The name of its main cookie or key, where it was not the system's own.
    pub name: Option<&'a str>,
    /// Whether the site attests that it ran as opt-in: nothing before a yes, no box ticked before, no yes without an act.
    pub opt_in: bool,
    /// The revision of its texts that an answer must be to.
    pub revision: Option<u64>,
    /// Theirs, and which category or service of ours it is. It extends and overrides [`System::default_map`]. What is
    /// mapped to a name that the policy does not have, or to `necessary`, is left out.
    pub map: &'a [(&'a str, &'a str)],
}

/// A decision that was taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Taken {
    /// What is granted.
    pub grants: Grants,
    /// When it was decided, moved back so that it ends no later than the record that it was.
    pub decided_at: Timestamp,
}

/// How long a record without a time holds from now: nobody can tell how old it is.
const WITHOUT_TIME: u64 = 30 * DAY;

/// 2015-01-01T00:00:00Z. None of the systems is older.
const EARLIEST: Timestamp = Timestamp::from_secs(1_420_070_400);

/// Translates a record into grants of our policy.
///
/// Where the policy asks, every category must be answered, and whatever is granted must be allowed to come over; otherwise
/// the visitor is asked. Where it does not ask, what is not answered or may not come over is denied if anything at all
/// is; a record that denies nothing changes nothing there. Global Privacy Control withholds advertisement.
///
/// # Errors
/// [`NotTaken`], with what is missing.
///
/// # Example
/// ```
/// use consent_core::config::{Category, Policy, PolicyParts};
/// use consent_core::decision::Signal;
/// use consent_core::strings::import::{Mapping, NotTaken, Stored, System, read, translate};
/// use consent_core::time::Timestamp;
///
/// let policy = Policy::new(PolicyParts {
///     categories: vec![Category::necessary(), Category::new("advertisement")?, Category::new("analytics")?],
///     ..PolicyParts::default()
/// })?;
/// let cookies = "CookieConsent={stamp:%27AAAA==%27%2Cnecessary:true%2Cpreferences:false%2Cstatistics:true\
///                %2Cmarketing:false%2Cmethod:%27explicit%27%2Cver:1%2Cutc:1769301826093%2Cregion:%27se%27}";
/// let record = read(System::Cookiebot, None, &Stored { cookies, local: &[] }).expect("a record");
///
/// let now = Timestamp::from_secs(1_770_000_000);
/// let silent = Mapping { system: System::Cookiebot, name: None, opt_in: false, revision: None, map: &[] };
/// let attests = Mapping { opt_in: true, ..silent };
///
/// let taken = translate(&record, &attests, &policy, Signal::default(), now).expect("a decision");
/// assert!(taken.grants.allows(&policy, "analytics") && !taken.grants.allows(&policy, "advertisement"));
/// assert_eq!(taken.decided_at.as_secs(), 1_769_301_826);
///
/// let refused = translate(&record, &silent, &policy, Signal::default(), now);
/// assert!(matches!(refused, Err(NotTaken::NotAttested { .. })));
/// # Ok::<(), consent_core::config::PolicyError>(())
/// ```
pub fn translate(
    record: &ForeignRecord,
    mapping: &Mapping<'_>,
    policy: &Policy,
    signal: Signal,
    now: Timestamp,
) -> Result<Taken, NotTaken> {
    if let Some(ours) = mapping.revision
        && record.revision != Some(ours)
    {
        return Err(NotTaken::Revision {
            theirs: record.revision,
            ours,
        });
    }
    let decided_at = decided_at(record, policy.max_age(), now)?;
    let said = Said {
        record,
        mapping,
        policy,
    };
    let mut grants = Grants::none();
    let mut denies = false;
    let mut left_out = None;
    for index in 1..policy.categories().len() {
        let answer = said.to_category(index);
        denies |= answer == Some(false);
        let name = policy
            .categories()
            .get(index)
            .map_or("", |category| category.id.as_str());
        match answer {
            Some(true) => match barrier(record, mapping, name) {
                None => grants = grants.with_category(index),
                barrier => left_out = left_out.or(barrier),
            },
            Some(false) => {}
            None => {
                let category = name.into();
                left_out = left_out.or(Some(NotTaken::Unanswered { category }));
            }
        }
    }
    for (index, service) in policy.services().iter().enumerate() {
        let of_category = grants.allows_category(service.category.into());
        let answer = said.to_service(index);
        denies |= answer == Some(false) && service.category != 0;
        match answer {
            Some(true) if !of_category && service.category != 0 => {
                match barrier(record, mapping, service.id.as_str()) {
                    None => grants = grants.with_exception(policy, index),
                    barrier => left_out = left_out.or(barrier),
                }
            }
            Some(false) if of_category => grants = grants.with_exception(policy, index),
            _ => {}
        }
    }
    match left_out {
        Some(why) if policy.regime().asks() => Err(why),
        _ if !denies && (!policy.regime().asks() || grants == Grants::none()) => Err(NotTaken::NothingDenied),
        _ => Ok(Taken {
            grants: less(grants, policy, signal),
            decided_at,
        }),
    }
}

/// When the decision is to have been made, for ours to end no later than theirs.
fn decided_at(record: &ForeignRecord, max_age: u64, now: Timestamp) -> Result<Timestamp, NotTaken> {
    let before = |end: Timestamp| Timestamp::from_secs(end.as_secs().saturating_sub(max_age));
    let mut decided_at = match record.decided_at {
        Some(theirs) => {
            let theirs = theirs.second();
            if theirs < EARLIEST || theirs > now.saturating_add(CLOCK_TOLERANCE) {
                return Err(NotTaken::Time);
            }
            theirs.min(now)
        }
        None => before(now.saturating_add(WITHOUT_TIME)).min(now),
    };
    if let Some(end) = record.expires_at {
        let end = end.second();
        if now >= end {
            return Err(NotTaken::Over);
        }
        decided_at = decided_at.min(before(end));
    }
    if now >= decided_at.saturating_add(max_age) {
        return Err(NotTaken::Over);
    }
    Ok(decided_at)
}

/// What keeps a grant from coming over.
fn barrier(record: &ForeignRecord, mapping: &Mapping<'_>, name: &str) -> Option<NotTaken> {
    match record.proof {
        Proof::None(why) => Some(NotTaken::Unproven {
            name: name.into(),
            why,
        }),
        _ if !mapping.opt_in => Some(NotTaken::NotAttested { name: name.into() }),
        Proof::Shown | Proof::OnlyByAttestation(_) => None,
    }
}

/// What the record says to names of ours.
struct Said<'a> {
    record: &'a ForeignRecord,
    mapping: &'a Mapping<'a>,
    policy: &'a Policy,
}

impl Said<'_> {
    fn to_category(&self, index: usize) -> Option<bool> {
        let name = self.policy.categories().get(index)?.id.as_str();
        self.to_name(name)
            .or_else(|| self.by_services(index))
            .or(self.record.rest)
    }

    /// The answer to a service by its own name; a category of the same name comes first.
    fn to_service(&self, index: usize) -> Option<bool> {
        let name = self.policy.services().get(index)?.id.as_str();
        match self.policy.category(name) {
            Some(_) => None,
            None => self.to_name(name),
        }
    }

    /// The answer to all services of a category, if each has one.
    fn by_services(&self, category: usize) -> Option<bool> {
        let mut all = None;
        for (index, service) in self.policy.services().iter().enumerate() {
            if usize::from(service.category) == category {
                all = Some(self.to_service(index)? & all.unwrap_or(true));
            }
        }
        all
    }

    /// The answer to everything that is mapped to a name: granted when none is denied.
    fn to_name(&self, ours: &str) -> Option<bool> {
        let map = self.mapping.map;
        let mut all = None;
        let mut add = |said: Option<bool>| {
            if let Some(granted) = said {
                all = Some(granted & all.unwrap_or(true));
            }
        };
        for (theirs, _) in map.iter().filter(|(_, target)| *target == ours) {
            add(self.record.answer(theirs).or(self.record.rest));
        }
        let is_overridden = |theirs: &str| map.iter().any(|(other, _)| *other == theirs);
        for (theirs, target) in self.record.system.default_map() {
            if *target == ours && !is_overridden(theirs) {
                add(self.record.answer(theirs));
            }
        }
        all
    }
}

/// The same without what Global Privacy Control withholds.
fn less(grants: Grants, policy: &Policy, signal: Signal) -> Grants {
    let withheld = policy.category(CategoryId::ADVERTISEMENT).filter(|_| signal.gpc);
    let is_left = |category: usize| Some(category) != withheld;
    let mut left = Grants::none();
    for index in 0..policy.categories().len() {
        if grants.allows_category(index) && is_left(index) {
            left = left.with_category(index);
        }
    }
    for (index, service) in policy.services().iter().enumerate() {
        if grants.is_exception(index) && is_left(service.category.into()) {
            left = left.with_exception(policy, index);
        }
    }
    left
}
