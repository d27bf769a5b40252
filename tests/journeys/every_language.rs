//! Both layers in each of the built-in languages on the narrowest phone: nothing is cut off, nothing lies over another.
//! `CONSENT_SCREENSHOTS=docs/images cargo test -p consent-tests every_language` makes the sheet of the documentation.

use std::fmt::Write as _;
use std::path::PathBuf;

use consent_core::notice::Language;
use consent_tests::{Answer, Look, NOTICE, Stage, journey};
use futures::{StreamExt as _, stream};
use serde_json::json;

const CLIPPED: &str = include_str!("../src/clipped.js");

const PHONE: Look = Look::still((320, 640), false);

/// A site that speaks every language and says nothing in words of its own.
fn publish(stage: &Stage) {
    let mut config = stage.sites.config("ngager");
    let codes: Vec<&str> = Language::all().map(Language::code).collect();
    config["policyUrl"] = codes.iter().map(|code| (*code, "/kakor.html")).collect();
    config["languages"] = json!(codes);
    config["services"] = json!([
        "cloudflare",
        "google-analytics",
        "hubspot",
        "linkedin-insight",
        "youtube"
    ]);
    config.as_object_mut().expect("a config").remove("retention");
    config.as_object_mut().expect("a config").remove("record");
    stage.sites.publish("ngager", &config);
}

/// What cannot be read in a language, and a picture of its first layer.
async fn look_at(stage: &Stage, language: Language) -> (Vec<String>, Vec<u8>) {
    let code = language.code();
    let visitor = stage.visitor_with(PHONE).await;
    let tab = visitor.tab().await;
    let at = stage.sites.page("ngager", "language.html");
    let page = format!(
        "<!doctype html><html lang=\"{code}\"><head><title>{code}</title>\
         <meta name=viewport content=\"width=device-width\">\
         <script async src=\"/consent/consent.js\"></script></head><body><main>{code}</main></body></html>"
    );
    tab.gets(vec![Answer::other(&at, "text/html", page)]).await;
    tab.goes_to(&at).await;
    tab.will_show(NOTICE).await;
    tab.until(&format!("consent.state().language == '{code}'")).await;
    let direction: String = tab
        .evaluate("getComputedStyle(find('[part~=notice]')).direction")
        .await;
    assert_eq!(direction == "rtl", language.is_right_to_left(), "{code}");
    let mut faults: Vec<String> = tab.evaluate(CLIPPED).await;
    let picture = tab.picture_of(NOTICE).await;
    tab.chooses().await;
    tab.rests().await;
    faults.extend(tab.evaluate::<Vec<String>>(CLIPPED).await);
    (faults, picture)
}

/// Puts the pictures side by side on one sheet.
async fn keep(stage: &Stage, pictures: &[(Language, Vec<u8>)]) {
    let Some(folder) = std::env::var_os("CONSENT_SCREENSHOTS") else {
        return;
    };
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").join(folder);
    let mut page = String::from(
        "<!doctype html><html lang=en><meta charset=utf-8><title>Languages</title><style>body{margin:0}main{columns:7;column-gap:12px;padding:12px;\
         font:12px sans-serif;background:#eee}figure{margin:0 0 12px;break-inside:avoid}img{inline-size:100%;display:block}\
         </style><main>",
    );
    let mut answers = Vec::new();
    for (language, picture) in pictures {
        let (code, name) = (language.code(), language.name());
        let _ = write!(
            page,
            "<figure><figcaption>{name} ({code})</figcaption><img src={code}.png></figure>"
        );
        let at = stage.sites.page("ngager", &format!("{code}.png"));
        answers.push(Answer::other(&at, "image/png", picture.clone()));
    }
    let size = (1640, 1500);
    let visitor = stage.visitor_with(Look::still(size, false)).await;
    let tab = visitor.tab().await;
    let at = stage.sites.page("ngager", "sheet.html");
    answers.push(Answer::other(&at, "text/html", page));
    tab.gets(answers).await;
    tab.goes_to(&at).await;
    tab.until("[...findAll('img')].every((image) => image.complete && image.naturalWidth)")
        .await;
    std::fs::write(folder.join("languages.png"), tab.picture_of("main").await).expect("a picture");
}

#[test]
fn every_language_can_be_read_and_pressed_on_a_narrow_phone() {
    journey(async |stage| {
        publish(stage);
        let looks =
            stream::iter(Language::all()).map(async |language| (language, look_at(stage, language).await));
        let looks: Vec<_> = looks.buffered(4).collect().await;
        let mut unreadable = Vec::new();
        let mut pictures = Vec::new();
        for (language, (faults, picture)) in looks {
            unreadable.extend(
                faults
                    .into_iter()
                    .map(|fault| format!("{}: {fault}", language.code())),
            );
            pictures.push((language, picture));
        }
        keep(stage, &pictures).await;
        assert_eq!(pictures.len(), 42, "as the documentation says");
        assert!(unreadable.is_empty(), "{unreadable:#?}");
    });
}
