//! The command as it is run: what it prints, where, and how it ends.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn consent(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_consent"))
        .args(arguments)
        .output()
        .unwrap()
}

fn site(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/sites")
        .join(name)
}

fn config(name: &str) -> String {
    site(name).join("consent.json").to_str().unwrap().to_owned()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn ten_mistakes_are_ten_faults_at_once() {
    let output = consent(&["check", &config("mistakes")]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    let said = text(&output.stderr);
    assert!(said.contains("consent.json has 10 faults"), "{said}");
    assert_eq!(said.matches("\n    mend: ").count(), 10, "{said}");
    for place in [
        "colour",
        "controllers[0].country",
        "domains[0]",
        "policyUrl.en",
        "lifetimeDays",
        "services[0]",
        "services[1].category",
        "services[2].provider.country",
        "services[2].basis",
        "services[2].cookies[0].lifetime",
    ] {
        assert!(said.contains(&format!("\n  {place}\n")), "{place}: {said}");
    }
    assert!(!said.contains('\u{1b}'), "colours although nobody looks: {said}");
}

#[test]
fn the_same_faults_for_programs() {
    let output = consent(&["check", "--json", &config("mistakes")]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stderr.is_empty());
    let said: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(said["ok"], false);
    let faults = said["faults"].as_array().unwrap();
    assert_eq!(faults.len(), 10);
    assert!(faults.iter().all(|fault| {
        ["path", "reason", "mend"]
            .iter()
            .all(|key| fault[*key].as_str().is_some_and(|text| !text.is_empty()))
    }));
}

#[test]
fn a_good_config_is_in_order() {
    let output = consent(&["check", &config("small")]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(
        text(&output.stdout).contains("is in order: 2 services, 6 cookies"),
        "{}",
        text(&output.stdout)
    );
    assert!(
        !site("small").join("consent.history.json").exists(),
        "a check writes nothing"
    );
}

#[test]
fn a_missing_file_says_what_to_do() {
    let output = consent(&["check", "nowhere/consent.json"]);
    assert_eq!(output.status.code(), Some(2));
    let said = text(&output.stderr);
    assert!(
        said.contains("nowhere/consent.json cannot be read") && said.contains("check the path"),
        "{said}"
    );
    assert_eq!(
        consent(&["build", &config("small")]).status.code(),
        Some(2),
        "no --out"
    );
    assert_eq!(consent(&[]).status.code(), Some(2));
}

#[test]
fn what_is_extended_must_be_there_and_lead_on() {
    let room = tempfile::tempdir().unwrap();
    let file = room.path().join("consent.json");
    let file = file.to_str().unwrap();
    let refused = |extends: &str| {
        fs::write(file, format!("{{ \"extends\": {extends:?} }}")).unwrap();
        let output = consent(&["check", file]);
        assert_eq!(output.status.code(), Some(1));
        text(&output.stderr)
    };
    assert!(refused("group.json").contains("“group.json” cannot be read"));
    assert!(refused("/etc/consent.json").contains("is not a relative path"));
    assert!(refused("https://example.se/consent.json").contains("is not a relative path"));
    assert!(refused("consent.json").contains("leads back to itself"));
    fs::write(
        room.path().join("group.json"),
        "{ \"extends\": \"./consent.json\" }",
    )
    .unwrap();
    let said = refused("group.json");
    assert!(
        said.contains("group.json has 1 fault") && said.contains("leads back to itself"),
        "{said}"
    );
    fs::write(room.path().join("group.json"), "{").unwrap();
    let said = refused("group.json");
    assert!(
        said.contains("group.json has 1 fault") && said.contains("is not JSON"),
        "{said}"
    );
}

#[test]
fn the_schema_is_printed_or_written() {
    let output = consent(&["schema"]);
    assert_eq!(output.status.code(), Some(0));
    let printed: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(printed["title"], "A site's consent.json");

    let room = tempfile::tempdir().unwrap();
    let file = room.path().join("consent.schema.json");
    assert!(
        consent(&["schema", "--out", file.to_str().unwrap()])
            .status
            .success()
    );
    let written: serde_json::Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    assert_eq!(written, printed);

    let nowhere = room.path().join("nowhere/consent.schema.json");
    let output = consent(&["schema", "--out", nowhere.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        text(&output.stderr).contains("cannot be written"),
        "{}",
        text(&output.stderr)
    );
}

#[test]
fn help_shows_how_it_is_used() {
    for arguments in [
        &["--help"][..],
        &["check", "--help"],
        &["build", "--help"],
        &["schema", "--help"],
    ] {
        let output = consent(arguments);
        assert!(output.status.success());
        assert!(text(&output.stdout).contains("Example"), "{arguments:?}");
    }
}
