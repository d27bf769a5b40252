//! Every record against the rules of the catalogue.

use super::*;
use crate::config::{CategoryId, LegalBasis, Lifetime, Party, Storage, Translated};
use crate::notice::Language;
use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;

fn records() -> Vec<(&'static str, Record)> {
    let read = |(name, text): &(&'static str, &str)| {
        let record = serde_json::from_str(text).unwrap_or_else(|error| panic!("{name}.json: {error}"));
        (*name, record)
    };
    RECORDS.iter().map(read).collect()
}

/// The languages that the catalogue is written in. In another one the purpose is said by its aim.
const WRITTEN: [&str; 2] = ["en", "sv"];

fn is_told(texts: &Translated) -> bool {
    let told = |tag| texts.get(Language::parse(tag).unwrap()).trim().chars().count() >= 10;
    WRITTEN.into_iter().all(told) && texts.languages().eq(WRITTEN)
}

#[test]
fn every_record_can_be_read_and_is_named_as_its_file() {
    for (name, record) in records() {
        assert_eq!(record.id.as_str(), name);
    }
    assert_eq!(Catalogue::built_in().iter().count(), RECORDS.len());
}

#[test]
fn everything_is_told_in_both_languages_and_has_a_source() {
    for (name, record) in records() {
        assert!(is_told(&record.purpose), "{name}: purpose");
        assert!(
            !record.name.is_empty() && !record.source.is_empty(),
            "{name}: name or source"
        );
        assert!(record.provider.url.starts_with("https://"), "{name}: provider");
        for cookie in &record.cookies {
            let cookie_name = cookie.name.as_str();
            assert!(
                is_told(record.purpose_of(cookie)),
                "{name}: purpose of {cookie_name}"
            );
            assert_eq!(
                cookie.purpose.is_some(),
                cookie.aim.is_some(),
                "{name}: {cookie_name} has a purpose in every language or in none"
            );
            assert!(
                !cookie.source.is_empty() && !cookie.domains.is_empty(),
                "{name}: source of {cookie_name}"
            );
        }
    }
}

/// Those that sites name most; every cookie of theirs is explained in its own words.
const BEST_KNOWN: [&str; 40] = [
    "clarity",
    "cloudflare",
    "criteo",
    "facebook-plugins",
    "google-account",
    "google-ads",
    "google-adsense",
    "google-analytics",
    "google-floodlight",
    "google-fonts",
    "google-maps",
    "google-recaptcha",
    "google-tag-manager",
    "hotjar",
    "hubspot",
    "hubspot-chat",
    "hubspot-consent",
    "instagram",
    "intercom",
    "kajabi",
    "klarna",
    "klaviyo",
    "linkedin-embed",
    "linkedin-insight",
    "mailchimp",
    "matomo",
    "meta-pixel",
    "microsoft-uet",
    "paypal",
    "pinterest-tag",
    "shopify",
    "snap-pixel",
    "spotify",
    "stripe",
    "tiktok-pixel",
    "vimeo",
    "woocommerce",
    "wordpress",
    "x-embed",
    "youtube",
];

#[test]
fn the_best_known_have_a_purpose_for_every_cookie() {
    let catalogue = Catalogue::built_in();
    for id in BEST_KNOWN {
        let record = catalogue
            .get(id)
            .unwrap_or_else(|| panic!("{id}.json is missing"));
        for cookie in &record.cookies {
            let name = cookie.name.as_str();
            assert!(cookie.purpose.as_ref().is_some_and(is_told), "{id}.json: {name}");
        }
    }
}

#[test]
fn there_are_as_many_as_promised() {
    let records = records();
    let cookies: usize = records.iter().map(|(_, record)| record.cookies.len()).sum();
    assert!(
        records.len() >= 140 && cookies >= 900,
        "{} services, {cookies} cookies and keys",
        records.len()
    );
}

#[test]
fn what_one_record_says_of_another_is_true() {
    let catalogue = Catalogue::built_in();
    for record in catalogue.iter() {
        if let Some(whole) = &record.part_of {
            let known = catalogue.get(whole.as_str());
            assert!(
                known.is_some_and(|whole| whole.part_of.is_none() && whole.id != record.id),
                "{}: a part of {whole}",
                record.id
            );
        }
        for cookie in &record.cookies {
            let Some(of) = &cookie.of else { continue };
            let really = catalogue
                .get(of.as_str())
                .and_then(|record| record.cookie(cookie.name.as_str()));
            assert!(
                really.is_some_and(|really| really.of.is_none()),
                "{}: {} of {of}",
                record.id,
                cookie.name.as_str()
            );
        }
    }
}

#[test]
fn a_service_needs_nothing_from_the_site_unless_no_source_says_it() {
    for (name, record) in records() {
        for cookie in &record.cookies {
            // A cookie that its supplier does not document, though a site that uses the service has it.
            let is_undocumented = name == "kajabi-affiliate";
            assert!(
                !cookie.usual || cookie.lifetime.is_some() || is_undocumented,
                "{name}: {} has no lifetime: write \"usual\": false",
                cookie.name.as_str()
            );
        }
    }
}

#[test]
fn a_host_that_any_site_can_have_comes_with_a_path_of_its_own() {
    for (name, record) in records() {
        for glob in &record.hosts {
            let (host, path) = glob
                .split_once('/')
                .unwrap_or_else(|| panic!("{name}: {glob} has no path"));
            let literals = |text: &str| text.bytes().filter(|byte| *byte != b'*').count();
            assert!(
                literals(host) >= 5 || literals(path) >= 6,
                "{name}: {glob} covers too much"
            );
            assert_eq!(
                glob.to_lowercase().split('/').next(),
                Some(host),
                "{name}: {glob}"
            );
        }
    }
}

#[test]
fn a_name_means_one_service_and_one_cookie() {
    let mut services = BTreeSet::new();
    for (name, record) in records() {
        for known in record
            .names()
            .map(str::to_lowercase)
            .collect::<BTreeSet<String>>()
        {
            assert!(
                services.insert(known.clone()),
                "{name}: “{known}” means another service too"
            );
        }
        let mut cookies = BTreeSet::new();
        for cookie in &record.cookies {
            let is_new = cookie
                .names()
                .all(|known| cookies.insert((known, cookie.storage, cookie.party)));
            assert!(is_new, "{name}: “{}” twice", cookie.name.as_str());
        }
    }
}

#[test]
fn basis_and_category_belong_together() {
    for (name, record) in records() {
        assert!(
            CategoryId::BUILT_IN.contains(&record.category.as_str()),
            "{name}: category"
        );
        let is_without_consent = matches!(record.basis, LegalBasis::Contract | LegalBasis::LegalObligation);
        assert_eq!(
            record.is_necessary(),
            is_without_consent,
            "{name}: {:?}",
            record.basis
        );
        assert_eq!(
            record.kind == Kind::Retired,
            record.retired.is_some(),
            "{name}: retired"
        );
    }
}

#[test]
fn lifetimes_are_such_as_their_storage_can_have() {
    for (name, record) in records() {
        for cookie in &record.cookies {
            let fits = match (cookie.lifetime, cookie.storage) {
                (Some(Lifetime::Persistent), storage) => storage == Storage::Local,
                (Some(Lifetime::Seconds(_)), storage) => storage != Storage::Session,
                (Some(Lifetime::Session), storage) => storage != Storage::Local,
                (None, _) => true,
            };
            assert!(
                fits,
                "{name}: {} lives {:?}",
                cookie.name.as_str(),
                cookie.lifetime
            );
            let is_hidden_by_script =
                cookie.http_only && (cookie.set_by == SetBy::Script || cookie.storage != Storage::Cookie);
            assert!(!is_hidden_by_script, "{name}: {}", cookie.name.as_str());
            let is_of_site = cookie.domains.iter().all(|domain| domain == "<site>");
            assert_eq!(
                cookie.party == Party::First,
                is_of_site,
                "{name}: {}",
                cookie.name.as_str()
            );
        }
    }
}

#[test]
fn nothing_necessary_is_a_tracker() {
    const TRACKERS: [&str; 12] = [
        "_ga",
        "_ga_",
        "_gid",
        "_gat",
        "_gcl_au",
        "_fbp",
        "_fbc",
        "__hstc",
        "hubspotutk",
        "_pk_id.",
        "_clck",
        "_uet",
    ];
    for (name, record) in records().into_iter().filter(|(_, record)| record.is_necessary()) {
        for cookie in &record.cookies {
            let literal = cookie.name.as_str().trim_end_matches('*');
            assert!(!TRACKERS.contains(&literal), "{name}: {literal}");
            let also = records()
                .into_iter()
                .filter(|(_, other)| !other.is_necessary())
                .any(|(_, other)| {
                    other
                        .cookies
                        .iter()
                        .any(|known| known.name == cookie.name && known.party == cookie.party)
                });
            assert!(
                !also || cookie.party == Party::Third,
                "{name}: {literal} needs consent elsewhere"
            );
        }
    }
}

#[test]
fn the_successor_of_a_retired_service_can_be_declared() {
    let catalogue = Catalogue::built_in();
    for record in catalogue.iter() {
        let successor = record
            .retired
            .as_ref()
            .and_then(|retired| retired.successor.as_ref());
        if let Some(successor) = successor {
            let kind = catalogue.get(successor.as_str()).map(|record| record.kind);
            assert!(
                kind.is_some_and(|kind| kind != Kind::Retired),
                "{}: {successor}",
                record.id
            );
        }
    }
}
