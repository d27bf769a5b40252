//! While an answer is taken over nothing is shown and everything is held; when it cannot be, the visitor is asked.

use consent_tests::{Answer, HeldBack, NOTICE, Stage, Tab, Visitor, journey};

use super::{SITE, comes, cookiebot, fetched, had, is_asked, is_taken_over, mark, visitor_with};

const GRANTED: &str = "cookie('CookieConsent', cookiebot(false, true, false))";

/// What takes the answer over.
const IMPORT: &str = "*/consent/import-*";

/// Notes whether the notice is ever there.
const LOOK_OUT: &str =
    "void (window.__shown = false, new MutationObserver(() => (window.__shown ||= !!find('[part~=notice]')))
    .observe(shadow(), { childList: true, subtree: true }))";

/// A visitor who granted analytics to the earlier system, with a tab of their own.
async fn granted(stage: &Stage) -> (Visitor, Tab) {
    had(stage, &[cookiebot()]);
    let visitor = visitor_with(stage, GRANTED).await;
    let tab = visitor.tab().await;
    (visitor, tab)
}

/// The same on the front page, where what takes the answer over is on its way until it is let go.
async fn waits(stage: &Stage) -> (Visitor, Tab, HeldBack) {
    let (visitor, tab) = granted(stage).await;
    let held = tab.holds_back(IMPORT).await;
    tab.goes_to(&stage.sites.page(SITE, "")).await;
    (visitor, tab, held)
}

#[test]
fn the_notice_never_appears_and_tags_wait() {
    journey(async |stage| {
        let (_visitor, tab, held) = waits(stage).await;
        tab.evaluate::<()>(LOOK_OUT).await;
        let (shown, state): (bool, String) = tab
            .evaluate("[!!find('[part~=notice]'), window.consent.state().status]")
            .await;
        held.let_go();
        assert_eq!((shown, state.as_str()), (false, "unasked"));
        let third = stage.sites.third().to_owned();
        let before = tab
            .seen
            .requests()
            .iter()
            .filter(|url| url.contains(&third))
            .count();
        assert_eq!(before, 0, "everything was held");
        tab.is_ready().await.rests().await;
        is_taken_over(&tab).await;
        assert!(!tab.evaluate::<bool>("window.__shown").await);
        tab.until("read('cookie').includes('_ga=')").await;
    });
}

#[test]
fn where_it_cannot_be_fetched_the_visitor_is_asked_until_it_can() {
    journey(async |stage| {
        let (visitor, tab) = granted(stage).await;
        let away = tab
            .is_turned_away_from(IMPORT, Some(Answer::missing(IMPORT)))
            .await;
        tab.goes_to(&stage.sites.page(SITE, "")).await;
        tab.is_ready().await.rests().await;
        is_asked(&visitor, &tab).await;
        assert_eq!(mark(&tab).await, None, "nothing has been looked at");
        away.is_over();
        tab.reloads().await;
        tab.is_ready().await.rests().await;
        is_taken_over(&tab).await;
    });
}

#[test]
fn one_that_was_tampered_with_is_not_run() {
    journey(async |stage| {
        let (visitor, tab) = granted(stage).await;
        let forged = Answer::other(
            IMPORT,
            "text/javascript",
            "window.forged = true; export default ([C, , , write]) => write('consent=forged; path=/')",
        );
        tab.gets(vec![forged]).await;
        tab.goes_to(&stage.sites.page(SITE, "")).await;
        tab.is_ready().await.rests().await;
        is_asked(&visitor, &tab).await;
        assert!(!tab.evaluate::<bool>("!!window.forged").await);
    });
}

#[test]
fn who_waits_too_long_is_asked_and_what_comes_late_changes_nothing() {
    journey(async |stage| {
        let (visitor, tab, held) = waits(stage).await;
        tab.minutes_pass(1).await;
        tab.is_ready().await;
        is_asked(&visitor, &tab).await;
        held.let_go();
        tab.rests().await;
        is_asked(&visitor, &tab).await;
        assert_eq!(mark(&tab).await, None);
        tab.rejects().await;
        assert_eq!(tab.state().await["act"], "r");
    });
}

#[test]
fn an_act_of_the_visitor_comes_before_what_is_still_on_its_way() {
    journey(async |stage| {
        let (visitor, tab, held) = waits(stage).await;
        tab.evaluate::<()>("consent.rejectAll().then(() => {})").await;
        held.let_go();
        tab.rests().await;
        assert_eq!(tab.state().await["act"], "r");
        assert!(!tab.shows(NOTICE).await);
        assert_eq!(mark(&tab).await, None, "nothing has been looked at");
        let again = comes(stage, &visitor).await;
        assert_eq!(again.state().await["act"], "r");
        assert_eq!(fetched(stage, &again), ["consent"]);
    });
}
