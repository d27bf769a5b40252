//! The five sites: embeds with placeholders, silent share buttons, a chat that starts on a click, tracking protection.

use consent_tests::{NOTICE, journey};

use super::held;

#[test]
fn nordic_experts_shows_placeholders_for_every_embed() {
    journey(async |stage| {
        let tab = stage.visitor().await.tab().await;
        let pages: [(&str, &[&str]); 2] = [
            ("kurs.html", &["youtube", "slideshare"]),
            (
                "folj-oss.html",
                &[
                    "facebook-plugins",
                    "instagram",
                    "linkedin-embed",
                    "tumblr",
                    "meetup",
                    "wechat",
                ],
            ),
        ];
        for (path, services) in pages {
            tab.goes_to(&stage.sites.page("nordicexperts", path)).await;
            tab.is_ready().await;
            for service in services {
                tab.will_show(&held(service, "once")).await;
            }
            tab.rests().await;
            for service in services {
                assert!(
                    !stage.sites.hits("nordicexperts").contains_key(*service),
                    "{service}"
                );
            }
        }
        let post = tab.text(".twitter-tweet consent-held >> [part=once]").await;
        assert!(
            post.contains('X'),
            "a post that a script fills in has one too: {post}"
        );
    });
}

#[test]
fn netdialogs_chat_starts_on_a_click_and_nothing_is_recorded() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page("netdialog", "")).await;
        let button = "#chat consent-held >> [part=once]";
        tab.will_show(button).await;
        assert_eq!(tab.text(button).await, "Starta Netdialogs chatt");
        tab.rests().await;
        assert!(!stage.sites.hits("netdialog").contains_key("netdialog-chat"));
        tab.clicks(button).await;
        tab.until("find('#chat').dataset.shownBy == 'netdialog-chat'")
            .await;
        assert_eq!(tab.state().await["status"], "unasked");
        assert!(tab.shows(NOTICE).await);
        assert!(!visitor.cookies().await.names("netdialog").contains(&"consent"));
        tab.until("read('activeElement') == find('#chat')").await;
        assert!(!tab.shows("#chat consent-held").await);
    });
}

#[test]
fn netdialogs_chat_comes_by_itself_once_it_is_always_allowed() {
    journey(async |stage| {
        let tab = stage.opens("netdialog", "").await;
        tab.clicks("#chat consent-held >> [part=always]").await;
        tab.is_decided("c").await;
        tab.until("find('#chat').dataset.shownBy == 'netdialog-chat'")
            .await;
        let state = tab.state().await;
        assert_eq!(state["services"]["netdialog-chat"], true);
        assert_eq!(state["categories"]["functionality"], false);
        tab.reloads().await;
        tab.until("find('#chat').dataset.shownBy == 'netdialog-chat'")
            .await;
    });
}

#[test]
fn asurgents_share_buttons_are_silent_links_with_no_placeholder() {
    journey(async |stage| {
        let tab = stage.opens("asurgent", "artikel.html").await;
        tab.rejects().await;
        tab.will_show(&held("youtube", "once")).await.rests().await;
        assert!(tab.shows(".share a.linkedin-share[href^='https:']").await);
        assert_eq!(
            tab.evaluate::<usize>("findAll('.share consent-held').length")
                .await,
            0
        );
        let asked = stage.sites.hits("asurgent");
        for service in ["linkedin-embed", "facebook-plugins", "x-embed", "youtube"] {
            assert!(!asked.contains_key(service), "{service}");
        }
    });
}

#[test]
fn asurgent_honours_tracking_protection_and_still_shows_a_film_to_who_asks_for_it() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor
            .tab_with("Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })")
            .await;
        tab.goes_to(&stage.sites.page("asurgent", "artikel.html")).await;
        tab.is_ready().await;
        tab.will_show(&held("youtube", "once")).await.rests().await;
        assert_eq!(
            stage.sites.hits("asurgent").len(),
            0,
            "{:?}",
            stage.sites.hits("asurgent")
        );
        tab.clicks(&held("youtube", "once")).await;
        tab.until("find('[data-service=youtube]').src")
            .await
            .rests()
            .await;
        let asked = stage.sites.hits("asurgent");
        assert_eq!(
            asked.keys().collect::<Vec<_>>(),
            ["youtube"],
            "that film, and nobody else"
        );
    });
}
