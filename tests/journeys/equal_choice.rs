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
    pub(crate) inside: bool,
    pub(crate) style: BTreeMap<String, String>,
}

/// How a button looks now: every property that weighs.
pub(crate) async fn button(tab: &Tab, selector: &str) -> Button {
    tab.evaluate(&format!(
        "(() => {{
           const it = find('{selector}'), style = getComputedStyle(it), {{ left, top, right, bottom, width, height }} = it.getBoundingClientRect();
           const weighs = /^(color|background|border|font|opacity|padding|outline|box-shadow|text-decoration|text-transform|letter-spacing|min-|filter|cursor|order|visibility|z-index)/;
           return {{ tag: it.localName, area: width * height,
             inside: left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight,
             style: Object.fromEntries([...style].filter((name) => weighs.test(name)).map((name) => [name, style[name]])) }} }})()"
    ))
    .await
}

/// Compares both while each in turn has the mouse over it, has focus, or neither.
pub(crate) async fn weigh_the_same(tab: &Tab, yes: &str, no: &str, about: &str) {
    for state in ["at rest", "under the mouse", "with focus"] {
        let mut both = Vec::new();
        for selector in [yes, no] {
            // What was pressed last has the focus still.
            tab.evaluate::<()>("void focused()?.blur?.()").await;
            match state {
                "under the mouse" => tab.points_at(selector).await,
                "with focus" => {
                    tab.points_at("h2").await;
                    tab.evaluate::<()>(&format!(
                        "void find('{selector}').focus({{ focusVisible: true }})"
                    ))
                    .await;
                }
                _ => tab.points_at("h2").await,
            }
            both.push(button(tab, selector).await);
        }
        let [yes, no] = both.as_slice() else {
            unreachable!("two buttons")
        };
        assert_eq!(yes.tag, no.tag, "{about}, {state}");
        for (property, value) in &yes.style {
            assert_eq!(
                Some(value),
                no.style.get(property),
                "{about}, {state}: {property}"
            );
        }
        let ratio = yes.area / no.area;
        assert!(
            (0.95..=1.05).contains(&ratio),
            "{about}, {state}: areas {} and {}",
            yes.area,
            no.area
        );
        assert_eq!(
            yes.inside, no.inside,
            "{about}, {state}: both are on the screen, or neither"
        );
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
                    assert!(
                        button(&tab, ACCEPT).await.inside,
                        "{site} at {size:?}: without scrolling"
                    );
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

#[test]
fn each_takes_one_action() {
    journey(async |stage| {
        for (button, act) in [(ACCEPT, "a"), (REJECT, "r")] {
            let visitor = stage.visitor().await;
            let tab = visitor.opens(&stage.sites.page("nordicexperts", "")).await;
            tab.clicks(button).await;
            tab.is_decided(act).await;
            tab.will_hide(NOTICE).await;
        }
    });
}
