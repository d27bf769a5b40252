//! One decision of one visitor, drawn from what is usual.

use anyhow::Context as _;
use consent_core::carry::ConsentString;
use consent_core::config::Policy;
use consent_core::decision::{Act, ConsentId, Decision, Grants};
use consent_core::notice::NoticeDigest;
use consent_core::receipt::{EventDraft, RecordId, Source};
use consent_core::time::{Millis, Timestamp};
use fastrand::Rng;

use super::season::Habits;

/// Somebody who has decided before.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    id: ConsentId,
    count: u32,
    /// Whether there is something to take back.
    granted: bool,
}

/// What a visitor was shown.
#[derive(Debug)]
pub(super) struct Shown<'a> {
    pub(super) policy: &'a Policy,
    pub(super) notice: NoticeDigest,
    pub(super) language: &'a str,
}

/// What a visitor does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Deed {
    pub(super) act: Act,
    pub(super) source: Source,
    pub(super) gpc: bool,
}

/// Draws what a visitor does.
pub(super) fn deed(rng: &mut Rng, habits: &Habits, accept: f64) -> Deed {
    let drawn = rng.f64();
    let deed = |act, source| Deed {
        act,
        source,
        gpc: false,
    };
    // Of a hundred, three take an answer back and two have a browser that answers for them.
    if drawn < 0.03 {
        deed(Act::Withdrawn, Source::Preferences)
    } else if drawn < 0.05 {
        Deed {
            gpc: true,
            ..deed(Act::Signal, Source::Signal)
        }
    } else {
        let answer = rng.f64();
        if answer < accept {
            deed(Act::AcceptAll, Source::Notice)
        } else if answer < accept + habits.reject {
            deed(Act::RejectAll, Source::Notice)
        } else {
            deed(Act::Chosen, Source::Preferences)
        }
    }
}

/// Makes the event that the visitor's page would send at a moment, and remembers the visitor among the others.
pub(super) fn event(
    rng: &mut Rng,
    deed: Deed,
    shown: &Shown<'_>,
    at: u64,
    all: &mut Vec<Known>,
) -> anyhow::Result<EventDraft> {
    let (deed, mut who) = visitor(rng, deed, all);
    who.count += 1;
    let grants = grants(rng, deed.act, shown.policy);
    who.granted = grants != Grants::none();
    all.push(who);
    // More than anybody remembers need not be remembered here.
    if all.len() > 4_000 {
        all.swap_remove(0);
    }
    let decision = Decision {
        grants,
        act: deed.act,
        decided_at: Timestamp::from_secs(at / 1000),
        id: who.id,
    };
    Ok(EventDraft {
        id: record_id(rng, at).context("a UUIDv7 is a record's id")?,
        string: ConsentString::encode(&decision, shown.policy),
        notice: shown.notice,
        language: shown.language.to_owned(),
        source: deed.source,
        imported: None,
        gpc: deed.gpc,
        count: who.count,
        made_at: Millis::from_millis(at),
    })
}

/// Who does it: somebody new, or, for one answer in ten and for what can only be taken back, somebody known.
fn visitor(rng: &mut Rng, deed: Deed, all: &mut Vec<Known>) -> (Deed, Known) {
    let takes_back = deed.act == Act::Withdrawn;
    if takes_back || rng.u8(..) < 25 {
        // A few looks are enough; who looks longer is somebody new.
        for _ in 0..8 {
            if all.is_empty() {
                break;
            }
            let place = rng.usize(..all.len());
            if !takes_back || all.get(place).is_some_and(|known| known.granted) {
                return (deed, all.swap_remove(place));
            }
        }
    }
    let new = Known {
        id: ConsentId::from_bytes(rng.u128(..).to_be_bytes()),
        count: 0,
        granted: false,
    };
    let deed = if takes_back {
        Deed {
            act: Act::RejectAll,
            source: Source::Notice,
            ..deed
        }
    } else {
        deed
    };
    (deed, new)
}

fn grants(rng: &mut Rng, act: Act, policy: &Policy) -> Grants {
    match act {
        Act::AcceptAll => Grants::all(policy),
        Act::Chosen => {
            let asked = policy.categories().iter().enumerate().skip(1);
            asked.fold(Grants::none(), |grants, (index, category)| {
                let willing = match category.id.as_str() {
                    "functionality" => 0.8,
                    "analytics" => 0.55,
                    "advertisement" => 0.12,
                    _ => 0.4,
                };
                if rng.f64() < willing {
                    grants.with_category(index)
                } else {
                    grants
                }
            })
        }
        _ => Grants::none(),
    }
}

/// A UUIDv7 (RFC 9562, section 5.7) of that moment.
fn record_id(rng: &mut Rng, at: u64) -> Option<RecordId> {
    let mut bytes = rng.u128(..).to_be_bytes();
    bytes[..6].copy_from_slice(&at.to_be_bytes()[2..]);
    bytes[6] = 0x70 | bytes[6] & 0x0f;
    bytes[8] = 0x80 | bytes[8] & 0x3f;
    RecordId::from_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use consent_core::config::{Category, PolicyParts};

    use super::super::season::habits;
    use super::*;

    fn policy() -> Policy {
        let category = |id| Category::new(id).expect("a name");
        Policy::new(PolicyParts {
            categories: vec![
                Category::necessary(),
                category("analytics"),
                category("functionality"),
            ],
            ..PolicyParts::default()
        })
        .expect("a policy")
    }

    fn events(seed: u64, number: usize) -> Vec<EventDraft> {
        let (mut rng, mut all, policy) = (Rng::with_seed(seed), Vec::new(), policy());
        let shown = Shown {
            policy: &policy,
            notice: NoticeDigest::from_bytes([0; 32]),
            language: "sv",
        };
        (0..number)
            .map(|_| {
                let deed = deed(&mut rng, &habits("ngager"), 0.45);
                event(&mut rng, deed, &shown, 1_800_000_000_000, &mut all).expect("an event")
            })
            .collect()
    }

    #[test]
    fn the_same_seed_makes_the_same_visitors() {
        assert_eq!(events(1, 200), events(1, 200));
        assert_ne!(events(1, 200), events(2, 200));
    }

    #[test]
    fn acts_are_mixed_as_they_usually_are_and_nobody_takes_back_what_was_never_given() {
        let policy = policy();
        let mut acts: BTreeMap<&str, f64> = BTreeMap::new();
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        for event in events(7, 4_000) {
            let decision = ConsentString::parse(&event.string)
                .and_then(|string| string.decision(&policy))
                .expect("a string of the policy");
            *acts.entry(decision.act.letter()).or_default() += 1.0 / 4_000.0;
            let count = counts.entry(decision.id.to_string()).or_default();
            *count += 1;
            assert_eq!(event.count, *count, "each visitor counts without gaps");
            if decision.act == Act::Withdrawn {
                assert!(*count > 1, "somebody takes back before ever answering");
            }
            assert_eq!(event.gpc, decision.act == Act::Signal);
        }
        for (act, least, most) in [
            ("a", 0.38, 0.48),
            ("r", 0.33, 0.45),
            ("c", 0.07, 0.2),
            ("w", 0.015, 0.04),
            ("s", 0.01, 0.03),
        ] {
            assert!((least..most).contains(&acts[act]), "{act}: {acts:?}");
        }
    }
}
