//! Netdialog: a chat that waits, and a way back that does not.

use consent_tests::{DIALOG, NOTICE, OWN_WAY_BACK, journey, planted};

#[test]
fn chat_comes_only_with_functionality() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page("netdialog", "")).await;
        tab.chooses().await;
        tab.switches("analytics").await;
        tab.saves().await;
        tab.until("read('cookie').includes('_ga=')").await;
        assert!(!stage.sites.hits("netdialog").contains_key("netdialog-chat"));
        tab.reopens().await;
        tab.second_layer_is_whole().await;
        tab.switches("functionality").await;
        tab.clicks(consent_tests::SAVE).await;
        tab.until("find('#chat')?.dataset.shownBy == 'netdialog-chat'")
            .await;
    });
}

#[test]
fn way_back_is_reachable_at_any_time() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        for path in ["", "one2many.html", "kakor.html", "en/"] {
            let tab = visitor.opens(&stage.sites.page("netdialog", path)).await;
            tab.clicks(OWN_WAY_BACK).await;
            tab.will_show(DIALOG).await;
        }
    });
}

#[test]
fn page_for_another_system_works_without_an_edit() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor
            .opens(&stage.sites.page("netdialog", "one2many.html"))
            .await;
        assert_eq!(stage.sites.hits("netdialog").len(), 0);
        tab.rests().await;
        tab.accepts().await;
        tab.until("read('cookie').includes('nd_chat=') && read('cookie').includes('_ga=')")
            .await;
    });
}

#[test]
fn who_declined_when_the_site_had_cookiebot_is_not_asked_again() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let page = stage.sites.page("netdialog", "");
        visitor
            .has(vec![planted("CookieConsent", "0", &page, None, "/")])
            .await;
        let tab = visitor.opens(&page).await;
        tab.rests().await;
        let state = tab.state().await;
        assert_eq!(
            (&state["status"], &state["act"]),
            (&"decided".into(), &"i".into())
        );
        assert!(!tab.shows(NOTICE).await);
        assert!(!visitor.cookies().await.names("netdialog").contains(&"_ga"));
    });
}
