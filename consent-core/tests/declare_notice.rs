//! The notice says everything that is declared, in the words of its language.
#![cfg(feature = "declare")]

mod declare;

use consent_core::notice::{Language, Notice, NoticeDigest, ShownCookie, ShownService};
use declare::{checked, sound, with};
use serde_json::{Value, json};

fn language(tag: &str) -> Language {
    Language::parse(tag).unwrap()
}

fn notice(tag: &str) -> Notice {
    checked(&sound()).notice(language(tag))
}

fn service<'a>(notice: &'a Notice, id: &str) -> &'a ShownService {
    notice
        .categories
        .iter()
        .flat_map(|category| &category.services)
        .find(|service| service.id == id)
        .unwrap()
}

fn cookie<'a>(service: &'a ShownService, name: &str) -> &'a ShownCookie {
    service.cookies.iter().find(|cookie| cookie.name == name).unwrap()
}

#[test]
fn the_first_layer_says_who_for_what_and_how_to_take_it_back() {
    let (sv, en) = (notice("sv"), notice("en"));
    assert!(
        sv.texts.body.starts_with("Exempel AB och Sample Ltd vill"),
        "{}",
        sv.texts.body
    );
    assert!(
        sv.texts.body.contains("för statistik, annonsering och stöd."),
        "{}",
        sv.texts.body
    );
    assert!(
        en.texts.body.contains("for statistics, advertising and support."),
        "{}",
        en.texts.body
    );
    assert!(en.texts.body.contains(en.texts.reopen.as_ref()));
    assert_eq!(sv.texts.title, "Får vi spara kakor?");
    assert_eq!(sv.policy_url, "/kakor.html");
    assert!(sv.texts.preferences_body.contains("200 dagar"));
    assert!(
        en.texts
            .declaration_intro
            .contains("example.se and köpexperterna.se")
            && en.texts.declaration_intro.contains("2026-11-22")
    );
    assert!(
        en.texts
            .declaration_rights_body
            .contains("hej@example.se and +46 8 123 45")
    );
}

#[test]
fn categories_stand_in_their_order_and_only_necessary_is_fixed() {
    let notice = notice("en");
    let shown: Vec<(&str, bool)> = notice
        .categories
        .iter()
        .map(|category| (category.id.as_str(), category.fixed))
        .collect();
    assert_eq!(
        shown,
        [
            ("necessary", true),
            ("analytics", false),
            ("advertisement", false),
            ("support", false)
        ]
    );
    assert_eq!(notice.categories[3].name, "Support");
    assert!(
        notice
            .categories
            .iter()
            .all(|category| category.services.iter().all(|service| service.id != "sendgrid"))
    );
}

#[test]
fn a_service_is_told_with_supplier_country_role_and_transfer() {
    let sv = notice("sv");
    let chat = service(&sv, "our-chat");
    assert_eq!(chat.provider, "Chat AB (Sverige)");
    assert_eq!(chat.provider_url, "https://chat.example.se/privacy");
    assert_eq!(
        (chat.basis.as_str(), chat.role.as_str()),
        ("Samtycke", "Personuppgiftsbiträde")
    );
    assert_eq!(chat.transfer, "USA");
    assert_eq!(chat.purpose, "Minns samtalet.");
    let en = notice("en");
    assert_eq!(
        service(&en, "google-analytics").provider,
        "Google Ireland Limited (Ireland)"
    );
    assert_eq!(service(&en, "login").role, "");
}

#[test]
fn a_cookie_is_told_with_what_browsers_make_of_it() {
    let (sv, en) = (notice("sv"), notice("en"));
    let ga = cookie(service(&sv, "google-analytics"), "_ga");
    assert_eq!(
        (ga.lifetime.as_str(), ga.kept_at_most.as_str()),
        ("2 år", "webbläsaren behåller den högst 400 dagar")
    );
    assert_eq!(
        (ga.stored_as.as_str(), ga.party.as_str(), ga.erasure.as_str()),
        ("Kaka", "Förstapart", "")
    );
    let minute = cookie(service(&en, "google-analytics"), "_gat");
    assert_eq!(
        (minute.lifetime.as_str(), minute.kept_at_most.as_str()),
        ("1 minute", "")
    );
    let sid = cookie(service(&en, "login"), "sid");
    assert_eq!(
        (sid.lifetime.as_str(), sid.stored_as.as_str()),
        ("Session", "Cookie. Hidden from scripts")
    );
    assert!(sid.erasure.contains("server"));
    let third = checked(&with("/services/2/cookies/0/party", json!("third"))).notice(language("en"));
    assert!(
        cookie(service(&third, "our-chat"), "oc_*_id")
            .erasure
            .contains("Chat AB")
    );
}

#[test]
fn what_we_store_ourselves_is_told_first_and_is_in_no_policy() {
    let config = checked(&sound());
    let notice = config.notice(language("en"));
    let choice = &notice.categories[0].services[0];
    assert_eq!(choice.id, "consent-choice");
    assert_eq!(
        (choice.provider.as_str(), choice.basis.as_str()),
        ("Exempel AB (Sweden)", "Legal obligation")
    );
    let stored: Vec<(&str, &str, &str)> = choice
        .cookies
        .iter()
        .map(|cookie| {
            (
                cookie.name.as_str(),
                cookie.stored_as.as_str(),
                cookie.lifetime.as_str(),
            )
        })
        .collect();
    assert_eq!(
        stored,
        [
            ("choice", "Cookie", "200 days"),
            ("choice", "Local storage", "Until removed"),
            ("choice-queue", "Local storage", "1 month"),
            ("choice-receipts", "Local storage", "Until removed"),
            ("choice-imported", "Local storage", "Until removed")
        ]
    );
    assert_eq!(config.policy().service("consent-choice"), None);
}

#[test]
fn a_language_that_the_site_does_not_speak_is_its_first() {
    let mut swedish = sound();
    for pointer in [
        "/followLanguage",
        "/policyUrl/en",
        "/categories/0/name/en",
        "/categories/0/purpose/en",
        "/services/2/purpose/en",
        "/services/2/cookies/0/purpose/en",
        "/services/3/purpose/en",
        "/services/3/cookies/0/purpose/en",
        "/retention/0/what/en",
        "/retention/0/from/en",
        "/languages/1",
    ] {
        declare::put(&mut swedish, pointer, Value::Null);
    }
    let config = checked(&swedish);
    assert_eq!(config.notice(language("en")), config.notice(language("sv")));
    assert_eq!(config.notice(language("en")).language, "sv");
}

#[test]
fn a_recipient_without_storage_is_shown_by_itself() {
    let config = checked(&sound());
    let shown = config.shown_service(&config.register[0], language("sv"));
    assert_eq!((shown.id.as_str(), shown.cookies.len()), ("sendgrid", 0));
    assert!(!shown.purpose.is_empty() && shown.transfer.contains("USA"));
}

#[test]
fn the_digest_tells_every_letter_apart() {
    let digest = notice("sv").digest();
    assert_eq!(digest, notice("sv").digest());
    assert_ne!(digest, notice("en").digest());
    assert_ne!(
        digest,
        checked(&with("/texts/sv/title", json!("Får vi spara kakor")))
            .notice(language("sv"))
            .digest()
    );
    let text = digest.to_string();
    assert_eq!(text.len(), 43);
    assert_eq!(NoticeDigest::parse(&text), Some(digest));
    assert_eq!(serde_json::to_value(digest).unwrap(), json!(text));
    for wrong in ["", &text[1..], &format!("{text}A"), &text.replace(|_| true, "=")] {
        assert_eq!(NoticeDigest::parse(wrong), None, "{wrong}");
    }
}

#[test]
fn without_a_record_or_an_import_nothing_is_kept_for_it() {
    let mut config = with("/record", Value::Null);
    let names = |config: &Value| {
        let notice = checked(config).notice(language("en"));
        let cookies = &service(&notice, "consent-choice").cookies;
        cookies
            .iter()
            .map(|cookie| cookie.name.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&config), ["choice", "choice", "choice-imported"]);
    declare::put(&mut config, "/import", Value::Null);
    assert_eq!(names(&config), ["choice", "choice"]);
}
