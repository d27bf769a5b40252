//! An event becomes the record of exactly one decision, or is refused with its reason.
#![cfg(feature = "prove")]

mod generated;
mod proved;

use consent_core::carry::{ConsentString, DecodeError};
use consent_core::decision::{Act, Grants};
use consent_core::receipt::{
    Batch, ConsentRecord, Contradiction, Entry, Event, EventDraft, EventError, Facts, Flag, Hash, Imported,
    Receipt, iso27560,
};
use consent_core::strings::import::System;
use consent_core::time::{DAY, Millis, Timestamp};
use generated::{any_act, any_grants, any_policy};
use proptest::prelude::*;
use proved::{CONTROLLER, NOW, consent, decision, event, facts, id, keys, policy, site};
use serde_json::json;

/// Records a reject-all that is said to have been made so many seconds before the server's clock.
fn recorded(act: Act, before: i64) -> Result<ConsentRecord, EventError> {
    let at = NOW.checked_add_signed(-before).expect("in time");
    let event = Event::try_from(event(0, &decision(act, Grants::none(), at)))?;
    event.record(&policy(), &facts(&site(), &[CONTROLLER.to_owned()], 0))
}

#[test]
fn a_record_says_of_every_category_what_was_answered() {
    let policy = policy();
    let entry = consent(
        4,
        Act::Chosen,
        Grants::none().with_category(1).with_exception(&policy, 1),
    );
    let record = serde_json::to_value(entry).expect("JSON");
    assert_eq!(
        record["categories"],
        json!({"necessary": true, "advertisement": true, "analytics": false})
    );
    assert_eq!(record["exceptions"], json!({"matomo": true}));
    assert_eq!(record["expiresAt"], json!(NOW + 240 + 182 * DAY));
    assert_eq!(record["regimeBecause"], "policy");
    assert!(record.get("flags").is_none());
}

#[test]
fn nothing_of_a_person_is_in_a_record() {
    let entry = serde_json::to_value(consent(2, Act::AcceptAll, Grants::all(&policy()))).expect("JSON");
    let mut keys: Vec<&str> = entry
        .as_object()
        .expect("an object")
        .keys()
        .map(String::as_str)
        .collect();
    keys.sort_unstable();
    let all = "act categories controllers count decidedAt expiresAt gpc host id kind language madeAt notice policy \
               receivedAt regime regimeBecause site source string subject version";
    assert!(
        keys.into_iter().eq(all.split_whitespace()),
        "no address, no browser, no page"
    );
}

#[test]
fn what_came_late_is_recorded_and_says_so() {
    let late = |act, before| recorded(act, before).map(|record| record.flags.contains(&Flag::Late));
    assert_eq!(late(Act::RejectAll, 1800), Ok(false));
    assert_eq!(late(Act::RejectAll, 1801), Ok(true));
    assert_eq!(late(Act::RejectAll, 30 * 86_400), Ok(true));
    assert_eq!(late(Act::RejectAll, -600), Ok(false));
}

#[test]
fn what_is_taken_over_keeps_the_other_system_s_time_and_is_late_only_by_its_own() {
    let policy = policy();
    let decided_at = NOW.checked_sub(100 * DAY).expect("in time");
    for (under_way, late) in [(1800, false), (1801, true)] {
        let mut draft = event(0, &decision(Act::Imported, Grants::none(), decided_at));
        draft.made_at = Millis::from_millis((NOW - under_way) * 1000);
        let event = Event::try_from(draft).expect("sound");
        let record = event
            .record(&policy, &facts(&site(), &[CONTROLLER.to_owned()], 0))
            .expect("a record");
        assert_eq!(record.decided_at, Timestamp::from_secs(decided_at));
        assert_eq!(record.flags.contains(&Flag::Late), late, "{under_way}");
    }
}

#[test]
fn what_is_dated_far_away_is_refused() {
    for (act, before) in [
        (Act::RejectAll, 30 * 86_400 + 1),
        (Act::Withdrawn, 40 * 86_400),
        (Act::RejectAll, -601),
        (Act::Imported, 182 * 86_400 + 1),
        (Act::Imported, -601),
    ] {
        let error = recorded(act, before).expect_err("too far");
        assert!(matches!(error, EventError::FarDated { .. }), "{before}");
    }
}

#[test]
fn what_is_remarkable_is_flagged() {
    let event = Event::try_from(event(0, &decision(Act::RejectAll, Grants::none(), NOW))).expect("an event");
    let (site, controllers) = (site(), [CONTROLLER.to_owned()]);
    let usual = facts(&site, &controllers, 0);
    let flags = |facts: Facts<'_>| {
        event
            .clone()
            .record(&policy(), &facts)
            .expect("a record")
            .flags
            .into_iter()
            .collect::<Vec<_>>()
    };
    assert_eq!(flags(Facts { gap: true, ..usual }), [Flag::Gap]);
    assert_eq!(
        flags(Facts {
            clock_stepped: true,
            ..usual
        }),
        [Flag::ClockStepped]
    );
    assert_eq!(
        flags(Facts {
            notice_known: false,
            ..usual
        }),
        [Flag::NoticeUnknown]
    );
    let all = Facts {
        gap: true,
        clock_stepped: true,
        notice_known: false,
        ..facts(&site, &controllers, 2_000_000)
    };
    assert_eq!(
        flags(all),
        [Flag::ClockStepped, Flag::Gap, Flag::Late, Flag::NoticeUnknown]
    );
}

#[test]
fn a_string_that_says_nothing_under_its_policy_is_refused() {
    let sound = event(0, &decision(Act::RejectAll, Grants::none(), NOW));
    let record = |string: &str| {
        Event::try_from(EventDraft {
            string: string.into(),
            ..sound.clone()
        })?
        .record(&policy(), &facts(&site(), &[], 0))
    };
    assert!(record(&sound.string).is_ok());
    let other_policy = sound
        .string
        .replacen(&policy().fingerprint().to_string(), "AAAAAAAA", 1);
    assert_eq!(
        record(&other_policy),
        Err(EventError::String(DecodeError::OtherPolicy))
    );
    let contradiction = sound.string.replacen(".A.", ".g.", 1);
    assert_eq!(
        record(&contradiction),
        Err(EventError::String(DecodeError::Contradiction))
    );
    assert_eq!(record("1.x"), Err(EventError::String(DecodeError::Parts)));
}

#[test]
fn an_event_is_strict_about_what_is_beside_the_string() {
    let sound = event(0, &decision(Act::RejectAll, Grants::none(), NOW));
    for language in ["sv", "pt-BR", "zh-Hant-TW"] {
        assert!(
            Event::try_from(EventDraft {
                language: language.into(),
                ..sound.clone()
            })
            .is_ok(),
            "{language}"
        );
    }
    for language in ["", "s", "sv_SE", "sv SE", "<b>", &"a".repeat(36)] {
        let error = Event::try_from(EventDraft {
            language: language.into(),
            ..sound.clone()
        });
        assert_eq!(error, Err(EventError::Language), "{language}");
    }
    assert_eq!(
        Event::try_from(EventDraft { count: 0, ..sound }),
        Err(EventError::Count)
    );
}

#[test]
fn the_same_event_has_the_same_digest_and_no_other_has() {
    let sound = event(0, &decision(Act::RejectAll, Grants::none(), NOW));
    let digest = |draft: EventDraft| Event::try_from(draft).expect("an event").digest(&site());
    let first = digest(sound.clone());
    assert_eq!(digest(sound.clone()), first);
    for changed in [
        EventDraft {
            id: id(1),
            ..sound.clone()
        },
        EventDraft {
            count: 2,
            ..sound.clone()
        },
        EventDraft {
            gpc: true,
            ..sound.clone()
        },
        EventDraft {
            made_at: Millis::from_millis(1),
            ..sound.clone()
        },
        EventDraft {
            language: "en".into(),
            ..sound.clone()
        },
    ] {
        assert_ne!(digest(changed), first);
    }
    let other_site = consent_core::receipt::SiteKey::parse("shoe").expect("a site");
    assert_ne!(
        Event::try_from(sound).expect("an event").digest(&other_site),
        first
    );
}

#[test]
fn a_record_that_contradicts_its_policy_is_found() {
    let Entry::Consent(record) = consent(2, Act::AcceptAll, Grants::all(&policy())) else {
        panic!("a decision")
    };
    assert_eq!(record.agrees_with(&policy()), Ok(()));
    let mut other = record.clone();
    other.categories.values_mut().for_each(|granted| *granted = true);
    other
        .categories
        .remove(&consent_core::config::CategoryId::parse("analytics").expect("a name"));
    assert_eq!(
        other.agrees_with(&policy()),
        Err(Contradiction::Field("categories"))
    );
    let other = ConsentRecord {
        expires_at: Timestamp::from_secs(NOW),
        ..record.clone()
    };
    assert_eq!(
        other.agrees_with(&policy()),
        Err(Contradiction::Field("expiresAt"))
    );
    let other = ConsentRecord {
        regime: consent_core::config::Regime::Notice,
        ..record
    };
    assert_eq!(other.agrees_with(&policy()), Err(Contradiction::Field("regime")));
}

#[test]
fn in_the_terms_of_the_standard_it_says_the_same() {
    let policy = policy();
    let entry = consent(
        4,
        Act::Chosen,
        Grants::none().with_category(1).with_exception(&policy, 1),
    );
    let view = iso27560(&entry).expect("a decision");
    assert_eq!(view["@type"], "dpv:ConsentRecord");
    assert_eq!(view["@id"], format!("urn:uuid:{}", id(4)));
    assert_eq!(view["dpv:hasConsentStatus"]["@id"], "dpv:ConsentGiven");
    assert_eq!(view["dpv:isIndicatedAtTime"]["@value"], "2025-11-21T23:04:00Z");
    assert_eq!(
        view["dpv:hasNotice"]["dct:identifier"],
        proved::notice().to_string()
    );
    assert_eq!(view["dpv:hasDataController"][0]["dpv:hasName"], CONTROLLER);
    assert_eq!(view["dpv:hasIndicationMethod"], "chosen (notice)");
    let purposes: Vec<_> = view["dpv:hasPurpose"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|purpose| {
            (
                purpose["dct:identifier"].as_str().expect("a text"),
                purpose["dpv:hasConsentStatus"]["@id"].as_str().expect("a text"),
            )
        })
        .collect();
    assert_eq!(
        purposes,
        [
            ("advertisement", "dpv:ConsentGiven"),
            ("analytics", "dpv:ConsentRefused")
        ]
    );
    assert_eq!(view["dpv:hasService"][0]["dct:identifier"], "matomo");

    let withdrawn = iso27560(&consent(6, Act::Withdrawn, Grants::none())).expect("a decision");
    assert_eq!(withdrawn["dpv:hasConsentStatus"]["@id"], "dpv:ConsentWithdrawn");
    assert!(withdrawn.get("dpv:hasService").is_none());
    assert_eq!(iso27560(&proved::tombstone(5, &[])), None);
}

fn with_grants() -> impl Strategy<Value = (consent_core::config::Policy, Grants)> {
    any_policy().prop_flat_map(|policy| (Just(policy.clone()), any_grants(policy)))
}

proptest! {
    #[test]
    fn any_body_ends_in_an_answer(junk: Vec<u8>, at in any::<prop::sample::Index>(), with: Vec<u8>) {
        prop_assert!(Batch::parse(&junk).is_err());
        let event = event(0, &decision(Act::RejectAll, Grants::none(), NOW));
        let whole = json!({"site": "shop", "events": [event, event]}).to_string().into_bytes();
        prop_assert_eq!(Batch::parse(&whole).map(|batch| batch.events.len()), Ok(2));
        let at = at.index(whole.len());
        prop_assert!(Batch::parse(&whole[..at]).is_err());
        // With something put in, it is refused or there are two events still.
        let spliced = [&whole[..at], &with, &whole[at..]].concat();
        let read = Batch::parse(&spliced);
        prop_assert!(read.is_err() || read.is_ok_and(|batch| batch.events.len() == 2));
    }

    #[test]
    fn any_decision_is_recorded_whole_and_comes_back(
        (policy, grants) in with_grants(),
        act in any_act(),
        languages in "[a-z]{2}(-[A-Z]{2})?",
        host in prop::option::of(".{1,30}"),
        controllers in prop::collection::vec(any::<String>(), 0..3),
        (count, gpc, made_at, after) in (1u32.., any::<bool>(), 0u64..1 << 53, 0u64..86_400_000),
        (from, left) in (prop::option::of(prop::sample::select(System::ALL.to_vec())), ".{0,40}"),
    ) {
        let decision = generated::decision(&policy, grants, act, NOW);
        let draft = EventDraft {
            string: ConsentString::encode(&decision, &policy),
            language: languages,
            count,
            gpc,
            made_at: Millis::from_millis(made_at),
            imported: from.filter(|_| act == Act::Imported).map(|from| Imported {
                from,
                sha256: Hash::of_bytes(left.as_bytes()),
            }),
            ..event(0, &proved::decision(Act::RejectAll, Grants::none(), NOW))
        };
        let imported = draft.imported;
        let event = Event::try_from(draft).expect("an event");
        let json = serde_json::to_string(&event).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Event>(&json).unwrap(), &event);
        let site = site();
        let record = event.record(&policy, &Facts { host: host.as_deref(), ..facts(&site, &controllers, after) }).expect("a record");
        prop_assert_eq!(record.agrees_with(&policy), Ok(()));
        prop_assert_eq!(record.imported, imported);
        for category in policy.categories() {
            let said = record.categories.get(&category.id).copied();
            prop_assert_eq!(said, Some(decision.grants.allows(&policy, category.id.as_str())));
        }
        for (service, granted) in &record.exceptions {
            prop_assert_eq!(*granted, decision.grants.allows(&policy, service.as_str()));
        }
        let entry = Entry::Consent(record);
        prop_assert_eq!(Entry::parse(&entry.canonical()), Ok(entry.clone()));
        prop_assert_eq!(entry.canonical(), serde_json_canonicalizer::to_string(&entry).unwrap());
        let receipt = proved::receipt(entry);
        let json = serde_json::to_string(&receipt).unwrap();
        prop_assert_eq!(Receipt::parse(&json), Ok(receipt.clone()));
        prop_assert!(receipt.verify(&keys()).is_ok());
    }
}
