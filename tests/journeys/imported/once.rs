//! Once on each device: whatever came of it, it is not looked for again.

use consent_tests::{NOTICE, journey};

use super::{SITE, comes, cookiebot, fetched, had, is_asked, is_taken_over, leaves, mark, visitor_with};

const GRANTED: &str = "cookie('CookieConsent', cookiebot(false, true, false))";

#[test]
fn who_has_lost_the_decision_is_asked_and_nothing_is_taken_over_again() {
    journey(async |stage| {
        had(stage, &[cookiebot()]);
        let visitor = visitor_with(stage, GRANTED).await;
        let tab = comes(stage, &visitor).await;
        is_taken_over(&tab).await;
        tab.evaluate::<()>("consent.erase().then(() => {})").await;
        is_taken_over(&tab).await;
        leaves(
            stage,
            &visitor,
            "document.cookie = 'consent=; path=/; max-age=0'; localStorage.removeItem('consent')",
        )
        .await;
        let again = comes(stage, &visitor).await;
        is_asked(&visitor, &again).await;
        assert_eq!(fetched(stage, &again), ["consent", "engine"]);
        assert_eq!(visitor.cookies().await.all(SITE, "CookieConsent").len(), 1);
    });
}

#[test]
fn what_could_not_be_taken_over_is_not_looked_at_again() {
    journey(async |stage| {
        had(stage, &[cookiebot()]);
        let visitor = visitor_with(stage, "cookie('CookieConsent', '-1')").await;
        let tab = comes(stage, &visitor).await;
        is_asked(&visitor, &tab).await;
        assert_eq!(fetched(stage, &tab), ["consent", "engine", "import"]);
        assert_eq!(mark(&tab).await.as_deref(), Some("1"));
        let again = comes(stage, &visitor).await;
        is_asked(&visitor, &again).await;
        assert_eq!(fetched(stage, &again), ["consent", "engine"]);
    });
}

#[test]
fn who_never_met_the_other_system_fetches_nothing_of_it() {
    journey(async |stage| {
        had(stage, &[cookiebot()]);
        // Names are compared whole.
        let visitor = visitor_with(
            stage,
            "cookie('xCookieConsent', '0'); cookie('CookieConsent2', '0'); localStorage.CookieConsent = '0'",
        )
        .await;
        let tab = comes(stage, &visitor).await;
        is_asked(&visitor, &tab).await;
        assert_eq!(fetched(stage, &tab), ["consent", "engine"]);
        assert_eq!(mark(&tab).await, None);
    });
}

#[test]
fn who_has_answered_here_keeps_that_answer() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = comes(stage, &visitor).await;
        tab.rejects().await;
        had(stage, &[cookiebot()]);
        leaves(stage, &visitor, GRANTED).await;
        let again = comes(stage, &visitor).await;
        assert!(!again.shows(NOTICE).await);
        assert_eq!(again.state().await["act"], "r");
        assert_eq!(fetched(stage, &again), ["consent"]);
    });
}
