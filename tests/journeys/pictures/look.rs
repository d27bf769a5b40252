//! What `look` in the config knows, each value on a page of its own.

use std::path::Path;

use consent_tests::{Gallery, Look, NOTICE, REJECT, REOPEN, Sheet, Stage, journey, pictures};
use serde_json::{Value, json};

const DESK: (i64, i64) = (1024, 600);

/// A picture of what a visitor sees, with the notice or, once it is answered, with the way back.
async fn picture(stage: &Stage, address: &str, device: Look, answered: bool) -> Vec<u8> {
    let tab = stage.visitor_with(device).await.opens(address).await;
    tab.will_show(NOTICE).await;
    if answered {
        tab.clicks(REJECT).await;
        tab.will_show(REOPEN).await;
        tab.points_at("h1").await;
    }
    tab.rests().await;
    tab.picture().await
}

/// A sheet of looks by what is said of them, each light or dark.
async fn sheet(stage: &Stage, looks: &[(&str, Value, bool)], answered: bool) -> Sheet {
    let named = |number: usize| format!("look-{number}");
    let built = looks.iter().enumerate();
    let built = built
        .map(|(number, (_, look, _))| (named(number), look.clone()))
        .collect();
    let gallery = Gallery::open(built, &["en"]).await;
    let mut sheet = Sheet::default();
    for (number, (shows, _, dark)) in looks.iter().enumerate() {
        let at = gallery.page(&named(number), "en");
        sheet.add(
            *shows,
            picture(stage, &at, Look::still(DESK, *dark), answered).await,
        );
    }
    sheet
}

async fn styles(stage: &Stage, folder: &Path) {
    let gallery = Gallery::open(Gallery::styles(), &["en"]).await;
    let mut sheet = Sheet::default();
    for dark in [false, true] {
        for (name, _) in Gallery::styles() {
            let shows = name.replace('-', ", ") + if dark { ", dark" } else { "" };
            let at = gallery.page(&name, "en");
            sheet.add(shows, picture(stage, &at, Look::still(DESK, dark), false).await);
        }
    }
    sheet.keep(stage, &folder.join("looks.webp"), 3, 400).await;
}

fn places() -> Vec<(&'static str, Value, bool)> {
    let at = |position: &'static str| {
        let modal = position.starts_with("middle");
        (position, json!({ "position": position, "modal": modal }), false)
    };
    let mut places: Vec<_> = [
        "top-start",
        "top-center",
        "top-end",
        "middle-start",
        "middle-center",
        "middle-end",
        "bottom-start",
        "bottom-center",
        "bottom-end",
    ]
    .map(at)
    .to_vec();
    for position in ["top-center", "bottom-center"] {
        let shows = if position.starts_with("top") {
            "a bar at the top"
        } else {
            "a bar at the bottom"
        };
        places.push((shows, json!({ "layout": "bar", "position": position }), false));
    }
    places.push((
        "a cloud, bottom-end",
        json!({ "layout": "cloud", "position": "bottom-end" }),
        false,
    ));
    places
}

fn themes() -> Vec<(&'static str, Value, bool)> {
    vec![
        ("light", json!({ "theme": "light" }), false),
        ("dark", json!({ "theme": "dark" }), true),
        ("contrast", json!({ "theme": "contrast" }), false),
    ]
}

/// As the document has it.
fn tokens() -> Vec<(&'static str, Value, bool)> {
    let own = json!({
        "light": { "accent": "#5b2a86", "choiceBg": "#5b2a86", "choiceText": "#fff" },
        "dark": { "accent": "#c9a6ff" },
        "radius": 12, "buttonRadius": 6, "font": "Inter, system-ui, sans-serif",
        "headingFont": "Georgia, serif", "size": "medium", "shadow": "low"
    });
    let mut large = own.clone();
    large["size"] = json!("large");
    large["shadow"] = json!("high");
    large["radius"] = json!(0);
    large["buttonRadius"] = json!(24);
    vec![
        ("the tokens below", json!({ "tokens": own }), false),
        ("the same in the dark", json!({ "tokens": own }), true),
        (
            "size large, shadow high, other radii",
            json!({ "tokens": large }),
            false,
        ),
    ]
}

fn ways_back() -> Vec<(&'static str, Value, bool)> {
    [
        "top-start",
        "top-end",
        "middle-start",
        "middle-end",
        "bottom-start",
        "bottom-center",
        "bottom-end",
    ]
    .map(|place| (place, json!({ "reopen": place }), false))
    .to_vec()
}

#[test]
fn of_looks() {
    let Some(folder) = pictures() else {
        return;
    };
    journey(async |stage| {
        styles(stage, &folder).await;
        for (name, looks, answered) in [
            ("places", places(), false),
            ("themes", themes(), false),
            ("tokens", tokens(), false),
            ("ways-back", ways_back(), true),
        ] {
            let columns = if answered { 4 } else { 3 };
            let sheet = sheet(stage, &looks, answered).await;
            sheet
                .keep(
                    stage,
                    &folder.join(format!("{name}.webp")),
                    columns,
                    1200 / columns,
                )
                .await;
        }
    });
}
