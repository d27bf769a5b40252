//! A yes to everything: every tag runs once, in order, and the answer is kept.

use consent_tests::{Answer, NOTICE, SITES, journey, left_behind};
use futures::future::join_all;

#[test]
fn every_cookie_of_the_page_appears_after_a_yes() {
    journey(async |stage| {
        join_all(SITES.map(async |site| {
            let visitor = stage.visitor().await;
            let tab = visitor.opens(&stage.sites.page(site, "")).await;
            tab.accepts().await;
            for name in left_behind(site) {
                tab.until(&format!("read('cookie').includes('{name}=')")).await;
            }
            assert!(!tab.shows(NOTICE).await, "{site}");
        }))
        .await;
    });
}

#[test]
fn the_answer_is_kept_in_a_cookie_and_its_mirror() {
    journey(async |stage| {
        join_all(SITES.map(async |site| {
            let visitor = stage.visitor().await;
            let tab = visitor.opens(&stage.sites.page(site, "")).await;
            tab.accepts().await;
            let jar = visitor.cookies().await;
            let cookie = jar.only(site, "consent");
            let mirror: String = tab.evaluate("localStorage.consent").await;
            assert_eq!(mirror, cookie.value, "{site}");
            assert_eq!(
                cookie.domain,
                format!("{site}.localhost"),
                "kept by this host alone"
            );
            assert_eq!(cookie.path, "/");
            assert!(cookie.value.len() < 120, "{}", cookie.value);
            assert!(cookie.value.split('.').nth(4) == Some("a"), "{}", cookie.value);
        }))
        .await;
    });
}

#[test]
fn every_tag_runs_once() {
    journey(async |stage| {
        join_all(SITES.map(async |site| {
            let visitor = stage.visitor().await;
            let tab = visitor.opens(&stage.sites.page(site, "")).await;
            tab.accepts().await;
            tab.rests().await;
            let scripts: Vec<String> = tab
                .evaluate("performance.getEntriesByType('resource').filter((it) => it.initiatorType == 'script').map((it) => it.name)")
                .await;
            for script in &scripts {
                assert_eq!(scripts.iter().filter(|other| *other == script).count(), 1, "{site} ran {script} more than once");
            }
            let held: u32 = tab.evaluate("findAll('script[type=\"text/plain\"]').length").await;
            assert_eq!(held, 0, "{site} still holds something");
        }))
        .await;
    });
}

#[test]
fn tags_run_in_the_order_of_the_document_inline_ones_too() {
    let page = r#"<!doctype html><html lang="en"><head><title>Order</title>
        <script async src="/consent/consent.js"></script>
        <script>order = []</script>
        <script type="text/plain" data-category="analytics" data-src="/one.js"></script>
        <script type="text/plain" data-category="analytics">order.push("two")</script>
        <script type="text/plain" data-category="analytics" data-src="/missing.js"></script>
        <script type="text/plain" data-category="analytics" data-src="/three.js"></script></head>
        <body><script type="text/plain" data-category="analytics">order.push("four")</script>
        <script type="text/plain" data-service="google-analytics" data-type="module">order.push("five")</script></body></html>"#;
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.tab().await;
        let at = |path| stage.sites.page("ngager", path);
        tab.gets(vec![
            Answer::other(&at("order.html"), "text/html", page),
            Answer::other(&at("one.js"), "text/javascript", "order.push('one')"),
            Answer::other(&at("three.js"), "text/javascript", "order.push('three')"),
            Answer::missing(&at("missing.js")),
        ])
        .await;
        tab.goes_to(&at("order.html")).await;
        tab.accepts().await;
        tab.until("order.length == 5").await;
        let order: Vec<String> = tab.evaluate("order").await;
        assert_eq!(order, ["one", "two", "three", "four", "five"]);
        tab.evaluate::<()>("consent.acceptAll().then(() => {})").await;
        assert_eq!(
            tab.rests().await.evaluate::<u32>("order.length").await,
            5,
            "a second yes runs nothing again"
        );
    });
}

#[test]
fn what_comes_into_the_page_later_runs_too() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page("ngager", "")).await;
        tab.accepts().await;
        tab.evaluate::<()>(
            "(() => { const late = document.createElement('script'); late.type = 'text/plain';
               late.dataset.category = 'analytics'; late.nonce = [...document.scripts].find((script) => script.nonce).nonce;
               late.text = 'window.cameLate = true'; document.body.append(late) })()",
        )
        .await;
        tab.until("window.cameLate === true").await;
    });
}
