//! What stands for held content has no barriers: in light and dark, on three sizes of screen, in both languages, on three sites.

use consent_tests::{Look, Stage, journey};
use futures::future::join_all;

const PAGES: [(&str, &str, &str); 4] = [
    ("nordicexperts", "kurs.html", "en/course.html"),
    ("nordicexperts", "folj-oss.html", "en/follow-us.html"),
    ("asurgent", "artikel.html", "en/article.html"),
    ("netdialog", "", "en/"),
];

async fn no_barriers(stage: &Stage, dark: bool) {
    for size in [(1280, 720), (375, 667), (320, 256)] {
        join_all(PAGES.iter().map(async |(site, sv, en)| {
            let visitor = stage.visitor_with(Look::still(size, dark)).await;
            let tab = visitor.tab().await;
            for path in [sv, en] {
                tab.goes_to(&stage.sites.page(site, path)).await;
                tab.is_ready().await;
                tab.until("find('consent-held')").await;
                if tab.state().await["status"] == "unasked" {
                    tab.evaluate::<serde_json::Value>("consent.rejectAll()").await;
                }
                let barriers = tab.rests().await.barriers().await;
                let list: String = barriers.iter().map(ToString::to_string).collect();
                assert!(
                    barriers.is_empty(),
                    "{site}/{path} at {size:?}, dark: {dark}:\n{list}"
                );
                let wide: bool = tab
                    .evaluate(
                        "findAll('consent-held').some((it) => {
                    const card = it.shadowRoot.querySelector('[part=card]');
                    return card.scrollWidth > card.clientWidth; })",
                    )
                    .await;
                assert!(!wide, "{site}/{path} at {size:?}: nothing is cut off at the side");
            }
        }))
        .await;
    }
}

#[test]
fn a11y_39_no_barriers_in_light() {
    journey(async |stage| no_barriers(stage, false).await);
}

#[test]
fn a11y_39_no_barriers_in_dark() {
    journey(async |stage| no_barriers(stage, true).await);
}
