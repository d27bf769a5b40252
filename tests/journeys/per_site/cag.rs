//! CAG: measured only after a yes, and never looser than its group.

use consent_core::config::ConfigDraft;
use consent_tests::{config_file, journey};
use serde_json::{Value, json};

#[test]
fn measures_nothing_before_a_yes_not_even_without_scripts() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page("cag", "artikel.html")).await;
        tab.rests().await;
        assert_eq!(
            stage.sites.hits("cag").len(),
            0,
            "neither the script nor the pixel"
        );
        tab.accepts().await;
        tab.until("read('cookie').includes('_pk_id')").await;
        let days = visitor
            .cookies()
            .await
            .only("cag", "_pk_id.1.1fff")
            .ends
            .expect("a lifetime");
        let days = (days - consent_tests::strings::now() as f64) / 86_400.0;
        assert!(days < 91.0, "the site declares 90 days, the tag keeps it {days}");
    });
}

#[test]
fn may_only_be_stricter_than_its_group() {
    let text = std::fs::read_to_string(config_file("cag")).expect("the config");
    let group =
        std::fs::read_to_string(config_file("cag").with_file_name("group.json")).expect("the group's config");
    let of_group = || ConfigDraft::from_json(&group).expect("JSON");
    assert!(
        ConfigDraft::from_json(&text)
            .expect("JSON")
            .onto(of_group())
            .is_ok()
    );
    let mut looser: Value = serde_json::from_str(&text).expect("JSON");
    looser["lifetimeDays"] = json!(730);
    let fault = ConfigDraft::from_json(&looser.to_string())
        .expect("JSON")
        .onto(of_group())
        .expect_err("it is looser");
    assert!(fault.to_string().contains("lifetimeDays"), "{fault}");
}
