//! Show once, and always: what each of them lets through, and what is kept of it.

use consent_tests::{NOTICE, journey};

use super::{FILM, asked_for, held, on};

#[test]
fn law_54_nothing_is_asked_of_anybody_before_a_button_is_pressed() {
    journey(async |stage| {
        let tab = stage.opens("nordicexperts", "kurs.html").await;
        tab.will_show(&held("youtube", "once")).await;
        tab.will_show(&held("slideshare", "once")).await;
        tab.rests().await;
        let asked = stage.sites.hits("nordicexperts");
        assert!(
            !asked.contains_key("youtube") && !asked.contains_key("slideshare"),
            "{asked:?}"
        );
        let text = tab.text(&held("youtube", "text")).await;
        for said in ["YouTube", "Google Ireland Limited", "Spelar upp filmer"] {
            assert!(text.contains(said), "whose it is and what for: {said} in\n{text}");
        }
        assert!(!text.contains(".."), "{text}");
    });
}

#[test]
fn shown_once_is_this_element_only_and_no_decision() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let address = stage.sites.page("nordicexperts", "kurs.html");
        let tab = visitor.opens(&address).await;
        tab.clicks(&held("youtube", "once")).await;
        tab.until("find('[data-service=youtube]').src.includes('/embed/')")
            .await;
        tab.rests().await;
        assert_eq!(stage.sites.hits("nordicexperts").get("youtube"), Some(&1));
        assert!(!stage.sites.hits("nordicexperts").contains_key("slideshare"));
        assert_eq!(tab.state().await["status"], "unasked");
        assert!(
            !visitor
                .cookies()
                .await
                .names("nordicexperts")
                .contains(&"consent")
        );
        assert!(tab.shows(NOTICE).await, "the question is still open");
        assert!(!tab.shows("consent-held:has(+ [data-service=youtube])").await);
        assert!(tab.shows(&held("slideshare", "once")).await);

        tab.goes_to(&address).await;
        tab.is_ready().await;
        tab.will_show(&held("youtube", "once")).await;
    });
}

#[test]
fn of_two_alike_only_the_one_that_was_pressed_is_shown() {
    journey(async |stage| {
        let (_, tab) = on(
            stage,
            &format!("{FILM}{}", FILM.replace("film.html", "film.html?2")),
        )
        .await;
        tab.clicks(&held("youtube", "once")).await;
        tab.until("document.querySelectorAll('iframe[src]').length == 1")
            .await;
        tab.rests().await;
        assert_eq!(asked_for(&tab, "film.html"), 1);
        assert_eq!(
            tab.evaluate::<usize>("document.querySelectorAll('consent-held').length")
                .await,
            1
        );
    });
}

#[test]
fn always_is_a_decision_for_this_service_alone() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let address = stage.sites.page("nordicexperts", "kurs.html");
        let tab = visitor.opens(&address).await;
        tab.clicks(&held("youtube", "always")).await;
        tab.is_decided("c").await;
        tab.until("find('[data-service=youtube]').src.includes('/embed/')")
            .await;
        let state = tab.state().await;
        assert_eq!(state["services"]["youtube"], true);
        assert_eq!(state["categories"]["advertisement"], false);
        assert_eq!(state["services"]["slideshare"], false);
        assert!(!tab.shows(NOTICE).await);
        assert!(tab.shows(&held("slideshare", "once")).await);
        let history: Vec<serde_json::Value> = tab
            .evaluate("consent.history().then(({ choices }) => choices)")
            .await;
        assert_eq!(history.len(), 1, "{history:?}");
        assert_eq!(history[0]["act"], "chosen");

        tab.goes_to(&address).await;
        tab.is_ready().await;
        tab.until("find('[data-service=youtube]').src.includes('/embed/')")
            .await;
        assert!(!tab.shows("consent-held:has(+ [data-service=youtube])").await);
    });
}

#[test]
fn a_yes_to_everything_shows_all_of_them_and_leaves_the_focus_alone() {
    journey(async |stage| {
        let tab = stage.opens("nordicexperts", "folj-oss.html").await;
        tab.will_show(&held("instagram", "once")).await;
        tab.accepts().await;
        tab.until("!find('consent-held')").await;
        tab.until("find('.twitter-tweet').dataset.shownBy == 'x-embed'")
            .await;
        assert_ne!(
            tab.evaluate::<String>("read('activeElement').localName").await,
            "iframe"
        );
    });
}

#[test]
fn where_only_a_category_is_named_the_button_names_what_it_grants() {
    journey(async |stage| {
        let category = FILM.replace("data-service=\"youtube\"", "data-category=\"advertisement\"");
        let (_, tab) = on(stage, &category).await;
        let part = |part: &str| format!("consent-held >> [part={part}]");
        let always = tab.text(&part("always")).await;
        assert!(always.contains("Advertising"), "{always}");
        tab.clicks(&part("always")).await;
        tab.is_decided("c").await;
        assert_eq!(tab.state().await["categories"]["advertisement"], true);
        assert_eq!(tab.state().await["categories"]["analytics"], false);
    });
}

#[test]
fn a_link_leads_to_the_content_at_its_own_place() {
    journey(async |stage| {
        let embed = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0";
        let (_, tab) = on(stage, &FILM.replace("/film.html", embed)).await;
        let link = "find('consent-held').shadowRoot.querySelector('a')";
        let href: String = tab.evaluate(&format!("{link}.href")).await;
        assert_eq!(href, "https://www.youtube.com/watch?v=dQw4w9WgXcQ");
        let text: String = tab.evaluate(&format!("{link}.textContent")).await;
        assert!(text.contains("www.youtube.com"), "{text}");
    });
}
