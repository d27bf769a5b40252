//! Yes and no weigh the same: to the eye, to the hand and to a screen reader, in both layers.

use std::collections::BTreeMap;

use consent_tests::{ACCEPT, ACCEPT_THERE, Look, NOTICE, REJECT, REJECT_THERE, SITES, Tab, journey};
use futures::future::join_all;
use serde::Deserialize;

const SIZES: [(i64, i64); 4] = [(1280, 720), (375, 667), (320, 480), (320, 256)];

#[derive(Debug, Deserialize)]
pub(crate) struct Button {
    tag: String,
    area: f64,
    /// Of its words on what lies behind them, as WCAG 2 reckons it from the colours that the browser has computed.
    contrast: f64,
    inside: bool,
    style: BTreeMap<String, String>,
}

/// How a button looks now: every property that weighs.
pub(crate) async fn button(tab: &Tab, selector: &str) -> Button {
    tab.evaluate(&format!(
        "(() => {{
           const it = find('{selector}'), style = getComputedStyle(it), {{ left, top, right, bottom, width, height }} = it.getBoundingClientRect();
           const weighs = /^(color|background|border|font|opacity|padding|outline|box-shadow|text-decoration|text-transform|letter-spacing|min-|filter|cursor|order|visibility|z-index)/;
           const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
           const part = (value) => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
           const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
           let behind = it;
           while (parts(getComputedStyle(behind).backgroundColor)[3] == 0) behind = behind.parentElement ?? behind.getRootNode().host;
           const [low, high] = [style.color, getComputedStyle(behind).backgroundColor].map((colour) => light(parts(colour))).sort((a, b) => a - b);
           return {{ tag: it.localName, area: width * height, contrast: (high + 0.05) / (low + 0.05),
             inside: left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight,
             style: Object.fromEntries([...style].filter((name) => weighs.test(name)).map((name) => [name, style[name]])) }} }})()"
    ))
    .await
}

/// Compares both while each in turn has the mouse over it, is pressed, has focus, or nothing of that.
pub(crate) async fn weigh_the_same(tab: &Tab, yes: &str, no: &str, about: &str) {
    for state in ["at rest", "under the mouse", "pressed", "with focus"] {
        let mut both = Vec::new();
        for selector in [yes, no] {
            // What was pressed last has the focus still.
            tab.evaluate::<()>("void focused()?.blur?.()").await;
            tab.points_at("h2").await;
            match state {
                "under the mouse" => tab.points_at(selector).await,
                "pressed" => {
                    let mouse = tab.presses_on(selector).await;
                    both.push(button(tab, selector).await);
                    mouse.slips_off().await;
                    continue;
                }
                "with focus" => {
                    tab.evaluate::<()>(&format!(
                        "void find('{selector}').focus({{ focusVisible: true }})"
                    ))
                    .await;
                }
                _ => {}
            }
            both.push(button(tab, selector).await);
        }
        let [yes, no] = both.as_slice() else {
            unreachable!("two buttons")
        };
        same(yes, no, &format!("{about}, {state}"));
    }
}

/// LAW-11 for one state of both.
fn same(yes: &Button, no: &Button, about: &str) {
    assert_eq!(yes.tag, no.tag, "{about}");
    for (property, value) in &yes.style {
        assert_eq!(Some(value), no.style.get(property), "{about}: {property}");
    }
    let ratio = yes.area / no.area;
    assert!(
        (0.95..=1.05).contains(&ratio),
        "{about}: areas {} and {}",
        yes.area,
        no.area
    );
    assert!(
        yes.contrast >= 4.5 && no.contrast >= 4.5 && (0.9..=1.1).contains(&(yes.contrast / no.contrast)),
        "{about}: contrasts {} and {}",
        yes.contrast,
        no.contrast
    );
    assert_eq!(
        yes.inside, no.inside,
        "{about}: both are on the screen, or neither"
    );
}

/// Both on the screen as the page opens, without scrolling.
pub(crate) async fn both_are_on_the_screen(tab: &Tab, about: &str) {
    assert_eq!(tab.evaluate::<f64>("scrollY").await, 0.0, "{about}");
    for selector in [ACCEPT, REJECT] {
        assert!(button(tab, selector).await.inside, "LAW-10, {about}: {selector}");
    }
}

#[test]
fn on_the_first_layer() {
    journey(async |stage| {
        for dark in [false, true] {
            join_all(SIZES.map(async |size| {
                for (site, path) in [("ngager", ""), ("cag", "en/")] {
                    let visitor = stage.visitor_with(Look::still(size, dark)).await;
                    let tab = visitor.opens(&stage.sites.page(site, path)).await;
                    tab.will_show(NOTICE).await;
                    both_are_on_the_screen(&tab, &format!("{site} at {size:?}")).await;
                    weigh_the_same(&tab, ACCEPT, REJECT, &format!("{site} at {size:?}, dark: {dark}")).await;
                }
            }))
            .await;
        }
    });
}

#[test]
fn on_the_second_layer() {
    journey(async |stage| {
        for dark in [false, true] {
            join_all(SIZES.map(async |size| {
                let visitor = stage.visitor_with(Look::still(size, dark)).await;
                let tab = visitor.opens(&stage.sites.page("nordicexperts", "")).await;
                tab.chooses().await;
                weigh_the_same(
                    &tab,
                    ACCEPT_THERE,
                    REJECT_THERE,
                    &format!("at {size:?}, dark: {dark}"),
                )
                .await;
            }))
            .await;
        }
    });
}

#[test]
fn neither_word_is_much_longer_than_the_other() {
    journey(async |stage| {
        for site in SITES {
            for path in ["", "en/"] {
                let visitor = stage.visitor().await;
                let tab = visitor.opens(&stage.sites.page(site, path)).await;
                tab.will_show(NOTICE).await;
                let (yes, no) = (tab.text(ACCEPT).await, tab.text(REJECT).await);
                let (longer, shorter) = (
                    yes.chars().count().max(no.chars().count()),
                    yes.chars().count().min(no.chars().count()),
                );
                assert!(longer * 2 <= shorter * 3, "{site}/{path}: “{yes}” and “{no}”");
            }
        }
    });
}

/// LAW-10: one press, on each site, at a desk and on a small phone.
#[test]
fn law_10_each_is_on_the_screen_and_takes_one_press() {
    journey(async |stage| {
        join_all(SITES.map(async |site| {
            for size in [(320, 480), (1280, 720)] {
                for (button, act) in [(ACCEPT, "a"), (REJECT, "r")] {
                    let visitor = stage.visitor_with(Look::of(size)).await;
                    let tab = visitor.opens(&stage.sites.page(site, "")).await;
                    tab.will_show(NOTICE).await;
                    both_are_on_the_screen(&tab, &format!("{site} at {size:?}")).await;
                    tab.clicks(button).await;
                    tab.is_decided(act).await;
                    tab.will_hide(NOTICE).await;
                    assert_eq!(tab.state().await["status"], "decided", "{site} at {size:?}");
                }
            }
        }))
        .await;
    });
}
