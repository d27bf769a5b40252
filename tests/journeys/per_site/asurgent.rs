//! Asurgent: share buttons that tell nobody, and new purposes that are asked about.

use consent_tests::{NOTICE, REOPEN, journey};
use serde_json::json;

#[test]
fn share_buttons_ask_nobody_before_a_click() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page("asurgent", "artikel.html")).await;
        tab.rests().await;
        assert_eq!(stage.sites.hits("asurgent").len(), 0);
        assert!(tab.shows("a.linkedin-share[href]").await, "they are plain links");
        tab.accepts().await;
        tab.until("find('.linkedin-share').dataset.shownBy == 'linkedin-embed'")
            .await;
    });
}

#[test]
fn visitors_are_asked_again_for_a_new_purpose_and_find_the_change_in_the_history() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page("asurgent", "")).await;
        tab.accepts().await;
        let mut config = stage.sites.config("asurgent");
        config["services"]
            .as_array_mut()
            .expect("services")
            .push(json!("pinterest-tag"));
        config["version"] = json!("2027-01-15");
        stage.sites.publish("asurgent", &config);
        tab.goes_to(&stage.sites.page("asurgent", "kakor.html")).await;
        tab.is_ready().await;
        tab.will_show(NOTICE).await;
        let page = tab.text("main").await;
        assert!(
            page.contains("2027-01-15") || page.contains("15 januari 2027"),
            "the page dates its version:\n{page}"
        );
        assert!(!tab.shows(REOPEN).await);
    });
}
