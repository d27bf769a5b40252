//! A sound config to start from, and the words in which tests change and check it.
#![allow(dead_code, reason = "each test uses some of these")]

use std::sync::LazyLock;

use consent_core::catalogue::Catalogue;
use consent_core::config::{Config, ConfigDraft, Fault};
use serde_json::{Value, json};

/// The built-in catalogue, read once for all cases of a law.
pub(crate) static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::built_in);

/// A config with something of everything and no fault.
pub(crate) fn sound() -> Value {
    json!({
        "$schema": "consent.schema.json",
        "version": "2026-11-22",
        "controllers": [
            { "name": "Exempel AB", "contact": "hej@example.se", "country": "SE", "address": "Gatan 1" },
            { "name": "Sample Ltd", "contact": "+46 8 123 45", "country": "IE", "registration": "123" }
        ],
        "domains": ["example.se", "köpexperterna.se"],
        "languages": ["sv", "en"],
        "policyUrl": { "sv": "/kakor.html", "en": "https://example.se/cookies" },
        "regime": "opt-in",
        "lifetimeDays": 200,
        "cookie": { "name": "choice", "shareSubdomains": true },
        "categories": [{
            "id": "support",
            "name": { "sv": "Stöd", "en": "Support" },
            "purpose": { "sv": "Låter dig fråga oss.", "en": "Lets you ask us." }
        }],
        "services": [
            "google-analytics",
            { "use": "kajabi-affiliate", "cookies": [{ "name": "kjba", "lifetime": "90 days" }] },
            {
                "id": "our-chat",
                "name": "Our chat",
                "provider": { "name": "Chat AB", "country": "SE", "url": "https://chat.example.se/privacy" },
                "category": "support",
                "basis": "consent",
                "role": "processor",
                "purpose": { "sv": "Minns samtalet.", "en": "Remembers the conversation." },
                "transfer": ["US"],
                "hosts": ["chat.example.se/*"],
                "cookies": [{
                    "name": "oc_*_id",
                    "purpose": { "sv": "Känner igen samtalet.", "en": "Recognises the conversation." },
                    "lifetime": "30 days"
                }]
            },
            {
                "id": "login",
                "name": "Sign-in",
                "provider": { "name": "Exempel AB", "country": "SE", "url": "https://example.se/privacy" },
                "category": "necessary",
                "basis": "contract",
                "purpose": { "sv": "Håller dig inloggad.", "en": "Keeps you signed in." },
                "cookies": [{
                    "name": "sid",
                    "purpose": { "sv": "Håller dig inloggad.", "en": "Keeps you signed in." },
                    "lifetime": "session",
                    "httpOnly": true
                }]
            },
            "sendgrid"
        ],
        "retention": [{
            "what": { "sv": "Frågor", "en": "Questions" },
            "period": "3 months",
            "from": { "sv": "svaret", "en": "the answer" }
        }],
        "texts": { "sv": { "title": "Får vi spara kakor?" } },
        "look": { "layout": "bar", "theme": "dark" },
        "followLanguage": true,
        "reloadOnWithdrawal": true,
        "path": "/consent/",
        "record": { "server": "https://record.example.se/api", "site": "exempel" },
        "markup": ["cookiebot", "klaro"],
        "import": [
            { "from": "vanilla-cookieconsent", "optIn": true, "revision": 3 },
            { "from": "klaro", "name": "klaro2", "map": { "chat": "support", "ga": "analytics" } }
        ],
        "iab": {
            "cmpId": 880, "cmpVersion": 3, "publisherCountry": "SE", "vendorListVersion": 175, "tcf": false
        }
    })
}

/// The sound config with one value put, or with `null` taken out, at a JSON pointer; `-` is the end of a list.
pub(crate) fn with(pointer: &str, value: Value) -> Value {
    let mut config = sound();
    put(&mut config, pointer, value);
    config
}

/// Puts one value, or takes it out.
pub(crate) fn put(config: &mut Value, pointer: &str, value: Value) {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match config
        .pointer_mut(parent)
        .unwrap_or_else(|| panic!("nothing at {parent}"))
    {
        Value::Object(all) if value.is_null() => drop(all.remove(key)),
        Value::Object(all) => drop(all.insert(key.into(), value)),
        Value::Array(all) if key == "-" => all.push(value),
        Value::Array(all) if value.is_null() => drop(all.remove(key.parse::<usize>().unwrap())),
        Value::Array(all) => all[key.parse::<usize>().unwrap()] = value,
        other => panic!("{other} has no parts"),
    }
}

/// Reads a config.
pub(crate) fn draft(config: &Value) -> ConfigDraft {
    ConfigDraft::from_json(&config.to_string()).unwrap()
}

/// Checks a config that has no fault.
pub(crate) fn checked(config: &Value) -> Config {
    draft(config)
        .check(&CATALOGUE)
        .unwrap_or_else(|error| panic!("{error}"))
}

/// Checks a config that may have faults.
pub(crate) fn faults(config: &Value) -> Vec<Fault> {
    draft(config)
        .check(&CATALOGUE)
        .err()
        .map(|error| error.faults)
        .unwrap_or_default()
}
