//! LAW-71: what the law of the United Kingdom exempts runs, says so, and ends at once when somebody objects.

use consent_tests::{NOTICE, REJECT, Stage, journey};
use serde_json::{Value, json};

/// The site on which it takes place: it measures, with one service.
pub(super) const SITE: &str = "cag";

const NOTE: &str = "On without asking, as the law here allows.";

/// Puts the site into service in these regions, its one service exempt where the law there lets it be.
pub(super) fn publish(stage: &Stage, regions: &Value) {
    let mut whole: Value =
        serde_json::from_str(include_str!("../../../demo/sites/cag/group.json")).expect("JSON");
    for (key, value) in stage.sites.config(SITE).as_object().expect("an object") {
        if key != "extends" {
            whole[key] = value.clone();
        }
    }
    whole["services"][0]["exempt"] = json!("statistics");
    whole["regions"] = regions.clone();
    stage.sites.publish(SITE, &whole);
}

#[test]
fn law_71_an_objection_is_one_press_takes_effect_at_once_and_is_recorded() {
    journey(async |stage| {
        publish(stage, &json!(["GB"]));

        for (region, runs) in [("SE", false), ("GB", true), ("FR", false)] {
            let visitor = stage.visitor().await;
            let tab = visitor.tab_in(region).await;
            tab.goes_to(&stage.sites.page(SITE, "en/")).await;
            tab.is_ready().await.rests().await;
            assert_eq!(
                tab.evaluate::<bool>("consent.allows('matomo')").await,
                runs,
                "{region}"
            );
            assert!(
                !tab.evaluate::<bool>("consent.allows('analytics')").await,
                "{region}"
            );
            assert_eq!(tab.text(NOTICE).await.contains(NOTE), runs, "{region}");
            let names = visitor
                .cookies()
                .await
                .names(SITE)
                .iter()
                .any(|name| name.starts_with("_pk_id"));
            assert_eq!(names, runs, "{region}");
            if !runs {
                continue;
            }
            tab.leaves_by(&format!("void find({REJECT:?}).click()")).await;
            tab.is_ready().await.rests().await;
            assert!(!tab.evaluate::<bool>("consent.allows('matomo')").await);
            let left = visitor
                .cookies()
                .await
                .names(SITE)
                .iter()
                .any(|name| name.starts_with("_pk_"));
            assert!(!left, "what it had stored is gone");
            let records = tab.is_on_record(&stage.sites, SITE, 1).await;
            assert_eq!(records[0].act, consent_core::decision::Act::RejectAll);
        }
    });
}
