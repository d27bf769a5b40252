//! What a site declares by naming a service of the catalogue, and what only by naming its cookie too.
#![cfg(feature = "declare")]

mod declare;

use consent_core::catalogue::Catalogue;
use consent_core::config::{Config, DeclaredCookie};
use consent_core::notice::Language;
use declare::{checked, faults, with};
use serde_json::json;

fn cookie<'c>(config: &'c Config, name: &str) -> Option<&'c DeclaredCookie> {
    let cookies = config.services.iter().flat_map(|service| &service.cookies);
    cookies
        .into_iter()
        .find(|cookie| cookie.rule.name.as_str() == name)
}

#[test]
fn what_few_sites_have_is_declared_by_those_that_name_it() {
    let all = checked(&with("/services/-", json!("hotjar")));
    assert!(cookie(&all, "_hjSession_*").is_some());
    assert!(cookie(&all, "_hjid").is_none());
    let named = checked(&with(
        "/services/-",
        json!({ "use": "hotjar", "cookies": [{ "name": "_hjid" }] }),
    ));
    let old = cookie(&named, "_hjid").unwrap();
    assert_eq!(old.rule.lifetime.to_string(), "1 year");
    assert!(
        named
            .languages
            .iter()
            .all(|language| !old.purpose.get(*language).is_empty())
    );
    assert!(cookie(&named, "_hjSession_*").is_some());
}

#[test]
fn a_cookie_without_words_of_its_own_is_explained_by_its_service() {
    let catalogue = Catalogue::built_in();
    let record = catalogue.get("outbrain").unwrap();
    assert_eq!(record.cookie("apnxs").unwrap().purpose, None);
    let config = checked(&with("/services/-", json!("outbrain")));
    let declared = cookie(&config, "apnxs").unwrap();
    for language in &config.languages {
        assert_eq!(declared.purpose.get(*language), record.purpose.get(*language));
    }
}

#[test]
fn a_language_that_the_catalogue_does_not_have_says_what_the_category_is_for() {
    let german = Language::parse("de").unwrap();
    let mut site = json!({
        "version": "2026-11-22",
        "controllers": [{ "name": "Beispiel GmbH", "contact": "hallo@example.com", "country": "DE" }],
        "domains": ["example.com"],
        "languages": ["de"],
        "policyUrl": { "de": "/cookies" },
        "services": ["hotjar"]
    });
    let config = checked(&site);
    let declared = cookie(&config, "_hjSession_*").unwrap();
    let (_, purpose) = german.texts().category("analytics").unwrap();
    assert_eq!(declared.purpose.get(german), purpose);
    // A recipient that stores nothing has no category to speak for it.
    site["services"] = json!(["hotjar", "sendgrid"]);
    let found = faults(&site);
    assert!(
        found.len() == 1 && found[0].reason.contains("no text in Deutsch"),
        "{found:?}"
    );
}

#[test]
fn a_common_name_accuses_nobody() {
    for name in ["sp", "form_key", "uid"] {
        assert_eq!(
            faults(&with("/services/3/cookies/0/name", json!(name))),
            [],
            "{name}"
        );
    }
    assert_eq!(faults(&with("/services/3/cookies/0/name", json!("_ga"))).len(), 1);
    assert_eq!(faults(&with("/services/3/hosts", json!(["*/shop/app.js"]))), []);
    assert_eq!(
        faults(&with("/services/3/hosts", json!(["script.hotjar.com/*"]))).len(),
        1
    );
}
