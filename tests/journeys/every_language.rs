//! Both layers in each of the built-in languages on the narrowest phone: nothing is cut off, nothing lies over another.
//! `CONSENT_PICTURES=docs/images cargo test -p consent-tests every_language` makes the sheet of the documentation.

use consent_core::notice::Language;
use consent_tests::{Answer, Look, NOTICE, Sheet, Stage, journey, pictures};
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
async fn keep(stage: &Stage, looks: &[(Language, Vec<u8>)]) {
    let Some(folder) = pictures() else {
        return;
    };
    let mut sheet = Sheet::default();
    for (language, picture) in looks {
        sheet.add(
            format!("{} ({})", language.name(), language.code()),
            picture.clone(),
        );
    }
    sheet.keep(stage, &folder.join("languages.webp"), 7, 240).await;
}

#[test]
fn every_language_can_be_read_and_pressed_on_a_narrow_phone() {
    journey(async |stage| {
        publish(stage);
        let looks =
            stream::iter(Language::all()).map(async |language| (language, look_at(stage, language).await));
        let looks: Vec<_> = looks.buffered(4).collect().await;
        let mut unreadable = Vec::new();
        let mut pictured = Vec::new();
        for (language, (faults, picture)) in looks {
            unreadable.extend(
                faults
                    .into_iter()
                    .map(|fault| format!("{}: {fault}", language.code())),
            );
            pictured.push((language, picture));
        }
        keep(stage, &pictured).await;
        assert_eq!(pictured.len(), 42, "as the documentation says");
        assert!(unreadable.is_empty(), "{unreadable:#?}");
    });
}
