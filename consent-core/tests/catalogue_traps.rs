//! Names that lie, services that are gone, and lifetimes that are not what policies claim.
#![cfg(feature = "declare")]

use consent_core::catalogue::{Catalogue, CookieRecord, Identified, Kind, Record, Status, Under};
use consent_core::config::{Lifetime, ServiceId, Storage};

fn ids(found: &[&str]) -> Vec<ServiceId> {
    found.iter().map(|id| ServiceId::parse(id).unwrap()).collect()
}

fn owned((record, cookie): (&Record, &CookieRecord)) -> (String, String) {
    (record.id.to_string(), cookie.name.as_str().to_owned())
}

/// Service and entry of a cookie that is certain.
fn known(name: &str, under: Under<'_>, found: &[&str]) -> (String, String) {
    match Catalogue::built_in().identify(name, Storage::Cookie, under, &ids(found)) {
        Identified::Known(record, cookie) => owned((record, cookie)),
        other => panic!("{name}: {:?}", other.candidates().map(owned).collect::<Vec<_>>()),
    }
}

/// The services that a cookie may belong to, where none is certain.
fn ambiguous(name: &str, under: Under<'_>, found: &[&str]) -> Vec<String> {
    let catalogue = Catalogue::built_in();
    let identified = catalogue.identify(name, Storage::Cookie, under, &ids(found));
    assert!(
        matches!(identified, Identified::Ambiguous(_)),
        "{name} is certain"
    );
    let mut services: Vec<String> = identified.candidates().map(|pair| owned(pair).0).collect();
    services.dedup();
    services
}

fn pair(service: &str, name: &str) -> (String, String) {
    (service.into(), name.into())
}

fn cookie(service: &str, name: &str) -> CookieRecord {
    let catalogue = Catalogue::built_in();
    let record = catalogue.get(service).unwrap();
    record.cookie(name).unwrap().clone()
}

#[test]
fn one_underscore_too_many_is_still_cloudflares() {
    assert_eq!(known("__cfuvid", Under::Site, &[]), pair("cloudflare", "_cfuvid"));
}

#[test]
fn google_analytics_and_its_neighbours_are_not_swallowed_by_each_other() {
    for (name, service, entry) in [
        ("_ga", "google-analytics", "_ga"),
        ("_ga_1R7GEWQZLM", "google-analytics", "_ga_*"),
        ("_gat", "google-analytics", "_gat"),
        ("_gat_UA-1-2", "google-analytics", "_gat_*"),
        ("_gat_gtag_UA_1_2", "google-analytics", "_gat_gtag_*"),
        ("_gac_UA-1-2", "google-ads", "_gac_*"),
        ("_gac_gb_UA-1-2", "google-ads", "_gac_gb_*"),
        ("_gcl_au", "google-ads", "_gcl_au"),
        ("_gaexp", "google-optimize", "_gaexp"),
        ("AMP_TOKEN", "google-analytics", "AMP_TOKEN"),
        ("AMP_0123456789", "amplitude", "AMP_*"),
        ("AMP_MKTG_0123456789", "amplitude", "AMP_MKTG_*"),
    ] {
        assert_eq!(known(name, Under::Unknown, &[]), pair(service, entry), "{name}");
    }
    let catalogue = Catalogue::built_in();
    for name in ["_g", "_gax", "ga", "_GA", "xAMP_TOKEN"] {
        let identified = catalogue.identify(name, Storage::Cookie, Under::Unknown, &[]);
        assert_eq!(identified, Identified::Unknown, "{name}");
    }
}

#[test]
fn a_name_of_two_platforms_is_told_apart_by_what_else_is_there() {
    for under in [Under::Unknown, Under::Site] {
        assert_eq!(ambiguous("_abv", under, &[]), ["kajabi", "shopify"]);
        assert_eq!(
            ambiguous("_abv", under, &["google-analytics"]),
            ["kajabi", "shopify"]
        );
        assert_eq!(
            ambiguous("_abv", under, &["kajabi", "shopify"]),
            ["kajabi", "shopify"]
        );
        assert_eq!(
            known("_abv", under, &["kajabi", "stripe"]),
            pair("kajabi", "_abv")
        );
        assert_eq!(known("_abv", under, &["shopify"]), pair("shopify", "_abv"));
        assert_eq!(ambiguous("_pk_id.1.1fff", under, &[]), ["matomo", "piwik-pro"]);
        assert_eq!(
            known("_pk_id.1.1fff", under, &["matomo"]),
            pair("matomo", "_pk_id.*")
        );
    }
}

#[test]
fn a_part_of_a_platform_is_there_when_the_platform_is() {
    assert_eq!(
        known("_sp_id.1fff", Under::Site, &["kajabi"]),
        pair("kajabi-statistics", "_sp_id.*")
    );
    assert_eq!(
        known("_sp_id.1fff", Under::Site, &[]),
        pair("snowplow", "_sp_id.*")
    );
}

#[test]
fn what_comes_along_with_many_services_is_its_suppliers_own() {
    assert_eq!(
        known("__cf_bm", Under::Unknown, &[]),
        pair("cloudflare", "__cf_bm")
    );
    assert_eq!(
        known("__cf_bm", Under::Domain(".hsforms.com"), &[]),
        pair("hubspot", "__cf_bm")
    );
    assert_eq!(
        known("__cf_bm", Under::Domain("example.org"), &[]),
        pair("cloudflare", "__cf_bm")
    );
    assert_eq!(known("PHPSESSID", Under::Site, &[]), pair("php", "PHPSESSID"));
    let bcookie = Under::Domain(".linkedin.com");
    assert_eq!(
        known("bcookie", bcookie, &["linkedin-insight"]),
        pair("linkedin-insight", "bcookie")
    );
    assert_eq!(known("bcookie", bcookie, &[]), pair("linkedin-embed", "bcookie"));
}

#[test]
fn a_common_name_alone_says_nothing() {
    for name in ["uid", "id", "ts", "cart", "m", "lang", "token", "sp", "fr"] {
        assert!(!ambiguous(name, Under::Unknown, &[]).is_empty(), "{name}");
    }
    assert_eq!(
        known("uid", Under::Domain("track.adform.net"), &[]),
        pair("adform", "uid")
    );
    assert_eq!(
        known("uid", Under::Domain(".criteo.com"), &[]),
        pair("criteo", "uid")
    );
    assert_eq!(known("sp", Under::Site, &["snowplow"]), pair("snowplow", "sp"));
    let catalogue = Catalogue::built_in();
    for (name, under) in [
        ("uid", Under::Site),
        ("uid", Under::Domain("adform.net.example.org")),
        ("uid", Under::Domain("notadform.net")),
        ("yt-remote-device-id", Under::Domain(".youtube.com")),
    ] {
        let identified = catalogue.identify(name, Storage::Cookie, under, &[]);
        assert_eq!(identified, Identified::Unknown, "{name} {under:?}");
    }
}

#[test]
fn where_a_value_is_stored_is_part_of_what_it_is() {
    let catalogue = Catalogue::built_in();
    let local = catalogue.identify("_uetsid_exp", Storage::Local, Under::Site, &[]);
    assert_eq!(local.service().unwrap().id.as_str(), "microsoft-uet");
    let cookie = catalogue.identify("_uetsid_exp", Storage::Cookie, Under::Site, &[]);
    assert_eq!(cookie, Identified::Unknown);
    let frame = catalogue.identify("rc::a", Storage::Local, Under::Domain("www.google.com"), &[]);
    assert_eq!(frame.service().unwrap().id.as_str(), "google-recaptcha");
    let site = catalogue.identify("rc::a", Storage::Local, Under::Site, &[]);
    assert_eq!(
        site,
        Identified::Unknown,
        "it lies in the frame, out of the page's reach"
    );
}

#[test]
fn one_service_may_store_one_name_in_two_places() {
    let catalogue = Catalogue::built_in();
    let anywhere = catalogue.identify("_ttp", Storage::Cookie, Under::Unknown, &[]);
    assert!(matches!(anywhere, Identified::Ambiguous(_)));
    assert_eq!(anywhere.service().unwrap().id.as_str(), "tiktok-pixel");
    let ambiguous = catalogue.identify("_abv", Storage::Cookie, Under::Unknown, &[]);
    assert_eq!(ambiguous.service(), None);
}

#[test]
fn lifetimes_are_what_browsers_are_asked_for() {
    for (service, name, lifetime) in [
        ("cloudflare", "__cf_bm", "30 minutes"),
        ("cloudflare", "_cfuvid", "session"),
        ("hubspot", "__hstc", "180 days"),
        ("hubspot", "hubspotutk", "180 days"),
        ("hubspot", "__hssc", "30 minutes"),
        ("hubspot-consent", "__hs_cookie_cat_pref", "180 days"),
        ("google-analytics", "_ga", "2 years"),
        ("kajabi", "_kjb_session", "1 day"),
        ("kajabi", "_abv", "1 year"),
        ("matomo", "_pk_id.*", "393 days"),
        ("woocommerce", "wp_woocommerce_session_*", "2 days"),
        ("wordpress-comments", "comment_author_*", "1 year"),
        ("youtube", "VISITOR_INFO1_LIVE", "180 days"),
        ("clarity", "_clsk", "1 day"),
    ] {
        let expected = Lifetime::parse(lifetime).unwrap();
        assert_eq!(cookie(service, name).lifetime, Some(expected), "{name}");
    }
    assert_eq!(cookie("kajabi-affiliate", "kjba").lifetime, None);
}

#[test]
fn no_cookie_outlives_what_browsers_keep() {
    let cap = Lifetime::Seconds(Lifetime::COOKIE_CAP);
    let declared = cookie("google-analytics", "_ga").lifetime.unwrap();
    assert!(declared > cap);
    assert_eq!(declared.effective_as_cookie(), cap);
    for record in Catalogue::built_in().iter() {
        for cookie in &record.cookies {
            if let (Some(lifetime), Storage::Cookie) = (cookie.lifetime, cookie.storage) {
                assert!(lifetime.effective_as_cookie() <= cap, "{}", cookie.name.as_str());
            }
        }
    }
}

#[test]
fn what_only_a_server_can_remove_is_marked() {
    for (service, name, is_hidden) in [
        ("cloudflare", "__cf_bm", true),
        ("kajabi", "_kjb_session", true),
        ("azure-hosting", "ARRAffinity", true),
        ("azure-hosting", "ApplicationGatewayAffinity", false),
        ("google-analytics", "FPID", true),
        ("google-analytics", "FPLC", false),
        ("hubspot", "hubspotutk", false),
    ] {
        assert_eq!(cookie(service, name).http_only, is_hidden, "{name}");
    }
}

#[test]
fn necessary_is_only_what_the_page_needs() {
    let catalogue = Catalogue::built_in();
    for (name, service, is_necessary) in [
        ("_kjb_session", "kajabi", true),
        ("kjba", "kajabi-affiliate", false),
        ("_sp_id.*", "kajabi-statistics", false),
        ("_shopify_essential", "shopify", true),
        ("_shopify_marketing", "shopify-marketing", false),
        ("sbjs_first", "woocommerce-attribution", false),
        ("__stripe_mid", "stripe", true),
        ("td", "google-tag-manager", false),
    ] {
        let record = catalogue.get(service).unwrap();
        assert!(record.cookie(name).is_some(), "{name} is not of {service}");
        assert_eq!(record.is_necessary(), is_necessary, "{service}");
    }
}

#[test]
fn services_that_are_gone_say_so() {
    let catalogue = Catalogue::built_in();
    for (id, on) in [
        ("skype", "2025-05-05"),
        ("google-optimize", "2023-09-30"),
        ("addthis", "2023-05-31"),
    ] {
        let record = catalogue.get(id).unwrap();
        assert_eq!(record.kind, Kind::Retired);
        assert_eq!(record.retired.as_ref().unwrap().on.to_string(), on, "{id}");
    }
    assert_eq!(catalogue.get("tictail").unwrap().kind, Kind::Retired);
    let gone = cookie("cloudflare", "__cfduid");
    assert_eq!((gone.status, gone.usual), (Status::Retired, false));
    assert_eq!(cookie("google-analytics", "__utma").status, Status::Retired);
    assert_eq!(cookie("hotjar", "_hjid").status, Status::Legacy);
}

#[test]
fn services_are_found_by_what_they_were_called() {
    let catalogue = Catalogue::built_in();
    for (name, id) in [
        ("Google AdWords", "google-ads"),
        ("Twitter", "x-embed"),
        ("WhatsUp", "whatsapp"),
        ("Lundalogik", "lime-go"),
        ("Officepaketet", "office365"),
        ("Sendinblue", "brevo"),
        ("Pardot", "pardot"),
        ("AppNexus", "xandr"),
        ("DoubleClick", "google-floodlight"),
        ("Azure AD", "entra-id"),
    ] {
        assert_eq!(catalogue.find_alias(name).unwrap().id.as_str(), id, "{name}");
    }
}

#[test]
fn addresses_lead_to_services_and_no_further() {
    let catalogue = Catalogue::built_in();
    let of = |url: &str| -> Vec<String> {
        let found = catalogue.of_url(url);
        found.iter().map(|record| record.id.to_string()).collect()
    };
    for (url, services) in [
        (
            "https://www.ngager.example/hs/scriptloader/4471.js",
            vec!["hubspot"],
        ),
        ("https://js-eu1.hs-scripts.com/4471.js", vec!["hubspot"]),
        (
            "//www.googletagmanager.com/gtm.js?id=GTM-1",
            vec!["google-tag-manager"],
        ),
        (
            "www.googletagmanager.com/gtag/js?id=DC-1",
            vec!["google-floodlight", "google-analytics"],
        ),
        ("https://www.youtube.com/embed/x", vec!["youtube"]),
        (
            "https://www.google.com/recaptcha/api.js",
            vec!["google-recaptcha"],
        ),
        ("https://www.google.com/maps/embed?pb=1", vec!["google-maps"]),
        ("https://S7.addthis.com/js/300/addthis_widget.js", vec!["addthis"]),
        (
            "https://cdn.jsdelivr.net/npm/@snowplow/javascript-tracker/dist/sp.js",
            vec!["snowplow", "jsdelivr"],
        ),
        (
            "https://example.se/?u=https://connect.facebook.net/en_US/fbevents.js",
            vec![],
        ),
        ("https://connect.facebook.net.example.se/x/fbevents.js", vec![]),
        ("", vec![]),
    ] {
        assert_eq!(of(url), services, "{url}");
    }
}

#[test]
fn the_categories_of_consent_mode_are_googles() {
    let catalogue = Catalogue::built_in();
    for (id, category) in [
        ("google-analytics", "analytics"),
        ("google-ads", "advertisement"),
        ("google-floodlight", "advertisement"),
        ("google-adsense", "advertisement"),
    ] {
        let record = catalogue.get(id).unwrap();
        assert_eq!(record.category.as_str(), category);
        assert!(
            record
                .tells
                .iter()
                .any(|tool| format!("{tool:?}").contains("Google")),
            "{id}"
        );
    }
}
