//! A11Y-14: who uses the keyboard sees where they are. Measured in the pixels of a picture, before and after.

use std::collections::BTreeSet;

use consent_tests::{CHOOSE, Colour, Gallery, Key, Look, NOTICE, Pixels, REOPEN, Tab, contrast, journey};
use futures::future::join_all;
use serde::Deserialize;
use serde_json::{Value, json};

/// So far around an element, and into it, its ring is looked for, in CSS pixels.
const REACH: usize = 12;

/// What has the focus, if it is ours.
#[derive(Debug, Deserialize)]
struct Focused {
    /// What kind of thing it is: of several alike one is looked at.
    kind: String,
    /// Left, top, width and height.
    place: [f64; 4],
    /// Whether the browser says that it is to be seen.
    visible: bool,
}

const FOCUSED: &str = "(() => { const it = focused();
    if (!(it?.getRootNode() instanceof ShadowRoot)) return null;
    const { left, top, width, height } = it.getBoundingClientRect();
    return { kind: [it.getRootNode().host.localName, it.localName, it.getAttribute('part') ?? '', it.checked ? 'on' : ''].join(' ').trim(),
      place: [left, top, width, height], visible: it.matches(':focus-visible') } })()";

/// How thick the ring is on a line from outside into an element. Pixels belong to it that have one colour, another one
/// than before, and another one than what is beside it, each by 3:1.
fn ring(before: &[Colour], after: &[Colour]) -> Option<usize> {
    let changed = |at: usize| contrast(before[at], after[at]) >= 3.0;
    // A pixel between two colours may be a mixture of them: what is beside it is then the next.
    let stands_out = |at: usize, beside: [Option<usize>; 2]| {
        let mut colours = beside.into_iter().filter_map(|place| after.get(place?));
        colours.any(|colour| contrast(after[at], *colour) >= 3.0)
    };
    let mut rings = Vec::new();
    let mut at = 0;
    while at < after.len() {
        let end = (at..after.len()).find(|&next| after[next] != after[at] || !changed(next));
        // At the end of the line it is not known whether it is whole.
        let end = end.unwrap_or(at);
        if end > at
            && stands_out(at, [at.checked_sub(1), at.checked_sub(2)])
            && stands_out(at, [Some(end), Some(end + 1)])
        {
            rings.push(end - at);
        }
        at = end.max(at + 1);
    }
    rings.into_iter().max()
}

/// The lines across each side of an element, from outside, in the same order for every picture of one size. Several for
/// each side: one may run through a letter of the text around.
fn lines(picture: &Pixels) -> [Vec<Vec<Colour>>; 4] {
    let inward = |mut line: Vec<Colour>| {
        line.truncate(2 * REACH);
        line
    };
    let outward = |mut line: Vec<Colour>| {
        line.reverse();
        inward(line)
    };
    let places = |length: usize| [3, 4, 5, 6, 7].map(|tenths| length * tenths / 10).into_iter();
    let rows = || places(picture.height).map(|y| picture.row(y));
    let columns = || places(picture.width).map(|x| picture.column(x));
    [
        rows().map(inward).collect(),
        rows().map(outward).collect(),
        columns().map(inward).collect(),
        columns().map(outward).collect(),
    ]
}

/// Looks at what has the focus with it and without it; tells at which sides it is not to be seen.
async fn unseen(tab: &Tab, it: &Focused, about: &str) -> Vec<String> {
    assert!(it.visible, "{about}: {} has no :focus-visible", it.kind);
    let [left, top, width, height] = it.place;
    let reach = REACH as f64;
    let around = [
        left - reach,
        top - reach,
        width + 2.0 * reach,
        height + 2.0 * reach,
    ];
    let with = tab.pixels(around).await;
    tab.evaluate::<()>("void (window.__left = focused(), __left.blur())")
        .await;
    let without = tab.pixels(around).await;
    tab.evaluate::<()>("void __left.focus({ preventScroll: true })")
        .await;
    let sides = ["left", "right", "top", "bottom"].into_iter();
    sides
        .zip(lines(&without).into_iter().zip(lines(&with)))
        .filter(|(_, (before, after))| {
            let mut rings = before
                .iter()
                .zip(after)
                .filter_map(|(before, after)| ring(before, after));
            !rings.any(|thick| thick >= 2)
        })
        .map(|(side, _)| format!("{about}: {} at its {side}", it.kind))
        .collect()
}

/// Tabs through everything of ours and looks at one of each kind; a switch is looked at when it is off and on.
async fn walk(tab: &Tab, about: &str, faults: &mut Vec<String>) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    let mut nothing_new = 0;
    while nothing_new < 12 {
        nothing_new += 1;
        tab.presses(Key::Tab).await;
        let Some(it) = tab.evaluate::<Option<Focused>>(FOCUSED).await else {
            continue;
        };
        let is_switch = it.kind.contains(" input");
        if seen.insert(it.kind.clone()) {
            nothing_new = 0;
            faults.extend(unseen(tab, &it, about).await);
            if is_switch {
                tab.presses(Key::Space).await;
                let on = tab
                    .evaluate::<Option<Focused>>(FOCUSED)
                    .await
                    .expect("the switch");
                faults.extend(unseen(tab, &on, about).await);
                seen.insert(on.kind);
            }
        }
    }
    seen
}

/// Every kind of thing that can have the focus: in the first layer, in what stands for held content, in the second layer,
/// and the way back.
async fn everything_is_seen(tab: &Tab, about: &str) {
    let mut faults = Vec::new();
    tab.will_show(NOTICE).await;
    tab.until("find('consent-held')").await;
    tab.rests().await;
    let first = walk(tab, &format!("{about}, first layer"), &mut faults).await;
    for kind in [
        "root a",
        "root button choice",
        "root button more",
        "held a",
        "held button once",
        "held button always",
    ] {
        assert!(
            first.contains(&format!("consent-{kind}")),
            "{about}: {kind} is not among {first:?}"
        );
    }
    tab.tabs_to_part(CHOOSE).await;
    tab.presses(Key::Enter).await;
    tab.second_layer_is_whole().await;
    tab.evaluate::<()>("void (find('#consent-services-analytics').open = true)")
        .await;
    let second = walk(tab, &format!("{about}, second layer"), &mut faults).await;
    for kind in [
        "button close",
        "input",
        "input  on",
        "summary",
        "button choice",
        "a",
    ] {
        assert!(
            second.contains(&format!("consent-root {kind}")),
            "{about}: {kind} is not among {second:?}"
        );
    }
    tab.tabs_to("reject-all").await;
    tab.presses(Key::Enter).await;
    tab.is_decided("r").await.will_show(REOPEN).await;
    tab.tabs_to_part(REOPEN).await;
    let back = tab
        .evaluate::<Option<Focused>>(FOCUSED)
        .await
        .expect("the way back");
    faults.extend(unseen(tab, &back, &format!("{about}, way back")).await);
    assert!(faults.is_empty(), "{faults:#?}");
}

fn looks() -> Vec<(String, Value)> {
    [
        ("system", json!({})),
        ("contrast", json!({ "theme": "contrast" })),
        ("soft", json!({ "style": "soft" })),
        ("sharp", json!({ "style": "sharp", "layout": "bar" })),
    ]
    .map(|(name, look)| (name.to_owned(), look))
    .into()
}

#[test]
fn a11y_14_the_focus_is_seen_in_every_theme_on_light_and_dark() {
    journey(async |stage| {
        let gallery = Gallery::open(looks(), &["en"]).await;
        for (name, _) in looks() {
            join_all([false, true].map(async |dark| {
                let visitor = stage.visitor_with(Look::still((1280, 720), dark)).await;
                let tab = visitor.opens(&gallery.held_page(&name, "en")).await;
                everything_is_seen(&tab, &format!("{name}, dark: {dark}")).await;
            }))
            .await;
        }
    });
}

#[test]
fn a11y_14_the_focus_is_seen_where_colours_are_forced() {
    journey(async |stage| {
        let gallery = Gallery::open(looks(), &["en"]).await;
        join_all(["system", "soft", "sharp"].map(async |name| {
            let tab = stage.visitor().await.tab().await;
            tab.has_forced_colours().await;
            tab.goes_to(&gallery.held_page(name, "en")).await;
            tab.is_ready().await;
            everything_is_seen(&tab, &format!("{name}, forced colours")).await;
        }))
        .await;
    });
}

#[test]
fn a11y_14_the_focus_is_seen_on_a_small_screen_and_from_right_to_left() {
    journey(async |stage| {
        let gallery = Gallery::open(looks(), &["en", "ar"]).await;
        join_all([("en", (320, 640)), ("ar", (375, 667)), ("ar", (1280, 720))].map(
            async |(language, size)| {
                let visitor = stage.visitor_with(Look::still(size, false)).await;
                let tab = visitor.opens(&gallery.held_page("system", language)).await;
                everything_is_seen(&tab, &format!("{language} at {size:?}")).await;
            },
        ))
        .await;
    });
}
