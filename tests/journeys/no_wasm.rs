//! Where the engine cannot run or cannot be had: no question, no grant, and a word to whoever looks after the site.

use consent_tests::{Answer, CHOOSE, DIALOG, NOTICE, Stage, Tab, Visitor, journey, switch};

const PAGE: &str = r#"<!doctype html><html lang="sv"><head><title>Sida</title>
    <script async src="/consent/consent.js"></script></head><body><main><h1>Sida</h1></main>
    <script nonce="n" type="text/plain" data-category="analytics">window.ran = true</script></body></html>"#;

/// A visitor on a page under this policy, getting these answers for files.
async fn on(stage: &Stage, security_policy: &str, mut answers: Vec<Answer>) -> (Visitor, Tab) {
    let visitor = stage.visitor().await;
    let tab = visitor.tab().await;
    let address = stage.sites.page("asurgent", "page.html");
    answers.push(Answer::page(&address, PAGE, security_policy));
    tab.gets(answers).await;
    tab.goes_to(&address).await;
    tab.is_ready().await;
    (visitor, tab)
}

async fn refuses_in_silence(visitor: &Visitor, tab: &Tab) {
    tab.will_hide(NOTICE).await;
    tab.rests().await;
    assert_eq!(tab.state().await["status"], "unavailable");
    assert!(
        !tab.shows(NOTICE).await,
        "no question is asked that cannot be answered"
    );
    assert!(!tab.evaluate::<bool>("window.ran === true").await);
    assert!(visitor.cookies().await.names("asurgent").is_empty());
    let ours = tab
        .seen
        .lines()
        .into_iter()
        .filter(|line| line.text.starts_with("consent:"))
        .count();
    assert_eq!(ours, 1, "one line on the console: {:?}", tab.seen.lines());
    assert!(tab.seen.exceptions().is_empty(), "{:?}", tab.seen.lines());
    assert_eq!(tab.text("h1").await, "Sida", "the page itself is as it was");
}

#[test]
fn under_a_policy_without_wasm_nothing_is_asked_and_the_console_says_what_to_allow() {
    journey(async |stage| {
        let (visitor, tab) = on(stage, "script-src 'self' 'nonce-n'", Vec::new()).await;
        refuses_in_silence(&visitor, &tab).await;
        let said = tab.seen.lines();
        assert!(
            said.iter().any(|line| line.text.contains("'wasm-unsafe-eval'")),
            "{said:?}"
        );
        let fetched = tab
            .seen
            .requests()
            .into_iter()
            .filter(|url| url.contains("/consent/engine"))
            .count();
        assert_eq!(fetched, 0, "what cannot run is not fetched either");
    });
}

#[test]
fn an_answer_given_earlier_holds_without_wasm() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page("asurgent", "")).await;
        tab.accepts().await;
        let address = stage.sites.page("asurgent", "page.html");
        tab.gets(vec![Answer::page(&address, PAGE, "script-src 'self' 'nonce-n'")])
            .await;
        tab.goes_to(&address).await;
        tab.until("window.ran === true").await;
        assert_eq!(tab.state().await["status"], "decided");
    });
}

#[test]
fn without_the_engines_file_the_notice_goes_and_the_refusal_holds() {
    journey(async |stage| {
        let engine = stage.sites.page("asurgent", "consent/engine.*");
        let (visitor, tab) = on(stage, "default-src *", vec![Answer::missing(&engine)]).await;
        refuses_in_silence(&visitor, &tab).await;
    });
}

#[test]
fn a_file_that_is_not_the_engine_is_never_run() {
    journey(async |stage| {
        let engine = stage.sites.page("asurgent", "consent/engine.*");
        let other = "window.ran = true; export default async () => [async () => {}, async () => {}]";
        let answer = Answer::other(&engine, "text/javascript", other);
        let (visitor, tab) = on(stage, "default-src * 'unsafe-inline'", vec![answer]).await;
        refuses_in_silence(&visitor, &tab).await;
    });
}

#[test]
fn a_click_is_refused_too_when_the_engine_turns_out_to_be_missing() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.tab().await;
        let address = stage.sites.page("asurgent", "");
        let engine = tab
            .fails_late(&stage.sites.page("asurgent", "consent/engine.*"))
            .await;
        tab.goes_to(&address).await;
        tab.clicks(consent_tests::ACCEPT).await;
        tab.will_hide(NOTICE).await;
        engine.let_go();
        tab.until("window.consent.state().status == 'unavailable'").await;
        tab.rests().await;
        assert_eq!(stage.sites.hits("asurgent").len(), 0);
        assert!(visitor.cookies().await.names("asurgent").is_empty());
    });
}

#[test]
fn without_the_banners_files_the_second_layer_works_all_the_same() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.tab().await;
        tab.gets(vec![Answer::missing(
            &stage.sites.page("asurgent", "consent/banner-*"),
        )])
        .await;
        tab.goes_to(&stage.sites.page("asurgent", "")).await;
        tab.clicks(CHOOSE).await;
        tab.will_show(DIALOG).await;
        tab.rests().await;
        tab.clicks(&switch("analytics")).await;
        tab.saves().await;
        assert_eq!(tab.state().await["categories"]["analytics"], true);
        assert!(tab.seen.exceptions().is_empty(), "{:?}", tab.seen.lines());
    });
}
