//! A site that honours regions: one version for each way in which they differ, and the faults in saying so.
#![cfg(feature = "declare")]

mod declare;

use std::collections::BTreeSet;

use consent_core::config::{Policy, Regime, Regional};
use consent_core::decision::{ConsentId, Signal};
use consent_core::notice::Language;
use consent_core::time::{DAY, Timestamp};
use consent_core::visit::{self, Visit};
use declare::{checked, faults, put, sound};
use serde_json::{Value, json};

/// The sound config as a site that honours regions.
fn regional(regions: Value) -> Value {
    let mut config = sound();
    put(&mut config, "/lifetimeDays", Value::Null);
    put(&mut config, "/regions", regions);
    config
}

#[test]
fn a_site_has_one_version_for_each_way_in_which_regions_differ() {
    let mut config = regional(json!("auto"));
    put(&mut config, "/services/2/exempt", json!("statistics"));
    let config = checked(&config);
    let versions = config.regional().unwrap();
    let names: Vec<&str> = versions.iter().map(|version| version.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "opt-in-exempt",
            "opt-out-sale",
            "opt-out",
            "notice",
            "opt-in-profiling",
            "opt-out-informed",
            "notice-2"
        ]
    );
    let version = |region: &str| {
        versions
            .iter()
            .find(|version| version.regions.contains(&region))
            .unwrap()
    };
    let [own, texas, california, britain] = [
        config.policy(),
        version("US-TX").config.policy(),
        version("US-CA").config.policy(),
        version("GB").config.policy(),
    ];
    assert_eq!(
        (texas.regime(), texas.max_age()),
        (Regime::OptOut, 365 * DAY),
        "LAW-64"
    );
    assert_eq!(
        texas.fingerprint(),
        california.fingerprint(),
        "wording is not material"
    );
    assert_ne!(own.fingerprint(), texas.fingerprint(), "LAW-53: the regime is");
    assert_ne!(own.fingerprint(), britain.fingerprint(), "and so is an exemption");
    assert!(britain.services().iter().any(|service| service.exempt));
    assert!(
        !own.services().iter().any(|service| service.exempt),
        "nowhere else"
    );
    assert!(config.regions_that_stay(&versions).is_empty());
}

#[test]
fn law_07_what_runs_in_a_stricter_version_runs_in_every_looser_one() {
    let mut config = regional(json!("auto"));
    put(&mut config, "/services/2/exempt", json!("statistics"));
    let config = checked(&config);
    let versions = config.regional().unwrap();
    let of_version = |version: &Regional| (version.strictness(), version.config.policy());
    let mut all: Vec<(u8, Policy)> = versions.iter().map(of_version).collect();
    all.push((Regional::STRICTEST, config.policy()));
    let met: BTreeSet<u8> = all.iter().map(|(strictness, _)| *strictness).collect();
    assert_eq!(met, [0, 1, 2, 3].into());
    for ((strict, policy), (loose, other)) in all.iter().flat_map(|one| all.iter().map(move |two| (one, two)))
    {
        if strict < loose {
            continue;
        }
        for gpc in [false, true] {
            let [stricter, looser] = [policy, other].map(|policy| unanswered(policy, gpc));
            assert!(
                stricter.is_subset(&looser),
                "{strict} {loose} {gpc}: {stricter:?} {looser:?}"
            );
        }
        assert!(policy.regime() >= other.regime());
    }
}

/// What may run before anybody has answered.
fn unanswered(policy: &Policy, gpc: bool) -> BTreeSet<String> {
    let visit = Visit {
        now: Timestamp::from_secs(1_800_000_000),
        host: "example.se",
        signal: Signal { gpc },
        ..Visit::default()
    };
    let grants = visit::begin(policy, &visit, ConsentId::from_bytes([7; 16])).grants;
    let categories = policy.categories().iter().map(|category| category.id.as_str());
    let services = policy.services().iter().map(|service| service.id.as_str());
    let names = categories.chain(services);
    names
        .filter(|name| grants.allows(policy, name))
        .map(str::to_owned)
        .collect()
}

#[test]
fn law_06_a_part_that_is_not_honoured_does_not_get_its_countrys_version() {
    let config = checked(&regional(json!(["US"])));
    let versions = config.regional().unwrap();
    let stay = config.regions_that_stay(&versions);
    assert!(stay.contains(&"US-CA") && stay.contains(&"US-TX") && !stay.contains(&"CA-QC"));
}

#[test]
fn a_site_without_regions_has_one_version() {
    assert!(checked(&sound()).regional().unwrap().is_empty());
}

#[test]
fn texts_say_what_holds() {
    let mut config = regional(json!("auto"));
    put(&mut config, "/services/2/exempt", json!("appearance"));
    let config = checked(&config);
    let english = Language::parse("en").unwrap();
    let versions = config.regional().unwrap();
    let notice = |region: &str| {
        let version = versions
            .iter()
            .find(|version| version.regions.contains(&region))
            .unwrap();
        version.config.notice(english)
    };
    let texts = english.texts();
    let own = config.notice(english).texts;
    assert!(own.signal_honoured.is_empty() && own.informed_close.is_empty());
    let (california, texas, australia) = (notice("US-CA").texts, notice("US-TX").texts, notice("AU").texts);
    assert_eq!(
        (&california.reopen, &texas.reopen),
        (&texts.do_not_sell, &texts.opt_out_link),
        "LAW-63"
    );
    assert_eq!(california.signal_honoured, texts.signal_honoured, "LAW-61");
    assert!(
        california.body.contains(&*texts.do_not_sell),
        "{}",
        &*california.body
    );
    assert_eq!(
        (&australia.title, &australia.reopen),
        (&texts.informed_title, &texts.reopen)
    );
    let quebec = notice("CA-QC").texts;
    for text in [&quebec.body, &quebec.preferences_body] {
        assert!(text.contains(&*texts.profiling_note), "LAW-69: {}", &**text);
    }
    let britain = notice("GB");
    assert!(
        britain
            .texts
            .body
            .ends_with(&format!("Our chat: {}", &*texts.exempt_note)),
        "LAW-71"
    );
    let services = britain.categories.iter().flat_map(|category| &category.services);
    let told: Vec<&str> = services
        .filter(|service| service.purpose.contains(&*texts.exempt_note))
        .map(|service| &*service.id)
        .collect();
    assert_eq!(told, ["our-chat"]);
}

/// LAW-71 and LAW-72 among them: what may be exempt, and within which bounds.
#[test]
fn each_mistake_with_regions_is_exactly_one_fault() {
    let table = [
        ("/regions", json!("all"), "regions", "auto"),
        ("/regions", json!([]), "regions", "at least one"),
        ("/regions", json!(7), "regions", "“auto”"),
        (
            "/regions",
            json!(["US-CA", "US-CA"]),
            "regions[1]",
            "one of the two",
        ),
        ("/regions", json!(["US-ZZ"]), "regions[0]", ""),
        ("/regions", json!(["CA-QC"]), "regions[0]", "add “fr”"),
        // LAW-70.
        ("/regions", json!(["BR"]), "regions[0]", "add “pt"),
        ("/regime", json!("opt-out"), "regime", "remove it"),
        ("/lifetimeDays", json!(200), "lifetimeDays", "182"),
        (
            "/services/2/exempt",
            json!("ads"),
            "services[2].exempt",
            "“statistics”",
        ),
        (
            "/services/3/exempt",
            json!("appearance"),
            "services[3].exempt",
            "remove it",
        ),
        (
            "/services/2/role",
            json!("controller"),
            "services[2].exempt",
            "remove it",
        ),
        (
            "/services/2/category",
            json!("advertisement"),
            "services[2].exempt",
            "no law",
        ),
        (
            "/services/2/cookies/0/lifetime",
            json!("400 days"),
            "services[2].exempt",
            "13 months",
        ),
        (
            "/services/2/cookies/0/party",
            json!("third"),
            "services[2].exempt",
            "remove",
        ),
    ];
    for (at, value, path, mend) in table {
        let mut config = regional(json!(["US", "US-CA", "GB"]));
        put(&mut config, "/iab", Value::Null);
        put(&mut config, "/services/2/exempt", json!("audience-measurement"));
        put(&mut config, at, value.clone());
        let found = faults(&config);
        let [fault] = found.as_slice() else {
            panic!("{at} {value}: {found:#?}")
        };
        assert_eq!(fault.path, path, "{at} {value}: {fault}");
        assert!(fault.mend.contains(mend), "{at} {value}: {fault}");
    }
}
