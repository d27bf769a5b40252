//! Text as visitors need it: larger, wider, on a narrow screen. Nothing is cut off and nothing lies over another.

use consent_tests::{ACCEPT, Gallery, Look, NOTICE, REJECT, Tab, journey};
use futures::future::join_all;
use serde_json::json;

/// German has the longest words; every layout breaks them in its own places.
async fn gallery() -> Gallery {
    let looks = ["box", "bar", "cloud"].map(|layout| (layout.to_owned(), json!({ "layout": layout })));
    Gallery::open(looks.into(), &["de"]).await
}

/// Words that are cut off, and words of which one cannot scroll to the end.
async fn lost(tab: &Tab) -> Vec<String> {
    tab.evaluate(
        "findAll('button, h2, h3, h4, label, p, dt, dd, th, td').filter((it) => it.getRootNode() == shadow() && isVisible(it)
           && getComputedStyle(it).display != 'inline' && it.clientWidth > 0
           && (it.scrollWidth > it.clientWidth + 1 || (it.localName == 'button' && it.scrollHeight > it.clientHeight + 1))).map(spoken)",
    )
    .await
}

/// Both answers are on the screen, whole.
async fn both_answers_are_there(tab: &Tab, about: &str) {
    for button in [ACCEPT, REJECT] {
        let inside: bool = tab
            .evaluate(&format!(
                "(({{ top, bottom, left, right }}) => top >= -1 && left >= 0 && bottom <= innerHeight + 1 && right <= innerWidth)\
                 (find('{button}').getBoundingClientRect())"
            ))
            .await;
        assert!(inside, "{about}: {button} is not on the screen");
    }
}

const WIDER: &str = "(() => { const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }');
    shadow().adoptedStyleSheets.push(sheet) })()";

#[test]
fn a11y_22_wider_spacing_loses_nothing_in_any_layout() {
    journey(async |stage| {
        let gallery = gallery().await;
        join_all(["box", "bar", "cloud"].map(async |layout| {
            let tab = stage.visitor().await.opens(&gallery.page(layout, "de")).await;
            tab.will_show(NOTICE).await;
            tab.evaluate::<()>(WIDER).await;
            for size in [(1280, 720), (375, 667), (320, 480)] {
                tab.resizes(size).await;
                assert_eq!(lost(&tab).await, [""; 0], "{layout} at {size:?}");
                both_answers_are_there(&tab, &format!("{layout} at {size:?}")).await;
            }
            tab.chooses().await;
            for size in [(1280, 720), (320, 480)] {
                tab.resizes(size).await;
                assert_eq!(
                    lost(&tab).await,
                    [""; 0],
                    "second layer from {layout} at {size:?}"
                );
            }
        }))
        .await;
    });
}

#[test]
fn a11y_23_text_twice_as_large_loses_nothing_in_any_layout() {
    journey(async |stage| {
        let gallery = gallery().await;
        join_all(["box", "bar", "cloud"].map(async |layout| {
            let tab = stage.visitor().await.tab().await;
            tab.reads_at(32).await;
            tab.goes_to(&gallery.page(layout, "de")).await;
            tab.is_ready().await.will_show(NOTICE).await;
            let size: String = tab
                .evaluate("getComputedStyle(find('[part~=notice]')).fontSize")
                .await;
            assert_eq!(size, "32px", "it follows the visitor's letters");
            for size in [(1280, 720), (640, 720)] {
                tab.resizes(size).await;
                assert_eq!(lost(&tab).await, [""; 0], "{layout} at {size:?}");
                both_answers_are_there(&tab, &format!("{layout} at {size:?}")).await;
            }
            tab.chooses().await;
            assert_eq!(lost(&tab).await, [""; 0], "second layer from {layout}");
        }))
        .await;
    });
}

/// A11Y-24 and A11Y-29 hold for the sheets as a whole; `consent-wasm/tests/markup` sees that nothing in them moves.
#[test]
fn a11y_21_the_second_layer_scrolls_one_way_only() {
    journey(async |stage| {
        let gallery = gallery().await;
        let visitor = stage.visitor_with(Look::of((320, 256))).await;
        let tab = visitor.opens(&gallery.short_page("box", "de")).await;
        tab.chooses().await;
        tab.evaluate::<()>("findAll('dialog details').forEach((it) => { it.open = true })")
            .await;
        let sideways: Vec<String> = tab
            .evaluate("findAll('dialog, dialog *').filter((it) => it.getRootNode() == shadow() && it.scrollWidth > it.clientWidth + 1 && it.clientWidth > 0 && getComputedStyle(it).display != 'inline').map(named)")
            .await;
        assert_eq!(sideways, [""; 0]);
    });
}
