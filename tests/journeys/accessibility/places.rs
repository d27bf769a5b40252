//! Where the notice stands: wherever a site puts it, nothing that has focus is hidden behind it.

use consent_tests::{ACCEPT, FOCUSABLE, Gallery, Look, NOTICE, REJECT, Tab, journey};
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

/// Gives each element of the page the focus in turn; tells how many there are, and which are hidden, entirely or partly.
const FOCUS_ALL: &str = "(() => {
    const all = [...document.querySelectorAll('a[href], button')];
    const seen = (it) => {
      it.focus();
      const { left, top, right, bottom } = it.getBoundingClientRect();
      const points = [[left + 2, top + 2], [right - 2, top + 2], [left + 2, bottom - 2], [right - 2, bottom - 2], [(left + right) / 2, (top + bottom) / 2]];
      const reached = points.filter(([x, y]) => x >= 0 && y >= 0 && x <= innerWidth && y <= innerHeight && !shadow().contains(topAt(x, y)));
      return reached.length;
    };
    const reached = all.map((it) => [spoken(it), seen(it)]);
    return [all.length, reached.filter(([, count]) => count == 0).map(([name]) => name), reached.filter(([, count]) => count < 5).map(([name]) => name)];
  })()";

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
                    let (all, hidden, touched): (usize, Vec<String>, Vec<String>) =
                        tab.evaluate(FOCUS_ALL).await;
                    assert_eq!(all, FOCUSABLE);
                    assert_eq!(hidden, [""; 0], "{name} at {size:?}");
                    // A11Y-13: not even in part.
                    assert_eq!(touched, [""; 0], "{name} at {size:?}, in part");
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
                tab.presses(consent_tests::Key::Tab).await;
                tab.tabs_to("accept-all").await;
                tab.presses(consent_tests::Key::Tab).await;
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
