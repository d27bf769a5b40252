//! Where a site offers none of it, nothing is there: no function, no frame, no cookie, no byte.

use consent_tests::{SITES, journey};
use futures::future::join_all;
use serde_json::json;

use super::{SITE, publish_us};

const THERE: &str = "['__tcfapi', '__gpp', '__uspapi', '__tcfapiLocator', '__gppLocator', '__uspapiLocator'].filter((name) => name in window)";

#[test]
fn sites_without_a_registered_platform_do_not_pretend() {
    journey(async |stage| {
        join_all(SITES.map(async |site| {
            let visitor = stage.visitor().await;
            let tab = visitor.opens(&stage.sites.page(site, "")).await;
            tab.accepts().await;
            tab.rests().await;
            assert_eq!(tab.evaluate::<Vec<String>>(THERE).await, [""; 0], "{site}");
            let mut fetched = stage.fetched(site, &tab);
            fetched.retain(|file| file.starts_with("iab-"));
            assert_eq!(fetched, [""; 0], "{site}");
            assert!(
                !visitor.cookies().await.names(site).contains(&"usprivacy"),
                "{site}"
            );
            let kept: bool = tab
                .evaluate("Object.keys(localStorage).some((key) => key.endsWith('-iab'))")
                .await;
            assert!(!kept, "{site}");
        }))
        .await;
    });
}

#[test]
fn a_us_privacy_string_alone_needs_no_platform() {
    journey(async |stage| {
        publish_us(stage, json!({ "usPrivacy": true }));
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page(SITE, "")).await;
        let there: Vec<String> = tab.evaluate(THERE).await;
        assert_eq!(there, ["__uspapi", "__uspapiLocator"]);
    });
}
