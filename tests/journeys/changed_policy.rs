//! A site that changes: what is asked for anew is asked; what is only said anew is not.

use consent_tests::{NOTICE, Stage, Tab, journey};
use serde_json::{Value, json};

/// Somebody has answered; then the site changes, and the visitor comes back.
async fn after(stage: &Stage, answers_yes: bool, change: impl FnOnce(&mut Value)) -> Tab {
    let visitor = stage.visitor().await;
    let tab = visitor.opens(&stage.sites.page("asurgent", "")).await;
    if answers_yes {
        tab.accepts().await;
    } else {
        tab.rejects().await;
    }
    tab.rests().await;
    let mut config = stage.sites.config("asurgent");
    change(&mut config);
    stage.sites.publish("asurgent", &config);
    let tab = visitor.opens(&stage.sites.page("asurgent", "")).await;
    tab.rests().await;
    tab
}

fn add_a_service(config: &mut Value) {
    config["services"]
        .as_array_mut()
        .expect("services")
        .push(json!("matomo"));
    config["version"] = json!("2026-12-01");
}

/// LAW-53.
#[test]
fn a_new_service_is_asked_about_with_the_reason() {
    journey(async |stage| {
        let tab = after(stage, true, add_a_service).await;
        assert_eq!(tab.state().await["status"], "outdated");
        let text = tab.text(NOTICE).await;
        assert!(
            text.contains("har ändrats sedan du valde") && !text.contains("gått ut"),
            "{text}"
        );
    });
}

/// LAW-37: what is new is denied until it has been asked about; what is not new is held meanwhile too.
#[test]
fn everything_is_held_until_the_new_question_is_answered() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page("asurgent", "")).await;
        tab.accepts().await;
        let id = tab.state().await["id"].clone();
        let mut config = stage.sites.config("asurgent");
        add_a_service(&mut config);
        stage.sites.publish("asurgent", &config);
        let again = visitor.tab().await;
        tab.goes_to("about:blank#away").await;
        again.goes_to(&stage.sites.page("asurgent", "")).await;
        again.is_ready().await.rests().await;
        let third = stage.sites.third().to_owned();
        let asked: Vec<String> = again
            .seen
            .requests()
            .into_iter()
            .filter(|url| url.contains(&third))
            .collect();
        assert_eq!(asked, [""; 0]);
        again.accepts().await;
        again.until("read('cookie').includes('_clck=')").await;
        assert_eq!(again.state().await["id"], id);
        assert_eq!(again.state().await["services"]["matomo"], true);
    });
}

#[test]
fn after_a_no_a_new_service_is_asked_about_too() {
    journey(async |stage| {
        let tab = after(stage, false, add_a_service).await;
        assert_eq!(tab.state().await["status"], "outdated");
        assert!(tab.shows(NOTICE).await);
        assert_eq!(stage.sites.hits("asurgent").len(), 0);
    });
}

#[test]
fn another_purpose_is_asked_about() {
    journey(async |stage| {
        let tab = after(stage, true, |config| {
            let services = config["services"].as_array_mut().expect("services");
            let clarity = services.iter_mut().find(|it| **it == "clarity").expect("clarity");
            *clarity = json!({ "use": "clarity", "category": "advertisement" });
        })
        .await;
        assert_eq!(tab.state().await["status"], "outdated");
    });
}

/// LAW-51.
#[test]
fn other_words_are_not_asked_about() {
    journey(async |stage| {
        let tab = after(stage, true, |config| {
            config["texts"] = json!({ "sv": { "title": "Kakor?" }, "en": { "title": "Cookies?" } });
            config["look"] = json!({ "layout": "bar", "theme": "dark" });
            config["version"] = json!("2026-12-01");
            config["services"].as_array_mut().expect("services").reverse();
        })
        .await;
        assert_eq!(tab.state().await["status"], "decided");
        assert!(!tab.shows(NOTICE).await);
        assert_eq!(tab.state().await["act"], "a");
    });
}
