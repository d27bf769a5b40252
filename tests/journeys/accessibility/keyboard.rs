//! A11Y-11: everything by Tab, Shift+Tab, Space, Enter and Escape alone.

use consent_tests::{DIALOG, Key, NOTICE, REOPEN, Tab, journey, switch};

/// Goes back to the element so spoken of.
async fn goes_back_to(tab: &Tab, spoken: &str) {
    for _ in 0..80 {
        tab.presses(Key::ShiftTab).await;
        if tab.focus().await == spoken {
            return;
        }
    }
    panic!("Shift+Tab does not lead to {spoken}");
}

#[test]
fn a11y_02_the_first_tab_leads_into_the_notice_and_a11y_03_nothing_is_taken_from_the_page() {
    journey(async |stage| {
        for site in ["ngager", "cag"] {
            let tab = stage.opens(site, "").await;
            tab.will_show(NOTICE).await.rests().await;
            assert_eq!(tab.focus().await, "page", "A11Y-03");
            tab.presses(Key::Tab).await;
            let inside: bool = tab.evaluate("find('[part~=notice]').contains(focused())").await;
            assert!(inside, "A11Y-02: Tab leads to {}", tab.focus().await);
        }
    });
}

#[test]
fn a11y_04_it_is_announced_once_and_politely() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        // Every change of the line, from the moment on at which it is there.
        let tab = visitor
            .tab_with(
                "window.__said = []; const attach = Element.prototype.attachShadow;
                 Element.prototype.attachShadow = function (init) { const root = attach.call(this, init);
                   new MutationObserver(() => { const line = root.querySelector('[role=status]'); if (line?.textContent && __said.at(-1) != line.textContent) __said.push(line.textContent) })
                     .observe(root, { childList: true, subtree: true, characterData: true }); return root };",
            )
            .await;
        tab.goes_to(&stage.sites.page("cag", "en/")).await;
        tab.until("__said.length > 0").await.rests().await;
        let said: Vec<String> = tab.evaluate("__said").await;
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(
            !said[0].trim_end_matches('?').contains(['.', '?']),
            "one sentence: {said:?}"
        );
        let loud: usize = tab
            .evaluate("findAll('[role=alert], [aria-live=assertive]').length")
            .await;
        assert_eq!(loud, 0);
        // A11Y-35: and the answer once more.
        tab.rejects().await;
        tab.until("__said.length > 1").await.rests().await;
        assert_eq!(tab.evaluate::<usize>("__said.length").await, 2);
    });
}

#[test]
fn a11y_11_accept_by_keyboard() {
    journey(async |stage| {
        for key in [Key::Enter, Key::Space] {
            let tab = stage.opens("cag", "").await;
            tab.tabs_to("accept-all").await;
            tab.presses(key).await;
            tab.is_decided("a").await.will_hide(NOTICE).await;
            // A11Y-08: what had the focus is gone; the next Tab begins where the page does.
            tab.presses(Key::Tab).await;
            let first: bool = tab
                .evaluate("focused() == query('a, button') || host().contains(focused()) || shadow().contains(focused())")
                .await;
            assert!(first, "Tab leads to {}", tab.focus().await);
        }
    });
}

#[test]
fn a11y_11_reject_by_keyboard_and_backwards() {
    journey(async |stage| {
        for key in [Key::Enter, Key::Space] {
            let tab = stage.opens("cag", "").await;
            tab.tabs_to("preferences").await;
            goes_back_to(&tab, "reject-all").await;
            tab.presses(key).await;
            tab.is_decided("r").await.will_hide(NOTICE).await;
        }
    });
}

#[test]
fn a11y_11_choose_and_withdraw_by_keyboard() {
    journey(async |stage| {
        let tab = stage.opens("cag", "").await;
        tab.tabs_to("preferences").await;
        tab.presses(Key::Space).await;
        tab.second_layer_is_whole().await;
        tab.tabs_to("analytics").await;
        tab.presses(Key::Space).await;
        tab.tabs_to("save").await;
        tab.presses(Key::Enter).await;
        tab.is_decided("c").await.will_hide(DIALOG).await;
        assert_eq!(tab.state().await["categories"]["analytics"], true);

        // And back again: by the way back, to a no, as easily as to a yes (GDPR Article 7(3)).
        tab.tabs_to_part(REOPEN).await;
        tab.presses(Key::Enter).await;
        tab.second_layer_is_whole().await;
        let on: bool = tab
            .evaluate(&format!("find(\"{}\").checked", switch("analytics")))
            .await;
        assert!(on);
        goes_back_to(&tab, "reject-all").await;
        tab.presses(Key::Space).await;
        tab.will_hide(DIALOG).await;
        tab.until("window.consent.state().categories.analytics === false")
            .await;
    });
}

#[test]
fn a11y_07_escape_decides_nothing_in_either_layer() {
    journey(async |stage| {
        let tab = stage.opens("cag", "").await;
        tab.tabs_to("reject-all").await;
        tab.presses(Key::Escape).await;
        assert!(tab.shows(NOTICE).await);
        tab.tabs_to("preferences").await;
        tab.presses(Key::Enter).await;
        tab.second_layer_is_whole().await;
        tab.tabs_to("analytics").await;
        tab.presses(Key::Space).await;
        tab.presses(Key::Escape).await;
        tab.will_hide(DIALOG).await;
        assert_eq!(tab.state().await["status"], "unasked");
        assert!(tab.shows(NOTICE).await);
    });
}
