//! LAW-63 to LAW-65: where everything runs until somebody objects, objecting is one way away.

use consent_tests::{ACCEPT_THERE, NOTICE, REJECT_THERE, journey};

use super::{SITE, allowed, opens_in, publish};

#[test]
fn law_63_to_say_no_takes_no_more_than_to_say_yes() {
    journey(async |stage| {
        publish(stage);
        for (region, called) in [
            ("US-CA", "Do Not Sell or Share My Personal Information"),
            ("US-TX", "Your Privacy Choices"),
        ] {
            let visitor = stage.visitor().await;
            let tab = opens_in(stage, &visitor, region).await;
            assert_eq!(allowed(&tab).await, [true, true], "{region}");
            assert!(!tab.shows(NOTICE).await, "{region}: nobody is asked");
            assert!(stage.sites.hits(SITE)["google-analytics"] > 0, "{region}");
            let way_back: String = tab
                .evaluate("document.querySelector('consent-root').shadowRoot.querySelector('[part~=reopen]')?.textContent ?? ''")
                .await;
            // The site's own way back stands in the footer; where it does not, the button says what it is.
            assert!(way_back.is_empty() || way_back == called, "{way_back}");
            tab.reopens().await;
            assert!(
                tab.shows(REJECT_THERE).await && tab.shows(ACCEPT_THERE).await,
                "both are one press away"
            );
            tab.leaves_by(&format!("void find({REJECT_THERE:?}).click()"))
                .await;
            tab.is_ready().await;
            assert_eq!(allowed(&tab).await, [false, false], "{region}");
            // LAW-64: no question follows.
            let again = opens_in(stage, &visitor, region).await;
            assert!(
                !again.shows(NOTICE).await && allowed(&again).await == [false, false],
                "{region}"
            );
        }
    });
}

#[test]
fn the_record_says_which_regime_held() {
    journey(async |stage| {
        publish(stage);
        let visitor = stage.visitor().await;
        let tab = opens_in(stage, &visitor, "US-TX").await;
        tab.reopens().await;
        tab.leaves_by(&format!("void find({REJECT_THERE:?}).click()"))
            .await;
        tab.is_ready().await;
        let records = tab.is_on_record(&stage.sites, SITE, 1).await;
        assert_eq!(records[0].regime, consent_core::config::Regime::OptOut);
        assert!(
            records[0].flags.is_empty(),
            "the notice is known: {:?}",
            records[0].flags
        );
    });
}
