//! A11Y-37: where scripts do not run, or WebAssembly does not, the page is as good as before: whole, without barriers, and
//! with nothing on it that does nothing.

use consent_tests::{Answer, Look, NOTICE, REOPEN, SITES, Stage, Tab, Visitor, journey};

use super::{SIZES, has_no_barriers};

/// A page with held content and a link to the choices, under this policy.
async fn without_webassembly(stage: &Stage, look: Look) -> (Visitor, Tab) {
    const PAGE: &str = "<!doctype html><html lang=\"en\"><head><title>Page</title><meta name=\"viewport\" content=\"width=device-width\">\
        <script async src=\"/consent/consent.en.js\"></script></head><body><main><h1>Page</h1>\
        <iframe data-service=\"youtube\" data-src=\"/film.html\" title=\"The film\" width=\"300\" height=\"250\"></iframe>\
        </main><footer><p><a href=\"/en/cookies.html\" LINK>Cookies</a></p></footer></body></html>";
    let visitor = stage.visitor_with(look).await;
    let tab = visitor.tab().await;
    let at = |path| stage.sites.page("asurgent", path);
    let policy = "script-src 'self'; object-src 'none'";
    tab.gets(vec![
        Answer::page(&at("page.html"), &PAGE.replace("LINK", ""), policy),
        Answer::page(
            &at("linked.html"),
            &PAGE.replace("LINK", "data-consent-action=preferences"),
            policy,
        ),
        Answer::other(
            &at("film.html"),
            "text/html",
            "<!doctype html><title>Film</title><button>Play</button>",
        ),
    ])
    .await;
    tab.goes_to(&at("page.html")).await;
    tab.is_ready().await.will_show("consent-held").await;
    tab.rests().await;
    assert_eq!(tab.state().await["status"], "unavailable");
    (visitor, tab)
}

#[test]
fn a11y_37_without_scripts_the_page_is_whole_and_without_barriers() {
    journey(async |stage| {
        for site in SITES {
            for path in ["", "kakor.html"] {
                let visitor = stage.visitor_with(Look::still((375, 667), false)).await;
                let whole = visitor.opens(&stage.sites.page(site, path)).await;
                let words = "read('body').querySelector('main').innerText";
                let expected: String = whole.rests().await.evaluate(words).await;
                let asked_before: Vec<_> = stage.sites.hits(site).into_keys().collect();

                let tab = stage.visitor().await.tab().await;
                tab.goes_without_scripts_to(&stage.sites.page(site, path)).await;
                assert!(!tab.shows(NOTICE).await && !tab.shows(REOPEN).await, "{site}");
                let got: String = tab.evaluate(words).await;
                let lines = |text: &str| -> Vec<String> {
                    let lines = text.split('\n').map(str::trim);
                    lines.filter(|line| !line.is_empty()).map(str::to_owned).collect()
                };
                let (got, expected) = (lines(&got), lines(&expected));
                let lost: Vec<_> = expected.iter().filter(|line| !got.contains(line)).collect();
                assert!(
                    lost.is_empty(),
                    "{site}/{path}: {lost:?} are not there without scripts"
                );
                let scrolls: String = tab.evaluate("getComputedStyle(read('body')).overflowY").await;
                assert_eq!(scrolls, "visible", "{site}/{path} can be scrolled");
                // Everything is held: nobody has been asked who is not asked before an answer either.
                let asked: Vec<_> = stage.sites.hits(site).into_keys().collect();
                assert_eq!(asked, asked_before, "{site}/{path}");
                assert!(
                    tab.evaluate::<String>("read('cookie')").await.is_empty(),
                    "{site}"
                );
                // axe is a script too: those of the page have had their chance by now.
                tab.runs_scripts_again().await;
                for size in SIZES {
                    tab.resizes(size).await;
                    has_no_barriers(&tab, &format!("{site}/{path} without scripts at {size:?}")).await;
                }
                assert!(!tab.shows(NOTICE).await, "{site}: they have not run since");
            }
        }
    });
}

#[test]
fn a11y_37_without_webassembly_nothing_has_barriers_and_nothing_is_offered_that_cannot_be_done() {
    journey(async |stage| {
        for dark in [false, true] {
            let (_, tab) = without_webassembly(stage, Look::still(SIZES[0], dark)).await;
            // Neither a question that cannot be answered nor a way back that leads nowhere.
            assert!(!tab.shows(NOTICE).await && !tab.shows(REOPEN).await);
            for size in SIZES {
                tab.resizes(size).await;
                has_no_barriers(&tab, &format!("without WebAssembly at {size:?}, dark: {dark}")).await;
            }
            let room: String = tab.evaluate("getComputedStyle(read('body')).paddingBottom").await;
            assert_eq!(room, "0px", "no room is kept for what is not there");
        }
    });
}

#[test]
fn a11y_37_without_webassembly_either_button_shows_held_content_this_once_by_keyboard() {
    journey(async |stage| {
        for button in ["once", "always"] {
            let (visitor, tab) = without_webassembly(stage, Look::default()).await;
            for _ in 0..10 {
                tab.presses(consent_tests::Key::Tab).await;
                if tab
                    .evaluate::<bool>(&format!("focused()?.getAttribute('part') == '{button}'"))
                    .await
                {
                    break;
                }
            }
            tab.presses(consent_tests::Key::Enter).await;
            tab.until("find('iframe').contentDocument?.title == 'Film'").await;
            tab.until("read('activeElement') == find('iframe')").await;
            assert!(!tab.shows("consent-held").await);
            // No decision is kept that could not be made.
            assert!(visitor.cookies().await.names("asurgent").is_empty());
            assert!(!tab.shows(REOPEN).await);
            tab.reloads().await;
            tab.will_show("consent-held").await;
        }
    });
}

#[test]
fn a11y_37_a_link_to_the_choices_leads_to_the_cookie_page_where_there_are_none() {
    journey(async |stage| {
        let (_, tab) = without_webassembly(stage, Look::default()).await;
        tab.goes_to(&stage.sites.page("asurgent", "linked.html")).await;
        tab.is_ready().await.rests().await;
        tab.mark().await;
        tab.clicks("footer a").await;
        tab.arrives().await;
        assert_eq!(
            tab.evaluate::<String>("location.pathname").await,
            "/en/cookies.html"
        );

        let tab = stage.visitor().await.tab().await;
        tab.goes_without_scripts_to(&stage.sites.page("ngager", "")).await;
        tab.mark().await;
        tab.clicks("footer [data-consent-action]").await;
        tab.arrives().await;
        assert_eq!(tab.evaluate::<String>("location.pathname").await, "/kakor.html");
        assert!(
            tab.text("main").await.contains("_ga"),
            "the declaration is there without scripts"
        );
    });
}
