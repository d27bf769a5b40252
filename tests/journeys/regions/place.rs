//! LAW-06 and LAW-07: who says where a visitor is, and what follows when nobody does.

use consent_tests::{NOTICE, journey};

use super::{SITE, allowed, arrives, opens_in, opens_with, publish};

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
