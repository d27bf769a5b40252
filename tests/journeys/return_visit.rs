//! A return: the answer holds, and the loader is all that a page needs.

use std::collections::BTreeSet;

use consent_tests::{
    DIALOG, Key, NOTICE, OWN_WAY_BACK, REOPEN, SITES, journey, left_behind, planted, strings, switch,
};
use futures::future::join_all;

#[test]
fn a_returning_visitor_fetches_the_loader_alone() {
    journey(async |stage| {
        join_all(SITES.map(async |site| {
            for accepts in [true, false] {
                let visitor = stage.visitor().await;
                let tab = visitor.opens(&stage.sites.page(site, "")).await;
                tab.answers(accepts).await;
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

/// Where the way back is, relative to what is the same on every page (WCAG 2.2, 3.2.6).
const PLACE: &str = "(() => { const own = query('footer [data-consent-action]');
    if (own) return 'footer ' + [...document.querySelectorAll('footer :is(a, button)')].indexOf(own);
    // Its words are longer in one language than in another: its corner is where it is.
    const { left, right, top, bottom } = find('[part~=reopen]').getBoundingClientRect();
    const [fromRight, fromBottom] = [document.documentElement.clientWidth - right, innerHeight - bottom];
    return [left < fromRight ? 'left' : 'right', Math.min(left, fromRight), top < fromBottom ? 'top' : 'bottom', Math.min(top, fromBottom)].join(' ') })()";

#[test]
fn a11y_34_the_way_back_is_on_every_page_in_the_same_place() {
    journey(async |stage| {
        for (site, paths) in [
            ("ngager", ["", "uppdrag.html", "kakor.html", "en/"]),
            ("cag", ["", "artikel.html", "kakor.html", "en/"]),
        ] {
            let visitor = stage.visitor().await;
            let tab = visitor.opens(&stage.sites.page(site, "")).await;
            tab.rejects().await;
            let mut places = Vec::new();
            for path in paths {
                tab.goes_to(&stage.sites.page(site, path)).await;
                tab.is_ready().await;
                // The floating one in the window; the page's own among what stands around it.
                let place: String = tab.evaluate(PLACE).await;
                places.push(place);
                tab.reopens().await;
            }
            assert!(
                places.iter().all(|place| *place == places[0]),
                "{site}: {places:?}"
            );
            let tabs: usize = tab
                .evaluate("findAll('footer [data-consent-action], [part~=reopen]').length")
                .await;
            assert_eq!(tabs, 1, "{site}: one way back");
        }
    });
}

/// LAW-40: on every page that the site's own links lead to it can be seen, is in tab order, and leads to the
/// choices in one press.
#[test]
fn law_40_the_way_back_is_on_every_page() {
    journey(async |stage| {
        join_all(SITES.map(async |site| {
            let visitor = stage.visitor().await;
            let tab = visitor.opens(&stage.sites.page(site, "")).await;
            tab.rejects().await;
            let (mut to_see, mut seen) = (vec![stage.sites.page(site, "")], BTreeSet::new());
            while let Some(page) = to_see.pop() {
                if !seen.insert(page.clone()) {
                    continue;
                }
                tab.goes_to(&page).await;
                tab.is_ready().await.rests().await;
                let way_back = if tab.shows(OWN_WAY_BACK).await {
                    OWN_WAY_BACK
                } else {
                    REOPEN
                };
                tab.tabs_to_part(way_back).await;
                assert!(tab.shows(way_back).await, "{page}");
                tab.presses(Key::Enter).await;
                tab.will_show(DIALOG).await;
                assert!(tab.shows(&switch("analytics")).await, "{page}: the choices themselves");
                tab.presses(Key::Escape).await;
                tab.will_hide(DIALOG).await;
                let links: Vec<String> = tab
                    .evaluate("findAll('a[href]').filter((it) => it.origin == location.origin && !it.matches('.demo-link')).map((it) => it.origin + it.pathname)")
                    .await;
                to_see.extend(links);
            }
            assert!(seen.len() >= 6, "{site}: {seen:?}");
        }))
        .await;
    });
}

/// LAW-40: a site that has a way back of its own, and leaves it out, gets ours.
#[test]
fn law_40_where_the_sites_own_way_back_is_missing_ours_is_there() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page("ngager", "")).await;
        tab.rejects().await;
        tab.rests().await;
        assert!(tab.shows(OWN_WAY_BACK).await && !tab.shows(REOPEN).await);
        tab.evaluate::<()>(&format!("void find('{OWN_WAY_BACK}').remove()"))
            .await;
        tab.will_show(REOPEN).await;
        tab.reopens().await;
    });
}
