//! An answer that has grown old: asked again, and held meanwhile.

use consent_tests::{NOTICE, Stage, Tab, Visitor, journey, planted, strings};

/// A visitor who comes back with this answer in the cookie.
async fn comes_back(stage: &Stage, site: &str, text: &str) -> (Visitor, Tab) {
    let visitor = stage.visitor().await;
    let page = stage.sites.page(site, "");
    visitor
        .has(vec![
            planted("consent", text, &page, None, "/"),
            planted("_ga", "old", &page, None, "/"),
        ])
        .await;
    let tab = visitor.opens(&page).await;
    tab.rests().await;
    (visitor, tab)
}

/// LAW-52.
#[test]
fn a_yes_from_more_than_182_days_ago_is_asked_for_again() {
    journey(async |stage| {
        let old = strings::accepted(&stage.sites.policy("ngager"), 183);
        let (visitor, tab) = comes_back(stage, "ngager", &old).await;
        assert_eq!(tab.state().await["status"], "expired");
        assert!(
            tab.text(NOTICE).await.contains("ditt förra val har gått ut"),
            "the reason is said"
        );
        assert_eq!(stage.sites.hits("ngager").len(), 0, "held until answered");
        assert!(
            visitor.cookies().await.all("ngager", "_ga").is_empty(),
            "what rested on the old answer is gone"
        );
        tab.accepts().await;
        assert!(tab.state().await["decidedAt"].is_string());
    });
}

#[test]
fn a_no_from_more_than_182_days_ago_is_asked_about_again() {
    journey(async |stage| {
        let old = strings::rejected(&stage.sites.policy("ngager"), 183);
        let (_, tab) = comes_back(stage, "ngager", &old).await;
        assert_eq!(tab.state().await["status"], "expired");
        assert!(tab.shows(NOTICE).await);
        assert_eq!(stage.sites.hits("ngager").len(), 0);
    });
}

#[test]
fn an_answer_from_181_days_ago_still_holds() {
    journey(async |stage| {
        let policy = stage.sites.policy("ngager");
        for (text, act) in [
            (strings::accepted(&policy, 181), "a"),
            (strings::rejected(&policy, 181), "r"),
        ] {
            let (_, tab) = comes_back(stage, "ngager", &text).await;
            assert_eq!(tab.state().await["act"], act);
            assert!(!tab.shows(NOTICE).await);
        }
    });
}

#[test]
fn the_same_visitor_keeps_the_same_id() {
    journey(async |stage| {
        let old = strings::chose(&stage.sites.policy("ngager"), &["analytics"], 200);
        let (_, tab) = comes_back(stage, "ngager", &old).await;
        tab.rejects().await;
        let id = tab.state().await["id"].clone();
        assert_eq!(old.split('.').nth(5), id.as_str());
    });
}

#[test]
fn the_other_reason_is_not_said() {
    journey(async |stage| {
        let old = strings::accepted(&stage.sites.policy("cag"), 183);
        let (_, tab) = comes_back(stage, "cag", &old).await;
        let text = tab.text(NOTICE).await;
        assert!(
            text.contains("gått ut") && !text.contains("har ändrats"),
            "{text}"
        );
    });
}
