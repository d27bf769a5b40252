//! Every rule of the check: what breaks it is one fault, at its place, with a way to mend it.
#![cfg(feature = "declare")]

mod declare;

use consent_core::catalogue::Catalogue;
use consent_core::config::{ConfigDraft, LegalBasis, Policy};
use declare::{checked, faults, put, sound, with};
use serde_json::{Value, json};

#[test]
fn the_sound_config_has_no_fault() {
    let config = checked(&sound());
    assert_eq!(config.services.len(), 4);
    assert_eq!(config.register.len(), 1);
}

/// `faults.json` has a line for each way to break a rule: what is put where into the sound config (`null` takes
/// it out), and the path of the one fault that follows, with words of its reason and of its mend.
/// Among them what LAW-15 and LAW-33 ask: storage never rests on legitimate interest, and nothing goes untold.
#[test]
fn each_mistake_is_exactly_one_fault() {
    let table: Value = serde_json::from_str(include_str!("declare/faults.json")).unwrap();
    for (rule, mistakes) in table.as_object().unwrap() {
        for mistake in mistakes.as_array().unwrap() {
            let text = |key: &str| mistake[key].as_str().unwrap();
            let found = faults(&with(text("at"), mistake["put"].clone()));
            let [fault] = found.as_slice() else {
                panic!("{rule}: {mistake}: {found:#?}")
            };
            assert_eq!(fault.path, text("path"), "{rule}: {mistake}\n{fault}");
            assert!(
                fault.reason.contains(text("reason")),
                "{rule}: {mistake}\n{fault}"
            );
            assert!(fault.mend.contains(text("mend")), "{rule}: {mistake}\n{fault}");
        }
    }
}

#[test]
fn a_language_that_is_taken_away_leaves_no_text_behind_unseen() {
    let found = faults(&with("/languages", json!(["sv"])));
    assert!(found.len() > 5, "{found:?}");
    let (follows, texts): (Vec<_>, Vec<_>) = found.iter().partition(|fault| fault.path == "followLanguage");
    assert!(follows.len() == 1 && follows[0].reason.contains("nothing to follow"));
    for fault in texts {
        assert!(fault.path.ends_with(".en"), "{fault}");
        assert!(fault.mend.contains("add “en” to “languages”"), "{fault}");
    }
}

#[test]
fn thirty_one_categories_can_be_switched_and_no_more() {
    let category = |id: usize| json!({"id": format!("c{id}"), "name": {"sv": "x", "en": "x"}, "purpose": {"sv": "x", "en": "x"}});
    // analytics, advertisement and one own one are there already.
    let mut config = sound();
    for id in 3..Policy::MOST_CATEGORIES - 1 {
        put(&mut config, "/categories/-", category(id));
    }
    assert_eq!(checked(&config).policy().switchable(), 31);
    put(&mut config, "/categories/-", category(99));
    let found = faults(&config);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].path == "categories" && found[0].mend.contains("31"),
        "{}",
        found[0]
    );
}

#[test]
fn five_hundred_and_twelve_services_can_be_declared_and_no_more() {
    let mut config = sound();
    let one = config["services"][2].clone();
    let all = (0..=Policy::MOST_SERVICES).map(|index| {
        let mut service = one.clone();
        service["id"] = json!(format!("s{index}"));
        service
    });
    config["services"] = all.collect();
    let found = faults(&config);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].path == "services" && found[0].mend.contains("512"),
        "{}",
        found[0]
    );
    put(&mut config, "/services/0", Value::Null);
    assert_eq!(checked(&config).policy().services().len(), 512);
}

#[test]
fn a_necessary_service_may_become_one_that_can_be_refused() {
    let moved = json!({"use": "cloudflare", "category": "functionality"});
    assert_eq!(
        checked(&with("/services/0", moved)).services[0].basis,
        LegalBasis::Consent
    );
}

/// LAW-35.
#[test]
fn a_known_tracker_is_never_necessary_whatever_service_it_is_in() {
    for (cookie, service) in [
        ("_ga", "google-analytics"),
        ("_ga_ABC", "google-analytics"),
        ("_fbp*", "meta-pixel"),
        ("_gcl_*", "google-ads"),
        ("_fbp", "meta-pixel"),
        ("hubspotutk", "hubspot"),
    ] {
        let found = faults(&with("/services/3/cookies/0/name", json!(cookie)));
        assert_eq!(found.len(), 1, "{cookie}: {found:?}");
        assert_eq!(found[0].path, "services[3].cookies[0].name", "{}", found[0]);
        assert!(found[0].mend.contains(&format!("“{service}”")), "{}", found[0]);
        checked(&with("/services/2/cookies/0/name", json!(cookie)));
    }
    // The same name under another domain is another thing.
    checked(&with("/services/3/cookies/0/name", json!("GPS")));
}

#[test]
fn what_the_catalogue_knows_may_be_repeated_or_shortened() {
    let service =
        |life: &str| json!({"use": "google-analytics", "cookies": [{"name": "_ga", "lifetime": life}]});
    let known = checked(&sound()).services[0].cookies.len();
    for (life, said) in [
        ("180 days", "6 months"),
        ("2 years", "2 years"),
        ("session", "session"),
    ] {
        let config = checked(&with("/services/0", service(life)));
        let cookies = &config.services[0].cookies;
        assert_eq!(cookies.len(), known);
        let ga = cookies
            .iter()
            .find(|cookie| cookie.rule.name.as_str() == "_ga")
            .unwrap();
        assert_eq!(ga.rule.lifetime.to_string(), said);
    }
}

#[test]
fn a_key_that_is_written_twice_is_a_fault() {
    let twice = "\"regime\":\"notice\",\"regime\":\"opt-in\"";
    let text = sound().to_string().replacen("\"regime\":\"opt-in\"", twice, 1);
    let error = ConfigDraft::from_json(&text)
        .unwrap()
        .check(&Catalogue::built_in())
        .unwrap_err();
    assert_eq!(error.faults.len(), 1, "{error}");
    assert_eq!(error.to_string(), "regime: is written twice; keep one of the two");
}

#[test]
fn what_is_not_json_is_one_fault_with_line_and_column() {
    for (text, path) in [
        ("", "line 1, column 0"),
        ("{\n  \"version\": \"2026-11-22\",\n}", "line 3, column 1"),
        ("{\"a\": 1} x", "line 1, column 10"),
        ("{'a': 1}", "line 1, column 2"),
        ("[]", "the file"),
        ("null", "the file"),
        ("\"x\"", "the file"),
    ] {
        let error = ConfigDraft::from_json(text).unwrap_err();
        assert_eq!(error.faults.len(), 1, "{text}: {error}");
        assert_eq!(error.faults[0].path, path, "{text}: {error}");
        assert!(!error.faults[0].reason.contains(" at line "), "{error}");
    }
}

#[test]
fn ten_mistakes_are_ten_faults() {
    let mut config = sound();
    let mistakes = [
        ("/version", json!("yesterday"), "version"),
        (
            "/controllers/0/country",
            json!("Sweden"),
            "controllers[0].country",
        ),
        ("/domains/0", json!("example.se/"), "domains[0]"),
        ("/policyUrl/en", json!("javascript:alert(1)"), "policyUrl.en"),
        ("/lifetimeDays", json!(30), "lifetimeDays"),
        ("/services/0", json!("google-analytic"), "services[0]"),
        (
            "/services/2/basis",
            json!("legitimate interest"),
            "services[2].basis",
        ),
        (
            "/services/3/cookies/0/name",
            json!("_ga"),
            "services[3].cookies[0].name",
        ),
        (
            "/texts/sv/title",
            json!("Missa inte våra kakor"),
            "texts.sv.title",
        ),
        ("/colour", json!("red"), "colour"),
    ];
    for (pointer, value, _) in &mistakes {
        put(&mut config, pointer, value.clone());
    }
    let found = faults(&config);
    let mut paths: Vec<&str> = found.iter().map(|fault| fault.path.as_str()).collect();
    let mut expected = mistakes.map(|(_, _, path)| path).to_vec();
    paths.sort_unstable();
    expected.sort_unstable();
    assert_eq!(paths, expected, "{found:#?}");
    for fault in &found {
        assert!(!fault.reason.is_empty() && !fault.mend.is_empty(), "{fault:?}");
        assert_eq!(
            fault.to_string(),
            format!("{}: {}; {}", fault.path, fault.reason, fault.mend)
        );
    }
}
