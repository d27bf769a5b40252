//! Taken back: what was shown is held again, and nothing of it stays.

use consent_tests::journey;
use serde_json::json;

use super::{FILM, asked_for, held, on};

#[test]
fn withdrawal_holds_it_again_without_loading_the_page() {
    journey(async |stage| {
        let mut config = stage.sites.config("asurgent");
        config["reloadOnWithdrawal"] = json!(false);
        stage.sites.publish("asurgent", &config);
        let (_, tab) = on(stage, FILM).await;
        tab.clicks(&held("youtube", "always")).await;
        tab.until("find('[data-service=youtube]').src").await;
        tab.evaluate::<serde_json::Value>("consent.withdraw()").await;
        tab.will_show(&held("youtube", "once")).await;
        let src: bool = tab
            .evaluate("find('[data-service=youtube]').hasAttribute('src')")
            .await;
        assert!(!src);
        tab.until("find('[data-service=youtube]').contentWindow.location.href == 'about:blank'")
            .await;
        // And it can be shown again.
        tab.clicks(&held("youtube", "once")).await;
        tab.until("find('[data-service=youtube]').contentDocument?.title == 'Film'")
            .await;
    });
}

#[test]
fn withdrawal_holds_it_again_where_the_page_loads_again() {
    journey(async |stage| {
        let tab = stage.opens("asurgent", "artikel.html").await;
        tab.clicks(&held("youtube", "always")).await;
        tab.until("find('[data-service=youtube]').src").await;
        tab.mark().await;
        tab.reopens().await;
        tab.clicks("dialog [data-act=reject-all]").await;
        tab.arrives().await;
        tab.is_ready().await;
        tab.will_show(&held("youtube", "once")).await;
    });
}

#[test]
fn a_no_after_it_was_shown_once_holds_it_too() {
    journey(async |stage| {
        let (_, tab) = on(stage, FILM).await;
        tab.clicks(&held("youtube", "once")).await;
        tab.until("find('[data-service=youtube]').src").await;
        tab.rejects().await;
        tab.will_show(&held("youtube", "once")).await;
        assert_eq!(asked_for(&tab, "film.html"), 1);
    });
}

#[test]
fn a_choice_of_something_else_leaves_what_was_shown_once() {
    journey(async |stage| {
        let film = FILM
            .replace("\"youtube\"", "\"linkedin-embed\"")
            .replace("film.html", "film.html?2");
        let (_, tab) = on(stage, &format!("{FILM}{film}")).await;
        tab.clicks(&held("youtube", "once")).await;
        tab.clicks(&held("linkedin-embed", "always")).await;
        tab.until("document.querySelectorAll('iframe[src]').length == 2")
            .await;
        tab.rests().await;
        assert_eq!(
            tab.evaluate::<usize>("document.querySelectorAll('iframe[src]').length")
                .await,
            2
        );
    });
}
