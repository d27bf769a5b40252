//! A no to everything: one click, nothing runs, and it counts as long as a yes would.

use consent_tests::{NOTICE, SITES, journey, left_behind};
use futures::future::join_all;

/// LAW-15: no second list stays on.
#[test]
fn one_click_and_nothing_runs() {
    journey(async |stage| {
        join_all(SITES.map(async |site| {
            let visitor = stage.visitor().await;
            let tab = visitor.opens(&stage.sites.page(site, "")).await;
            let before = stage.sites.hits(site);
            tab.rejects().await;
            tab.rests().await;
            assert!(!tab.shows(NOTICE).await, "{site}");
            assert_eq!(stage.sites.hits(site), before, "{site} asked somebody after a no");
            let jar = visitor.cookies().await;
            for name in left_behind(site) {
                assert!(jar.all(site, name).is_empty(), "{site} has {name} after a no");
            }
            let state = tab.state().await;
            for (name, granted) in state["categories"].as_object().expect("categories") {
                assert_eq!(*granted, name == "necessary", "{site}: {name}");
            }
        }))
        .await;
    });
}

/// LAW-50.
#[test]
fn a_no_is_kept_exactly_as_long_as_a_yes() {
    journey(async |stage| {
        join_all(SITES.map(async |site| {
            let mut days = Vec::new();
            for accepts in [true, false] {
                let visitor = stage.visitor().await;
                let tab = visitor.opens(&stage.sites.page(site, "")).await;
                let now: f64 = tab.evaluate("Date.now() / 1000").await;
                tab.answers(accepts).await;
                let ends = visitor
                    .cookies()
                    .await
                    .only(site, "consent")
                    .ends
                    .expect("a lifetime");
                days.push(((ends - now) / 86_400.0).round());
            }
            assert_eq!(days, [182.0, 182.0], "{site}");
        }))
        .await;
    });
}

#[test]
fn nobody_is_asked_again_after_a_no() {
    journey(async |stage| {
        join_all(SITES.map(async |site| {
            let visitor = stage.visitor().await;
            let tab = visitor.opens(&stage.sites.page(site, "")).await;
            tab.rejects().await;
            tab.reloads().await;
            tab.is_ready().await.rests().await;
            assert!(!tab.shows(NOTICE).await, "{site}");
            let other = visitor.opens(&stage.sites.page(site, "en/")).await;
            assert!(
                !other.rests().await.shows(NOTICE).await,
                "{site}, the same in English"
            );
            assert_eq!(other.state().await["act"], "r", "{site}");
        }))
        .await;
    });
}

#[test]
fn what_was_there_before_a_no_is_erased_by_it() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let page = stage.sites.page("ngager", "");
        let tab = visitor.opens(&page).await;
        tab.evaluate::<()>(
            "void (document.cookie = '_ga=old; path=/; max-age=9999', document.cookie = 'mine=1; path=/')",
        )
        .await;
        tab.rejects().await;
        let jar = visitor.cookies().await;
        assert!(jar.all("ngager", "_ga").is_empty());
        assert_eq!(
            jar.only("ngager", "mine").value,
            "1",
            "nobody declared it, so it is none of ours"
        );
    });
}

#[test]
fn a_click_before_the_engine_has_come_is_carried_out_when_it_comes() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.tab().await;
        let engine = tab
            .holds_back(&stage.sites.page("ngager", "consent/engine.*"))
            .await;
        tab.goes_to(&stage.sites.page("ngager", "")).await;
        tab.clicks(consent_tests::REJECT).await;
        tab.will_hide(NOTICE).await;
        assert!(
            visitor.cookies().await.all("ngager", "consent").is_empty(),
            "the engine is not there yet"
        );
        engine.let_go();
        tab.is_decided("r").await;
        assert_eq!(visitor.cookies().await.all("ngager", "consent").len(), 1);
    });
}

/// What a page says, without what stands for held content and what a granted service has put up.
const WORDS: &str = "(() => {
    const others = 'script, consent-held, iframe, #chat, #form, .twitter-tweet, [data-service], [data-category]';
    return [...document.querySelectorAll('header, main, footer')].flatMap((part) => {
      const copy = part.cloneNode(true);
      for (const other of copy.querySelectorAll(others)) other.remove();
      return copy.textContent.trim().split(/\\s*\\n\\s*/);
    });
  })()";

/// LAW-16: on every page that a site's menu leads to, and it can be scrolled and used.
#[test]
fn law_16_the_words_of_every_page_are_the_same_after_a_no_as_after_a_yes() {
    journey(async |stage| {
        join_all(SITES.map(async |site| {
            let mut said = Vec::new();
            for accepts in [true, false] {
                let visitor = stage.visitor().await;
                let tab = visitor.opens(&stage.sites.page(site, "")).await;
                tab.answers(accepts).await;
                let pages: Vec<String> = tab
                    .evaluate("findAll('nav a, a.switch').map((link) => link.href)")
                    .await;
                assert!(pages.len() >= 4, "{site}: {pages:?}");
                let mut words: Vec<(String, Vec<String>)> = Vec::new();
                for page in pages {
                    tab.goes_to(&page).await;
                    tab.is_ready().await.rests().await;
                    tab.evaluate::<()>("void scrollTo(0, read('documentElement').scrollHeight)")
                        .await;
                    tab.until("scrollY > 0").await;
                    tab.tabs_to_part("nav a").await;
                    words.push((page, tab.evaluate(WORDS).await));
                }
                said.push(words);
            }
            let [after_yes, after_no] = said.as_slice() else {
                unreachable!("two visitors")
            };
            assert!(after_no.iter().all(|(_, words)| words.len() > 5), "{after_no:?}");
            for ((page, yes), (_, no)) in after_yes.iter().zip(after_no) {
                let differs: Vec<_> = yes.iter().zip(no).filter(|(yes, no)| yes != no).collect();
                assert!(
                    differs.is_empty() && yes.len() == no.len(),
                    "{page}: {differs:#?}"
                );
            }
        }))
        .await;
    });
}
