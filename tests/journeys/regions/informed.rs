//! Regions where the visitor is informed and not asked; and Quebec and Brazil, where the question says more.

use consent_tests::{ACCEPT, DIALOG, NOTICE, REJECT, journey};

use serde_json::json;

use super::{allowed, opens_in, publish};

#[test]
fn a_visitor_who_is_informed_closes_the_notice_once() {
    journey(async |stage| {
        publish(stage);
        for region in ["AU", "US-AK", "JP", "CA-ON"] {
            let visitor = stage.visitor().await;
            let tab = opens_in(stage, &visitor, region).await;
            assert_eq!(allowed(&tab).await, [true, true], "{region}");
            assert!(
                tab.shows(NOTICE).await && tab.shows(REJECT).await && !tab.shows(ACCEPT).await,
                "{region}"
            );
            tab.clicks("[part~=notice] [data-act=informed]").await;
            tab.will_hide(NOTICE).await;
            assert_eq!(
                tab.state().await["status"],
                "unasked",
                "{region}: to close is no answer"
            );
            assert!(
                visitor
                    .cookies()
                    .await
                    .names(super::SITE)
                    .iter()
                    .all(|name| *name != "consent")
            );
            let again = opens_in(stage, &visitor, region).await;
            assert!(!again.shows(NOTICE).await, "{region}");
        }
    });
}

#[test]
fn law_69_quebec_is_told_that_what_profiles_is_off_and_where_it_is_switched_on() {
    journey(async |stage| {
        publish(stage);
        let visitor = stage.visitor().await;
        let tab = opens_in(stage, &visitor, "CA-QC").await;
        assert_eq!(allowed(&tab).await, [false, false]);
        let note = "What identifies, locates or profiles you is off.";
        assert!(tab.text(NOTICE).await.contains(note));
        tab.chooses().await;
        assert!(tab.text(DIALOG).await.contains(note));
    });
}

#[test]
fn law_70_brazil_can_reject_everything_at_once_and_nothing_is_on() {
    journey(async |stage| {
        publish(stage);
        let visitor = stage.visitor().await;
        let tab = opens_in(stage, &visitor, "BR").await;
        assert_eq!(allowed(&tab).await, [false, false]);
        assert!(tab.shows(ACCEPT).await && tab.shows(REJECT).await);
        tab.rejects().await;
        assert_eq!(allowed(&tab).await, [false, false]);
    });
}

/// LAW-70: in Portuguese, with a no beside the yes, and everything off that needs a yes.
#[test]
fn law_70_brazil_is_asked_in_portuguese_and_may_refuse_at_once() {
    journey(async |stage| {
        let mut config = stage.sites.config("ngager");
        let parts = config.as_object_mut().expect("a config");
        parts.remove("retention");
        parts.remove("record");
        config["languages"] = json!(["pt-BR"]);
        config["policyUrl"] = json!({ "pt-BR": "/kakor.html" });
        config["services"] = json!(["google-analytics", "linkedin-insight"]);
        config["regions"] = json!(["BR"]);
        stage.sites.publish("ngager", &config);
        let tab = stage.visitor().await.tab_in("BR").await;
        tab.goes_to(&stage.sites.page("ngager", "")).await;
        tab.is_ready().await.will_show(NOTICE).await;
        assert_eq!(allowed(&tab).await, [false, false]);
        assert_eq!(tab.text(ACCEPT).await, "Aceitar tudo");
        assert_eq!(tab.text(REJECT).await, "Rejeitar tudo");
        tab.rejects().await;
        assert_eq!(allowed(&tab).await, [false, false]);
    });
}
