//! The second layer as a dialog: where focus goes, where it stays, and where it comes back to.

use consent_tests::{CHOOSE, CLOSE, DIALOG, Key, NOTICE, REOPEN, SITES, journey};

#[test]
fn focus_goes_to_the_heading() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page("ngager", "")).await;
        tab.clicks(CHOOSE).await;
        tab.will_show(DIALOG).await;
        tab.until("spoken(focused()) == 'consent-preferences-title'")
            .await;
        tab.second_layer_is_whole().await;
        tab.rests().await;
        assert_eq!(
            tab.focus().await,
            "consent-preferences-title",
            "and stays there when yew takes over"
        );
    });
}

#[test]
fn the_dialog_is_modal_and_named_by_its_heading() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page("ngager", "en/")).await;
        tab.chooses().await;
        let (modal, name): (bool, String) = tab
            .evaluate("[find('dialog').matches(':modal'), shadow().getElementById(find('dialog').getAttribute('aria-labelledby')).innerText]")
            .await;
        assert!(modal);
        assert_eq!(name, "Your cookie choices");
        let first_layer: Option<String> = tab
            .evaluate("find('[part~=notice]').getAttribute('aria-modal')")
            .await;
        assert_eq!(
            first_layer, None,
            "the first layer is not modal and does not say so"
        );
    });
}

/// A11Y-10.
#[test]
fn tab_stays_inside_in_both_directions() {
    journey(async |stage| {
        for key in [Key::Tab, Key::ShiftTab] {
            let visitor = stage.visitor().await;
            let tab = visitor.opens(&stage.sites.page("ngager", "")).await;
            tab.chooses().await;
            let mut met = Vec::new();
            for _ in 0..24 {
                tab.presses(key).await;
                // Between the last and the first a browser may stop at its own controls: then nothing of the page has focus.
                let outside: bool = tab
                    .evaluate("focused() != read('body') && focused() != null && !find('dialog').contains(focused())")
                    .await;
                assert!(
                    !outside,
                    "{key:?} leads out of the dialog, to {}",
                    tab.focus().await
                );
                met.push(tab.focus().await);
            }
            for act in ["close", "save", "accept-all", "reject-all", "analytics"] {
                assert!(
                    met.iter().any(|one| one == act),
                    "{key:?} does not reach {act}: {met:?}"
                );
            }
        }
    });
}

/// LAW-05: nor does a click beside it close the dialog.
#[test]
fn the_page_behind_cannot_be_clicked() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page("ngager", "")).await;
        tab.chooses().await;
        tab.clicks_at((260.0, 38.0)).await;
        tab.clicks_at((1120.0, 36.0)).await;
        assert!(tab.rests().await.shows(DIALOG).await);
        assert_eq!(tab.evaluate::<String>("location.pathname").await, "/");
    });
}

#[test]
fn escape_closes_without_saving_and_focus_returns() {
    journey(async |stage| {
        for by_key in [true, false] {
            let visitor = stage.visitor().await;
            let tab = visitor.opens(&stage.sites.page("ngager", "")).await;
            tab.tabs_to("preferences").await;
            tab.presses(Key::Enter).await;
            tab.second_layer_is_whole().await;
            if by_key {
                tab.presses(Key::Escape).await;
            } else {
                tab.clicks(CLOSE).await;
            }
            tab.will_hide(DIALOG).await;
            assert_eq!(tab.focus().await, "preferences");
            assert_eq!(tab.state().await["status"], "unasked");
            assert!(visitor.cookies().await.all("ngager", "consent").is_empty());
        }
    });
}

#[test]
fn focus_returns_to_the_pages_own_way_back() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page("ngager", "kakor.html")).await;
        tab.rejects().await;
        tab.clicks("main [data-consent-action=preferences]").await;
        tab.second_layer_is_whole().await;
        tab.presses(Key::Escape).await;
        tab.will_hide(DIALOG).await;
        let there: bool = tab
            .evaluate("focused() == find('main [data-consent-action=preferences]')")
            .await;
        assert!(there, "focus is at {}", tab.focus().await);
    });
}

#[test]
fn focus_returns_to_the_floating_way_back() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page("cag", "")).await;
        tab.rejects().await;
        tab.clicks(REOPEN).await;
        tab.second_layer_is_whole().await;
        tab.saves().await;
        tab.will_hide(DIALOG).await;
        let there: bool = tab.evaluate("focused() == find('[part~=reopen]')").await;
        assert!(there, "focus is at {}", tab.focus().await);
    });
}

/// LAW-05: there is nothing on the first layer that closes it, and neither Escape nor a click beside it is an answer.
#[test]
fn law_05_the_first_layer_cannot_be_left_by_anything_but_an_answer() {
    journey(async |stage| {
        for site in SITES {
            let visitor = stage.visitor().await;
            let tab = visitor
                .tab_with("window.__changes = 0; addEventListener('consent:change', () => __changes++);")
                .await;
            tab.goes_to(&stage.sites.page(site, "")).await;
            tab.is_ready().await.will_show(NOTICE).await;
            let buttons: Vec<String> = tab
                .evaluate("[...find('[part~=notice]').querySelectorAll('button')].map(spoken)")
                .await;
            assert_eq!(buttons, ["accept-all", "reject-all", "preferences"], "{site}");
            tab.tabs_to("accept-all").await;
            tab.presses(Key::Escape).await;
            tab.clicks("main h1").await;
            assert!(tab.rests().await.shows(NOTICE).await, "{site}");
            assert_eq!(tab.state().await["status"], "unasked", "{site}");
            assert_eq!(tab.evaluate::<u32>("__changes").await, 0, "{site}: no event");
        }
    });
}

#[test]
fn a_lists_content_is_reached_by_keyboard() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page("ngager", "en/")).await;
        tab.chooses().await;
        tab.tabs_to("analytics").await;
        tab.presses(Key::Tab).await;
        tab.presses(Key::Enter).await;
        tab.until("find('#consent-services-analytics').open").await;
        tab.tabs_to("analytics/google-analytics").await;
        tab.presses(Key::Space).await;
        let on: bool = tab.evaluate("focused().checked").await;
        assert!(on);
    });
}
