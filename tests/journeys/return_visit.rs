//! A return: the answer holds, and the loader is all that a page needs.

use consent_tests::{NOTICE, SITES, journey, left_behind, planted, strings};
use futures::future::join_all;

#[test]
fn a_returning_visitor_fetches_the_loader_alone() {
    journey(async |stage| {
        join_all(SITES.map(async |site| {
            for accepts in [true, false] {
                let visitor = stage.visitor().await;
                let tab = visitor.opens(&stage.sites.page(site, "")).await;
                if accepts {
                    tab.accepts().await;
                } else {
                    tab.rejects().await;
                }
                let again = visitor.opens(&stage.sites.page(site, "")).await;
                again.rests().await;
                let mut ours = stage.fetched(site, &again);
                // Save for what stands for held content, on a page that has some.
                if again.evaluate("!!find('consent-held')").await {
                    assert!(!accepts, "{site}: nothing is held after a yes");
                    ours.retain(|file| !file.starts_with("embed."));
                }
                assert_eq!(ours, ["consent.js"], "{site}");
                assert!(!again.shows(NOTICE).await, "{site}");
            }
        }))
        .await;
    });
}

#[test]
fn tags_run_on_the_return_of_somebody_who_accepted() {
    journey(async |stage| {
        join_all(SITES.map(async |site| {
            let visitor = stage.visitor().await;
            let tab = visitor.opens(&stage.sites.page(site, "")).await;
            tab.accepts().await;
            let again = visitor.opens(&stage.sites.page(site, "")).await;
            let held = "findAll('script[type=\"text/plain\"]').length == 0";
            again.until(held).await;
            for name in left_behind(site) {
                again.until(&format!("read('cookie').includes('{name}=')")).await;
            }
        }))
        .await;
    });
}

#[test]
fn an_answer_from_last_month_still_holds() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let page = stage.sites.page("cag", "");
        let text = strings::accepted(&stage.sites.policy("cag"), 30);
        visitor
            .has(vec![planted("consent", &text, &page, None, "/")])
            .await;
        let tab = visitor.opens(&page).await;
        tab.until("read('cookie').includes('_pk_id')").await;
        assert!(!tab.shows(NOTICE).await);
        assert_eq!(tab.state().await["act"], "a");
    });
}

#[test]
fn a_lost_cookie_comes_back_from_the_mirror_and_a_lost_mirror_from_the_cookie() {
    journey(async |stage| {
        for lost in [
            "document.cookie = 'consent=; path=/; max-age=0'",
            "localStorage.removeItem('consent')",
        ] {
            let visitor = stage.visitor().await;
            let tab = visitor.opens(&stage.sites.page("cag", "")).await;
            tab.accepts().await;
            tab.evaluate::<()>(&format!("void ({lost})")).await;
            tab.reloads().await;
            tab.is_ready().await.rests().await;
            assert!(!tab.shows(NOTICE).await);
            let mirror: String = tab.evaluate("localStorage.consent").await;
            assert_eq!(visitor.cookies().await.only("cag", "consent").value, mirror);
        }
    });
}

/// LAW-40, A11Y-34.
#[test]
fn the_way_back_is_on_every_page() {
    journey(async |stage| {
        for (site, paths) in [
            ("ngager", ["", "uppdrag.html", "kakor.html", "en/"]),
            ("cag", ["", "artikel.html", "kakor.html", "en/"]),
        ] {
            let visitor = stage.visitor().await;
            let tab = visitor.opens(&stage.sites.page(site, "")).await;
            tab.rejects().await;
            for path in paths {
                tab.goes_to(&stage.sites.page(site, path)).await;
                tab.is_ready().await;
                tab.reopens().await;
            }
        }
    });
}
