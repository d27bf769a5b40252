//! A11Y-30: upright and lying, nothing to read or press lies where the device has a notch, round corners or a bar of its own.

use consent_tests::{CHOOSE, DIALOG, Gallery, Look, NOTICE, REOPEN, Stage, Tab, journey};
use futures::future::join_all;
use serde_json::{Value, json};

/// A screen, and the widths of its edges from above, clockwise: two phones' worth of each orientation, and a tablet.
const SCREENS: [((i64, i64), [i64; 4]); 4] = [
    ((390, 844), [59, 0, 34, 0]),
    ((844, 390), [0, 59, 21, 59]),
    ((820, 1180), [24, 0, 20, 0]),
    ((1180, 820), [24, 48, 20, 48]),
];

fn looks() -> Vec<(String, Value)> {
    let places = [
        ("box", "bottom-start"),
        ("box", "top-end"),
        ("bar", "bottom-center"),
        ("bar", "top-center"),
        ("cloud", "bottom-end"),
    ];
    let look = |(layout, position): (&str, &str)| {
        let reopen = if position.ends_with("end") {
            "bottom-end"
        } else {
            "top-start"
        };
        let look = json!({ "layout": layout, "position": position, "reopen": reopen });
        (format!("{layout}-{position}"), look)
    };
    let modal = json!({ "modal": true, "position": "middle-center" });
    places
        .into_iter()
        .map(look)
        .chain([("modal".into(), modal)])
        .collect()
}

/// What of a layer lies beyond the edges, of what is to be seen of it now.
async fn beyond(tab: &Tab, layer: &str, [top, right, bottom, left]: [i64; 4]) -> Vec<String> {
    tab.evaluate(&format!(
        "(() => {{ const layer = find('{layer}');
           const all = [layer, ...layer.querySelectorAll('*')].filter((it) => it.matches('button, a, h2, h3, p, input, summary'));
           return all.filter((it) => {{
             if (!isVisible(it) || it.closest('.visually-hidden')) return false;
             let {{ left, right, top, bottom }} = it.getBoundingClientRect();
             for (let around = it; (around = around.parentElement) && around != layer.parentNode; ) {{
               if (getComputedStyle(around).overflowY == 'visible') continue;
               const room = around.getBoundingClientRect();
               [top, bottom] = [Math.max(top, room.top), Math.min(bottom, room.bottom)];
             }}
             return bottom - top > 1 && (left < {left} - .5 || top < {top} - .5 || right > innerWidth - {right} + .5 || bottom > innerHeight - {bottom} + .5);
           }}).map(spoken) }})()"
    ))
    .await
}

async fn on_a_screen(stage: &Stage, address: &str, (size, edges): ((i64, i64), [i64; 4]), about: &str) {
    let tab = stage.visitor_with(Look::of(size)).await.tab().await;
    tab.has_unsafe_edges(edges).await;
    tab.goes_to(address).await;
    tab.is_ready().await.will_show(NOTICE).await;
    assert_eq!(beyond(&tab, NOTICE, edges).await, [""; 0], "{about}, first layer");
    tab.clicks(CHOOSE).await;
    tab.second_layer_is_whole().await;
    assert_eq!(
        beyond(&tab, DIALOG, edges).await,
        [""; 0],
        "{about}, second layer"
    );
    tab.clicks("dialog[part~=preferences] [data-act=reject-all]")
        .await;
    tab.is_decided("r").await.will_show(REOPEN).await;
    assert_eq!(beyond(&tab, REOPEN, edges).await, [""; 0], "{about}, way back");
}

#[test]
fn a11y_30_nothing_lies_behind_the_edges_of_a_device_upright_or_lying() {
    journey(async |stage| {
        let gallery = Gallery::open(looks(), &["en"]).await;
        for (name, _) in looks() {
            join_all(SCREENS.map(async |screen| {
                let about = format!("{name} on {screen:?}");
                on_a_screen(stage, &gallery.short_page(&name, "en"), screen, &about).await;
            }))
            .await;
        }
    });
}

#[test]
fn a11y_30_turning_the_device_loses_nothing() {
    journey(async |stage| {
        let gallery = Gallery::open(looks(), &["en"]).await;
        let tab = stage.visitor_with(Look::of((390, 844))).await;
        let tab = tab.opens(&gallery.short_page("box-bottom-start", "en")).await;
        for size in [(844, 390), (390, 844)] {
            tab.resizes(size).await;
            for button in [consent_tests::ACCEPT, consent_tests::REJECT, CHOOSE] {
                let inside: bool = tab
                    .evaluate(&format!(
                        "(({{ top, bottom, left, right }}) => top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth)\
                         (find('{button}').getBoundingClientRect())"
                    ))
                    .await;
                assert!(inside, "{button} at {size:?}");
            }
        }
        tab.chooses().await;
        tab.switches("analytics").await;
        tab.resizes((844, 390)).await;
        tab.saves().await;
        assert_eq!(tab.state().await["categories"]["analytics"], true);
    });
}
