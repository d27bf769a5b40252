//! Visitors from other regions: what holds there before an answer, and that nothing but the site's own server says so.

mod exempt;
mod informed;
mod opted_out;
mod place;
mod signal;

use consent_tests::{Stage, Tab, Visitor};
use serde_json::json;

/// The site on which these journeys take place: it advertises, and it measures.
const SITE: &str = "nordicexperts";

/// A browser with Global Privacy Control.
const GPC: &str = "Object.defineProperty(navigator, 'globalPrivacyControl', { value: true });";

/// Puts the site into service with regions.
fn publish(stage: &Stage) {
    let mut config = stage.sites.config(SITE);
    config["regions"] = json!("auto");
    stage.sites.publish(SITE, &config);
}

/// Opens the front page as a visitor whom the site's edge has placed there.
async fn opens_in(stage: &Stage, visitor: &Visitor, region: &str) -> Tab {
    let tab = visitor.tab_in(region).await;
    arrives(stage, &tab).await;
    tab
}

/// The same with a script that runs before those of the page.
async fn opens_with(stage: &Stage, visitor: &Visitor, region: &str, script: &str) -> Tab {
    let tab = visitor.tab_in(region).await;
    tab.starts_with(script).await;
    arrives(stage, &tab).await;
    tab
}

async fn arrives(stage: &Stage, tab: &Tab) {
    tab.goes_to(&stage.sites.page(SITE, "en/")).await;
    tab.is_ready().await.rests().await;
}

/// Whether advertisement and analytics may run.
async fn allowed(tab: &Tab) -> [bool; 2] {
    tab.evaluate("['advertisement', 'analytics'].map(consent.allows)")
        .await
}
