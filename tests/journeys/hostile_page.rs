//! A page that works against us: names that shadow the document, a polluted prototype, markup of strangers.

use consent_tests::{Answer, NOTICE, Stage, Tab, Visitor, journey};

/// A visitor on a page of Ngager's with this head and body; its tags go to the page itself.
pub(crate) async fn on(stage: &Stage, head: &str, body: &str) -> (Visitor, Tab) {
    let html = format!(
        "<!doctype html><html lang=\"en\"><head><title>Hostile</title>{head}\
         <script async src=\"/consent/consent.en.js\"></script></head><body>{body}</body></html>"
    );
    let page = Answer::other(
        &stage.sites.page("ngager", "hostile.html"),
        "text/html; charset=utf-8",
        html,
    );
    let visitor = stage.visitor().await;
    let tab = visitor.tab().await;
    let address = page.address.clone();
    tab.gets(vec![page]).await;
    tab.goes_to(&address).await;
    tab.is_ready().await.rests().await;
    (visitor, tab)
}

async fn everything_works(visitor: &Visitor, tab: &Tab) {
    assert_eq!(tab.state().await["status"], "unasked");
    assert!(
        !tab.evaluate::<bool>("window.tagged === true").await,
        "held until there is an answer"
    );
    tab.accepts().await;
    tab.until("window.tagged === true").await;
    assert_eq!(visitor.cookies().await.all("ngager", "consent").len(), 1);
    assert!(!tab.shows(NOTICE).await);
}

pub(crate) const TAG: &str =
    r#"<script type="text/plain" data-category="analytics">window.tagged = true</script>"#;

#[test]
fn elements_named_like_the_documents_own_do_not_stand_in_the_way() {
    journey(async |stage| {
        let names = [
            "cookie",
            "body",
            "head",
            "documentElement",
            "currentScript",
            "readyState",
            "querySelectorAll",
            "querySelector",
            "createElement",
            "getElementById",
            "addEventListener",
            "dispatchEvent",
            "activeElement",
            "adoptedStyleSheets",
            "location",
            "defaultView",
            "forms",
        ];
        let images: String = names
            .iter()
            .map(|name| format!("<img name=\"{name}\" alt=\"\">"))
            .collect();
        let ids = [
            "consent",
            "localStorage",
            "sessionStorage",
            "trustedTypes",
            "WebAssembly",
            "dataLayer",
            "_hsp",
            "C",
        ];
        let anchors: String = ids
            .iter()
            .map(|id| format!("<a id=\"{id}\" href=\"javascript:alert(1)\">x</a>"))
            .collect();
        let (visitor, tab) = on(stage, "", &format!("{images}{anchors}{TAG}")).await;
        everything_works(&visitor, &tab).await;
        let name: String = tab.evaluate("document.cookie.localName").await;
        assert_eq!(name, "img", "the page is as hostile as it should be");
    });
}

#[test]
fn a_polluted_prototype_changes_nothing() {
    journey(async |stage| {
        let keys = [
            "accept",
            "acceptAll",
            "autoAccept",
            "autoload",
            "act",
            "allow",
            "allowed",
            "analytics",
            "advertisement",
            "attributes",
            "body",
            "categories",
            "checked",
            "consent",
            "cookie",
            "credentials",
            "decided",
            "default",
            "enabled",
            "functionality",
            "granted",
            "grants",
            "hidden",
            "id",
            "implied",
            "integrity",
            "isTrusted",
            "known",
            "language",
            "marketing",
            "method",
            "mode",
            "name",
            "necessary",
            "on",
            "policy",
            "reason",
            "services",
            "src",
            "state",
            "status",
            "type",
            "unasked",
            "verdict",
            "a",
            "c",
            "d",
            "e",
            "g",
            "k",
            "l",
            "m",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "w",
            "x",
            "y",
        ];
        let pollution: String = keys
            .iter()
            .map(|key| format!("Object.prototype['{key}'] = 'granted';"))
            .collect();
        let nameless = "<script type=\"text/plain\" data-category=\"\">window.ran = true</script>";
        let (visitor, tab) = on(
            stage,
            &format!("<script>{pollution}</script>"),
            &format!("{nameless}{TAG}"),
        )
        .await;
        assert_eq!(tab.evaluate::<String>("({}).autoAccept").await, "granted");
        everything_works(&visitor, &tab).await;
        let state = tab.state().await;
        assert_eq!(state["categories"]["necessary"], true);
        assert!(state["categories"].get("marketing").is_none());
        assert!(
            !tab.evaluate::<bool>("window.ran === true").await,
            "what names nothing is held"
        );
    });
}

#[test]
fn names_of_the_prototype_are_no_categories() {
    journey(async |stage| {
        let tags: String = [
            "__proto__",
            "constructor",
            "toString",
            "hasOwnProperty",
            "valueOf",
        ]
        .iter()
        .map(|name| {
            format!("<script type=\"text/plain\" data-category=\"{name}\">window.ran = true</script>")
        })
        .collect();
        let (_, tab) = on(stage, "", &tags).await;
        tab.accepts().await;
        assert!(!tab.rests().await.evaluate::<bool>("window.ran === true").await);
    });
}

#[test]
fn an_unknown_category_is_held_and_named_once() {
    journey(async |stage| {
        let tag = "<script type=\"text/plain\" data-category=\"anlytics\">window.ran = true</script>";
        let nameless = "<script type=\"text/plain\" data-category=\"\">window.ran = true</script>";
        let (_, tab) = on(stage, "", &format!("{}{nameless}", tag.repeat(3))).await;
        tab.accepts().await;
        assert!(!tab.rests().await.evaluate::<bool>("window.ran === true").await);
        let named = tab
            .seen
            .lines()
            .into_iter()
            .filter(|line| line.text.contains("anlytics"))
            .count();
        assert_eq!(named, 1, "{:?}", tab.seen.lines());
    });
}

#[test]
fn nothing_of_the_browser_is_replaced() {
    journey(async |stage| {
        let (_, tab) = on(stage, "", TAG).await;
        tab.accepts().await;
        let native: bool = tab
            .evaluate(
                "[Document.prototype.createElement, Node.prototype.appendChild, window.fetch, EventTarget.prototype.addEventListener,
                  Element.prototype.setAttribute, XMLHttpRequest.prototype.open, history.pushState]
                   .every((it) => String(it).includes('[native code]'))",
            )
            .await;
        assert!(native);
        let globals: Vec<String> = tab
            .evaluate("Object.keys(window).filter((it) => /consent/i.test(it) || it.length == 1)")
            .await;
        assert_eq!(globals, ["consent"], "one name in the page's own space");
    });
}
