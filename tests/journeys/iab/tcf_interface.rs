//! TCF's commands, each as the CMP API describes it.

use consent_tests::{Answer, Tab, journey};
use serde_json::{Value, json};

use super::{SITE, publish_tcf};

/// What a command answers: the arguments of its callback.
async fn asks(tab: &Tab, command: &str, version: &str, parameter: &str) -> Value {
    tab.evaluate(&format!(
        "new Promise((go) => __tcfapi('{command}', {version}, (...answer) => go(answer), {parameter}))"
    ))
    .await
}

#[test]
fn a_ping_is_answered_at_once() {
    journey(async |stage| {
        publish_tcf(stage, |_| {});
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page(SITE, "")).await;
        let ping = async || -> Value {
            tab.evaluate("(() => { let at; __tcfapi('ping', 2, (answer) => (at = answer)); return at; })()")
                .await
        };
        let expected = |display: &str| {
            json!({
                "gdprApplies": true, "cmpLoaded": true, "cmpStatus": "loaded", "displayStatus": display,
                "apiVersion": "2.2", "cmpVersion": 7, "cmpId": 880, "gvlVersion": 175, "tcfPolicyVersion": 5,
            })
        };
        assert_eq!(ping().await, expected("visible"));
        tab.rejects().await;
        assert_eq!(ping().await, expected("hidden"));
        tab.reloads().await;
        tab.is_ready().await;
        assert_eq!(ping().await, expected("disabled"));
    });
}

#[test]
fn commands_that_are_not_there_say_so() {
    journey(async |stage| {
        publish_tcf(stage, |_| {});
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page(SITE, "")).await;
        for (command, version) in [
            ("getVendorList", "2"),
            ("getInAppTCData", "2"),
            ("toString", "2"),
            ("ping", "1"),
            ("ping", "3"),
        ] {
            assert_eq!(
                asks(&tab, command, version, "'LATEST'").await,
                json!([null, false]),
                "{command}"
            );
        }
        assert_eq!(
            asks(&tab, "removeEventListener", "2", "99").await,
            json!([false, true])
        );
        // Without a version it is the newest; without a callback nobody is answered, and nothing breaks.
        assert_eq!(asks(&tab, "ping", "null", "0").await[0]["cmpId"], 880);
        tab.evaluate::<()>("void __tcfapi('ping', 2)").await;
        assert_eq!(asks(&tab, "getTCData", "2", "[755]").await[1], true);
    });
}

#[test]
fn one_listener_s_fault_is_not_the_next_one_s() {
    journey(async |stage| {
        publish_tcf(stage, |_| {});
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page(SITE, "")).await;
        tab.evaluate::<()>(
            "(window.__heard = [],
              __tcfapi('addEventListener', 2, (data) => { if (data.eventStatus == 'useractioncomplete') throw 'mine'; }),
              __tcfapi('addEventListener', 2, (data) => { if (data.vendor) data.vendor.consents = 'changed'; }),
              void __tcfapi('addEventListener', 2, (data) => __heard.push(data)))",
        )
        .await;
        tab.accepts().await;
        let data = super::heard(&tab, "useractioncomplete").await;
        assert_eq!(data["vendor"]["consents"]["755"], true);
        assert_eq!(tab.state().await["status"], "decided");
    });
}

#[test]
fn another_platform_on_the_page_is_left_alone() {
    journey(async |stage| {
        publish_tcf(stage, |_| {});
        let visitor = stage.visitor().await;
        let tab = visitor
            .tab_with("window.__tcfapi = (command, version, callback) => callback?.('another', true);")
            .await;
        tab.goes_to(&stage.sites.page(SITE, "")).await;
        tab.is_ready().await;
        assert_eq!(asks(&tab, "ping", "2", "0").await[0], "another");
        let said = tab
            .seen
            .lines()
            .into_iter()
            .any(|line| line.text.contains("__tcfapi is somebody else's"));
        assert!(said, "{:?}", tab.seen.lines());
        tab.accepts().await;
    });
}

#[test]
fn pages_in_another_language_keep_what_was_asked_before() {
    journey(async |stage| {
        publish_tcf(stage, |_| {});
        let visitor = stage.visitor().await;
        let tab = super::opens_early(stage, &visitor).await;
        tab.goes_to(&stage.sites.page(SITE, "en/")).await;
        tab.is_ready().await;
        tab.accepts().await;
        let data = super::heard(&tab, "useractioncomplete").await;
        assert_eq!(data["vendor"]["consents"]["89"], true);
        let listeners: Vec<u32> = tab
            .evaluate("[...new Set(__heard.map((it) => it.listenerId))]")
            .await;
        assert_eq!(listeners.len(), 1);
    });
}

#[test]
fn where_no_string_can_be_made_it_says_so() {
    journey(async |stage| {
        publish_tcf(stage, |_| {});
        let missing = Answer::missing(&stage.sites.page(SITE, "consent/iab-*"));
        let broken = Answer::other(
            &stage.sites.page(SITE, "consent/iab-*"),
            "text/javascript",
            "export default 1",
        );
        for answer in [missing, broken] {
            let visitor = stage.visitor().await;
            let tab = visitor.tab_with(super::EARLY).await;
            tab.gets(vec![answer]).await;
            tab.goes_to(&stage.sites.page(SITE, "")).await;
            tab.is_ready().await;
            tab.until("(() => { let at; __tcfapi('ping', 2, (answer) => (at = answer)); return at.cmpStatus == 'error'; })()")
                .await;
            // The answer itself is none of the strings' business.
            tab.accepts().await;
            tab.rests().await;
            let heard: Vec<Value> = tab.evaluate("__heard").await;
            assert!(heard.iter().all(|it| it.get("tcString").is_none()), "{heard:?}");
            assert_eq!(tab.state().await["categories"]["advertisement"], true);
        }
    });
}
