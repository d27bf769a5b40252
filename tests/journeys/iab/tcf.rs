//! TCF: the TC string says what `window.consent` says, whoever reads it, and every change is told.

use std::process::Command;

use consent_core::strings::Severity;
use consent_core::strings::tcf::{Known, TcString};
use consent_core::time::{DAY, Timestamp};
use consent_tests::{Tab, journey, said, strings};
use serde_json::{Value, json};

use super::{SITE, VENDORS, heard, opens_early, publish_tcf};

/// What IAB Tech Lab's own library reads.
const READ: &str = "const { TCString } = require('@iabtechlabtcf/core');
    const tc = TCString.decode(process.argv[1]);
    const set = (vector) => { const all = []; vector.forEach((is, id) => is && all.push(id)); return all; };
    console.log(JSON.stringify({
      cmpId: tc.cmpId, cmpVersion: tc.cmpVersion, policy: tc.policyVersion, list: tc.vendorListVersion,
      language: tc.consentLanguage, country: tc.publisherCountryCode, created: +tc.created, updated: +tc.lastUpdated,
      specific: tc.isServiceSpecific, texts: tc.useNonStandardTexts,
      purposes: set(tc.purposeConsents), interests: set(tc.purposeLegitimateInterests),
      vendors: set(tc.vendorConsents), vendorInterests: set(tc.vendorLegitimateInterests),
      disclosed: set(tc.vendorsDisclosed), restrictions: tc.publisherRestrictions.numRestrictions,
    }));";

fn read_by_others(text: &str) -> Value {
    said(
        Command::new("node")
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .args(["-e", READ, text]),
    )
}

/// Holds the newest string against `window.consent`, by both readers and in the values beside it.
async fn says_the_same(tab: &Tab, data: &Value) {
    let state = tab.state().await;
    let text = data["tcString"].as_str().expect("a string");
    let ours = TcString::decode(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let now = Timestamp::from_secs(strings::now());
    let findings = ours.findings(&Known::at(now));
    assert!(
        findings.iter().all(|it| it.severity < Severity::Warning),
        "{findings:?}"
    );

    let theirs = read_by_others(text);
    let core = &ours.core;
    let today = now.as_secs() / DAY * DAY * 1000;
    for key in ["created", "updated"] {
        assert_eq!(theirs[key], today, "{key}: the day alone");
    }
    assert_eq!(theirs["specific"], true);
    assert_eq!(
        (&theirs["cmpId"], &theirs["cmpVersion"]),
        (&json!(880), &json!(7))
    );
    assert_eq!((&theirs["policy"], &theirs["list"]), (&json!(5), &json!(175)));
    assert_eq!(
        (&theirs["language"], &theirs["country"]),
        (&json!("SV"), &json!("SE"))
    );
    let numbers = |numbers: Vec<u16>| json!(numbers);
    assert_eq!(
        theirs["purposes"],
        json!(core.purposes_consent.iter().collect::<Vec<_>>())
    );
    assert_eq!(
        theirs["interests"],
        json!(core.purposes_legitimate_interest.iter().collect::<Vec<_>>())
    );
    assert_eq!(theirs["vendors"], numbers(core.vendor_consents.iter().collect()));
    assert_eq!(
        theirs["vendorInterests"],
        numbers(core.vendor_legitimate_interests.iter().collect())
    );
    assert_eq!(theirs["disclosed"], json!([89, 755, 1000]));
    assert_eq!(data["isServiceSpecific"], true);

    for (service, vendor, purposes, interests) in VENDORS {
        let granted = state["services"][service] == true;
        assert_eq!(core.vendor_consents.contains(vendor), granted, "{service}");
        assert_eq!(
            core.vendor_legitimate_interests.contains(vendor),
            granted && !interests.is_empty()
        );
        assert_eq!(
            data["vendor"]["consents"][vendor.to_string()] == true,
            granted,
            "{service}"
        );
        assert_eq!(
            data["vendor"]["disclosedVendors"][vendor.to_string()],
            true,
            "{service}"
        );
        for purpose in purposes.iter().filter(|_| granted) {
            assert_eq!(
                data["purpose"]["consents"][purpose.to_string()],
                true,
                "{service}"
            );
        }
    }
    let any = VENDORS
        .iter()
        .any(|(service, ..)| state["services"][*service] == true);
    assert_eq!(core.purposes_consent.is_empty(), !any);
}

#[test]
fn a_listener_from_before_hears_the_question_and_the_yes() {
    journey(async |stage| {
        publish_tcf(stage, |_| {});
        let visitor = stage.visitor().await;
        let tab = opens_early(stage, &visitor).await;
        // It was registered at once, with what there was; then the notice was there, with nothing granted.
        let asked = heard(&tab, "cmpuishown").await;
        says_the_same(&tab, &asked).await;
        assert_eq!(asked["vendor"]["consents"], json!({}));
        assert_eq!(
            asked["purpose"]["legitimateInterests"],
            json!({}),
            "before an answer there is none"
        );
        tab.accepts().await;
        let data = heard(&tab, "useractioncomplete").await;
        says_the_same(&tab, &data).await;
        assert_eq!(
            data["vendor"]["consents"],
            json!({ "89": true, "755": true, "1000": true })
        );
        let all: Vec<Value> = tab.evaluate("__heard").await;
        let statuses: Vec<_> = all
            .iter()
            .map(|it| it["eventStatus"].as_str().unwrap_or("-"))
            .collect();
        assert_eq!(statuses, ["-", "cmpuishown", "useractioncomplete"]);
        for event in &all {
            assert_eq!(
                (&event["success"], &event["listenerId"]),
                (&json!(true), &all[0]["listenerId"])
            );
            assert_eq!(
                (&event["gdprApplies"], &event["cmpId"]),
                (&json!(true), &json!(880))
            );
        }
        assert!(all[0].get("tcString").is_none(), "{:?}", all[0]);
    });
}

#[test]
fn a_listener_from_after_hears_a_no() {
    journey(async |stage| {
        publish_tcf(stage, |_| {});
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page(SITE, "")).await;
        tab.evaluate::<()>(
            "(window.__heard = [], void __tcfapi('addEventListener', 2, (data, success) => __heard.push({ success, ...data })))",
        )
        .await;
        tab.rejects().await;
        let data = heard(&tab, "useractioncomplete").await;
        says_the_same(&tab, &data).await;
        assert_eq!(data["vendor"]["consents"], json!({}));
        assert_eq!(
            data["purpose"],
            json!({ "consents": {}, "legitimateInterests": {} })
        );
    });
}

#[test]
fn a_choice_is_told_vendor_by_vendor() {
    journey(async |stage| {
        publish_tcf(stage, |_| {});
        let visitor = stage.visitor().await;
        let tab = opens_early(stage, &visitor).await;
        tab.chooses().await;
        tab.switches("analytics").await;
        tab.saves().await;
        let data = heard(&tab, "useractioncomplete").await;
        says_the_same(&tab, &data).await;
        assert_eq!(data["vendor"]["consents"], json!({ "1000": true }));
        assert_eq!(data["purpose"]["consents"], json!({ "1": true, "8": true }));
        let ours = TcString::decode(data["tcString"].as_str().expect("a string")).expect("a TC string");
        assert_eq!(ours.core.consent_screen, 2);
    });
}

#[test]
fn listeners_hear_every_change_of_mind() {
    journey(async |stage| {
        publish_tcf(stage, |config| config["reloadOnWithdrawal"] = json!(false));
        let visitor = stage.visitor().await;
        let tab = opens_early(stage, &visitor).await;
        tab.accepts().await;
        let first = heard(&tab, "useractioncomplete").await;
        // Opened and closed again: what was answered stays.
        tab.reopens().await;
        let open = heard(&tab, "cmpuishown").await;
        assert_eq!(open["tcString"], first["tcString"]);
        tab.second_layer_is_whole().await;
        tab.switches("advertisement").await;
        tab.saves().await;
        let changed = heard(&tab, "useractioncomplete").await;
        says_the_same(&tab, &changed).await;
        assert_eq!(changed["vendor"]["consents"], json!({ "1000": true }));
        let before: usize = tab.evaluate("__heard.length").await;
        tab.evaluate::<Value>("consent.withdraw()").await;
        tab.until(&format!("__heard.length > {before}")).await;
        let withdrawn = heard(&tab, "useractioncomplete").await;
        says_the_same(&tab, &withdrawn).await;
        assert_eq!(withdrawn["vendor"]["consents"], json!({}));
        // Who does not listen any more, hears nothing.
        let id = withdrawn["listenerId"].clone();
        let removed: bool = tab
            .evaluate(&format!(
                "new Promise((go) => __tcfapi('removeEventListener', 2, go, {id}))"
            ))
            .await;
        assert!(removed);
        let before: usize = tab.evaluate("__heard.length").await;
        tab.evaluate::<Value>("consent.acceptAll()").await;
        tab.rests().await;
        assert_eq!(tab.evaluate::<usize>("__heard.length").await, before);
    });
}

#[test]
fn who_comes_back_needs_the_loader_alone() {
    journey(async |stage| {
        publish_tcf(stage, |_| {});
        let visitor = stage.visitor().await;
        let tab = opens_early(stage, &visitor).await;
        tab.accepts().await;
        let first = heard(&tab, "useractioncomplete").await;
        tab.rests().await;
        let again = opens_early(stage, &visitor).await;
        let data = heard(&again, "tcloaded").await;
        assert_eq!(data["tcString"], first["tcString"]);
        says_the_same(&again, &data).await;
        again.rests().await;
        assert_eq!(stage.fetched(SITE, &again), ["consent.js"]);

        // A new edition of the vendor list is a new string, and no new question.
        publish_tcf(stage, |config| config["iab"]["vendorListVersion"] = json!(176));
        let later = opens_early(stage, &visitor).await;
        let data = heard(&later, "tcloaded").await;
        let tc = TcString::decode(data["tcString"].as_str().expect("a string")).expect("a TC string");
        assert_eq!(tc.core.vendor_list_version, 176);
        assert_eq!(later.state().await["act"], "a");
    });
}
