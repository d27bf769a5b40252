//! Pictures of placeholders for the documentation: `CONSENT_SCREENSHOTS=docs/images cargo test -p consent-tests pictures`.

use std::path::{Path, PathBuf};

use consent_tests::{Look, Stage, journey};

const PAGES: [(&str, &str, &str, &str); 4] = [
    ("course", "nordicexperts", "kurs.html", "en/course.html"),
    ("posts", "nordicexperts", "folj-oss.html", "en/follow-us.html"),
    ("article", "asurgent", "artikel.html", "en/article.html"),
    ("chat", "netdialog", "", "en/"),
];

async fn take(stage: &Stage, folder: &Path) {
    std::fs::create_dir_all(folder).expect("a folder for the pictures");
    for (screen, size) in [("desktop", (1280, 900)), ("phone", (320, 640))] {
        for (theme, dark) in [("light", false), ("dark", true)] {
            let visitor = stage.visitor_with(Look::still(size, dark)).await;
            let tab = visitor.tab().await;
            for (name, site, sv, en) in PAGES {
                for (language, path) in [("sv", sv), ("en", en)] {
                    tab.goes_to(&stage.sites.page(site, path)).await;
                    tab.is_ready().await;
                    if tab.state().await["status"] == "unasked" {
                        tab.evaluate::<serde_json::Value>("consent.rejectAll()").await;
                    }
                    tab.until("find('consent-held')").await;
                    tab.evaluate::<()>("void (find('.demo-panel')?.remove(), find('consent-held').scrollIntoView({ block: 'center' }))").await;
                    tab.rests().await;
                    let file = folder.join(format!("embeds-{name}-{screen}-{theme}-{language}.png"));
                    std::fs::write(&file, tab.picture().await).expect("a picture");
                }
            }
        }
    }
}

#[test]
fn pictures_of_placeholders_are_taken_when_asked_for() {
    let Some(folder) = std::env::var_os("CONSENT_SCREENSHOTS") else {
        return;
    };
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").join(folder);
    journey(async |stage| take(stage, &folder).await);
}
