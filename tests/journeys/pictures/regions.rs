//! What visitors from other regions see, with Global Privacy Control and without, and a language from right to left.

use consent_tests::{DIALOG, Look, NOTICE, Sheet, Stage, journey, pictures};
use serde_json::json;

const SITE: &str = "nordicexperts";
const DESK: Look = Look::still((1024, 600), false);
const SIGNAL: &str = "Object.defineProperty(navigator, 'globalPrivacyControl', { value: true });";

async fn visit(stage: &Stage, region: &str, signal: bool, second: bool) -> Vec<u8> {
    let tab = stage.visitor_with(DESK).await.tab_in(region).await;
    if signal {
        tab.starts_with(SIGNAL).await;
    }
    tab.goes_to(&stage.sites.page(SITE, "en/")).await;
    tab.is_ready().await.rests().await;
    tab.evaluate::<()>("void find('.demo-panel')?.remove()").await;
    if second {
        tab.evaluate::<()>("void consent.open()").await;
        tab.second_layer_is_whole().await;
        assert!(tab.shows(DIALOG).await);
    } else {
        tab.will_show(NOTICE).await;
    }
    tab.rests().await;
    tab.picture().await
}

#[test]
fn of_regions() {
    let Some(folder) = pictures() else {
        return;
    };
    journey(async |stage| {
        let mut config = stage.sites.config(SITE);
        config["regions"] = json!("auto");
        stage.sites.publish(SITE, &config);
        let mut sheet = Sheet::default();
        for (shows, region, signal, second) in [
            ("opt-in: Sweden, or nobody knows where", "SE", false, false),
            ("notice: Australia", "AU", false, false),
            ("opt-in, with what Quebec wants said", "CA-QC", false, false),
            ("Global Privacy Control in California", "US-CA", true, false),
            ("opt-out: the choices of California", "US-CA", false, true),
            ("the choices under Global Privacy Control", "US-CA", true, true),
        ] {
            sheet.add(shows, visit(stage, region, signal, second).await);
        }
        sheet.keep(stage, &folder.join("regions.webp"), 3, 400).await;
    });
}
