//! A11Y-39: axe-core finds nothing, in every theme and layout, in five languages, both layers, on three screens.

use std::time::Instant;

use consent_tests::{CHOOSE, CLOSE, DIALOG, Gallery, Look, NOTICE, Stage, journey};
use futures::StreamExt as _;
use futures::stream;
use serde_json::json;

use super::{SIZES, has_no_barriers};

/// Left to right and right to left, long words, and letters without spaces between them.
const LANGUAGES: &[&str] = &["sv", "en", "ar", "de", "ja"];

/// Each theme, and whether it is seen on a dark system: one that follows the system is seen on both.
const THEMES: [(&str, &[bool]); 4] = [
    ("system", &[false, true]),
    ("light", &[false]),
    ("dark", &[true]),
    ("contrast", &[false, true]),
];

const LAYOUTS: [&str; 3] = ["box", "bar", "cloud"];

/// So many pages at a time: more would only slow each other down.
const PAGES: usize = 4;

/// Both layers on every screen, the second with its lists unfolded.
async fn both_layers(stage: &Stage, address: &str, dark: bool) -> usize {
    let visitor = stage.visitor_with(Look::still(SIZES[0], dark)).await;
    let tab = visitor.opens(address).await;
    tab.will_show(NOTICE).await;
    for size in SIZES {
        tab.resizes(size).await;
        has_no_barriers_now(
            &tab,
            &format!("first layer of {address} at {size:?}, dark: {dark}"),
        )
        .await;
    }
    tab.clicks(CHOOSE).await;
    tab.second_layer_is_whole().await;
    tab.evaluate::<()>("findAll('dialog details').forEach((it) => { it.open = true })")
        .await;
    for size in SIZES {
        tab.resizes(size).await;
        has_no_barriers_now(
            &tab,
            &format!("second layer of {address} at {size:?}, dark: {dark}"),
        )
        .await;
    }
    tab.clicks(CLOSE).await;
    tab.will_hide(DIALOG).await;
    2 * SIZES.len()
}

async fn has_no_barriers_now(tab: &consent_tests::Tab, about: &str) {
    let barriers = tab.barriers().await;
    let list: String = barriers.iter().map(ToString::to_string).collect();
    assert!(barriers.is_empty(), "{about}:\n{list}");
}

/// A11Y-15, A11Y-16 and A11Y-32 are among the rules of axe.
#[test]
fn a11y_39_no_barriers_in_any_theme_and_layout_in_five_languages() {
    journey(async |stage| {
        let begun = Instant::now();
        let looks = THEMES.iter().flat_map(|(theme, _)| {
            LAYOUTS.map(|layout| {
                (
                    format!("{theme}-{layout}"),
                    json!({ "theme": theme, "layout": layout }),
                )
            })
        });
        let gallery = Gallery::open(looks.collect(), LANGUAGES).await;
        let mut pages = Vec::new();
        for (theme, grounds) in THEMES {
            for layout in LAYOUTS {
                for language in LANGUAGES {
                    let address = gallery.short_page(&format!("{theme}-{layout}"), language);
                    pages.extend(grounds.iter().map(|dark| (address.clone(), *dark)));
                }
            }
        }
        let checks = stream::iter(&pages)
            .map(async |(address, dark)| both_layers(stage, address, *dark).await)
            .buffer_unordered(PAGES)
            .fold(0, async |sum, checked| sum + checked)
            .await;
        let expected = 6 * LAYOUTS.len() * LANGUAGES.len() * 2 * SIZES.len();
        assert_eq!(checks, expected);
        eprintln!("{checks} combinations in {} s", begun.elapsed().as_secs());
    });
}

/// The finished looks have other colours and corners: each in each layout, once.
#[test]
fn a11y_39_no_barriers_in_any_style() {
    journey(async |stage| {
        let looks = ["soft", "sharp"].map(|style| (style.to_owned(), json!({ "style": style })));
        let modal = (
            "modal".to_owned(),
            json!({ "modal": true, "position": "middle-center" }),
        );
        let gallery = Gallery::open(looks.into_iter().chain([modal]).collect(), &["en"]).await;
        for name in ["soft", "sharp", "modal"] {
            for dark in [false, true] {
                both_layers(stage, &gallery.page(name, "en"), dark).await;
            }
        }
        // The way back is on the page then.
        let tab = stage.visitor().await.opens(&gallery.page("soft", "en")).await;
        tab.rejects().await;
        has_no_barriers(&tab, "after an answer").await;
    });
}
