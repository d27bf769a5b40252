//! Where the other system's record does not say enough, or says too much, the visitor is asked, with nothing granted before.

use consent_tests::{Answer, journey};
use serde_json::{Value, json};

use super::{SITE, comes, cookiebot, had, is_asked, is_taken_over, leaves, visitor_with};

/// On a site that had this system, each of these is asked about.
fn are_asked(system: &Value, left: &[&str]) {
    journey(async |stage| {
        had(stage, std::slice::from_ref(system));
        for left in left {
            println!("{left}");
            let visitor = visitor_with(stage, left).await;
            let tab = comes(stage, &visitor).await;
            is_asked(&visitor, &tab).await;
        }
    });
}

#[test]
fn a_yes_without_the_sites_word_is_asked_again() {
    are_asked(
        &json!({ "from": "cookiebot" }),
        &[
            "cookie('CookieConsent', cookiebot(true, true, true))",
            "cookie('CookieConsent', cookiebot(false, true, false))",
        ],
    );
}

#[test]
fn a_yes_that_no_visitor_gave_is_asked_again() {
    are_asked(
        &cookiebot(),
        &[
            "cookie('CookieConsent', cookiebot(true, true, true).replace('explicit', 'implied'))",
            "cookie('CookieConsent', cookiebot(true, true, true).replace('%2Cmethod:%27explicit%27', ''))",
        ],
    );
}

#[test]
fn an_answer_to_a_part_is_asked_again() {
    let map = json!({ "ga": "analytics", "ads": "advertisement", "chat": "functionality" });
    are_asked(
        &json!({ "from": "klaro", "optIn": true, "map": map }),
        &[
            "cookie('klaro', json({ ga: true }))",
            "cookie('klaro', json({ ga: true, ads: false }))",
            "cookie('klaro', json({ hotjar: true }))",
        ],
    );
}

#[test]
fn answers_that_contradict_each_other_are_asked_again() {
    are_asked(
        &cookiebot(),
        &[
            "cookie('CookieConsent', cookiebot(false, true, false)); cookie('CookieConsent', '0', '; domain=' + location.hostname)",
        ],
    );
    let map = json!({ "ga": "analytics", "ads": "advertisement", "chat": "functionality" });
    are_asked(
        &json!({ "from": "klaro", "optIn": true, "map": map }),
        &["cookie('klaro', json({ ga: true, ads: false, chat: false }));
           localStorage.klaro = json({ ga: false, ads: false, chat: false })"],
    );
}

#[test]
fn an_answer_that_is_over_is_asked_again() {
    are_asked(
        &cookiebot(),
        &[
            "cookie('CookieConsent', cookiebot(false, true, false).replace(then, then - 182 * day))",
            "cookie('CookieConsent', cookiebot(false, true, false).replace(then, then + 9 * day))",
        ],
    );
    are_asked(
        &json!({ "from": "vanilla-cookieconsent", "optIn": true, "revision": 2 }),
        &["cookie('cc_cookie', json({ categories: ['analytics'], revision: 1, consentTimestamp: iso, lastConsentTimestamp: iso,
             consentId: 'a3a1c6b0-0000-4000-8000-000000000001' }))"],
    );
}

#[test]
fn what_is_no_record_is_asked_again() {
    are_asked(
        &cookiebot(),
        &[
            "cookie('CookieConsent', 'true')",
            "cookie('CookieConsent', '')",
            "cookie('CookieConsent', '{'.repeat(2000))",
            "cookie('CookieConsent', cookiebot(false, true, false).slice(0, -1))",
            "cookie('CookieConsent', '{__proto__:{statistics:true}}')",
        ],
    );
}

#[test]
fn a_browser_that_says_global_privacy_control_gets_no_advertisement() {
    journey(async |stage| {
        had(stage, &[cookiebot()]);
        let visitor = stage.visitor().await;
        leaves(
            stage,
            &visitor,
            "cookie('CookieConsent', cookiebot(true, true, true))",
        )
        .await;
        let page = stage.sites.page(SITE, "gpc.html");
        let html = "<!doctype html><html lang=\"sv\"><head><title>GPC</title>
            <script>Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })</script>
            <script async src=\"/consent/consent.js\"></script></head><body></body></html>";
        let tab = visitor.tab().await;
        tab.gets(vec![Answer::other(&page, "text/html; charset=utf-8", html)])
            .await;
        tab.goes_to(&page).await;
        tab.is_ready().await.rests().await;
        is_taken_over(&tab).await;
        assert_eq!(
            tab.state().await["categories"],
            json!({ "necessary": true, "functionality": true, "analytics": true, "advertisement": false })
        );
    });
}
