//! Every system that can be taken over, with what it really leaves: statistics were granted, everything else was not.

use consent_tests::journey;
use serde_json::{Value, json};

use super::{SITE, comes, fetched, had, is_taken_over, leaves, visitor_with};

/// All systems at once; those whose purposes are services with what each is here.
fn all() -> Vec<Value> {
    let with = |from: &str| json!({ "from": from, "optIn": true });
    let mut all: Vec<Value> = [
        "vanilla-cookieconsent",
        "cookiebot",
        "onetrust",
        "hubspot",
        "cookieyes",
        "osano",
        "c15t",
        "complianz",
    ]
    .map(with)
    .into();
    for (from, analytics, advertisement, functionality) in [
        ("klaro", "google-analytics", "linkedin", "chat"),
        ("tarteaucitron", "gtag", "linkedininsighttag", "hubspotchat"),
    ] {
        let mut system = with(from);
        system["map"] =
            json!({ analytics: "analytics", advertisement: "advertisement", functionality: "functionality" });
        all.push(system);
    }
    all
}

/// What it is, what it leaves, and whether it says when.
const LEFT: [(&str, &str, bool); 12] = [
    (
        "vanilla-cookieconsent 3",
        "cookie('cc_cookie', json({ categories: ['necessary', 'analytics'], revision: 0, data: null, consentTimestamp: iso,
           consentId: 'a3a1c6b0-0000-4000-8000-000000000001', services: { necessary: [], analytics: [] }, languageCode: 'sv',
           lastConsentTimestamp: iso, expirationTime: then + 182 * day }))",
        true,
    ),
    (
        "vanilla-cookieconsent 3 in local storage",
        "localStorage.cc_cookie = JSON.stringify({ categories: ['necessary', 'analytics'], revision: 0, data: null,
           consentTimestamp: iso, consentId: 'a3a1c6b0-0000-4000-8000-000000000001', services: { necessary: [], analytics: [] },
           languageCode: 'sv', lastConsentTimestamp: iso, expirationTime: then + 182 * day })",
        true,
    ),
    (
        "vanilla-cookieconsent 2",
        "cookie('cc_cookie', JSON.stringify({ categories: ['necessary', 'analytics'], level: ['necessary', 'analytics'],
           revision: 0, data: null, rfc_cookie: false, consent_date: iso, consent_uuid: 'a3a1c6b0-0000-4000-8000-000000000002',
           last_consent_update: iso }))",
        true,
    ),
    (
        "klaro",
        "cookie('klaro', json({ 'google-analytics': true, linkedin: false, chat: false }))",
        false,
    ),
    (
        "tarteaucitron",
        "cookie('tarteaucitron', '!gtag=true!linkedininsighttag=false!hubspotchat=false')",
        false,
    ),
    (
        "Cookiebot",
        "cookie('CookieConsent', cookiebot(false, true, false))",
        true,
    ),
    (
        "OneTrust",
        "cookie('OptanonConsent', 'isGpcEnabled=0&datestamp=Thu+Jan+22+2026+15%3A26%3A49+GMT%2B0100+(CET)&version=202512.1.0'
           + '&browserGpcFlag=0&isIABGlobal=false&hosts=&consentId=a3a1c6b0-0000-4000-8000-000000000003&interactionCount=1'
           + '&isAnonUser=1&landingPath=NotLandingPage&groups=C0001%3A1%2CC0002%3A1%2CC0003%3A0%2CC0004%3A0&intType=3'
           + '&geolocation=SE%3BAB&AwaitingReconsent=false');
         cookie('OptanonAlertBoxClosed', iso)",
        true,
    ),
    (
        "HubSpot",
        "cookie('__hs_cookie_cat_pref', '1:true_2:false_3:false')",
        false,
    ),
    (
        "CookieYes",
        "cookie('cookieyes-consent', 'consentid:QUFBQQ,consent:yes,action:yes,necessary:yes,functional:no,analytics:yes,'
           + 'performance:yes,advertisement:no,lastRenewedDate:1734509533000')",
        false,
    ),
    (
        "Osano 4",
        "for (const [category, word] of Object.entries({ ESSENTIAL: 'ALLOW', PERSONALIZATION: 'DENY', ANALYTICS: 'ALLOW', MARKETING: 'DENY',
           UNCATEGORIZED: 'DENY' })) cookie('cookieconsent_status_' + category, word)",
        false,
    ),
    (
        "c15t",
        "cookie('c15t', `c.necessary:1,c.measurement:1,i.t:${then},i.sid:sub_2jv6z8n4q9`)",
        true,
    ),
    (
        "Complianz",
        "for (const [name, word] of Object.entries({ 'banner-status': 'dismissed', functional: 'allow', preferences: 'deny',
           statistics: 'allow', marketing: 'deny' })) cookie('cmplz_' + name, word)",
        false,
    ),
];

/// Some of the systems, in one go: a visitor each.
fn each_is_taken_over(systems: &'static [(&'static str, &'static str, bool)]) {
    journey(async |stage| {
        had(stage, &all());
        for (system, left, says_when) in systems {
            let visitor = visitor_with(stage, left).await;
            let tab = comes(stage, &visitor).await;
            println!("{system}");
            is_taken_over(&tab).await;
            let state = tab.state().await;
            assert_eq!(
                state["categories"],
                json!({ "necessary": true, "functionality": false, "analytics": true, "advertisement": false }),
                "{system}"
            );
            // The age of the decision is that of theirs; where they do not say, it holds for another thirty days.
            let days: f64 = tab
                .evaluate("(Date.now() - Date.parse(consent.state().decidedAt)) / 864e5")
                .await;
            let age = if *says_when { 3.0 } else { 182.0 - 30.0 };
            assert!((days - age).abs() < 0.1, "{system}: {days} days");

            // What was granted runs, and nothing else.
            tab.until("read('cookie').includes('_ga=')").await;
            let asked = tab.seen.requests();
            assert!(
                asked.iter().any(|url| url.contains("googletagmanager")),
                "{system}"
            );
            for held in ["snap.licdn.com", "usemessages"] {
                assert!(!asked.iter().any(|url| url.contains(held)), "{system}: {held}");
            }
            let string = visitor.cookies().await.only(SITE, "consent").value.clone();
            assert!(string.contains(".i."), "{system}: {string}");
            assert_eq!(tab.evaluate::<String>("localStorage.consent").await, string);

            // From the next page on it is a decision as any other.
            let again = comes(stage, &visitor).await;
            assert_eq!(fetched(stage, &again), ["consent"], "{system}");
            is_taken_over(&again).await;
        }
    });
}

#[test]
fn the_first_systems_are_taken_over() {
    each_is_taken_over(&LEFT[..4]);
}

#[test]
fn the_next_systems_are_taken_over() {
    each_is_taken_over(&LEFT[4..8]);
}

#[test]
fn the_last_systems_are_taken_over() {
    each_is_taken_over(&LEFT[8..]);
}

#[test]
fn what_lies_in_session_storage_is_taken_over() {
    journey(async |stage| {
        had(stage, &all());
        let visitor = stage.visitor().await;
        let left = "sessionStorage.klaro = json({ 'google-analytics': false, linkedin: false, chat: true })";
        let tab = leaves(stage, &visitor, left).await;
        tab.goes_to(&stage.sites.page(SITE, "")).await;
        tab.is_ready().await.rests().await;
        is_taken_over(&tab).await;
        assert_eq!(tab.state().await["categories"]["functionality"], true);
    });
}
