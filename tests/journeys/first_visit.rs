//! The first visit: the question is there, and whatever the visitor does but answer it, nothing else happens.

use consent_tests::{Key, NOTICE, SITES, Stage, Tab, Visitor, journey};
use futures::future::join_all;

/// What may be asked and stored on every visit: the sites' own platforms, by service and by cookie.
fn necessary(site: &str) -> (&'static [&'static str], &'static [&'static str]) {
    match site {
        "ngager" => (&[], &["__cf_bm", "_cfuvid"]),
        "nordicexperts" => (
            &["kajabi", "stripe"],
            &["__stripe_mid", "__stripe_sid", "_kjb_session"],
        ),
        _ => (&[], &[]),
    }
}

async fn nothing_has_happened(stage: &Stage, site: &str, visitor: &Visitor, tab: &Tab) {
    tab.rests().await;
    let (services, cookies) = necessary(site);
    for service in stage.sites.hits(site).keys() {
        assert!(
            services.contains(&service.as_str()),
            "{site} asked {service} before a choice"
        );
    }
    let jar = visitor.cookies().await;
    for name in jar.names(site) {
        assert!(
            cookies.contains(&name),
            "{site} has the cookie {name} before a choice"
        );
    }
    let stored: Vec<String> = tab
        .evaluate(
            "Promise.all([indexedDB.databases(), caches.keys(), navigator.serviceWorker.getRegistrations()])
               .then((others) => [...Object.keys(localStorage), ...Object.keys(sessionStorage), ...others.flat().map(String)])",
        )
        .await;
    assert_eq!(stored, [""; 0], "{site} has stored something before a choice");
    assert_eq!(tab.state().await["status"], "unasked", "{site}");
}

/// LAW-01.
#[test]
fn nothing_is_stored_and_nobody_is_asked_before_a_choice() {
    journey(async |stage| {
        join_all(SITES.map(async |site| {
            let visitor = stage.visitor().await;
            let tab = visitor.opens(&stage.sites.page(site, "")).await;
            nothing_has_happened(stage, site, &visitor, &tab).await;

            tab.evaluate::<()>("void scrollTo(0, read('documentElement').scrollHeight)")
                .await;
            for _ in 0..30 {
                tab.presses(Key::Tab).await;
            }
            tab.presses(Key::Escape).await;
            nothing_has_happened(stage, site, &visitor, &tab).await;

            tab.mark().await;
            tab.clicks("nav li:nth-child(2) a").await;
            tab.arrives().await;
            tab.is_ready().await;
            nothing_has_happened(stage, site, &visitor, &tab).await;

            tab.leaves_by("history.back()").await;
            tab.is_ready().await;
            nothing_has_happened(stage, site, &visitor, &tab).await;
        }))
        .await;
    });
}

/// LAW-01, LAW-04.
#[test]
fn a11y_33_ten_minutes_without_an_answer_are_no_answer() {
    journey(async |stage| {
        join_all(SITES.map(async |site| {
            let visitor = stage.visitor().await;
            let tab = visitor.opens(&stage.sites.page(site, "")).await;
            tab.rests().await;
            tab.minutes_pass(10).await;
            assert!(tab.shows(NOTICE).await, "{site} has taken the question away");
            nothing_has_happened(stage, site, &visitor, &tab).await;
        }))
        .await;
    });
}

#[test]
fn the_notice_is_first_in_tab_order_and_takes_no_focus() {
    journey(async |stage| {
        join_all(SITES.map(async |site| {
            let visitor = stage.visitor().await;
            let tab = visitor.opens(&stage.sites.page(site, "")).await;
            tab.will_show(NOTICE).await;
            assert_eq!(tab.focus().await, "page", "{site}");
            tab.presses(Key::Tab).await;
            let within: bool = tab.evaluate("find('[part~=notice]').contains(focused())").await;
            assert!(within, "{site}: Tab leads to {}", tab.focus().await);
            for act in ["accept-all", "reject-all", "preferences"] {
                tab.presses(Key::Tab).await;
                assert_eq!(tab.focus().await, act, "{site}");
            }
        }))
        .await;
    });
}

#[test]
fn the_question_is_in_the_language_of_the_page() {
    journey(async |stage| {
        for (path, language, words) in [
            ("", "sv", ["Godkänn alla", "Avvisa alla"]),
            ("en/", "en", ["Accept all", "Reject all"]),
        ] {
            let visitor = stage.visitor().await;
            let tab = visitor.opens(&stage.sites.page("ngager", path)).await;
            tab.will_show(NOTICE).await;
            assert_eq!(tab.state().await["language"], language);
            let said: String = tab
                .evaluate("find('[part~=notice]').closest('[lang]')?.lang ?? host().lang")
                .await;
            assert_eq!(said, language);
            for (act, word) in ["accept-all", "reject-all"].into_iter().zip(words) {
                assert_eq!(tab.text(&format!("{NOTICE} [data-act={act}]")).await, word);
            }
        }
    });
}

/// LAW-14.
#[test]
fn the_first_layer_says_who_what_for_and_that_it_can_be_taken_back() {
    journey(async |stage| {
        for (path, words) in [
            (
                "",
                [
                    "Ngager Communication Group AB",
                    "statistik",
                    "återkalla",
                    "mottagare",
                ],
            ),
            (
                "en/",
                [
                    "Ngager Communication Group AB",
                    "statistics",
                    "withdraw",
                    "recipients",
                ],
            ),
        ] {
            let visitor = stage.visitor().await;
            let tab = visitor.opens(&stage.sites.page("ngager", path)).await;
            let text = tab.will_show(NOTICE).await.text(NOTICE).await;
            for word in words {
                assert!(text.contains(word), "the notice does not say “{word}”:\n{text}");
            }
        }
    });
}

/// LAW-03.
#[test]
fn no_identifier_exists_before_a_choice() {
    journey(async |stage| {
        for site in SITES {
            let visitor = stage.visitor().await;
            let tab = visitor.opens(&stage.sites.page(site, "")).await;
            assert_eq!(tab.rests().await.state().await.get("id"), None, "{site}");
            let ours = stage.fetched(site, &tab);
            // And what stands for held content, on a page that has some.
            let held: bool = tab.evaluate("!!find('consent-held')").await;
            assert_eq!(
                ours.len(),
                2 + usize::from(held),
                "{site}: the loader and the engine, and nothing sent with them: {ours:?}"
            );
            assert!(ours.iter().all(|url| !url.contains('?')), "{ours:?}");
        }
    });
}

/// LAW-04, LAW-16.
#[test]
fn the_page_can_be_used_while_the_question_stands() {
    journey(async |stage| {
        for site in SITES {
            let visitor = stage.visitor().await;
            let tab = visitor.opens(&stage.sites.page(site, "")).await;
            tab.will_show(NOTICE).await;
            tab.mark().await;
            tab.clicks("main a[href]").await;
            tab.arrives().await;
            tab.is_ready().await;
            assert!(
                tab.shows(NOTICE).await,
                "{site}: nobody has answered, so the question still stands"
            );
        }
    });
}
