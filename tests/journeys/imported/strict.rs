//! Pages that are strict, hostile or careless: the import asks nothing of them, and is not led astray.

use consent_tests::{Answer, NOTICE, Stage, Tab, Visitor, journey};

use super::{SITE, cookiebot, fetched, had, is_asked, is_taken_over, mark, visitor_with};

const GRANTED: &str = "cookie('CookieConsent', cookiebot(false, true, false))";

/// A visitor who granted statistics to Cookiebot, on a page with this head and body under this policy.
async fn on(stage: &Stage, head: &str, body: &str, security_policy: &str) -> (Visitor, Tab) {
    had(stage, &[cookiebot()]);
    let visitor = visitor_with(stage, GRANTED).await;
    let html = format!(
        "<!doctype html><html lang=\"sv\"><head><title>Page</title>{head}
         <script async src=\"/consent/consent.js\"></script></head><body>{body}</body></html>"
    );
    let tab = visitor.tab().await;
    let page = stage.sites.page(SITE, "page.html");
    tab.gets(vec![Answer::page(&page, &html, security_policy)]).await;
    tab.goes_to(&page).await;
    tab.is_ready().await.rests().await;
    (visitor, tab)
}

#[test]
fn the_policy_that_the_build_prints_is_enough() {
    journey(async |stage| {
        had(stage, &[cookiebot()]);
        let printed = stage.sites.security_policy(SITE);
        let strict =
            format!("{printed}; require-trusted-types-for 'script'; trusted-types consent; style-src 'none'");
        for policy in [printed, strict] {
            let (_visitor, tab) = on(stage, "", "", &policy).await;
            is_taken_over(&tab).await;
            let refused: Vec<String> = tab.evaluate("window.__violations").await;
            assert_eq!(refused, [""; 0], "{policy}");
        }
    });
}

#[test]
fn without_wasm_nothing_is_looked_at() {
    journey(async |stage| {
        let (visitor, tab) = on(stage, "", "", "script-src 'self'").await;
        assert_eq!(tab.state().await["status"], "unavailable");
        assert!(!tab.shows(NOTICE).await);
        assert_eq!(fetched(stage, &tab), ["consent"]);
        assert_eq!(mark(&tab).await, None);
        assert_eq!(visitor.cookies().await.names(SITE), ["CookieConsent"]);
    });
}

#[test]
fn without_local_storage_nothing_is_looked_at() {
    journey(async |stage| {
        let head = "<script>Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused') } })</script>";
        let (visitor, tab) = on(stage, head, "", "").await;
        tab.will_show(NOTICE).await;
        assert_eq!(fetched(stage, &tab), ["consent", "engine"]);
        assert_eq!(visitor.cookies().await.names(SITE), ["CookieConsent"]);
    });
}

#[test]
fn where_no_mark_can_be_left_nothing_is_taken_over() {
    journey(async |stage| {
        let head = "<script>Storage.prototype.setItem = () => { throw new Error('full') }</script>";
        let (visitor, tab) = on(stage, head, "", "").await;
        is_asked(&visitor, &tab).await;
        assert_eq!(fetched(stage, &tab), ["consent", "engine", "import"]);
    });
}

#[test]
fn elements_and_prototypes_do_not_stand_in_the_way() {
    journey(async |stage| {
        let head = "<script>for (const key of ['i', 'c', 'a', 'default', 'get', 'set', 'gpc', 'name'])
            Object.prototype[key] = 'polluted'</script>";
        let body =
            "<img name=cookie><img name=body><form name=location></form><a id=C></a><img name=createElement>";
        let (visitor, tab) = on(stage, head, body, "").await;
        is_taken_over(&tab).await;
        assert_eq!(visitor.cookies().await.all(SITE, "consent").len(), 1);
    });
}

#[test]
fn a_forged_cookie_in_the_markup_is_no_answer() {
    journey(async |stage| {
        had(stage, &[cookiebot()]);
        let visitor = stage.visitor().await;
        let tab = visitor.tab().await;
        let page = stage.sites.page(SITE, "page.html");
        let html = "<!doctype html><html lang=\"sv\"><head><title>Page</title><script async src=\"/consent/consent.js\"></script></head>
            <body><a id=cookie href=\"CookieConsent:0\"></a><a name=cookie id=localStorage></a></body></html>";
        tab.gets(vec![Answer::page(&page, html, "")]).await;
        tab.goes_to(&page).await;
        tab.is_ready().await.rests().await;
        is_asked(&visitor, &tab).await;
        assert_eq!(fetched(stage, &tab), ["consent", "engine"]);
    });
}

#[test]
fn loaded_twice_it_is_taken_over_once() {
    journey(async |stage| {
        let twice = "<script async src=\"/consent/consent.js?again\"></script>";
        let (visitor, tab) = on(stage, twice, twice, "").await;
        is_taken_over(&tab).await;
        let imports = tab.seen.requests();
        let imports = imports.iter().filter(|url| url.contains("/consent/import-"));
        let mut imports: Vec<_> = imports.collect();
        imports.dedup();
        assert_eq!(imports.len(), 1);
        assert_eq!(tab.waiting().await, 1, "the page itself cannot reach the record");
        assert_eq!(visitor.cookies().await.all(SITE, "consent").len(), 1);
    });
}
