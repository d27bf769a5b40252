//! Before a choice: whatever a visitor does but answer, nothing is stored, nobody else is asked, and nothing is granted.

use consent_tests::{Answer, Key, NOTICE, SITES, Stage, Tab, Visitor, journey};
use futures::future::join_all;

/// What a site's pages may ask and store on every visit: its own platform's hosts, and their cookies.
struct Necessary {
    hosts: &'static [&'static str],
    cookies: &'static [&'static str],
}

fn necessary(site: &str) -> Necessary {
    let (hosts, cookies): (&[_], &[_]) = match site {
        "ngager" => (&[], &["__cf_bm", "_cfuvid"]),
        "nordicexperts" => (
            &[
                "kajabi-storefronts-production.kajabi-cdn.com",
                "js.stripe.com",
                "m.stripe.com",
            ],
            &["__stripe_mid", "__stripe_sid", "_kjb_session"],
        ),
        _ => (&[], &[]),
    };
    Necessary { hosts, cookies }
}

/// What a page has stored besides cookies, and which addresses it has asked by its own account: that of its frames too.
const TRACES: &str = "(async () => {
    const there = await Promise.all([indexedDB.databases(), caches.keys(), navigator.serviceWorker.getRegistrations()]);
    const names = there.flatMap((some, kind) => some.map((one) => ['database', 'cache', 'worker'][kind] + ' ' + (one.name ?? one.scope ?? one)));
    return [
      [...Object.keys(localStorage).map((key) => 'local ' + key), ...Object.keys(sessionStorage).map((key) => 'session ' + key), ...names],
      performance.getEntriesByType('resource').map(({ name }) => name),
    ];
  })()";

/// Everything that is not on the site's allow-list: what was asked of anybody, and what was stored anywhere.
async fn strays(stage: &Stage, site: &str, visitor: &Visitor, tab: &Tab) -> Vec<String> {
    tab.rests().await;
    let may = necessary(site);
    let (stored, told): (Vec<String>, Vec<String>) = tab.evaluate(TRACES).await;
    let mut strays = stored;

    let own = stage.sites.page(site, "");
    let of_others: Vec<String> = may
        .hosts
        .iter()
        .map(|host| format!("http://{host}.{}/", stage.sites.third()))
        .collect();
    for url in tab.seen.requests().into_iter().chain(told) {
        let is_own = url.strip_prefix(&own).is_some_and(|path| !path.contains('?'));
        let is_local = url.starts_with("data:") || url.starts_with("blob:");
        if !is_own && !is_local && !of_others.iter().any(|host| url.starts_with(host)) {
            strays.push(format!("request {url}"));
        }
    }
    // And by the account of those who were asked.
    for service in stage.sites.hits(site).into_keys() {
        let is_needed = site == "nordicexperts" && ["kajabi", "stripe"].contains(&&*service);
        if !is_needed {
            strays.push(format!("service {service}"));
        }
    }
    let jar = visitor.cookies().await;
    for name in jar.names(site) {
        if !may.cookies.contains(&name) {
            strays.push(format!("cookie {name}"));
        }
    }
    for host in jar.third_parties(site) {
        if !may.hosts.iter().any(|one| host.starts_with(one)) {
            strays.push(format!("cookie of {host}"));
        }
    }
    strays
}

async fn nothing_has_happened(stage: &Stage, site: &str, visitor: &Visitor, tab: &Tab, after: &str) {
    tab.is_ready().await;
    let strays = strays(stage, site, visitor, tab).await;
    assert_eq!(strays, [""; 0], "{site}, {after}");
    let state = tab.state().await;
    assert_eq!(state["status"], "unasked", "{site}, {after}");
    for (name, granted) in state["categories"].as_object().expect("categories") {
        assert_eq!(*granted, name == "necessary", "{site}, {after}: {name}");
    }
    assert!(
        tab.shows(NOTICE).await,
        "{site}, {after}: the question still stands"
    );
}

/// The whole of LAW-01, and every gesture of LAW-04.
#[test]
fn law_01_nothing_is_stored_and_nobody_is_asked_whatever_a_visitor_does_but_answer() {
    journey(async |stage| {
        join_all(SITES.map(async |site| {
            let visitor = stage.visitor().await;
            let tab = visitor.opens(&stage.sites.page(site, "")).await;
            let stays = async |after: &str| nothing_has_happened(stage, site, &visitor, &tab, after).await;
            stays("at first").await;

            tab.evaluate::<()>("void setTimeout(() => (window.__late = true), 59000)")
                .await;
            tab.rests().await.minutes_pass(1).await;
            tab.until("window.__late").await;
            stays("after a minute").await;

            tab.evaluate::<()>("void scrollTo(0, read('documentElement').scrollHeight)")
                .await;
            tab.until("scrollY > 0").await;
            stays("at the end of the page").await;

            for _ in 0..50 {
                tab.presses(Key::Tab).await;
            }
            tab.presses(Key::Escape).await;
            stays("after fifty times Tab, and Escape").await;

            tab.clicks("main h1").await;
            tab.resizes((375, 667)).await;
            tab.resizes((1280, 720)).await;
            stays("after a click on the page, and other sizes").await;

            for link in ["nav li:nth-child(2) a", "nav li:nth-child(3) a", "a.switch"] {
                tab.mark().await;
                tab.clicks(link).await;
                tab.arrives().await;
                stays(&format!("by {link}")).await;
            }
            for step in ["history.back()", "history.back()", "history.forward()"] {
                tab.leaves_by(step).await;
                stays(step).await;
            }

            tab.closes().await;
            let again = visitor.opens(&stage.sites.page(site, "")).await;
            nothing_has_happened(stage, site, &visitor, &again, "after the tab was closed").await;
        }))
        .await;
    });
}

/// LAW-04.
#[test]
fn a11y_33_ten_minutes_without_an_answer_are_no_answer() {
    journey(async |stage| {
        join_all(SITES.map(async |site| {
            let visitor = stage.visitor().await;
            let tab = visitor.opens(&stage.sites.page(site, "")).await;
            tab.rests().await;
            tab.minutes_pass(10).await;
            nothing_has_happened(stage, site, &visitor, &tab, "after ten minutes").await;
        }))
        .await;
    });
}

/// LAW-02: the same run tells each way in which a page can ask or store something before any script can hold it.
#[test]
fn law_02_every_kind_of_leak_fails_the_run() {
    journey(async |stage| {
        let other = format!("http://leak.example.{}", stage.sites.third());
        join_all(
            [
                ("request", format!("<link rel=preload as=script href={other}/a.js>")),
                ("request", format!("<link rel=prefetch href={other}/a.js>")),
                ("request", format!("<link rel=stylesheet href={other}/a.css>")),
                ("request", format!("<style>body {{ background: url({other}/a.png) }}</style>")),
                ("request", format!("<script src={other}/a.js></script>")),
                ("request", format!("<img src={other}/a.gif>")),
                ("request", format!("<img hidden src={other}/a.gif>")),
                ("request", format!("<iframe src={other}/></iframe>")),
                ("request", format!("<iframe loading=lazy src={other}/></iframe>")),
                ("request", format!("<script>navigator.sendBeacon('{other}/a')</script>")),
                ("request", format!("<script>fetch('{other}/a', {{ mode: 'no-cors' }}).catch(() => {{}})</script>")),
                ("request", "<script>new Image().src = '/pixel?id=1'</script>".to_owned()),
                ("cookie seen", "<script>document.cookie = 'seen=1'</script>".to_owned()),
                ("local seen", "<script>localStorage.seen = 1</script>".to_owned()),
                ("session seen", "<script>sessionStorage.seen = 1</script>".to_owned()),
                ("database seen", "<script>indexedDB.open('seen')</script>".to_owned()),
                ("cache seen", "<script>caches.open('seen')</script>".to_owned()),
            ]
            .map(async |(kind, leak)| {
                let page = Answer::other(
                    &stage.sites.page("cag", "leak.html"),
                    "text/html; charset=utf-8",
                    format!("<!doctype html><html lang=sv><title>Sida</title><script async src=/consent/consent.js></script>{leak}<main>Text</main></html>"),
                );
                let visitor = stage.visitor().await;
                let tab = visitor.tab().await;
                tab.gets(vec![page.clone()]).await;
                tab.goes_to(&page.address).await;
                let strays = strays(stage, "cag", &visitor, &tab).await;
                assert!(strays.iter().any(|stray| stray.starts_with(kind)), "{leak}: {strays:?}");
            }),
        )
        .await;
    });
}

/// LAW-03.
#[test]
fn law_03_no_identifier_exists_and_nothing_is_sent_before_a_choice() {
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
            assert_eq!(tab.sent(), 0, "{site}: the record hears nothing");
        }
    });
}

/// LAW-16: the page can be used. LAW-04: that is no answer.
#[test]
fn law_16_the_page_can_be_used_while_the_question_stands() {
    journey(async |stage| {
        for site in SITES {
            let visitor = stage.visitor().await;
            let tab = visitor.opens(&stage.sites.page(site, "")).await;
            tab.will_show(NOTICE).await;
            tab.mark().await;
            tab.clicks("main a[href]").await;
            tab.arrives().await;
            nothing_has_happened(stage, site, &visitor, &tab, "by a link in the text").await;
        }
    });
}
