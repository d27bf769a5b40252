//! LAW-63 to LAW-65: where everything runs until somebody objects, objecting is one way away.

use consent_tests::{ACCEPT_THERE, NOTICE, OWN_WAY_BACK, REJECT_THERE, REOPEN, Tab, journey};

use super::{SITE, allowed, opens_in, publish};

/// Gives an answer by the way that the law names; tells how many presses it took.
async fn presses_to(tab: &Tab, answer: &str) -> u32 {
    let mut presses = 0;
    for button in [REOPEN, answer] {
        tab.will_show(button).await;
        presses += 1;
        tab.clicks(button).await;
    }
    presses
}

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
            // The site's own way back has another name, so that ours is there too.
            tab.will_show(REOPEN).await;
            assert_eq!(tab.text(REOPEN).await, called, "{region}");
            assert!(tab.shows(OWN_WAY_BACK).await, "{region}");

            tab.mark().await;
            let no = presses_to(&tab, REJECT_THERE).await;
            tab.arrives().await;
            tab.is_ready().await;
            assert_eq!(allowed(&tab).await, [false, false], "{region}");
            // LAW-64: no question follows.
            let again = opens_in(stage, &visitor, region).await;
            assert!(
                !again.shows(NOTICE).await && allowed(&again).await == [false, false],
                "{region}"
            );
            let yes = presses_to(&again, ACCEPT_THERE).await;
            again.is_decided("a").await;
            assert_eq!(allowed(&again).await, [true, true], "{region}");
            assert!(no <= yes, "{region}: {no} presses to say no, {yes} to say yes");
        }
    });
}

#[test]
fn law_63_a_way_back_that_the_site_has_named_so_is_enough() {
    journey(async |stage| {
        publish(stage);
        let visitor = stage.visitor().await;
        let tab = opens_in(stage, &visitor, "US-CA").await;
        tab.will_show(REOPEN).await;
        tab.evaluate::<()>(&format!(
            "void (find('{OWN_WAY_BACK}').textContent = 'Do Not Sell or Share My Personal Information')"
        ))
        .await;
        tab.will_hide(REOPEN).await;
        tab.reopens().await;
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
