//! Pictures of every finished look: `CONSENT_LOOKS=docs/images/looks cargo test -p consent-tests looks_are_drawn`.

use std::path::PathBuf;

use consent_tests::{Gallery, Look, NOTICE, Stage, journey};
use futures::future::join_all;
use serde_json::{Value, json};

/// Each style in each layout, and whatever else differs to the eye.
fn looks() -> Vec<(String, Value)> {
    let mut looks = Gallery::styles();
    looks.push(("contrast-box".into(), json!({ "theme": "contrast" })));
    looks.push((
        "modal-box".into(),
        json!({ "modal": true, "position": "middle-center" }),
    ));
    looks.push((
        "top-cloud".into(),
        json!({ "layout": "cloud", "position": "top-end", "style": "soft" }),
    ));
    looks
}

async fn draw(stage: &Stage, folder: &std::path::Path) {
    std::fs::create_dir_all(folder).expect("a folder for the pictures");
    let languages: &[&str] = &["en", "sv", "ar", "de", "ja"];
    let looks = looks();
    let gallery = Gallery::open(looks.clone(), languages).await;
    for (name, _) in &looks {
        for dark in [false, true] {
            join_all(
                [("desktop", (1280, 720)), ("phone", (320, 640))].map(async |(screen, size)| {
                    let language = if name.starts_with("top") || name == "sharp-bar" {
                        "ar"
                    } else {
                        "en"
                    };
                    let visitor = stage.visitor_with(Look::still(size, dark)).await;
                    let tab = visitor.opens(&gallery.page(name, language)).await;
                    tab.will_show(NOTICE).await.rests().await;
                    let ground = if dark { "dark" } else { "light" };
                    let keep = async |layer: &str| {
                        let file = folder.join(format!("looks-{name}-{layer}-{screen}-{ground}.png"));
                        std::fs::write(&file, tab.picture().await).expect("a picture");
                    };
                    keep("first").await;
                    if name.ends_with("-box") {
                        tab.chooses().await;
                        tab.rests().await;
                        keep("second").await;
                    }
                }),
            )
            .await;
        }
    }
}

#[test]
fn looks_are_drawn_when_asked_for() {
    let Some(folder) = std::env::var_os("CONSENT_LOOKS") else {
        return;
    };
    // Cargo runs a test in its package's folder; the variable is read as it was written, from the repository's root.
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").join(folder);
    journey(async |stage| draw(stage, &folder).await);
}
