//! A script in a frame of another origin asks by messages, and finds the page by a frame's name.

use consent_tests::{Answer, Stage, Tab, journey};
use serde_json::{Value, json};

use super::{SITE, publish_tcf, publish_us};

/// A page whose frames may run scripts of their own.
async fn open(stage: &Stage) -> Tab {
    let page =
        "<!doctype html><html lang=sv><title>Frames</title><script src=/consent/consent.js></script><body>";
    let address = stage.sites.page(SITE, "frames.html");
    let tab = stage.visitor().await.tab().await;
    tab.gets(vec![Answer::other(&address, "text/html", page)]).await;
    tab.goes_to(&address).await;
    tab.is_ready().await;
    tab
}

/// A frame that shares no origin with the page. It looks for the locator, asks, and hands on what it hears.
async fn frame_asks(tab: &Tab, api: &str, command: &str, as_text: bool) {
    let script = format!(
        "const call = {{ {api}Call: {{ command: '{command}', version: 2, parameter: undefined, callId: 'a-1' }} }};
         addEventListener('message', ({{ data }}) => {{
           const isText = typeof data == 'string';
           const answer = (isText ? JSON.parse(data) : data).{api}Return;
           if (answer) parent.postMessage({{ relayed: {{ isText, ...answer }} }}, '*');
         }});
         const there = !!parent.frames['{api}Locator'];
         parent.postMessage({{ relayed: {{ there }} }}, '*');
         parent.postMessage({as_text} ? JSON.stringify(call) : call, '*');"
    );
    let page = format!("<script>{script}</script>");
    tab.evaluate::<()>(&format!(
        "(window.__relayed ??= [],
          addEventListener('message', ({{ data }}) => data.relayed && __relayed.push(data.relayed)),
          void document.body.append(Object.assign(document.createElement('iframe'),
            {{ sandbox: 'allow-scripts', srcdoc: {} }})))",
        json!(page)
    ))
    .await;
}

#[test]
fn a_frame_hears_every_change() {
    journey(async |stage| {
        publish_tcf(stage, |_| {});
        let tab = open(stage).await;
        frame_asks(&tab, "__tcfapi", "addEventListener", false).await;
        tab.until("__relayed.length >= 2").await;
        tab.accepts().await;
        tab.until("__relayed.at(-1).returnValue?.eventStatus == 'useractioncomplete'")
            .await;
        let all: Vec<Value> = tab.evaluate("__relayed").await;
        assert_eq!(all[0], json!({ "there": true }));
        for answer in &all[1..] {
            assert_eq!(
                (&answer["callId"], &answer["success"], &answer["isText"]),
                (&json!("a-1"), &json!(true), &json!(false))
            );
        }
        let last = all.last().expect("an answer");
        assert_eq!(last["returnValue"]["vendor"]["consents"]["755"], true);
    });
}

#[test]
fn a_frame_that_writes_text_gets_text() {
    journey(async |stage| {
        publish_us(
            stage,
            json!({ "cmpId": 880, "gpp": ["usnat"], "usPrivacy": true }),
        );
        let tab = open(stage).await;
        frame_asks(&tab, "__gpp", "ping", true).await;
        tab.until("__relayed.length == 2").await;
        let all: Vec<Value> = tab.evaluate("__relayed").await;
        assert_eq!(all[0], json!({ "there": true }));
        assert_eq!(
            (&all[1]["isText"], &all[1]["returnValue"]["gppVersion"]),
            (&json!(true), &json!("1.1"))
        );
    });
}

#[test]
fn messages_that_are_none_of_ours_are_passed_over() {
    journey(async |stage| {
        publish_tcf(stage, |_| {});
        let tab = open(stage).await;
        tab.evaluate::<()>(
            "void [null, 1, '', '__tcfapi', '{', { __tcfapiCall: null }, { __tcfapiCall: 1 }, { __gppCall: {} }, '__tcfapiCall']
               .forEach((message) => postMessage(message, '*'))",
        )
        .await;
        tab.accepts().await;
        tab.rests().await;
        let faults = tab.seen.exceptions();
        assert_eq!(faults, []);
    });
}
