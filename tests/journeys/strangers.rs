//! Markup that strangers have written into a page: it can open the choices, and nothing else.

use consent_tests::{DIALOG, journey};

use crate::hostile_page::{TAG, on};

#[test]
fn what_strangers_write_into_the_page_can_open_but_never_grant() {
    journey(async |stage| {
        let body = r#"
            <button id="one" data-consent-action="accept-all">Win a car</button>
            <button id="two" data-act="accept-all">Win a house</button>
            <a id="three" href="\#" data-consent-action="withdraw">Win a boat</a>
            <consent-root><button id="four" data-act="accept-all">Win a horse</button></consent-root>"#;
        let (visitor, tab) = on(stage, "", &format!("{body}{TAG}")).await;
        for id in ["two", "four"] {
            tab.clicks(&format!("button#{id}")).await;
        }
        assert!(!tab.shows(DIALOG).await);
        for id in ["one", "three"] {
            tab.clicks(&format!("#{id}")).await;
            tab.will_show(DIALOG).await;
            tab.presses(consent_tests::Key::Escape).await;
            tab.will_hide(DIALOG).await;
        }
        assert_eq!(tab.rests().await.state().await["status"], "unasked");
        assert!(visitor.cookies().await.all("ngager", "consent").is_empty());
    });
}

#[test]
fn addresses_that_are_code_are_refused() {
    journey(async |stage| {
        let addresses = [
            "javascript:window.top.ran=true",
            "data:text/html,<script>top.ran=true</script>",
            "blob:x",
            "ftp://x/",
        ];
        let frames: String = addresses
            .iter()
            .map(|address| {
                format!("<iframe title=x data-category=analytics data-src=\"{address}\"></iframe>")
            })
            .collect();
        let script = "<script type=text/plain data-category=analytics data-src=\"data:text/javascript,window.ran=true\"></script>";
        let (_, tab) = on(stage, "", &format!("{frames}{script}{TAG}")).await;
        tab.accepts().await;
        tab.until("window.tagged === true").await;
        assert!(!tab.rests().await.evaluate::<bool>("window.ran === true").await);
        let loaded: u32 = tab.evaluate("findAll('iframe[src]').length").await;
        assert_eq!(loaded, 0);
    });
}

#[test]
fn what_a_page_marks_as_its_users_is_left_alone() {
    journey(async |stage| {
        let comment = r#"<div data-consent-ignore><img alt="" data-category="analytics" data-src="/stolen.gif">
            <script type="text/plain" data-category="analytics">window.ran = true</script></div>"#;
        let (_, tab) = on(stage, "", &format!("{comment}{TAG}")).await;
        tab.accepts().await;
        tab.until("window.tagged === true").await;
        tab.rests().await;
        assert!(!tab.evaluate::<bool>("window.ran === true").await);
        assert!(!tab.seen.requests().iter().any(|url| url.contains("stolen")));
    });
}

#[test]
fn only_what_a_script_needs_is_taken_over_from_its_held_form() {
    journey(async |stage| {
        let tag = r#"<script type="text/plain" data-category="analytics" id="tag" data-key="7" onerror="window.ran = 1"
            onload="window.ran = 1" style="color:red" class="x" crossorigin="anonymous" data-src="/consent/consent.d.ts"></script>"#;
        let (_, tab) = on(stage, "", tag).await;
        tab.accepts().await;
        tab.until("find('script#tag')?.type != 'text/plain'").await;
        let kept: Vec<String> = tab
            .rests()
            .await
            .evaluate("find('script#tag').getAttributeNames().sort()")
            .await;
        for refused in ["onerror", "onload", "style", "class"] {
            assert!(!kept.iter().any(|name| name == refused), "{kept:?}");
        }
        for wanted in ["id", "data-key", "crossorigin"] {
            assert!(kept.iter().any(|name| name == wanted), "{kept:?}");
        }
    });
}
