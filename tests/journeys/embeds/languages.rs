//! What stands for held content in other languages: from right to left, larger, and where a page changes its language.

use consent_tests::{Answer, Gallery, Key, Look, Stage, Tab, journey};
use serde_json::json;

use super::{asked_for, held};

/// The part of the only placeholder, as an expression.
fn part(name: &str) -> String {
    format!("find('consent-held').shadowRoot.querySelector('[part={name}]')")
}

/// A site in three languages whose pages change theirs.
async fn in_three_languages(stage: &Stage) -> Tab {
    let mut config = stage.sites.config("asurgent");
    config["languages"] = json!(["sv", "en", "ar"]);
    config["policyUrl"] = json!({ "sv": "/kakor.html", "en": "/kakor.html", "ar": "/kakor.html" });
    config["services"] = json!(["google-analytics", "youtube"]);
    config["followLanguage"] = json!(true);
    let all = config.as_object_mut().expect("a config");
    for own in ["retention", "record", "texts", "extends"] {
        all.remove(own);
    }
    stage.sites.publish("asurgent", &config);
    let at = |path| stage.sites.page("asurgent", path);
    let html = format!(
        "<!doctype html><html lang=\"sv\"><head><title>Film</title><script async src=\"/consent/consent.js\"></script></head>\
         <body><main><h1>Film</h1>{}</main></body></html>",
        super::FILM
    );
    let tab = stage.visitor().await.tab().await;
    tab.gets(vec![
        Answer::other(&at("film-page.html"), "text/html; charset=utf-8", html),
        Answer::other(
            &at("film.html*"),
            "text/html",
            "<!doctype html><title>Film</title>",
        ),
    ])
    .await;
    tab.goes_to(&at("film-page.html")).await;
    tab.is_ready().await.will_show(&held("youtube", "once")).await;
    tab
}

#[test]
fn a11y_36_a_placeholder_follows_a_page_that_changes_its_language() {
    journey(async |stage| {
        let tab = in_three_languages(stage).await;
        for (language, direction, once) in [
            ("en", "ltr", "Show once"),
            ("ar", "rtl", "عرض مرة واحدة"),
            ("sv", "ltr", "Visa en gång"),
        ] {
            tab.evaluate::<String>(&format!("read('documentElement').lang = '{language}'"))
                .await;
            tab.until(&format!(
                "findAll('consent-held').length == 1 && {}?.textContent == '{once}'",
                part("once")
            ))
            .await;
            let (lang, dir): (String, String) = tab
                .evaluate("(({ lang, dir }) => [lang, dir])(find('consent-held'))")
                .await;
            assert_eq!((&*lang, &*dir), (language, direction));
            let away: bool = tab
                .evaluate(
                    "(([one, two]) => ['x', 'y', 'width', 'height'].some((side) => Math.abs(one[side] - two[side]) > 1))\
                     ([find('consent-held'), find('iframe')].map((it) => it.getBoundingClientRect()))",
                )
                .await;
            assert!(!away, "{language}: it lies where it lay");
            let barriers = tab.rests().await.barriers().await;
            let list: String = barriers.iter().map(ToString::to_string).collect();
            assert!(barriers.is_empty(), "{language}:\n{list}");
        }
        assert_eq!(asked_for(&tab, "film.html"), 0);
        tab.clicks(&held("youtube", "once")).await;
        tab.until("find('iframe').contentDocument?.title == 'Film'").await;
    });
}

#[test]
fn a11y_27_a_placeholder_begins_at_the_right_where_its_lines_do() {
    journey(async |stage| {
        let contrast = ("contrast".to_owned(), json!({ "theme": "contrast" }));
        let gallery = Gallery::open(vec![("box".to_owned(), json!({})), contrast], &["ar", "he"]).await;
        for (look, language, dark) in [
            ("box", "ar", false),
            ("box", "he", true),
            ("contrast", "ar", true),
        ] {
            for size in [(1280, 720), (375, 667), (320, 256)] {
                let visitor = stage.visitor_with(Look::still(size, dark)).await;
                let tab = visitor.opens(&gallery.held_page(look, language)).await;
                let about = format!("{look} in {language} at {size:?}");
                tab.will_show("consent-held").await.rests().await;
                let (title, box_of, clipped): ([f64; 2], [f64; 2], bool) = tab
                    .evaluate(&format!(
                        "(() => {{ const range = new Range(); range.selectNodeContents({}); const text = range.getBoundingClientRect();
                           const around = {}.getBoundingClientRect(); const card = {};
                           return [[text.left, text.right], [around.left, around.right], card.scrollWidth > card.clientWidth] }})()",
                        part("title"), part("text"), part("card")
                    ))
                    .await;
                assert!(
                    box_of[1] - title[1] < title[0] - box_of[0],
                    "{about}: the title begins at the right: {title:?} in {box_of:?}"
                );
                assert!(!clipped, "{about}: nothing is cut off at the side");
                // The first button is the one at the right, for the eye and for Tab.
                let first: bool = tab
                    .evaluate(&format!(
                        "(([once, always]) => once.left >= always.right - 1 || once.bottom <= always.top + 1)\
                         ([{}, {}].map((it) => it.getBoundingClientRect()))",
                        part("once"),
                        part("always")
                    ))
                    .await;
                assert!(first, "{about}");
                tab.tabs_to_part("consent-held >> [part=once]").await;
                tab.presses(Key::Tab).await;
                let next: bool = tab.evaluate(&format!("focused() == {}", part("always"))).await;
                assert!(next, "{about}: Tab leads to {}", tab.focus().await);
                let barriers = tab.barriers().await;
                let list: String = barriers.iter().map(ToString::to_string).collect();
                assert!(barriers.is_empty(), "A11Y-39, {about}:\n{list}");
            }
        }
    });
}

/// Placeholders scroll in themselves where their words do not fit: nothing is cut off with wider spacing or larger text.
#[test]
fn a11y_22_wider_spacing_and_a11y_23_larger_text_lose_nothing_of_a_placeholder() {
    const WIDER: &str = "(() => { const sheet = new CSSStyleSheet();
        sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }');
        find('consent-held').shadowRoot.adoptedStyleSheets.push(sheet) })()";
    const LOST: &str = "(() => { const root = find('consent-held').shadowRoot; const card = root.querySelector('[part=card]');
        const reaches = (it) => { it.scrollIntoView({ block: 'nearest', behavior: 'instant' }); const { left, right, top, bottom } = it.getBoundingClientRect();
          const room = card.getBoundingClientRect(); return left >= room.left - 1 && right <= room.right + 1 && bottom > room.top && top < room.bottom };
        return [...root.querySelectorAll('p, a, button')].filter((it) => it.textContent && (it.scrollWidth > it.clientWidth + 1 && getComputedStyle(it).display != 'inline' || !reaches(it))).map(spoken) })()";
    journey(async |stage| {
        let gallery = Gallery::open(vec![("box".to_owned(), json!({}))], &["de"]).await;
        for letters in [16, 32] {
            let tab = stage
                .visitor_with(Look::still((1280, 720), false))
                .await
                .tab()
                .await;
            tab.reads_at(letters).await;
            tab.goes_to(&gallery.held_page("box", "de")).await;
            tab.is_ready().await.will_show("consent-held").await;
            if letters == 16 {
                tab.evaluate::<()>(WIDER).await;
            }
            for size in [(1280, 720), (375, 667)] {
                tab.resizes(size).await;
                assert_eq!(
                    tab.evaluate::<Vec<String>>(LOST).await,
                    [""; 0],
                    "{letters} px at {size:?}"
                );
            }
        }
    });
}
