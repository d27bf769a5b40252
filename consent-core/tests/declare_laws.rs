//! Laws of the declaration, for any config: what is material, what is not, and that no text is too much.
#![cfg(feature = "declare")]

mod declare;

use consent_core::config::{ConfigDraft, Fingerprint};
use consent_core::notice::Language;
use declare::{CATALOGUE, checked, put, sound, with};
use proptest::prelude::*;
use serde_json::{Value, json};

fn fingerprint(config: &Value) -> Fingerprint {
    checked(config).policy().fingerprint()
}

/// Services of the catalogue that need nothing from the site.
fn any_services() -> impl Strategy<Value = Vec<String>> {
    let ids: Vec<String> = CATALOGUE
        .iter()
        .filter(|record| {
            record.retired.is_none()
                && record
                    .cookies
                    .iter()
                    .all(|cookie| !cookie.usual || cookie.lifetime.is_some())
        })
        .map(|record| record.id.to_string())
        .filter(|id| id != "google-analytics" && id != "sendgrid")
        .collect();
    proptest::sample::subsequence(ids.clone(), 0..ids.len()).prop_shuffle()
}

fn any_config() -> impl Strategy<Value = Value> {
    (
        any_services(),
        182u32..=730,
        proptest::sample::select(vec!["opt-in", "opt-out", "notice"]),
    )
        .prop_map(|(services, days, regime)| {
            let mut config = sound();
            for service in services {
                put(&mut config, "/services/-", json!(service));
            }
            put(&mut config, "/lifetimeDays", json!(days));
            put(&mut config, "/regime", json!(regime));
            config
        })
}

/// Texts that can stand in a config: something to read, on one line, without braces.
fn any_words() -> impl Strategy<Value = String> {
    "[A-Za-zåäöÅÄÖ]{1,12}( [a-zåäö]{2,9}){0,4}"
}

/// Values within the sound config that are wording, addresses or looks, and how they may be put otherwise.
fn rewordings(words: &str) -> Vec<(&'static str, Value)> {
    let worded = [
        "/controllers/0/contact",
        "/controllers/0/address",
        "/controllers/1/registration",
        "/categories/0/name/sv",
        "/categories/0/purpose/en",
        "/services/2/name",
        "/services/2/purpose/sv",
        "/services/2/cookies/0/purpose/en",
        "/retention/0/what/sv",
        "/texts/sv/title",
    ];
    let mut all: Vec<(&str, Value)> = worded
        .into_iter()
        .map(|pointer| (pointer, json!(words)))
        .collect();
    all.extend([
        ("/version", json!("2027-01-01")),
        ("/domains/0", json!("example.com")),
        ("/policyUrl/sv", json!("/annat.html")),
        ("/services/2/provider/url", json!("https://example.com/other")),
        ("/services/2/provider/country", json!("NO")),
        ("/services/2/hosts", json!(["cdn.example.se/*"])),
        ("/services/4", json!("zoom")),
        ("/cookie/name", json!("other")),
        ("/cookie/shareSubdomains", json!(false)),
        ("/retention/0/period", json!("4 months")),
        ("/look/layout", json!("box")),
        ("/followLanguage", json!(false)),
        ("/reloadOnWithdrawal", json!(false)),
        ("/path", json!("/c/")),
        ("/record/server", json!("/consent-api")),
        ("/record/site", json!("other")),
        ("/markup", json!([])),
        ("/import", json!([{"from": "onetrust"}])),
        ("/import", Value::Null),
    ]);
    all
}

/// Changes of the sound config that ask the visitor for something else.
fn material_changes() -> Vec<(&'static str, Value)> {
    let cookie = json!({"name": "oc_new", "purpose": {"sv": "x", "en": "x"}, "lifetime": "1 day"});
    let category = json!({"id": "other", "name": {"sv": "x", "en": "x"}, "purpose": {"sv": "x", "en": "x"}});
    vec![
        ("/services/-", json!("hubspot")),
        ("/services/0", Value::Null),
        ("/services/0", json!("matomo")),
        ("/services/2/id", json!("our-chat-2")),
        ("/services/2/category", json!("functionality")),
        ("/services/2/role", json!("controller")),
        ("/services/2/role", Value::Null),
        ("/services/2/transfer", json!(["US", "IN"])),
        ("/services/2/provider/name", json!("Chat Inc.")),
        ("/services/2/cookies/-", cookie),
        ("/services/2/cookies/0", Value::Null),
        ("/services/2/cookies/0/name", json!("oc_id")),
        ("/services/2/cookies/0/lifetime", json!("31 days")),
        ("/services/2/cookies/0/party", json!("third")),
        ("/services/2/cookies/0/httpOnly", json!(true)),
        ("/services/3/basis", json!("legal obligation")),
        ("/services/1/cookies/0/lifetime", json!("91 days")),
        ("/categories/-", category),
        ("/controllers/0/name", json!("Exempel Holding AB")),
        ("/controllers/0/country", json!("NO")),
        ("/controllers/1", Value::Null),
        ("/lifetimeDays", json!(201)),
        ("/regime", json!("opt-out")),
    ]
}

#[test]
fn material_and_fingerprints_are_those_of_the_vectors() {
    let vectors: Value = serde_json::from_str(include_str!("vectors/policy_fingerprint_v1.json")).unwrap();
    for vector in vectors["policies"].as_array().unwrap() {
        let config = checked(&vector["config"]);
        assert_eq!(json!(config.material()), vector["material"], "{}", vector["name"]);
        assert_eq!(
            config.policy().fingerprint().to_string(),
            vector["fingerprint"],
            "{}",
            vector["name"]
        );
    }
}

/// LAW-53.
#[test]
fn each_material_change_has_a_fingerprint_of_its_own() {
    let mut seen = vec![fingerprint(&sound())];
    for (pointer, value) in material_changes() {
        let changed = fingerprint(&with(pointer, value.clone()));
        assert!(!seen.contains(&changed), "{pointer} = {value}");
        seen.push(changed);
    }
}

/// The same config with its lists in another order.
fn shuffled(config: &Value, keys: &[&str], order: u64) -> Value {
    let mut config = config.clone();
    for key in keys {
        if let Some(Value::Array(list)) = config.get_mut(key) {
            // A fixed walk through the list's orders; which one does not matter, that it is another does.
            list.sort_by_key(|entry| {
                let text = entry.to_string();
                text.bytes()
                    .fold(order, |sum, byte| sum.rotate_left(7) ^ u64::from(byte))
                    .wrapping_mul(order | 1)
            });
        }
    }
    config
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// LAW-53.
    #[test]
    fn order_is_not_material(config in any_config(), order: u64) {
        let other = shuffled(&config, &["services", "controllers", "categories"], order);
        prop_assert_eq!(checked(&config).policy(), checked(&other).policy());
        let other = shuffled(&config, &["services", "controllers", "domains", "languages"], order);
        prop_assert_eq!(fingerprint(&config), fingerprint(&other));
    }

    /// LAW-53.
    #[test]
    fn wording_addresses_and_looks_are_not_material(
        config in any_config(),
        words in any_words(),
        changes in proptest::collection::vec(any::<proptest::sample::Index>(), 1..6),
    ) {
        let rewordings = rewordings(&words);
        let mut other = config.clone();
        for change in changes {
            let (pointer, value) = change.get(&rewordings);
            // “zoom” may be there already, and a service stands once.
            if *pointer != "/services/4" || !config["services"].as_array().unwrap().contains(value) {
                put(&mut other, pointer, value.clone());
            }
        }
        prop_assert_eq!(fingerprint(&config), fingerprint(&other));
    }

    #[test]
    fn what_a_visitor_is_asked_for_is_material(config in any_config(), change in any::<proptest::sample::Index>()) {
        let changes = material_changes();
        let (pointer, value) = change.get(&changes);
        let mut other = config.clone();
        put(&mut other, pointer, value.clone());
        // A service that is there already cannot be added, and a value that is the same is no change.
        if let Ok(after) = declare::draft(&other).check(&CATALOGUE) && config != other {
            prop_assert_ne!(fingerprint(&config), after.policy().fingerprint(), "{}", pointer);
        }
    }

    #[test]
    fn every_fact_of_the_config_is_in_the_notice_and_no_place_is_left_open(config in any_config()) {
        let config = checked(&config);
        for language in Language::all() {
            let notice = config.notice(language);
            prop_assert_eq!(notice.digest(), config.notice(language).digest());
            for text in [&notice.texts.body, &notice.texts.preferences_body, &notice.texts.declaration_intro, &notice.texts.declaration_rights_body] {
                prop_assert!(!text.contains('{'), "{}", text);
            }
            let shown: usize = notice.categories.iter().map(|category| category.services.len()).sum();
            prop_assert_eq!(shown, config.services.len() + 1);
            for service in notice.categories.iter().flat_map(|category| &category.services) {
                prop_assert!(!service.name.is_empty() && !service.purpose.is_empty() && !service.provider.is_empty());
                for cookie in &service.cookies {
                    prop_assert!(!cookie.purpose.is_empty() && !cookie.lifetime.is_empty() && !cookie.stored_as.is_empty());
                }
            }
        }
    }

    #[test]
    fn no_text_is_too_much(text: String) {
        let _ = ConfigDraft::from_json(&text).map(|draft| draft.check(&CATALOGUE));
    }

    #[test]
    fn no_json_is_too_much(value in any_json()) {
        if let Ok(draft) = ConfigDraft::from_json(&value.to_string()) {
            let _ = draft.clone().onto(declare::draft(&sound())).map(|draft| draft.check(&CATALOGUE));
            let _ = declare::draft(&sound()).onto(draft).map(|draft| draft.check(&CATALOGUE));
        }
    }

    #[test]
    fn no_part_of_a_config_can_be_so_wrong_that_the_check_fails(at in any::<proptest::sample::Index>(), value in any_json()) {
        let mut config = sound();
        let pointers = pointers(&config);
        put(&mut config, &pointers[at.index(pointers.len())], value);
        let _ = declare::draft(&config).check(&CATALOGUE);
    }

    #[test]
    fn a_cut_or_a_flipped_letter_never_panics(at in any::<proptest::sample::Index>(), letter: char) {
        let text: Vec<char> = sound().to_string().chars().collect();
        let at = at.index(text.len());
        let cut: String = text[..at].iter().collect();
        let flipped: String = text[..at].iter().chain([&letter]).chain(&text[at + 1..]).collect();
        for text in [cut, flipped] {
            let _ = ConfigDraft::from_json(&text).map(|draft| draft.check(&CATALOGUE));
        }
    }
}

/// Where every value of a config is.
fn pointers(value: &Value) -> Vec<String> {
    let inner = |key: String, value: &Value| {
        let deeper = pointers(value)
            .into_iter()
            .map(|rest| format!("/{key}{rest}"))
            .collect::<Vec<_>>();
        [vec![format!("/{key}")], deeper].concat()
    };
    match value {
        Value::Object(all) => all
            .iter()
            .flat_map(|(key, value)| inner(key.replace('~', "~0"), value))
            .collect(),
        Value::Array(all) => all
            .iter()
            .enumerate()
            .flat_map(|(key, value)| inner(key.to_string(), value))
            .collect(),
        _ => Vec::new(),
    }
}

/// Any JSON, with keys and words that a config has.
fn any_json() -> impl Strategy<Value = Value> {
    let words = vec![
        "services",
        "use",
        "id",
        "cookies",
        "name",
        "lifetime",
        "google-analytics",
        "necessary",
        "sv",
        "en",
        "*",
        "texts",
        "title",
        "body",
        "2 years",
        "{purposes}",
        "extends",
        "languages",
        "hubspot-consent",
        "",
    ];
    let word = proptest::sample::select(words).prop_map(String::from);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        word.clone().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 48, 6, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::btree_map(word.clone(), inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

#[test]
fn nesting_that_is_too_deep_is_a_fault() {
    let text = format!("{{\"a\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(ConfigDraft::from_json(&text).unwrap_err().faults.len(), 1);
}
