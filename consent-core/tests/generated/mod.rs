//! Policies, decisions and stored texts of every kind that can occur, and of some that should not.
#![allow(
    dead_code,
    reason = "each test that includes this module uses its own part of it"
)]

use consent_core::carry::ConsentString;
use consent_core::config::{
    Category, CookieRule, Fingerprint, Lifetime, NamePattern, Party, Policy, PolicyParts, Service, Storage,
};
use consent_core::decision::{Act, ConsentId, Decision, Grants};
use consent_core::time::{DAY, Timestamp};
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// The time at which everything happens.
pub(crate) const NOW: u64 = 1_763_766_000;

/// Whose decisions these are.
pub(crate) fn id() -> ConsentId {
    ConsentId::from_bytes([7; 16])
}

/// Names that overlap on purpose: exact ones inside globs, globs inside globs.
const PATTERNS: [&str; 8] = [
    "_ga",
    "_ga_*",
    "_ga_AB*",
    "_ga_ABC",
    "_g*a_ABC",
    "*_session",
    "kjb_session",
    "_fbp",
];

/// Policies of 0 to 31 switchable categories and up to 12 services that declare overlapping names.
pub(crate) fn any_policy() -> impl Strategy<Value = Policy> {
    let service = (any::<Index>(), prop::collection::vec(any_rule(), 0..4));
    (
        any::<[u8; 6]>(),
        0usize..32,
        prop::collection::vec(service, 0..12),
        182u64..=730,
    )
        .prop_map(|(fingerprint, switchable, services, days)| {
            let named = (0..switchable).map(|index| Category::new(&format!("c{index:02}")).expect("a name"));
            let services = services
                .into_iter()
                .enumerate()
                .map(|(index, (category, cookies))| {
                    let category = category.index(switchable + 1).try_into().expect("fits");
                    let service = Service::new(&format!("s{index:02}"), category).expect("a name");
                    Service { cookies, ..service }
                });
            Policy::new(PolicyParts {
                fingerprint: Fingerprint::from_bytes(fingerprint),
                max_age: (days * DAY).try_into().expect("fits"),
                categories: [Category::necessary()].into_iter().chain(named).collect(),
                services: services.collect(),
                ..PolicyParts::default()
            })
            .expect("a policy")
        })
}

fn any_rule() -> impl Strategy<Value = CookieRule> {
    let storage = select(vec![Storage::Cookie, Storage::Local, Storage::Session]);
    let party = select(vec![Party::First, Party::First, Party::Third]);
    (select(PATTERNS.to_vec()), storage, party, any::<bool>()).prop_map(|(name, storage, party, hidden)| {
        CookieRule {
            name: NamePattern::parse(name).expect("a pattern"),
            storage,
            party,
            http_only: hidden && storage == Storage::Cookie,
            lifetime: Lifetime::Session,
        }
    })
}

/// Names that rules of these policies cover, and names that none does.
pub(crate) fn any_name() -> impl Strategy<Value = String> {
    let known = [
        "_ga",
        "_ga_ABC",
        "_ga_ABD",
        "_ga_",
        "_gxa_ABC",
        "kjb_session",
        "a_session",
        "_fbp",
    ];
    let strange = ["_gat", "_GA", "session", "_ga_ABC_", "consent2", "__proto__"];
    select([known.as_slice(), strange.as_slice()].concat()).prop_map(str::to_owned)
}

/// Grants that a visitor could have chosen: any categories, any services otherwise than their category.
pub(crate) fn any_grants(policy: Policy) -> impl Strategy<Value = Grants> {
    let categories = prop::collection::vec(any::<bool>(), policy.switchable());
    let services = prop::collection::vec(prop::bool::weighted(0.3), policy.services().len());
    (categories, services).prop_map(move |(categories, services)| {
        let on = |flags: Vec<bool>| {
            flags
                .into_iter()
                .enumerate()
                .filter(|(_, flag)| *flag)
                .map(|(index, _)| index)
        };
        let grants = on(categories).fold(Grants::none(), |grants, index| grants.with_category(index + 1));
        on(services).fold(grants, |grants, index| grants.with_exception(&policy, index))
    })
}

/// Any act.
pub(crate) fn any_act() -> impl Strategy<Value = Act> {
    select(Act::ALL.to_vec())
}

/// A decision as an act allows it: all, nothing, or what was chosen.
pub(crate) fn decision(policy: &Policy, chosen: Grants, act: Act, at: u64) -> Decision {
    let grants = match act {
        Act::AcceptAll => Grants::all(policy),
        act if act.denies_all() => Grants::none(),
        _ => chosen,
    };
    Decision {
        grants,
        act,
        decided_at: Timestamp::from_secs(at),
        id: id(),
    }
}

/// The string of such a decision.
pub(crate) fn string(policy: &Policy, chosen: Grants, act: Act, at: u64) -> String {
    ConsentString::encode(&decision(policy, chosen, act, at), policy)
}

/// What may lie under our name: a sound string, one damaged, one of another time, or anything at all.
pub(crate) fn any_stored_text(policy: Policy) -> impl Strategy<Value = String> {
    let sound = (
        any_grants(policy.clone()),
        any_act(),
        NOW - 800 * DAY..NOW + 3 * DAY,
    )
        .prop_map(move |(grants, act, at)| string(&policy, grants, act, at))
        .boxed();
    let damaged = (sound.clone(), any::<Index>(), "[ -~]").prop_map(|(text, at, character)| {
        let at = at.index(text.len());
        format!("{}{character}{}", &text[..at], &text[at + 1..])
    });
    let cut = (sound.clone(), any::<Index>()).prop_map(|(text, at)| text[..at.index(text.len())].to_owned());
    let anything = any::<Vec<u8>>().prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    prop_oneof![4 => sound, 3 => damaged, 1 => cut, 2 => anything, 1 => Just(String::new())]
}

/// Every name that a visitor can say yes or no to.
pub(crate) fn switchable_names(policy: &Policy) -> Vec<&str> {
    let categories = policy
        .categories()
        .iter()
        .skip(1)
        .map(|category| category.id.as_str());
    let services = policy.services().iter().filter(|service| service.category != 0);
    categories
        .chain(services.map(|service| service.id.as_str()))
        .collect()
}
