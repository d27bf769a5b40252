//! Scripts of the IAB's frameworks ask the page, and hear what the visitor answered; where a site offers nothing, nothing
//! is there.

mod frames;
mod none;
mod tcf;
mod tcf_interface;
mod united_states;

use consent_tests::{Stage, Tab, Visitor};
use serde_json::{Value, json};

/// The site on which these journeys take place.
const SITE: &str = "nordicexperts";

/// The vendors that the site declares: service, number, purposes by consent, purposes by legitimate interest.
const VENDORS: [(&str, u16, &[u8], &[u8]); 3] = [
    ("google-analytics", 1000, &[1, 8], &[]),
    ("google-ads", 755, &[1, 2, 3, 4, 7], &[9, 10]),
    ("meta-pixel", 89, &[1, 3, 4], &[2, 7]),
];

/// Puts the site into service with TCF.
fn publish_tcf(stage: &Stage, change: impl FnOnce(&mut Value)) {
    let mut config = stage.sites.config(SITE);
    config["iab"] = json!({ "cmpId": 880, "cmpVersion": 7, "publisherCountry": "SE", "vendorListVersion": 175, "tcf": true });
    for service in config["services"].as_array_mut().expect("services") {
        let vendor = VENDORS.iter().find(|(name, ..)| service == name);
        if let Some((name, vendor, purposes, interests)) = vendor {
            let iab = json!({ "vendor": vendor, "purposes": purposes, "legitimateInterest": interests });
            *service = json!({ "use": name, "iab": iab });
        }
    }
    change(&mut config);
    stage.sites.publish(SITE, &config);
}

/// Puts the site into service with the strings of the United States.
fn publish_us(stage: &Stage, iab: Value) {
    let mut config = stage.sites.config(SITE);
    config["regime"] = json!("opt-out");
    config["reloadOnWithdrawal"] = json!(false);
    config["iab"] = iab;
    stage.sites.publish(SITE, &config);
}

/// A stub as the framework describes it: it queues calls, and gives them to whoever asks without arguments. A script
/// that was there before everything else listens with it.
const EARLY: &str = "const queue = []; window.__heard = [];
    window.__tcfapi = (...args) => (args.length ? void queue.push(args) : queue);
    __tcfapi('addEventListener', 2, (data, success) => __heard.push({ success, ...data }));";

/// Opens the site's front page with that stub in it.
async fn opens_early(stage: &Stage, visitor: &Visitor) -> Tab {
    let tab = visitor.tab_with(EARLY).await;
    tab.goes_to(&stage.sites.page(SITE, "")).await;
    tab.is_ready().await;
    tab
}

/// Waits until the newest event has this status, and gives it.
async fn heard(tab: &Tab, status: &str) -> Value {
    tab.until(&format!("__heard.at(-1)?.eventStatus == '{status}'"))
        .await;
    tab.evaluate("__heard.at(-1)").await
}
