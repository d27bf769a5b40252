//! A first layer before which the page waits, for sites that want one: it can be refused as easily, and be left.

use consent_tests::{Gallery, Key, Look, NOTICE, REOPEN, journey};
use serde_json::json;

/// The first layer as a dialog.
const MODAL: &str = "dialog[part~=notice]";

async fn gallery() -> Gallery {
    let looks = ["middle-center", "bottom-start"].map(|position| {
        (
            position.to_owned(),
            json!({ "modal": true, "position": position }),
        )
    });
    Gallery::open(looks.into(), &["en"]).await
}

#[test]
fn a11y_05_a_modal_first_layer_is_a_dialog_with_focus_on_its_heading_and_a_no_in_it() {
    journey(async |stage| {
        let gallery = gallery().await;
        for size in [(1280, 720), (320, 256)] {
            let visitor = stage.visitor_with(Look::of(size)).await;
            let tab = visitor.opens(&gallery.page("middle-center", "en")).await;
            tab.will_show(MODAL).await;
            let (modal, role, described): (bool, Option<String>, Option<String>) = tab
                .evaluate(&format!(
                    "((it) => [it.matches(':modal'), it.getAttribute('role'), it.getAttribute('aria-describedby')])(find('{MODAL}'))"
                ))
                .await;
            assert!(modal && role.is_none() && described.is_none());
            // LAW-13: neither answer has the focus.
            assert_eq!(tab.focus().await, "consent-title");
            assert!(
                tab.shows(&format!("{MODAL} [data-act=reject-all]")).await,
                "LAW-16"
            );
            // A11Y-06: the page behind can be reached neither by Tab nor by the mouse.
            for _ in 0..12 {
                tab.presses(Key::Tab).await;
                let outside: bool = tab
                    .evaluate(&format!(
                        "focused() != read('body') && focused() != null && !find('{MODAL}').contains(focused())"
                    ))
                    .await;
                assert!(!outside, "Tab leads to {}", tab.focus().await);
            }
            assert_eq!(
                tab.evaluate::<String>("getComputedStyle(read('body')).paddingBottom")
                    .await,
                "0px",
                "no room is kept before a page that waits"
            );
            tab.clicks(&format!("{MODAL} [data-act=reject-all]")).await;
            tab.is_decided("r").await;
            tab.will_hide(NOTICE).await;
            tab.tabs_to("a Norrsken").await;
        }
    });
}

/// LAW-16: it is no wall. Escape leaves it with nothing granted, the page is in use, and the way back is there.
#[test]
fn law_16_a_modal_first_layer_can_be_left_without_an_answer() {
    journey(async |stage| {
        let gallery = gallery().await;
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&gallery.page("bottom-start", "en")).await;
        tab.will_show(MODAL).await;
        tab.presses(Key::Escape).await;
        tab.will_hide(NOTICE).await.will_show(REOPEN).await;
        assert_eq!(tab.state().await["status"], "unasked");
        assert_eq!(tab.state().await["categories"]["analytics"], false);
        // LAW-54: once in a page view is enough, whatever happens in the page and in the site's other tabs.
        let other = visitor.opens(&gallery.page("bottom-start", "en")).await;
        other.will_show(MODAL).await;
        other
            .evaluate::<()>("void (localStorage.consent = 'broken')")
            .await;
        tab.until("localStorage.consent != null").await;
        tab.evaluate::<()>("void read('body').append(document.createElement('p'))")
            .await;
        tab.rests().await.minutes_pass(1).await;
        assert!(!tab.rests().await.shows(NOTICE).await, "LAW-54");
        tab.clicks("main button").await;
        tab.clicks(REOPEN).await;
        tab.second_layer_is_whole().await;
        tab.presses(Key::Escape).await;
        // The next page asks again.
        tab.reloads().await;
        tab.is_ready().await.will_show(MODAL).await;
    });
}

#[test]
fn the_second_layer_opens_over_a_modal_first_layer_and_leads_back_to_it() {
    journey(async |stage| {
        let gallery = gallery().await;
        let tab = stage
            .visitor()
            .await
            .opens(&gallery.page("middle-center", "en"))
            .await;
        tab.tabs_to("preferences").await;
        tab.presses(Key::Enter).await;
        tab.second_layer_is_whole().await;
        tab.presses(Key::Escape).await;
        tab.will_hide("dialog[part~=preferences]").await;
        assert!(tab.shows(MODAL).await);
        assert_eq!(tab.focus().await, "preferences");
        tab.presses(Key::Enter).await;
        tab.second_layer_is_whole().await;
        tab.clicks("dialog[part~=preferences] [data-act=save]").await;
        tab.is_decided("c").await;
        tab.will_hide(MODAL).await;
    });
}
