//! Both layers without barriers: in light and dark, on three sizes of screen, in both languages, in both layouts.

mod edges;
mod fallback;
mod focus;
mod keyboard;
mod matrix;
mod modal;
mod places;
mod prominence;
mod text;
mod tree;

use consent_tests::{Look, NOTICE, Pixels, REOPEN, SITES, Stage, Tab, contrast, journey, switch};
use futures::future::join_all;

/// A desk, a phone, and a desk at 400 % zoom.
const SIZES: [(i64, i64); 3] = [(1280, 720), (375, 667), (320, 256)];

async fn has_no_barriers(tab: &Tab, about: &str) {
    let barriers = tab.rests().await.barriers().await;
    let list: String = barriers.iter().map(ToString::to_string).collect();
    assert!(barriers.is_empty(), "{about}:\n{list}");
}

/// Both layers, and the second with everything unfolded, on a site whose notice is a box and one whose is a bar.
async fn both_layers(stage: &Stage, path: &str, dark: bool) {
    for size in SIZES {
        join_all(["ngager", "cag"].map(async |site| {
            let about = format!("{site}/{path} at {size:?}, dark: {dark}");
            let visitor = stage.visitor_with(Look::still(size, dark)).await;
            let tab = visitor.opens(&stage.sites.page(site, path)).await;
            tab.will_show(NOTICE).await;
            has_no_barriers(&tab, &format!("first layer of {about}")).await;
            tab.chooses().await;
            has_no_barriers(&tab, &format!("second layer of {about}")).await;
            tab.evaluate::<()>("findAll('dialog details').forEach((it) => { it.open = true })")
                .await;
            has_no_barriers(&tab, &format!("lists of the second layer of {about}")).await;
        }))
        .await;
    }
}

#[test]
fn no_barriers_in_swedish_and_light() {
    journey(async |stage| both_layers(stage, "", false).await);
}

#[test]
fn no_barriers_in_swedish_and_dark() {
    journey(async |stage| both_layers(stage, "", true).await);
}

#[test]
fn no_barriers_in_english_and_light() {
    journey(async |stage| both_layers(stage, "en/", false).await);
}

#[test]
fn no_barriers_in_english_and_dark() {
    journey(async |stage| both_layers(stage, "en/", true).await);
}

#[test]
fn no_barriers_once_there_is_an_answer() {
    journey(async |stage| {
        join_all(SITES.map(async |site| {
            let visitor = stage.visitor().await;
            let tab = visitor.opens(&stage.sites.page(site, "")).await;
            tab.rejects().await;
            has_no_barriers(&tab, site).await;
            let way_back: bool = tab
                .evaluate("find('[data-consent-action], [part~=reopen]') != null")
                .await;
            assert!(way_back, "{site} has no way back");
        }))
        .await;
    });
}

#[test]
fn nothing_with_focus_lies_hidden_behind_the_notice() {
    journey(async |stage| {
        join_all(SIZES.map(async |size| {
            for site in ["ngager", "cag"] {
                let visitor = stage.visitor_with(Look::of(size)).await;
                let tab = visitor.opens(&stage.sites.page(site, "")).await;
                tab.will_show(NOTICE).await;
                tab.rests().await;
                for _ in 0..25 {
                    tab.presses(consent_tests::Key::Tab).await;
                    let hidden: Option<String> = tab
                        .evaluate(
                            "(() => { const it = focused(); if (!it || it == read('body') || shadow().contains(it)) return null;
                               const { left, right, top, bottom } = it.getBoundingClientRect();
                               const notice = find('[part~=notice]').getBoundingClientRect();
                               const behind = left >= notice.left && right <= notice.right && top >= notice.top && bottom <= notice.bottom;
                               return behind ? spoken(it) : null })()",
                        )
                        .await;
                    assert_eq!(hidden, None, "{site} at {size:?}");
                }
            }
        }))
        .await;
    });
}

#[test]
fn the_notice_fits_a_screen_of_320_by_256() {
    journey(async |stage| {
        for site in SITES {
            let visitor = stage.visitor_with(Look::of((320, 256))).await;
            let tab = visitor.opens(&stage.sites.page(site, "")).await;
            tab.will_show(NOTICE).await;
            let (height, sideways): (f64, bool) = tab
                .evaluate("[find('[part~=notice]').getBoundingClientRect().height, find('[part~=notice]').scrollWidth > innerWidth]")
                .await;
            assert!(height <= 128.5, "{site}: {height} of 256 pixels");
            assert!(!sideways, "{site} scrolls sideways");
            for button in [consent_tests::ACCEPT, consent_tests::REJECT] {
                let inside: bool = tab
                    .evaluate(&format!(
                        "(({{ top, bottom, left, right }}) => top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth)\
                         (find('{button}').getBoundingClientRect())"
                    ))
                    .await;
                assert!(inside, "{site}: {button} is not on the screen");
            }
        }
    });
}

#[test]
fn nothing_moves_for_who_prefers_that() {
    journey(async |stage| {
        let visitor = stage
            .visitor_with(Look {
                still: true,
                ..Look::default()
            })
            .await;
        let tab = visitor.opens(&stage.sites.page("ngager", "")).await;
        tab.chooses().await;
        let moving: Vec<String> = tab
            .evaluate(
                "[...shadow().querySelectorAll('*')].filter((it) => { const style = getComputedStyle(it);
                   return [...style.transitionDuration.split(','), ...style.animationDuration.split(',')].some((time) => parseFloat(time) > 0.01) })
                   .map(named)",
            )
            .await;
        assert_eq!(moving, [""; 0]);
    });
}

#[test]
fn a_screen_reader_is_told_of_the_question_and_of_the_answer() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page("ngager", "en/")).await;
        tab.until("!!find('[role=status]')?.textContent").await;
        let said = tab.text("[role=status]").await;
        assert!(
            said.contains("cookies") && !said.contains(". "),
            "one sentence: {said}"
        );
        tab.rejects().await;
        tab.until("find('[role=status]').textContent.includes('saved')")
            .await;
    });
}

#[test]
fn wider_spacing_of_text_loses_nothing() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page("ngager", "")).await;
        tab.chooses().await;
        tab.evaluate::<()>(
            "(() => { const sheet = new CSSStyleSheet();
               sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }');
               shadow().adoptedStyleSheets.push(sheet) })()",
        )
        .await;
        let cut: Vec<String> = tab
            .evaluate("findAll('button, h2, h3, label, p').filter((it) => it.getRootNode() == shadow() && it.scrollWidth > it.clientWidth + 1 && getComputedStyle(it).display != 'inline').map(spoken)")
            .await;
        assert_eq!(cut, [""; 0]);
    });
}

#[test]
fn nothing_of_ours_is_printed() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page("cag", "")).await;
        tab.will_show(NOTICE).await.is_printed().await;
        tab.will_hide(NOTICE).await;
        let other = stage.opens("cag", "").await;
        other.rejects().await;
        other.will_show(REOPEN).await.is_printed().await;
        other.will_hide(REOPEN).await;
    });
}

/// A11Y-25, A11Y-26.
#[test]
fn a_switch_shows_its_state_where_colours_are_forced() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page("cag", "")).await;
        tab.has_forced_colours().await;
        tab.chooses().await;
        let off = tab.picture_of(&switch("analytics")).await;
        tab.switches("analytics").await;
        tab.points_at("dialog h2").await;
        tab.evaluate::<()>("void focused().blur()").await;
        let on = tab.picture_of(&switch("analytics")).await;
        assert_ne!(off, on);
        let border: String = tab
            .evaluate("getComputedStyle(find('dialog [data-act=save]')).borderStyle")
            .await;
        assert_eq!(border, "solid", "a button without a background still has an edge");
    });
}

#[test]
fn a11y_26_a_switch_shows_its_state_to_who_sees_no_colours() {
    journey(async |stage| {
        for dark in [false, true] {
            let visitor = stage.visitor_with(Look::still(SIZES[0], dark)).await;
            let tab = visitor.opens(&stage.sites.page("cag", "")).await;
            tab.is_seen_without_colours().await;
            tab.chooses().await;
            let seen = async || -> Pixels {
                tab.points_at("dialog h2").await;
                tab.evaluate::<()>("void focused()?.blur()").await;
                let place: [f64; 4] = tab
                    .evaluate(&format!(
                        "(({{ left, top, width, height }}) => [left, top, width, height])(find({:?}).getBoundingClientRect())",
                        switch("analytics")
                    ))
                    .await;
                tab.pixels(place).await
            };
            let off = seen().await;
            tab.switches("analytics").await;
            let on = seen().await;
            let all = off.width * off.height;
            let told_apart = (0..off.height)
                .flat_map(|y| off.row(y).into_iter().zip(on.row(y)).collect::<Vec<_>>())
                .filter(|(off, on)| contrast(*off, *on) >= 3.0)
                .count();
            assert!(told_apart * 5 > all, "{told_apart} of {all} pixels, dark: {dark}");
        }
    });
}

/// Of everything that can be pressed: our own buttons are larger than what WCAG 2.2, 2.5.8 asks of any target.
#[test]
fn a11y_15_every_button_is_44_pixels_high_and_no_target_less_than_24() {
    const SMALL: &str = "findAll('button, input, summary, a[href]').filter((it) => it.getRootNode() == shadow() && isVisible(it)).map((it) => {
        const { width, height } = it.getBoundingClientRect();
        // A link in a sentence is as high as the sentence (WCAG 2.2, 2.5.8: inline).
        const least = it.localName == 'button' ? 43.9 : it.closest('p, dd, small') ? 0 : 24;
        return height < least || width < least ? `${spoken(it)}: ${width} x ${height}` : '' }).filter(Boolean)";
    journey(async |stage| {
        for size in SIZES {
            let visitor = stage.visitor_with(Look::of(size)).await;
            let tab = visitor.opens(&stage.sites.page("cag", "en/")).await;
            tab.will_show(NOTICE).await;
            assert_eq!(
                tab.evaluate::<Vec<String>>(SMALL).await,
                [""; 0],
                "first layer at {size:?}"
            );
            tab.chooses().await;
            tab.evaluate::<()>("findAll('dialog details').forEach((it) => { it.open = true })")
                .await;
            assert_eq!(
                tab.evaluate::<Vec<String>>(SMALL).await,
                [""; 0],
                "second layer at {size:?}"
            );
            tab.clicks("dialog [data-act=reject-all]").await;
            tab.is_decided("r").await.will_show(REOPEN).await;
            assert_eq!(
                tab.evaluate::<Vec<String>>(SMALL).await,
                [""; 0],
                "way back at {size:?}"
            );
        }
    });
}

#[test]
fn the_floating_way_back_is_named_and_leads_to_the_choices() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page("cag", "")).await;
        tab.rejects().await;
        tab.will_show(REOPEN).await;
        assert_eq!(tab.text(REOPEN).await, "Cookieval");
        tab.clicks(REOPEN).await;
        tab.second_layer_is_whole().await;
    });
}
