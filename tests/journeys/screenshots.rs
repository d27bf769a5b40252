//! Pictures of both layers for the documentation: `CONSENT_SCREENSHOTS=docs/images cargo test -p consent-tests screenshots`.

use std::path::PathBuf;

use consent_tests::{Look, NOTICE, Stage, journey};

/// Writes the pictures into a folder: each layer, on a desk and at 320 pixels, light and dark, in both languages.
async fn take(stage: &Stage, folder: &std::path::Path) {
    std::fs::create_dir_all(folder).expect("a folder for the pictures");
    for (screen, size) in [("desktop", (1280, 720)), ("phone", (320, 640))] {
        for (theme, dark) in [("light", false), ("dark", true)] {
            for (language, path) in [("sv", ""), ("en", "en/")] {
                let visitor = stage.visitor_with(Look::still(size, dark)).await;
                let tab = visitor.opens(&stage.sites.page("nordicexperts", path)).await;
                tab.evaluate::<()>("void find('.demo-panel')?.remove()").await;
                tab.will_show(NOTICE).await.rests().await;
                let keep = async |layer: &str| {
                    let name = folder.join(format!("{layer}-{screen}-{theme}-{language}.png"));
                    std::fs::write(&name, tab.picture().await).expect("a picture");
                };
                keep("first-layer").await;
                tab.chooses().await;
                tab.rests().await;
                keep("second-layer").await;
            }
        }
    }
}

#[test]
fn pictures_of_both_layers_are_taken_when_asked_for() {
    let Some(folder) = std::env::var_os("CONSENT_SCREENSHOTS") else {
        return;
    };
    // Cargo runs a test in its package's folder; the variable is read as it was written, from the repository's root.
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").join(folder);
    journey(async |stage| take(stage, &folder).await);
}
