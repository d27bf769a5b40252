//! The second layer: services and their cookies, choices so far, and what an answer leaves behind.

use consent_tests::{Look, SAVE, Sheet, Stage, Tab, journey, pictures};

const SITE: &str = "ngager";
const DESK: Look = Look::still((900, 760), false);

async fn opens(stage: &Stage) -> Tab {
    let visitor = stage.visitor_with(DESK).await;
    let tab = visitor.opens(&stage.sites.page(SITE, "en/")).await;
    tab.evaluate::<()>("void find('.demo-panel')?.remove()").await;
    tab
}

/// Unfolds the services of a category and brings its heading to the top.
async fn unfolds(tab: &Tab, category: &str) {
    tab.second_layer_is_whole().await;
    tab.evaluate::<()>(&format!(
        "void (() => {{ const part = find(\"dialog input[name='{category}']\").closest('[part~=category]');
           part.querySelector('details').open = true; part.scrollIntoView(); }})()"
    ))
    .await;
    tab.rests().await;
}

#[test]
fn of_the_second_layer() {
    let Some(folder) = pictures() else {
        return;
    };
    journey(async |stage| {
        let mut sheet = Sheet::default();
        let tab = opens(stage).await;
        tab.chooses().await;
        tab.rests().await;
        sheet.add("a switch for each category", tab.picture().await);
        unfolds(&tab, "analytics").await;
        sheet.add(
            "its services, and everything that they store",
            tab.picture().await,
        );
        tab.switches("advertisement").await;
        tab.clicks(SAVE).await;
        tab.is_decided("c").await;
        tab.is_on_record(&stage.sites, SITE, 1).await;
        tab.reopens().await;
        tab.second_layer_is_whole().await;
        tab.clicks("dialog [part=past] summary").await;
        tab.will_show("dialog [part=past] li").await;
        tab.evaluate::<()>("void find('dialog [part=past]').scrollIntoView()")
            .await;
        tab.rests().await;
        sheet.add("choices so far, where they are recorded", tab.picture().await);
        sheet.keep(stage, &folder.join("services.webp"), 3, 400).await;
    });
}
