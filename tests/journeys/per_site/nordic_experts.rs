//! Nordic Experts: a shop whose platform runs, and a crowd of social networks that waits.

use consent_core::catalogue::Catalogue;
use consent_core::config::ConfigDraft;
use consent_tests::{config_file, journey};
use serde_json::{Value, json};

/// What is wrong with a `consent.json`, all of it in one text.
fn faults_of(config: &Value) -> String {
    let draft = match ConfigDraft::from_json(&config.to_string()) {
        Ok(draft) => draft,
        Err(faults) => return faults.to_string(),
    };
    draft
        .check(&Catalogue::built_in())
        .err()
        .map(|faults| faults.to_string())
        .unwrap_or_default()
}

#[test]
fn platform_and_payments_run_untouched() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor
            .opens(&stage.sites.page("nordicexperts", "kurs.html"))
            .await;
        tab.rejects().await;
        tab.until("typeof Stripe == 'function' && read('cookie').includes('__stripe_mid=')")
            .await;
        let jar = visitor.cookies().await;
        assert!(jar.only("nordicexperts", "_kjb_session").http_only);
        assert!(stage.sites.hits("nordicexperts").contains_key("kajabi"));
    });
}

#[test]
fn social_systems_all_wait() {
    journey(async |stage| {
        let waiting = [
            "kajabi-affiliate",
            "google-analytics",
            "google-ads",
            "meta-pixel",
            "facebook-plugins",
            "instagram",
            "linkedin-insight",
            "linkedin-embed",
            "x-pixel",
            "x-embed",
            "pinterest-tag",
            "pinterest-widgets",
            "tumblr",
            "slideshare",
            "meetup",
            "wechat",
            "youtube",
        ];
        let visitor = stage.visitor().await;
        let tab = visitor.tab().await;
        let pages = ["", "kurs.html", "folj-oss.html"];
        for path in pages {
            tab.goes_to(&stage.sites.page("nordicexperts", path)).await;
            tab.is_ready().await.rests().await;
        }
        for service in waiting {
            assert!(
                !stage.sites.hits("nordicexperts").contains_key(service),
                "{service} did not wait"
            );
        }
        tab.accepts().await;
        for path in pages {
            tab.goes_to(&stage.sites.page("nordicexperts", path)).await;
            tab.is_ready().await.rests().await;
        }
        let asked = stage.sites.hits("nordicexperts");
        for service in waiting {
            assert!(asked.contains_key(service), "{service} did not come after a yes");
        }
    });
}

#[test]
fn config_takes_its_umlauts_and_is_warned_of_what_is_gone() {
    let text = std::fs::read_to_string(config_file("nordicexperts")).expect("the config");
    let config: Value = serde_json::from_str(&text).expect("JSON");
    assert!(text.contains("köpexperterna.se"));
    assert_eq!(faults_of(&config), "");
    let with = |service: Value| {
        let mut config = config.clone();
        config["services"].as_array_mut().expect("services").push(service);
        faults_of(&config)
    };
    for (service, told) in [(json!("skype"), "teams"), (json!("tictail"), "2019")] {
        let faults = with(service.clone());
        assert!(faults.to_lowercase().contains(told), "{service}: {faults}");
    }
    let legitimate = with(json!({ "use": "matomo", "basis": "legitimate interest" }));
    assert!(
        legitimate.contains("consent"),
        "visits are not measured on legitimate interest: {legitimate}"
    );
    let mut config = config.clone();
    config["services"] = json!(["kajabi-affiliate"]);
    assert!(
        faults_of(&config).contains("lifetime"),
        "a cookie without a lifetime: {}",
        faults_of(&config)
    );
}
