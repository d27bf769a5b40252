//! What stands in a site's own pages: the cookie page, the choices as a part of it, a way back of its own; and a page that
//! is read from the right.

use consent_tests::{Gallery, Look, NOTICE, OWN_WAY_BACK, Sheet, Stage, Tab, journey, pictures};
use serde_json::json;

const DESK: Look = Look::still((900, 640), false);

async fn opens(stage: &Stage, site: &str, path: &str) -> Tab {
    let tab = stage
        .visitor_with(DESK)
        .await
        .opens(&stage.sites.page(site, path))
        .await;
    tab.evaluate::<()>("void find('.demo-panel')?.remove()").await;
    tab.rejects().await;
    tab
}

/// A picture with the first element that fits in the middle.
async fn around(tab: &Tab, selector: &str) -> Vec<u8> {
    tab.evaluate::<()>(&format!(
        "void find({}).scrollIntoView({{ block: 'center' }})",
        json!(selector)
    ))
    .await;
    tab.rests().await;
    tab.picture().await
}

#[test]
fn of_pages() {
    let Some(folder) = pictures() else {
        return;
    };
    journey(async |stage| {
        let mut sheet = Sheet::default();
        let tab = opens(stage, "ngager", "en/cookies.html").await;
        sheet.add(
            "the declaration, for the cookie page",
            around(&tab, "table").await,
        );
        let tab = opens(stage, "ngager", "en/cookies.html").await;
        tab.evaluate::<()>("consent.open(find('main')).then(() => {})")
            .await;
        tab.until("find('main >> [part=service]')").await;
        sheet.add(
            "the choices as a part of a page",
            around(&tab, "main >> input").await,
        );
        let tab = opens(stage, "netdialog", "en/").await;
        sheet.add("a way back of the site’s own", around(&tab, OWN_WAY_BACK).await);
        let gallery = Gallery::open(vec![("rtl".into(), json!({}))], &["ar"]).await;
        let visitor = stage.visitor_with(DESK).await;
        let tab = visitor.opens(&gallery.page("rtl", "ar")).await;
        tab.will_show(NOTICE).await.rests().await;
        sheet.add("a page in Arabic", tab.picture().await);
        sheet.keep(stage, &folder.join("pages.webp"), 2, 600).await;
    });
}
