//! LAW-06 and LAW-07: who says where a visitor is, and what follows when nobody does.

use consent_tests::{NOTICE, journey};
use futures::future::join_all;
use serde_json::json;

use super::{SITE, allowed, arrives, exempt, opens_in, opens_with, publish};

#[test]
fn law_06_without_a_region_or_with_one_that_is_none_opt_in_holds() {
    journey(async |stage| {
        publish(stage);
        for region in ["", "ZZ", "California", "US-CALIFORNIA", "US CA", "SE", "DE-BY"] {
            let visitor = stage.visitor().await;
            let tab = opens_in(stage, &visitor, region).await;
            assert_eq!(allowed(&tab).await, [false, false], "{region}");
            assert!(tab.shows(NOTICE).await, "{region}");
        }
    });
}

#[test]
fn law_07_the_page_itself_cannot_say_where_a_visitor_is() {
    journey(async |stage| {
        publish(stage);
        let visitor = stage.visitor().await;
        let scripts = "document.documentElement.dataset.region = 'US-CA'; window.region = 'US-CA';
            localStorage.setItem('region', 'US-CA'); document.cookie = 'region=US-CA';
            Object.prototype.region = 'US-CA';";
        let tab = visitor.tab_with(scripts).await;
        tab.goes_to(&(stage.sites.page(SITE, "en/") + "?region=US-CA&data-region=US-CA#US-CA"))
            .await;
        tab.is_ready().await.rests().await;
        assert_eq!(allowed(&tab).await, [false, false]);
        assert!(tab.shows(NOTICE).await);
    });
}

#[test]
fn law_07_an_element_called_like_the_script_says_nothing() {
    journey(async |stage| {
        publish(stage);
        let visitor = stage.visitor().await;
        let clobber = "new MutationObserver((_, it) => { if (!document.body) return; it.disconnect();
            const image = document.createElement('img'); image.name = 'currentScript'; image.dataset.region = 'US-CA';
            document.body.prepend(image); }).observe(document, { childList: true, subtree: true });";
        let tab = opens_with(stage, &visitor, "", clobber).await;
        assert_eq!(allowed(&tab).await, [false, false]);
    });
}

/// Regions, the version that holds there, and how strict that is: each kind of version once, and places that are none.
const PLACES: [(&str, &str, u8); 10] = [
    ("SE", "", 3),
    ("ZZ", "", 3),
    ("Europe", "", 3),
    ("CA-QC", "opt-in-profiling", 3),
    ("GB", "opt-in-exempt", 2),
    ("US-CA", "opt-out-sale", 1),
    ("US-TX", "opt-out", 1),
    ("JP", "opt-out-informed", 1),
    ("US-AK", "notice", 0),
    ("AU", "notice-2", 0),
];

/// A page whose own script passes on what its address claims.
const CLAIMS: &str = "new MutationObserver((_, it) => { const page = document.documentElement; if (!page) return; it.disconnect();
    page.dataset.consentRegion = new URLSearchParams(location.search).get('claims'); }).observe(document, { childList: true });";

#[test]
fn law_07_what_the_page_claims_counts_only_where_it_is_stricter() {
    journey(async |stage| {
        exempt::publish(stage, &json!("auto"));
        let page = stage.sites.page(exempt::SITE, "en/");
        join_all(PLACES.map(async |(region, version, strictness)| {
            let visitor = stage.visitor().await;
            let tab = visitor.tab_in(region).await;
            tab.starts_with(CLAIMS).await;
            for (claim, claimed, strict) in PLACES {
                tab.seen.forget();
                tab.goes_to(&format!("{page}?claims={claim}")).await;
                tab.is_ready().await;
                let holds = if strict > strictness { claimed } else { version };
                let dotted = if holds.is_empty() {
                    String::new()
                } else {
                    format!("{holds}.")
                };
                let loaders: Vec<String> = stage
                    .fetched(exempt::SITE, &tab)
                    .into_iter()
                    .filter(|file| file.starts_with("consent."))
                    .collect();
                assert_eq!(
                    loaders.last(),
                    Some(&format!("consent.{dotted}en.js")),
                    "{region}, claimed {claim}: {loaders:?}"
                );
                let told = tab.seen.lines().iter().any(|line| {
                    line.level == "error"
                        && line
                            .text
                            .contains(&format!("data-consent-region=\"{claim}\" is no stricter"))
                });
                assert_eq!(
                    told,
                    claimed != holds,
                    "{region}, claimed {claim}: {:?}",
                    tab.seen.lines()
                );
            }
        }))
        .await;
    });
}

/// The same without a word of any server: what the page claims then only ever loosens.
#[test]
fn law_07_without_a_region_from_the_server_no_claim_counts() {
    journey(async |stage| {
        publish(stage);
        for (claim, _, _) in PLACES {
            let visitor = stage.visitor().await;
            let tab = visitor.tab_with(CLAIMS).await;
            tab.goes_to(&format!("{}?claims={claim}", stage.sites.page(SITE, "en/")))
                .await;
            tab.is_ready().await.rests().await;
            assert_eq!(allowed(&tab).await, [false, false], "{claim}");
            assert!(tab.shows(NOTICE).await, "{claim}");
        }
    });
}

#[test]
fn law_53_an_answer_counts_only_where_it_was_given() {
    journey(async |stage| {
        publish(stage);
        let visitor = stage.visitor().await;
        let tab = opens_in(stage, &visitor, "US-TX").await;
        tab.evaluate::<serde_json::Value>("consent.acceptAll()").await;
        let tab = visitor.tab().await;
        arrives(stage, &tab).await;
        assert_eq!(
            tab.state().await["status"],
            "outdated",
            "another regime is another question"
        );
        assert_eq!(allowed(&tab).await, [false, false]);
    });
}
