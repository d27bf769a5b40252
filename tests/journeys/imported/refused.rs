//! A refusal that another system was given comes over freely, and is carried out as if it had been made here.

use consent_tests::journey;
use serde_json::json;

use super::{SITE, comes, had, is_taken_over, visitor_with};

#[test]
fn a_refusal_needs_nobodys_word_and_erases_what_is_there() {
    journey(async |stage| {
        had(stage, &[json!({ "from": "cookiebot" })]);
        let visitor = visitor_with(
            stage,
            "cookie('CookieConsent', cookiebot(false, false, false));
             cookie('_ga', 'GA1.1.1.1'); cookie('_ga_1R7GEWQZLM', 'GS1.1.1'); cookie('hubspotutk', 'x'); cookie('theirs', 'x')",
        )
        .await;
        let tab = comes(stage, &visitor).await;
        is_taken_over(&tab).await;
        let state = tab.state().await;
        for category in ["functionality", "analytics", "advertisement"] {
            assert_eq!(state["categories"][category], false, "{category}");
        }
        let cookies = visitor.cookies().await;
        // What the site itself needs stays, and what nobody declared.
        assert_eq!(
            cookies.names(SITE),
            [
                "CookieConsent",
                "__cf_bm",
                "__hs_cookie_cat_pref",
                "_cfuvid",
                "consent",
                "theirs"
            ]
        );
        assert_eq!(
            cookies.only(SITE, "__hs_cookie_cat_pref").value,
            "1:false_2:false_3:false"
        );
    });
}

#[test]
fn where_nobody_is_asked_a_refusal_counts_before_anything_runs() {
    journey(async |stage| {
        let mut config = stage.sites.config(SITE);
        config["regime"] = json!("opt-out");
        config["version"] = json!("2026-12-01");
        config["import"] = json!([{ "from": "cookiebot" }]);
        stage.sites.publish(SITE, &config);
        let visitor = visitor_with(stage, "cookie('CookieConsent', cookiebot(true, false, false))").await;
        let tab = comes(stage, &visitor).await;
        is_taken_over(&tab).await;
        let asked = tab.seen.requests();
        for held in ["googletagmanager", "js.hs-scripts.com", "snap.licdn.com"] {
            assert!(!asked.iter().any(|url| url.contains(held)), "{held}");
        }
        // Nothing is denied there: what runs anyway runs.
        let visitor = visitor_with(stage, "cookie('CookieConsent', cookiebot(true, true, true))").await;
        let tab = comes(stage, &visitor).await;
        assert_eq!(tab.state().await["status"], "unasked");
        tab.until("read('cookie').includes('_ga=')").await;
    });
}

#[test]
fn what_was_denied_by_services_is_denied_by_services() {
    journey(async |stage| {
        let map = json!({ "ga": "google-analytics", "hubspot": "hubspot", "ads": "advertisement", "chat": "functionality" });
        had(
            stage,
            &[json!({ "from": "klaro", "name": "choices", "optIn": true, "map": map })],
        );
        let left = "cookie('choices', json({ ga: false, hubspot: true, ads: false, chat: false }))";
        let visitor = visitor_with(stage, left).await;
        let tab = comes(stage, &visitor).await;
        is_taken_over(&tab).await;
        let services = tab.state().await["services"].clone();
        assert_eq!(
            (&services["hubspot"], &services["google-analytics"]),
            (&json!(true), &json!(false))
        );
        let asked = tab.seen.requests();
        assert!(asked.iter().any(|url| url.contains("js.hs-scripts.com")));
        assert!(!asked.iter().any(|url| url.contains("googletagmanager")));
    });
}

#[test]
fn a_visitor_can_change_what_was_taken_over() {
    journey(async |stage| {
        had(stage, &[json!({ "from": "cookiebot" })]);
        let visitor = visitor_with(stage, "cookie('CookieConsent', '0')").await;
        let tab = comes(stage, &visitor).await;
        is_taken_over(&tab).await;
        let id = tab.state().await["id"].clone();
        tab.reopens().await;
        tab.second_layer_is_whole().await;
        tab.switches("analytics").await;
        tab.saves().await;
        tab.until("read('cookie').includes('_ga=')").await;
        assert_eq!(tab.state().await["id"], id);
    });
}
