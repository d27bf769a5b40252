//! Which language the question is asked in: the page's, or else the browser's; and that it follows a page that changes.

use consent_tests::{Answer, NOTICE, Stage, Tab, config_file, journey};

/// A page of Ngager with this tag for its language.
fn page(language: &str) -> String {
    format!(
        "<!doctype html><html lang=\"{language}\"><head><title>Language</title>\
         <script async src=\"/consent/consent.js\"></script></head><body><main>Text</main></body></html>"
    )
}

async fn opens(stage: &Stage, language: &str) -> Tab {
    let visitor = stage.visitor().await;
    let tab = visitor.tab().await;
    tab.reads("en-GB").await;
    let at = stage.sites.page("ngager", "language.html");
    tab.gets(vec![Answer::other(&at, "text/html", page(language))])
        .await;
    tab.goes_to(&at).await;
    tab
}

/// The page itself changes its language.
async fn becomes(tab: &Tab, language: &str) {
    let script = format!("read('documentElement').lang = '{language}'");
    tab.evaluate::<String>(&script).await;
}

async fn is_asked_in(tab: &Tab, language: &str, accept: &str) {
    let words = format!("{NOTICE} [data-act=accept-all]");
    tab.will_show(&words).await;
    tab.until(&format!("find('{words}')?.textContent == '{accept}'"))
        .await;
    assert_eq!(tab.state().await["language"], language);
    let host: String = tab.evaluate("host().lang").await;
    assert_eq!(host, language);
    let layers: u32 = tab.evaluate("findAll('consent-root').length").await;
    assert_eq!(layers, 1, "one notice at a time");
}

/// A page need not be in UTF-8, and its server need not say what its scripts are in.
#[test]
fn every_letter_is_right_on_a_page_in_another_encoding() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.tab().await;
        let built = tempfile::tempdir().expect("a temporary folder");
        let out = built.path().join("out");
        let config = stage.sites.config("ngager").to_string();
        consent_cli::build_text(&config_file("ngager"), &config, &out).expect("a site");
        let script = std::fs::read(out.join("consent.js")).expect("a loader");
        let at = |path| stage.sites.page("ngager", path);
        let html = "<!doctype html><html lang=sv><meta charset=windows-1252><title>Alt</title>\
                    <script async src=/consent/consent.js></script><main>Text</main>";
        tab.gets(vec![
            Answer::other(&at("old.html"), "text/html", html),
            Answer::other(&at("consent/consent.js"), "text/javascript", script),
        ])
        .await;
        tab.goes_to(&at("old.html")).await;
        is_asked_in(&tab, "sv", "Godkänn alla").await;
    });
}

/// LAW-19: the page's language, with or without its region; else the first of the browser's that the site speaks.
#[test]
fn the_browsers_language_counts_where_the_page_has_none_of_the_sites() {
    journey(async |stage| {
        for (page, language, accept) in [
            ("", "en", "Accept all"),
            ("fi", "en", "Accept all"),
            ("SV-fi", "sv", "Godkänn alla"),
            ("en-US", "en", "Accept all"),
        ] {
            is_asked_in(&opens(stage, page).await, language, accept).await;
        }
    });
}

#[test]
fn the_question_follows_a_page_that_changes_its_language() {
    journey(async |stage| {
        let mut config = stage.sites.config("ngager");
        config["languages"] = serde_json::json!(["sv", "en"]);
        config["followLanguage"] = true.into();
        stage.sites.publish("ngager", &config);
        let tab = opens(stage, "sv").await;
        is_asked_in(&tab, "sv", "Godkänn alla").await;

        becomes(&tab, "en").await;
        is_asked_in(&tab, "en", "Accept all").await;
        becomes(&tab, "sv").await;
        is_asked_in(&tab, "sv", "Godkänn alla").await;

        // What was decided in one language holds in the other, and can be changed there.
        tab.rejects().await;
        becomes(&tab, "en").await;
        tab.until("consent.state().language == 'en'").await;
        assert_eq!(tab.state().await["act"], "r");
        assert!(!tab.shows(NOTICE).await);
        tab.reopens().await;
        assert_eq!(tab.text("dialog h2").await, "Your cookie choices");
        tab.clicks(consent_tests::ACCEPT_THERE).await;
        tab.is_decided("a").await;
    });
}

#[test]
fn the_question_stays_as_it_is_where_the_site_does_not_say_so() {
    journey(async |stage| {
        let tab = opens(stage, "sv").await;
        is_asked_in(&tab, "sv", "Godkänn alla").await;
        becomes(&tab, "en").await;
        is_asked_in(tab.rests().await, "sv", "Godkänn alla").await;
    });
}
