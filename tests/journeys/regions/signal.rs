//! LAW-60 to LAW-62: Global Privacy Control is an opt-out before anything runs, is shown, and beats what is older.

use consent_core::decision::Act;
use consent_tests::{DIALOG, NOTICE, journey, switch};
use serde_json::Value;

use super::{GPC, SITE, allowed, opens_in, opens_with, publish};

const LINE: &str = "[data-signal]";
const CLOSE: &str = "[part~=notice] [data-act=informed]";

#[test]
fn law_60_nothing_that_advertises_runs_under_the_signal() {
    journey(async |stage| {
        publish(stage);
        for script in [
            GPC,
            "Object.defineProperty(navigator, 'globalPrivacyControl', { value: '1' });",
        ] {
            let visitor = stage.visitor().await;
            let tab = opens_with(stage, &visitor, "US-CA", script).await;
            assert_eq!(allowed(&tab).await, [false, true]);
            assert_eq!(tab.state().await["act"], "s");
            let hits = stage.sites.hits(SITE);
            // What the site needs, and what counts its visits.
            let asked: Vec<&str> = hits.keys().map(String::as_str).collect();
            assert!(
                asked.contains(&"google-analytics")
                    && asked
                        .iter()
                        .all(|service| ["google-analytics", "kajabi", "stripe"].contains(service)),
                "{hits:?}"
            );
            let records = tab.is_on_record(&stage.sites, SITE, 1).await;
            assert_eq!((records[0].act, records[0].gpc), (Act::Signal, true));
        }
    });
}

#[test]
fn law_61_that_it_is_honoured_is_shown_in_both_layers() {
    journey(async |stage| {
        publish(stage);
        let visitor = stage.visitor().await;
        let tab = opens_with(stage, &visitor, "US-CA", GPC).await;
        tab.will_show(NOTICE).await;
        let said = tab.text(&format!("{NOTICE} {LINE}")).await;
        assert!(said.contains("Opt-out request honored"), "{said}");
        assert!(
            !tab.shows("[part~=notice] [data-act=accept-all]").await,
            "LAW-65: nobody is asked to opt in"
        );
        tab.clicks(CLOSE).await;
        tab.will_hide(NOTICE).await;
        tab.reopens().await;
        tab.will_show(&format!("{DIALOG} {LINE}")).await;
        // Above what follows and as wide, not beside it.
        let (above, narrower): (bool, f64) = tab
            .evaluate(
                "(([line, rest]) => [line.bottom <= rest.top + 1 && line.left >= rest.left, rest.width - line.width])\
                 ([find('dialog [data-signal]'), find('dialog [data-slot]')].map((it) => it.getBoundingClientRect()))",
            )
            .await;
        assert!(above && narrower < 20.0, "{above}, {narrower} px narrower");
        assert!(tab.rests().await.barriers().await.is_empty(), "A11Y-39");
        let on: bool = tab
            .evaluate(&format!("find({:?}).checked", switch("advertisement")))
            .await;
        assert!(!on, "the switch says it too");
        // LAW-54: once is enough, and the choices go on saying it.
        let again = opens_with(stage, &visitor, "US-CA", GPC).await;
        assert!(!again.shows(NOTICE).await);
        again.reopens().await;
        again.will_show(&format!("{DIALOG} {LINE}")).await;
    });
}

#[test]
fn law_62_it_beats_an_older_yes_and_only_a_later_one_beats_it() {
    journey(async |stage| {
        publish(stage);
        let visitor = stage.visitor().await;
        let before = opens_in(stage, &visitor, "US-CA").await;
        before.evaluate::<Value>("consent.acceptAll()").await;
        assert_eq!(allowed(&before).await, [true, true]);
        let tab = opens_with(stage, &visitor, "US-CA", GPC).await;
        assert_eq!(allowed(&tab).await, [false, true]);
        tab.evaluate::<Value>("consent.acceptAll()").await;
        assert_eq!(tab.state().await["act"], "o");
        let again = opens_with(stage, &visitor, "US-CA", GPC).await;
        assert_eq!(allowed(&again).await, [true, true]);
        assert!(!again.shows(NOTICE).await);
        again.reopens().await;
        assert!(
            !again.shows(&format!("{DIALOG} {LINE}")).await,
            "it is not honoured now, and nothing says so"
        );
    });
}

#[test]
fn law_66_where_everybody_is_asked_the_signal_grants_nothing_and_hides_nothing() {
    journey(async |stage| {
        publish(stage);
        let visitor = stage.visitor().await;
        let tab = opens_with(stage, &visitor, "SE", GPC).await;
        assert_eq!(allowed(&tab).await, [false, false]);
        assert!(tab.shows(NOTICE).await);
    });
}
