//! A site within a group: what it adds, what it cannot loosen, and where the faults of both are.
#![cfg(feature = "declare")]

mod declare;

use consent_core::catalogue::Catalogue;
use consent_core::config::{Config, ConfigError, Fault};
use declare::{draft, put, sound};
use serde_json::{Value, json};

fn group() -> Value {
    let mut group = sound();
    put(&mut group, "/services/2/cookies/0/lifetime", json!("30 days"));
    group
}

fn onto(site: &Value, group: &Value) -> Result<Config, ConfigError> {
    draft(site).onto(draft(group))?.check(&Catalogue::built_in())
}

fn refused(site: &Value) -> Fault {
    let error = draft(site).onto(draft(&group())).unwrap_err();
    let [fault] = error.faults.as_slice() else {
        panic!("{site}: {error}")
    };
    fault.clone()
}

#[test]
fn a_site_that_says_nothing_is_its_group() {
    let site = onto(&json!({ "extends": "group.json" }), &group()).unwrap();
    assert_eq!(site.policy(), declare::checked(&group()).policy());
    assert_eq!(
        draft(&json!({ "extends": "group.json" })).extends(),
        Some("group.json")
    );
}

#[test]
fn a_site_adds_and_replaces() {
    let site = json!({
        "extends": "group.json",
        "version": "2027-01-01",
        "controllers": [{ "name": "Dotter AB", "contact": "x@dotter.se", "country": "SE" }],
        "domains": ["dotter.se"],
        "lifetimeDays": 182,
        "cookie": { "shareSubdomains": false },
        "categories": [{ "id": "maps", "name": { "sv": "Kartor", "en": "Maps" }, "purpose": { "sv": "Visar kartor.", "en": "Shows maps." } }],
        "services": ["matomo", { "use": "google-analytics", "cookies": [{ "name": "_ga", "lifetime": "30 days" }] }, "zoom"],
        "retention": [{ "what": { "sv": "Loggar", "en": "Logs" }, "period": "1 month", "from": { "sv": "händelsen", "en": "the event" } }],
        "texts": { "sv": { "saved": "Sparat." } },
        "look": { "layout": "box" }
    });
    let config = onto(&site, &group()).unwrap();
    assert_eq!(config.version.to_string(), "2027-01-01");
    assert_eq!(config.controllers.len(), 1);
    assert_eq!(config.lifetime_days, 182);
    let ids: Vec<&str> = config
        .services
        .iter()
        .map(|service| service.id.as_str())
        .collect();
    assert_eq!(
        ids,
        [
            "google-analytics",
            "kajabi-affiliate",
            "our-chat",
            "login",
            "matomo"
        ]
    );
    let register: Vec<&str> = config
        .register
        .iter()
        .map(|service| service.id.as_str())
        .collect();
    assert_eq!(register, ["sendgrid", "zoom"]);
    let ga = config.services[0]
        .cookies
        .iter()
        .find(|cookie| cookie.rule.name.as_str() == "_ga")
        .unwrap();
    assert_eq!(ga.rule.lifetime.to_string(), "1 month");
    assert_eq!(
        (config.cookie.name.as_str(), config.cookie.share_subdomains),
        ("choice", false)
    );
    assert_eq!(
        (config.look.layout.as_str(), config.look.theme.as_str()),
        ("box", "dark")
    );
    assert_eq!(config.retention.len(), 2);
    let texts = &config.texts["sv"];
    assert_eq!(
        (texts.saved.as_ref(), texts.title.as_ref()),
        ("Sparat.", "Får vi spara kakor?")
    );
    assert!(
        config
            .categories
            .iter()
            .any(|category| category.id.as_str() == "maps")
    );
}

#[test]
fn a_site_cannot_loosen() {
    let cases = [
        (json!({ "regime": "opt-out" }), "regime"),
        (json!({ "lifetimeDays": 201 }), "lifetimeDays"),
        (json!({ "reloadOnWithdrawal": false }), "reloadOnWithdrawal"),
        (
            json!({ "services": ["matomo", { "id": "our-chat", "category": "necessary" }] }),
            "services[1].category",
        ),
        (
            json!({ "services": [{ "id": "our-chat", "cookies": [{ "name": "new" }, { "name": "oc_*_id", "lifetime": "31 days" }] }] }),
            "services[0].cookies[1].lifetime",
        ),
    ];
    for (site, path) in cases {
        let fault = refused(&site);
        assert_eq!(fault.path, path, "{fault}");
        assert!(fault.mend.contains("remove it"), "{fault}");
    }
    // What a group says nothing of holds as the default does.
    let mut silent = group();
    for key in ["/regime", "/lifetimeDays", "/reloadOnWithdrawal"] {
        put(&mut silent, key, Value::Null);
    }
    let loose = json!({ "regime": "notice", "lifetimeDays": 183, "reloadOnWithdrawal": false });
    assert_eq!(draft(&loose).onto(draft(&silent)).unwrap_err().faults.len(), 3);
}

#[test]
fn a_site_may_be_stricter() {
    let mut loose = group();
    put(&mut loose, "/regime", json!("notice"));
    put(&mut loose, "/reloadOnWithdrawal", json!(false));
    let site = json!({
        "regime": "opt-in",
        "lifetimeDays": 190,
        "reloadOnWithdrawal": true,
        "services": [{ "id": "our-chat", "cookies": [{ "name": "oc_*_id", "lifetime": "session" }] }]
    });
    let config = onto(&site, &loose).unwrap();
    assert!(config.policy().regime().asks() && config.reload_on_withdrawal && config.lifetime_days == 190);
    assert_eq!(config.services[2].cookies[0].rule.lifetime.to_string(), "session");
    assert_eq!(config.services[2].cookies[0].purpose.languages().count(), 2);
}

#[test]
fn a_catalogue_service_does_not_become_necessary_on_a_site() {
    let site = json!({ "services": [{ "use": "google-analytics", "category": "necessary" }] });
    let error = onto(&site, &group()).unwrap_err();
    assert_eq!(error.faults.len(), 1, "{error}");
    assert_eq!(error.faults[0].path, "services[0].category");
}

#[test]
fn every_fault_is_placed_in_the_file_it_stands_in() {
    let mut broken = group();
    put(&mut broken, "/services/0", json!("google-analytic"));
    put(&mut broken, "/version", json!("x"));
    put(&mut broken, "/colour", json!("x"));
    let site = json!({ "services": ["matomoo"], "look": { "layot": "box" }, "controllers": [{ "name": "x", "contact": "y", "country": "XX" }] });
    let error = onto(&site, &broken).unwrap_err();
    let mut paths: Vec<&str> = error.faults.iter().map(|fault| fault.path.as_str()).collect();
    paths.sort_unstable();
    assert_eq!(
        paths,
        [
            "controllers[0].country",
            "extends.colour",
            "extends.services[0]",
            "extends.version",
            "look.layot",
            "services[0]"
        ]
    );
    // A group can have a group.
    let whole = draft(&json!({}))
        .onto(draft(&site).onto(draft(&broken)).unwrap())
        .unwrap();
    let error = whole.check(&Catalogue::built_in()).unwrap_err();
    assert!(
        error
            .faults
            .iter()
            .any(|fault| fault.path == "extends.extends.services[0]"),
        "{error}"
    );
}

#[test]
fn a_service_that_a_site_names_twice_is_still_a_fault() {
    let site = json!({ "services": ["google-analytics", "google-analytics"] });
    let error = onto(&site, &group()).unwrap_err();
    assert_eq!(error.faults.len(), 1, "{error}");
    assert_eq!(error.faults[0].path, "services[1]");
}

#[test]
fn a_site_is_recorded_where_its_group_is_under_its_own_name() {
    let named = json!({ "record": { "site": "dotter" } });
    let moved = json!({ "record": "/consent-api" });
    let alone = json!({ "domains": ["www.dotter.se"] });
    let mut group = group();
    let of = |site: &Value, group: &Value| {
        let record = onto(site, group).unwrap().record.clone().unwrap();
        (record.server().to_owned(), record.site().to_owned())
    };
    let pair = |server: &str, site: &str| (server.to_owned(), site.to_owned());
    assert_eq!(
        of(&named, &group),
        pair("https://record.example.se/api", "dotter")
    );
    assert_eq!(of(&moved, &group), pair("/consent-api", "example"));
    put(&mut group, "/record", json!("https://record.example.se/"));
    assert_eq!(of(&alone, &group), pair("https://record.example.se", "dotter"));
    put(&mut group, "/record", Value::Null);
    assert_eq!(onto(&alone, &group).unwrap().record, None);
    let error = onto(&named, &group).unwrap_err();
    assert_eq!(error.faults[0].path, "record.server", "{error}");
    put(&mut group, "/record", json!("nowhere"));
    assert_eq!(onto(&alone, &group).unwrap_err().faults[0].path, "extends.record");
}
