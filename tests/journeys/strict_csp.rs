//! Strict pages: nothing is refused by a content security policy or by Trusted Types, since nothing is asked of them.

use consent_tests::{Answer, CLOSE, NOTICE, SITES, Stage, Tab, journey};
use futures::future::join_all;

async fn nothing_was_refused(tab: &Tab, about: &str) {
    let refused: Vec<String> = tab.evaluate("window.__violations").await;
    assert_eq!(refused, [""; 0], "{about}");
    let complaints: Vec<_> = tab
        .seen
        .lines()
        .into_iter()
        .filter(|line| {
            line.level == "exception" || line.text.starts_with("consent:") || line.text.contains("Policy")
        })
        .collect();
    assert_eq!(complaints, [], "{about}");
}

#[test]
fn the_demos_strict_pages_refuse_nothing() {
    journey(async |stage| {
        join_all(SITES.map(async |site| {
            let visitor = stage.visitor().await;
            let tab = visitor.opens(&stage.sites.page(site, "")).await;
            tab.chooses().await;
            tab.clicks(CLOSE).await;
            tab.accepts().await;
            nothing_was_refused(tab.rests().await, site).await;
            for path in ["kakor.html", "en/", "en/cookies.html"] {
                tab.goes_to(&stage.sites.page(site, path)).await;
                tab.is_ready().await.rests().await;
                nothing_was_refused(&tab, &format!("{site}/{path}")).await;
            }
        }))
        .await;
    });
}

/// The whole path on a page of the site's own under this policy: ask, second layer, accept, tags with and without
/// an address, an embed, the way back.
async fn the_whole_path_works(stage: &Stage, security_policy: &str) {
    let html = r#"<!doctype html><html lang="en"><head><title>Strict</title>
        <script async nonce="n0" src="/consent/consent.en.js"></script>
        <script type="text/plain" data-category="analytics" nonce="n0" data-src="/tag.js"></script>
        <script type="text/plain" data-category="analytics" nonce="n0">window.inline = true</script></head>
        <body><main><iframe title="x" data-service="youtube" data-src="/frame.html"></iframe></main></body></html>"#;
    let visitor = stage.visitor().await;
    let tab = visitor.tab().await;
    let at = |path| stage.sites.page("asurgent", path);
    tab.gets(vec![
        Answer::page(&at("strict.html"), html, security_policy),
        Answer::other(&at("tag.js"), "text/javascript", "window.tagged = true"),
        Answer::other(&at("frame.html"), "text/html", "<!doctype html><title>x</title>"),
    ])
    .await;
    tab.goes_to(&at("strict.html")).await;
    tab.is_ready().await;
    tab.chooses().await;
    tab.clicks(CLOSE).await;
    tab.will_show(NOTICE).await;
    let drawn: bool = tab
        .evaluate("getComputedStyle(find('[part~=notice]')).position == 'fixed'")
        .await;
    assert!(drawn, "the style came through");
    tab.accepts().await;
    tab.until("window.tagged && window.inline").await;
    tab.until("find('iframe').src.endsWith('/frame.html')").await;
    tab.reopens().await;
    tab.second_layer_is_whole().await;
    nothing_was_refused(tab.rests().await, security_policy).await;
}

#[test]
fn the_policy_that_the_build_prints_is_enough() {
    journey(async |stage| {
        let printed = stage.sites.security_policy("asurgent");
        assert!(
            !printed.contains("unsafe-inline") && !printed.contains("'unsafe-eval'"),
            "{printed}"
        );
        // What the page's own tags and embeds need is the page's own.
        let policy = printed.replace("script-src", "script-src 'nonce-n0'") + "; frame-src 'self'";
        the_whole_path_works(stage, &policy).await;
    });
}

#[test]
fn no_style_needs_to_be_allowed() {
    journey(async |stage| {
        let policy = "default-src 'none'; script-src 'self' 'nonce-n0' 'wasm-unsafe-eval'; style-src 'none'; \
                      connect-src 'self' http://localhost:*; frame-src 'self'";
        the_whole_path_works(stage, policy).await;
    });
}

#[test]
fn a_page_that_enforces_trusted_types_works() {
    journey(async |stage| {
        let policy = "script-src 'self' 'nonce-n0' 'wasm-unsafe-eval'; require-trusted-types-for 'script'; \
                      trusted-types consent";
        the_whole_path_works(stage, policy).await;
    });
}

#[test]
fn a_held_script_keeps_its_nonce_its_digest_and_its_kind() {
    journey(async |stage| {
        let html = r#"<!doctype html><html lang="en"><head><title>Kept</title>
            <script async nonce="n0" src="/consent/consent.en.js"></script>
            <script type="text/plain" data-category="analytics" nonce="n0">window.withNonce = true</script>
            <script type="text/plain" data-category="analytics">window.without = true</script>
            <script type="text/plain" data-category="analytics" nonce="n0" data-type="module">window.module = import.meta.url</script>
            <script type="text/plain" data-category="analytics" nonce="n0" data-src="/tag.js"
              integrity="sha384-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"></script></head><body></body></html>"#;
        let visitor = stage.visitor().await;
        let tab = visitor.tab().await;
        let at = |path| stage.sites.page("asurgent", path);
        tab.gets(vec![
            Answer::page(
                &at("kept.html"),
                html,
                "script-src 'self' 'nonce-n0' 'wasm-unsafe-eval'",
            ),
            Answer::other(&at("tag.js"), "text/javascript", "window.tampered = true"),
        ])
        .await;
        tab.goes_to(&at("kept.html")).await;
        tab.accepts().await;
        tab.until("window.withNonce && window.module").await;
        tab.rests().await;
        assert!(
            !tab.evaluate::<bool>("!!window.without").await,
            "no nonce is lent to what has none"
        );
        assert!(
            !tab.evaluate::<bool>("!!window.tampered").await,
            "the digest still counts"
        );
    });
}
