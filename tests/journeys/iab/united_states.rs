//! The United States: sections of GPP, GPC in them, and the US Privacy string with its cookie.

use consent_core::strings::gpp::{Gpp, Section, SectionId, UsField};
use consent_core::strings::tcf::Known;
use consent_core::time::Timestamp;
use consent_tests::{Tab, Visitor, journey, strings};
use serde_json::{Value, json};

use super::{SITE, publish_us};

const BOTH: fn() -> Value = || json!({ "cmpId": 880, "gpp": ["usnat"], "usPrivacy": true });

const GPC: &str = "Object.defineProperty(navigator, 'globalPrivacyControl', { value: true });";

async fn gpp(tab: &Tab, command: &str, parameter: &str) -> Value {
    tab.evaluate(&format!(
        "(() => {{ let at; __gpp('{command}', (answer, success) => (at = success && answer), '{parameter}'); return at; }})()"
    ))
    .await
}

async fn usp(tab: &Tab) -> Value {
    tab.evaluate("(() => { let at; __uspapi('getUSPData', 1, (answer, success) => (at = success && answer)); return at; })()")
        .await
}

/// Waits until the strings can be relied on.
async fn is_told(tab: &Tab) {
    tab.until(
        "(() => { let at; __gpp('ping', (answer) => (at = answer)); return at.signalStatus == 'ready'; })()",
    )
    .await;
}

async fn cookie(visitor: &Visitor) -> String {
    visitor.cookies().await.only(SITE, "usprivacy").value.clone()
}

async fn opts_out(tab: &Tab) {
    tab.reopens().await;
    tab.second_layer_is_whole().await;
    tab.switches("advertisement").await;
    tab.saves().await;
}

#[test]
fn before_anybody_objects_nobody_has_opted_out() {
    journey(async |stage| {
        publish_us(stage, BOTH());
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page(SITE, "")).await;
        is_told(&tab).await;
        let ping = gpp(&tab, "ping", "").await;
        let text = ping["gppString"].as_str().expect("a string").to_owned();
        assert_eq!(ping["gppVersion"], "1.1");
        assert_eq!(
            (
                &ping["cmpStatus"],
                &ping["cmpDisplayStatus"],
                &ping["signalStatus"]
            ),
            (&json!("loaded"), &json!("disabled"), &json!("ready"))
        );
        assert_eq!(
            (&ping["cmpId"], &ping["supportedAPIs"]),
            (&json!(880), &json!(["7:usnat"]))
        );
        assert_eq!(
            (&ping["sectionList"], &ping["applicableSections"]),
            (&json!([7]), &json!([7]))
        );

        let read = Gpp::parse(&text).expect("a GPP string");
        let Some(Ok(section)) = read.section(SectionId::US_NATIONAL) else {
            panic!("{text}")
        };
        let known = Known::at(Timestamp::from_secs(strings::now()));
        assert_eq!(section.findings(&text, &known), []);
        let Section::Us(section) = section else {
            panic!("{text}")
        };
        assert_eq!((section.version(), section.gpc), (2, Some(false)));
        assert_eq!(section.answer(UsField::SaleOptOut), Some(2));

        assert_eq!(gpp(&tab, "hasSection", "usnat").await, true);
        assert_eq!(gpp(&tab, "hasSection", "usca").await, false);
        assert_eq!(gpp(&tab, "getSection", "usca").await, Value::Null);
        let parts = gpp(&tab, "getSection", "usnat").await;
        assert_eq!(
            (&parts, &parts[1]),
            (
                &ping["parsedSections"]["usnat"],
                &json!({ "SubsectionType": 1, "Gpc": false })
            )
        );
        for (field, answer) in [
            ("usnat.SaleOptOut", json!(2)),
            ("usnat.SensitiveDataProcessing", json!(vec![0; 16])),
            ("usnat.Gpc", json!(false)),
            ("usnat.Nothing", Value::Null),
            ("usca.SaleOptOut", Value::Null),
            ("toString.length", Value::Null),
        ] {
            assert_eq!(gpp(&tab, "getField", field).await, answer, "{field}");
        }
        assert_eq!(gpp(&tab, "getGPPData", "").await, false);
        assert_eq!(usp(&tab).await, json!({ "version": 1, "uspString": "1YNN" }));
        assert_eq!(cookie(&visitor).await, "1YNN");
        let kept: bool = tab
            .evaluate("Object.keys(localStorage).some((key) => key.endsWith('-iab'))")
            .await;
        assert!(!kept, "nothing has been decided");
    });
}

#[test]
fn an_opt_out_is_told_in_order_and_stays() {
    journey(async |stage| {
        publish_us(stage, BOTH());
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page(SITE, "")).await;
        is_told(&tab).await;
        tab.evaluate::<()>(
            "(window.__events = [], void __gpp('addEventListener', ({ eventName, data, pingData }) =>
               __events.push([eventName, data, pingData.signalStatus])))",
        )
        .await;
        opts_out(&tab).await;
        tab.until("__events.at(-1).join() == 'signalStatus,ready,ready'")
            .await;
        let events: Value = tab.evaluate("__events").await;
        assert_eq!(
            events,
            json!([
                ["listenerRegistered", true, "ready"],
                ["signalStatus", "not ready", "not ready"],
                ["cmpDisplayStatus", "visible", "not ready"],
                ["cmpDisplayStatus", "hidden", "not ready"],
                ["sectionChange", "usnat", "ready"],
                ["signalStatus", "ready", "ready"],
            ])
        );
        assert_eq!(gpp(&tab, "getField", "usnat.TargetedAdvertisingOptOut").await, 1);
        assert_eq!(usp(&tab).await["uspString"], "1YYN");
        assert_eq!(cookie(&visitor).await, "1YYN");

        let again = visitor.opens(&stage.sites.page(SITE, "")).await;
        assert_eq!(usp(&again).await["uspString"], "1YYN");
        assert_eq!(gpp(&again, "getField", "usnat.SaleOptOut").await, 1);
        again.rests().await;
        assert_eq!(stage.fetched(SITE, &again), ["consent.js"]);
    });
}

#[test]
fn a_browser_s_standing_wish_opts_out_and_is_told_as_such() {
    journey(async |stage| {
        publish_us(stage, BOTH());
        let visitor = stage.visitor().await;
        let tab = visitor.tab_with(GPC).await;
        tab.goes_to(&stage.sites.page(SITE, "")).await;
        tab.is_ready().await;
        is_told(&tab).await;
        assert_eq!(gpp(&tab, "getField", "usnat.Gpc").await, true);
        assert_eq!(gpp(&tab, "getField", "usnat.SaleOptOut").await, 1);
        assert_eq!(cookie(&visitor).await, "1YYN");
        assert_eq!(tab.state().await["categories"]["advertisement"], false);
    });
}

#[test]
fn the_cookie_ends_when_the_site_stops_saying_it() {
    journey(async |stage| {
        publish_us(stage, BOTH());
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page(SITE, "")).await;
        is_told(&tab).await;
        opts_out(&tab).await;
        tab.until("read('cookie').includes('usprivacy=1YYN')").await;
        tab.rests().await;
        publish_us(stage, json!({ "cmpId": 880, "gpp": ["usnat"] }));
        let again = visitor.opens(&stage.sites.page(SITE, "")).await;
        is_told(&again).await;
        assert_eq!(again.state().await["act"], "c", "nothing new was asked");
        assert!(!visitor.cookies().await.names(SITE).contains(&"usprivacy"));
        assert!(!again.evaluate::<bool>("'__uspapi' in window").await);
    });
}

#[test]
fn a_stub_s_listeners_are_heard_under_their_own_numbers() {
    journey(async |stage| {
        publish_us(stage, BOTH());
        let visitor = stage.visitor().await;
        // As IAB Tech Lab's stub does it: listeners are numbered at once, everything else is queued.
        let stub = "window.__events = []; window.__has = [];
            window.__gpp = (...args) => (args.length ? void __gpp.queue.push(args) : __gpp.queue);
            __gpp.queue = []; __gpp.lastId = 4;
            __gpp.events = [{ id: 4, callback: (event) => __events.push(event) }];
            __gpp('hasSection', (has) => __has.push(has), 'usnat');";
        let tab = visitor.tab_with(stub).await;
        tab.goes_to(&stage.sites.page(SITE, "")).await;
        tab.is_ready().await;
        is_told(&tab).await;
        tab.until("__events.at(-1)?.data == 'ready'").await;
        let numbers: Vec<u32> = tab
            .evaluate("[...new Set(__events.map((it) => it.listenerId))]")
            .await;
        assert_eq!(numbers, [4]);
        assert_eq!(
            tab.evaluate::<Value>("__has").await,
            json!([null]),
            "not yet known when it was asked"
        );
        let next: u32 = tab
            .evaluate("new Promise((go) => __gpp('addEventListener', (event) => go(event.listenerId)))")
            .await;
        assert_eq!(next, 5);
    });
}
