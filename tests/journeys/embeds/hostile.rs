//! Pages and strangers that work against it: nothing but a person's own press grants anything.

use consent_tests::{Answer, NOTICE, journey};

use super::{FILM, asked_for, held, on};

#[test]
fn sec_16_no_markup_and_no_made_up_event_grants() {
    journey(async |stage| {
        let body = format!(
            "{FILM}<button part=\"always\" data-act=\"accept-all\" id=\"theirs\">Always</button>\
             <consent-held><button part=\"always\">Always</button></consent-held>\
             <a href=\"#\" data-consent-action=\"accept-all\" id=\"grants\">x</a>"
        );
        let (_, tab) = on(stage, &body).await;
        tab.will_show(&held("youtube", "always")).await;
        tab.evaluate::<()>(
            "findAll('consent-held').forEach((it) => it.shadowRoot?.querySelectorAll('button').forEach((button) => {
               button.click();
               for (const type of ['click', 'pointerdown', 'pointerup', 'keydown'])
                 button.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true }));
             }))",
        )
        .await;
        tab.clicks("#theirs").await;
        tab.rests().await;
        assert_eq!(asked_for(&tab, "film.html"), 0);
        assert_eq!(tab.state().await["status"], "unasked");
        assert!(tab.shows(NOTICE).await);
    });
}

#[test]
fn sec_12_what_strangers_wrote_has_no_placeholder_where_the_site_says_so() {
    journey(async |stage| {
        let (_, tab) = on(stage, &format!("<div data-consent-ignore>{FILM}</div>")).await;
        assert_eq!(tab.evaluate::<usize>("findAll('consent-held').length").await, 0);
        tab.accepts().await;
        tab.rests().await;
        assert_eq!(asked_for(&tab, "film.html"), 0);
    });
}

#[test]
fn sec_06_addresses_that_are_not_https_are_neither_linked_nor_loaded() {
    journey(async |stage| {
        for bad in ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "blob:x"] {
            let film = FILM.replace("/film.html", bad).replace(
                "<iframe",
                "<iframe data-link=\"javascript:alert(1)\" data-still=\"https://elsewhere.example/x.png\"",
            );
            let (_, tab) = on(stage, &film).await;
            let links: usize = tab
                .evaluate("find('consent-held').shadowRoot.querySelectorAll('a, img').length")
                .await;
            assert_eq!(links, 0, "{bad}");
            tab.clicks(&held("youtube", "once")).await;
            tab.rests().await;
            let src: bool = tab.evaluate("find('iframe').hasAttribute('src')").await;
            assert!(!src, "{bad}");
            assert_eq!(asked_for(&tab, "elsewhere"), 0);
        }
    });
}

#[test]
fn sec_05_texts_of_a_page_stay_texts() {
    journey(async |stage| {
        let film = FILM.replace(
            "The film",
            "&lt;img src=x onerror='window.hurt=1'&gt; {service} $&amp;",
        );
        let (_, tab) = on(stage, &film).await;
        let title = tab.text(&held("youtube", "title")).await;
        assert_eq!(title, "<img src=x onerror='window.hurt=1'> {service} $&");
        assert!(!tab.evaluate::<bool>("'hurt' in window").await);
    });
}

#[test]
fn a_strict_policy_and_trusted_types_refuse_nothing() {
    journey(async |stage| {
        let html = format!(
            "<!doctype html><html lang=\"en\"><head><title>Strict</title>\
             <script async src=\"/consent/consent.en.js\"></script></head><body><main>{}</main></body></html>",
            FILM.replace("<iframe", "<iframe data-still=\"/still.svg\"")
        );
        let at = |path| stage.sites.page("asurgent", path);
        let tab = stage.visitor().await.tab().await;
        let policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' http://localhost:*; \
             img-src 'self'; frame-src 'self'; style-src 'none'; require-trusted-types-for 'script'; trusted-types consent";
        tab.gets(vec![
            Answer::page(&at("strict.html"), &html, policy),
            Answer::other(&at("film.html"), "text/html", "<!doctype html><title>Film</title>"),
            Answer::other(
                &at("still.svg"),
                "image/svg+xml",
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"16\" height=\"9\"><rect width=\"16\" height=\"9\"/></svg>",
            ),
        ])
        .await;
        tab.goes_to(&at("strict.html")).await;
        tab.is_ready().await;
        tab.until("find('consent-held').shadowRoot.querySelector('img').naturalWidth == 16")
            .await;
        tab.clicks(&held("youtube", "once")).await;
        tab.until("find('iframe').contentDocument?.title == 'Film'").await;
        let refused: Vec<String> = tab.evaluate("window.__violations").await;
        assert_eq!(refused, [""; 0]);
    });
}
