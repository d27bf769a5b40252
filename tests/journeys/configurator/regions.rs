//! Whoever writes a config sees what it makes of visitors from elsewhere, and of a browser that sends a signal.

use consent_tests::{Look, Tab, journey, pictures};

use super::{BANNER, NO_FAULTS, declares_a_tracker_necessary, opens, shows};

/// The text of one part of the notice in the frame.
async fn reads(tab: &Tab, selector: &str) -> String {
    tab.evaluate(&format!(
        "{BANNER}.shadowRoot.querySelector('{selector}').innerText"
    ))
    .await
}

async fn has(tab: &Tab, selector: &str) -> bool {
    tab.evaluate(&format!(
        "!!{BANNER}.shadowRoot.querySelector('{selector}')?.checkVisibility()"
    ))
    .await
}

async fn looks_from(tab: &Tab, region: &str, signal: &str) -> String {
    tab.picks("#preview-region", region).await;
    tab.picks("#preview-signal", signal).await;
    tab.until("find('iframe').ariaBusy == 'false'").await;
    tab.text("#holds").await
}

#[test]
fn the_notice_is_what_a_visitor_in_each_region_gets() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = opens(stage, &visitor).await;
        let before: String = tab.evaluate("find('#text').value").await;
        assert!(!tab.shows("#preview-region").await, "everybody is asked");
        tab.picks("#regions", "auto").await;
        tab.until(NO_FAULTS).await;
        tab.will_show("#preview-region").await;
        tab.picks("#preview-language", "en").await;
        let text: String = tab.evaluate("find('#text').value").await;
        assert!(text.contains("\"regions\": \"auto\""), "{text}");

        let holds = looks_from(&tab, "US-CA", "").await;
        assert!(holds.starts_with("Opt-out: everything runs"), "{holds}");
        shows(&tab, "[part~=reopen]").await;
        assert_eq!(
            reads(&tab, "[part~=reopen]").await,
            "Do Not Sell or Share My Personal Information"
        );
        assert!(!has(&tab, "[part~=notice]").await, "LAW-65: nobody is asked");

        let holds = looks_from(&tab, "US-CA", "gpc").await;
        assert!(holds.contains("everything but advertisement"), "{holds}");
        shows(&tab, "[part~=notice] [data-act=informed]").await;
        assert!(has(&tab, "[part~=notice] [data-signal]").await, "LAW-61");
        assert!(!has(&tab, "[data-act=accept-all]").await);

        let holds = looks_from(&tab, "AU", "").await;
        assert!(holds.starts_with("Notice: everything runs"), "{holds}");
        shows(&tab, "[part~=notice] [data-act=informed]").await;
        assert!(!has(&tab, "[data-signal]").await);

        let holds = looks_from(&tab, "CA-QC", "").await;
        assert!(holds.starts_with("Opt-in: nothing"), "{holds}");
        shows(&tab, "[part~=notice] [data-act=accept-all]").await;
        let quebec = reads(&tab, "[part~=notice]").await;
        assert!(
            quebec.contains("What identifies, locates or profiles you is off."),
            "{quebec}"
        );

        // The switches of the second layer stand as they do before an answer.
        looks_from(&tab, "US-CA", "gpc").await;
        tab.picks("#preview-part", "second").await;
        shows(&tab, "dialog[part~=preferences][open] [data-signal]").await;
        let on: Vec<bool> = tab
            .evaluate(&format!(
                "['advertisement', 'analytics'].map((name) => {BANNER}.shadowRoot.querySelector(`input[name=${{name}}]`).checked)"
            ))
            .await;
        assert_eq!(on, [false, true]);

        let after: String = tab.evaluate("find('#text').value").await;
        assert_eq!(after, text, "looking from somewhere declares nothing");
        tab.picks("#regions", "").await;
        tab.until(&format!("find('#text').value == {}", serde_json::json!(before)))
            .await;
        tab.will_hide("#preview-region").await;
    });
}

#[test]
fn pictures_of_the_configurator_are_taken_when_asked_for() {
    let Some(folder) = pictures() else {
        return;
    };
    journey(async |stage| {
        let visitor = stage.visitor_with(Look::still((1440, 1000), false)).await;
        let tab = opens(stage, &visitor).await;
        tab.picks("#regions", "auto").await;
        tab.until(NO_FAULTS).await;
        tab.will_show("#preview-region").await;
        tab.picks("#preview-language", "en").await;
        looks_from(&tab, "US-CA", "gpc").await;
        declares_a_tracker_necessary(&tab).await;
        tab.evaluate::<()>("void (scrollTo(0, 0), find('#text').scrollLeft = 0)")
            .await;
        tab.rests().await;
        std::fs::write(folder.join("configurator.png"), tab.picture().await).expect("a picture");
    });
}
