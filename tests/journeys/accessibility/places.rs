//! Where the notice stands: wherever a site puts it, nothing that has focus is hidden behind it.

use std::collections::BTreeSet;

use consent_tests::{ACCEPT, FOCUSABLE, Gallery, Key, Look, NOTICE, REJECT, Tab, journey};
use futures::future::join_all;
use serde_json::{Value, json};

use super::SIZES;

/// Every layout in every place in which the page stays in use.
fn looks() -> Vec<(String, Value)> {
    let mut looks = Vec::new();
    for down in ["top", "bottom"] {
        for across in ["start", "center", "end"] {
            for layout in ["box", "bar", "cloud"] {
                if layout != "bar" || across == "center" {
                    let position = format!("{down}-{across}");
                    looks.push((
                        format!("{layout}-{position}"),
                        json!({ "layout": layout, "position": position }),
                    ));
                }
            }
        }
    }
    looks
}

/// What has the focus, where it is the page's own: how it is spoken of, and how many of five points of it are to be seen,
/// four corners and the middle.
const SEEN: &str = "(() => {
    const it = focused();
    if (!it || it == read('body') || shadow().contains(it)) return null;
    const { left, top, right, bottom } = it.getBoundingClientRect();
    const points = [[left + 2, top + 2], [right - 2, top + 2], [left + 2, bottom - 2], [right - 2, bottom - 2], [(left + right) / 2, (top + bottom) / 2]];
    const seen = points.filter(([x, y]) => x >= 0 && y >= 0 && x <= innerWidth && y <= innerHeight && !shadow().contains(topAt(x, y)));
    return [[...document.querySelectorAll('a[href], button')].indexOf(it) + ' ' + spoken(it), seen.length];
  })()";

/// Walks once through the page by this key; tells what had the focus and was hidden, entirely or in part.
async fn walks(tab: &Tab, key: Key, about: &str) -> (BTreeSet<String>, Vec<String>) {
    let (mut met, mut hidden) = (BTreeSet::new(), Vec::new());
    // The page's own, ours, and the browser's at the end.
    for _ in 0..FOCUSABLE + 10 {
        tab.presses(key).await;
        if let Some((name, seen)) = tab.evaluate::<Option<(String, u8)>>(SEEN).await {
            if seen < 5 {
                hidden.push(format!("{about}, {key:?}: {name}, {seen} of 5 points are seen"));
            }
            met.insert(name);
        }
    }
    (met, hidden)
}

#[test]
fn a11y_12_no_focus_is_hidden_in_any_layout_and_place() {
    journey(async |stage| {
        let looks = looks();
        assert_eq!(looks.len(), 14);
        let gallery = Gallery::open(looks.clone(), &["en", "ar"]).await;
        for chunk in looks.chunks(4) {
            join_all(chunk.iter().map(async |(name, _)| {
                let visitor = stage.visitor().await;
                let tab = visitor.opens(&gallery.page(name, "en")).await;
                tab.will_show(NOTICE).await;
                for size in SIZES {
                    tab.resizes(size).await;
                    for key in [Key::Tab, Key::ShiftTab] {
                        let (met, hidden) = walks(&tab, key, &format!("{name} at {size:?}")).await;
                        assert_eq!(met.len(), FOCUSABLE, "{name} at {size:?} by {key:?}");
                        // A11Y-13: not even in part.
                        assert_eq!(hidden, [""; 0]);
                    }
                }
                // Once there is an answer the page is as it was: no room is kept.
                tab.resizes(SIZES[0]).await;
                tab.rejects().await;
                assert_eq!(room(&tab).await, ["0px", "auto", "0px", "auto"], "{name}");
            }))
            .await;
        }
    });
}

/// What the page keeps free: above and below, at its ends and when something is scrolled to.
async fn room(tab: &Tab) -> [String; 4] {
    tab.evaluate(
        "(([body, html]) => [body.paddingTop, html.scrollPaddingTop, body.paddingBottom, html.scrollPaddingBottom])\
         ([read('body'), read('documentElement')].map((it) => getComputedStyle(it)))",
    )
    .await
}

#[test]
fn a11y_12_room_is_kept_at_the_edge_where_the_notice_is_and_not_on_paper() {
    journey(async |stage| {
        let gallery = Gallery::open(looks(), &["en"]).await;
        for (name, above) in [
            ("bar-top-center", true),
            ("box-bottom-end", false),
            ("box-top-start", true),
        ] {
            let tab = stage.visitor().await.opens(&gallery.page(name, "en")).await;
            tab.will_show(NOTICE).await;
            tab.until("Math.max(...['paddingTop', 'paddingBottom'].map((side) => parseFloat(getComputedStyle(read('body'))[side]))) > 40").await;
            let kept = room(&tab).await;
            let is_kept = kept.clone().map(|length| !matches!(&*length, "0px" | "auto"));
            assert_eq!(is_kept, [above, above, !above, !above], "{name}: {kept:?}");
            tab.is_printed().await;
            assert_eq!(
                room(&tab).await,
                ["0px", "auto", "0px", "auto"],
                "{name} on paper"
            );
        }
    });
}

/// A11Y-27: where lines begin is right in Arabic, and nothing else changes.
#[test]
fn a11y_27_places_are_mirrored_where_lines_begin_at_the_right() {
    journey(async |stage| {
        let gallery = Gallery::open(looks(), &["en", "ar"]).await;
        join_all(
            [
                ("box-bottom-start", "en", "left"),
                ("box-bottom-start", "ar", "right"),
                ("box-top-end", "en", "right"),
                ("box-top-end", "ar", "left"),
                ("cloud-bottom-end", "ar", "left"),
            ]
            .map(async |(name, language, side)| {
                let tab = stage.visitor().await.opens(&gallery.page(name, language)).await;
                tab.will_show(NOTICE).await;
                let (left, right): (f64, f64) = tab
                    .evaluate(
                        "(({ left, right }) => [left, document.documentElement.clientWidth - right])\
                         (find('[part~=notice]').getBoundingClientRect())",
                    )
                    .await;
                let is_left = left < right;
                assert_eq!(
                    is_left,
                    side == "left",
                    "{name} in {language}: {left} and {right}"
                );
                // Tab order follows the words, not the sides.
                tab.presses(Key::Tab).await;
                tab.tabs_to("accept-all").await;
                tab.presses(Key::Tab).await;
                assert_eq!(tab.focus().await, "reject-all");
            }),
        )
        .await;
    });
}

/// A11Y-21, LAW-10: half of the window at most on a phone, both answers on the screen, in every layout and place.
#[test]
fn a11y_21_the_notice_leaves_half_of_a_small_screen() {
    journey(async |stage| {
        let looks = looks();
        let gallery = Gallery::open(looks.clone(), &["en", "de"]).await;
        for chunk in looks.chunks(4) {
            join_all(chunk.iter().map(async |(name, _)| {
                let visitor = stage
                    .visitor_with(Look::of((320, 256)))
                    .await;
                let tab = visitor.opens(&gallery.short_page(name, "de")).await;
                tab.will_show(NOTICE).await;
                for size in [(320, 256), (320, 480), (375, 667)] {
                    tab.resizes(size).await;
                    let (height, wide): (f64, bool) = tab
                        .evaluate(
                            "[find('[part~=notice]').getBoundingClientRect().height / innerHeight, \
                              find('[part~=notice]').scrollWidth > innerWidth]",
                        )
                        .await;
                    assert!(height <= 0.505 && !wide, "{name} at {size:?}: {height}");
                    for button in [ACCEPT, REJECT] {
                        let (inside, reach): (bool, f64) = tab
                            .evaluate(&format!(
                                "(({{ top, bottom, left, right, height }}) => [top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth, height])\
                                 (find('{button}').getBoundingClientRect())"
                            ))
                            .await;
                        assert!(inside, "{name} at {size:?}: {button} is not on the screen");
                        assert!(reach >= 43.9, "{name} at {size:?}: {button} is {reach} px high");
                    }
                }
            }))
            .await;
        }
    });
}
