//! What a site declares by naming a service of the catalogue, and what only by naming its cookie too.
#![cfg(feature = "declare")]

mod declare;

use consent_core::catalogue::Catalogue;
use consent_core::config::{Config, DeclaredCookie, ServiceAim};
use consent_core::notice::Language;
use declare::{checked, faults, with};
use serde_json::{Value, json};

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

fn german_site(services: &Value) -> Value {
    json!({
        "version": "2026-11-22",
        "controllers": [{ "name": "Beispiel GmbH", "contact": "hallo@example.com", "country": "DE" }],
        "domains": ["example.com"],
        "languages": ["de"],
        "policyUrl": { "de": "/cookies" },
        "services": services
    })
}

#[test]
fn a_language_that_the_catalogue_is_not_written_in_says_what_each_is_for() {
    let german = Language::parse("de").unwrap();
    // The last one is a recipient that stores nothing in the browser.
    let config = checked(&german_site(&json!(["hotjar", "outbrain", "sendgrid"])));
    let purpose = |id: &str| {
        let all = config.services.iter().chain(&config.register);
        let service = all.into_iter().find(|service| service.id.as_str() == id);
        service.unwrap().purpose.get(german)
    };
    assert_eq!(purpose("hotjar"), ServiceAim::RecordsVisits.said(german));
    assert_eq!(purpose("sendgrid"), "Versendet unsere E-Mails.");
    let said = |name| cookie(&config, name).unwrap().purpose.get(german);
    assert_eq!(
        said("_hjSession_*"),
        "Hält einen Besuch für die Statistik zusammen."
    );
    assert_eq!(said("_hjSessionUser_*"), "Erkennt Sie für die Statistik wieder.");
    // Nobody knows what exactly this one is for, so that the service speaks for it, as in Swedish and English.
    assert_eq!(said("apnxs"), purpose("outbrain"));
}

#[test]
fn every_service_and_cookie_is_explained_better_than_by_its_category_in_every_language() {
    let catalogue = Catalogue::built_in();
    for language in Language::all() {
        for record in catalogue.iter() {
            let (_, category) = language.texts().category(record.category.as_str()).unwrap();
            let cookies = record.cookies.iter();
            let said = cookies.map(|cookie| record.told_of(cookie).get(language));
            for purpose in said.chain([record.told().get(language)]) {
                assert!(
                    !purpose.is_empty() && purpose != category,
                    "{language:?}: {}: “{purpose}”",
                    record.id
                );
            }
        }
    }
}

#[test]
fn a_service_of_the_sites_own_is_explained_by_the_site_alone_in_each_of_its_languages() {
    let mut site = german_site(&json!([{
        "id": "our-chat", "name": "Unser Chat", "category": "functionality", "basis": "consent",
        "provider": { "name": "Beispiel GmbH", "country": "DE", "url": "https://example.com/datenschutz" },
        "purpose": { "de": "Lässt Sie mit uns chatten." }
    }]));
    let _ = checked(&site);
    site["languages"] = json!(["de", "fr"]);
    site["policyUrl"] = json!({ "de": "/cookies", "fr": "/fr/cookies" });
    let found = faults(&site);
    assert!(found.len() == 1 && found[0].path.contains("purpose"), "{found:?}");
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
