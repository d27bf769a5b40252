//! What is said of two configs, and of one visitor: asked again or not, run or held, and why.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use consent_core::carry::ConsentString;
use consent_core::decision::{Act, ConsentId, Decision, Grants};
use consent_core::time::Timestamp;
use serde_json::{Value, json};
use tempfile::TempDir;

fn consent(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_consent"))
        .args(arguments)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn config(version: &str, services: &Value) -> Value {
    json!({
        "version": version,
        "controllers": [{ "name": "Exempel AB", "contact": "hej@example.se", "country": "SE" }],
        "domains": ["example.se"],
        "languages": ["sv", "en"],
        "policyUrl": { "sv": "/kakor", "en": "/cookies" },
        "services": services,
    })
}

/// Two configs in a folder of their own.
struct Pair {
    room: TempDir,
}

impl Pair {
    fn of(before: &Value, after: &Value) -> Self {
        let pair = Self {
            room: tempfile::tempdir().unwrap(),
        };
        fs::write(pair.file("old.json"), before.to_string()).unwrap();
        fs::write(pair.file("consent.json"), after.to_string()).unwrap();
        pair
    }

    fn file(&self, name: &str) -> PathBuf {
        self.room.path().join(name)
    }

    /// Builds the later one; gives where.
    fn build(&self) -> PathBuf {
        let (config, out) = (self.file("consent.json"), self.file("out"));
        let built = consent(&["build", config.to_str().unwrap(), "--out", out.to_str().unwrap()]);
        assert_eq!(built.status.code(), Some(0), "{}", text(&built.stderr));
        out
    }

    fn diff(&self, more: &[&str]) -> Output {
        let files = ["old.json", "consent.json"].map(|name| self.file(name).to_str().unwrap().to_owned());
        let arguments: Vec<&str> = ["diff"]
            .into_iter()
            .chain(files.iter().map(String::as_str))
            .chain(more.iter().copied())
            .collect();
        consent(&arguments)
    }

    fn answer(&self, code: i32) -> Value {
        let output = self.diff(&["--json"]);
        assert_eq!(output.status.code(), Some(code), "{}", text(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    }
}

#[test]
fn what_differs_in_some_regions_alone_is_said_of_those() {
    let site = |regions: Value, matomo: Value| {
        let mut config = config("2026-11-22", &json!([matomo]));
        config["regions"] = regions;
        config
    };
    let (waits, runs) = (
        json!("matomo"),
        json!({ "use": "matomo", "exempt": "statistics" }),
    );
    let gb = json!(["GB", "US-CA"]);
    let pair = Pair::of(&site(gb.clone(), waits.clone()), &site(gb.clone(), runs));
    let said = pair.answer(1);
    assert_eq!(
        (&said["askedAgain"], &said["changes"]),
        (&Value::Null, &json!([]))
    );
    assert_eq!(said["regions"].as_array().map(Vec::len), Some(1), "{said}");
    let there = &said["regions"][0];
    assert_eq!(there["regions"], json!(["GB"]));
    assert_eq!(there["askedAgain"]["who"], "everybody there who has answered");
    assert_eq!(there["changes"][0]["name"], "matomo");
    let text = text(&pair.diff(&[]).stdout);
    assert!(text.contains("Otherwise in GB:\n"), "{text}");

    // To honour a region is a difference for it, and for nobody else.
    let mut nowhere = site(Value::Null, waits.clone());
    nowhere.as_object_mut().unwrap().remove("regions");
    let said = Pair::of(&nowhere, &site(gb.clone(), waits.clone())).answer(1);
    assert_eq!(
        (&said["askedAgain"], &said["regions"][0]["regions"]),
        (&Value::Null, &json!(["US-CA"]))
    );
    assert_eq!(said["regions"][0]["changes"][0]["what"], "regime");

    let said = Pair::of(&site(gb.clone(), waits.clone()), &site(gb, waits)).answer(0);
    assert_eq!(said["regions"], json!([]));
}

#[test]
fn another_question_is_told_in_words_and_asks_everybody_again() {
    let before = config("2026-01-01", &json!(["matomo"]));
    let pair = Pair::of(&before, &config("2026-11-22", &json!(["matomo", "youtube"])));
    let said = pair.answer(1);
    assert_eq!(said["material"], true);
    assert_eq!(said["askedAgain"]["who"], "everybody who has answered");
    assert!(
        said["askedAgain"]["why"]
            .as_str()
            .unwrap()
            .contains("another question")
    );
    assert_eq!(said["needsLaterVersion"], false);
    let added: Vec<&Value> = said["changes"].as_array().unwrap().iter().collect();
    assert!(
        added.iter().any(|change| change["what"] == "service"
            && change["name"] == "youtube"
            && change["step"] == "added"),
        "{said:#}"
    );
    let output = pair.diff(&["--language", "en"]);
    let said = text(&output.stdout);
    assert!(
        said.contains("asked again: everybody") && said.contains("  + ") && said.contains("YouTube"),
        "{said}"
    );
    assert!(!said.contains('\u{1b}'), "colours although nobody looks");
}

#[test]
fn wording_and_looks_ask_nobody_again() {
    let before = config("2026-11-22", &json!(["matomo"]));
    let mut after = before.clone();
    after["texts"] = json!({ "sv": { "title": "Får vi?" } });
    after["look"] = json!({ "theme": "dark" });
    let pair = Pair::of(&before, &after);
    let said = pair.answer(0);
    assert_eq!(said["askedAgain"], Value::Null);
    assert_eq!(said["changes"], json!([]));
    assert_eq!(said["reworded"], json!(["sv"]));
    assert_eq!(said["other"], json!(["look"]));
    assert!(text(&pair.diff(&[]).stdout).contains("nobody is asked again:"));
}

#[test]
fn another_cookie_loses_the_answers_though_the_question_is_the_same() {
    let before = config("2026-11-22", &json!(["matomo"]));
    let mut after = before.clone();
    after["cookie"] = json!({ "name": "choice" });
    let said = Pair::of(&before, &after).answer(1);
    assert_eq!(said["material"], false);
    let why = said["askedAgain"]["why"].as_str().unwrap();
    assert!(why.contains("“consent”") && why.contains("“choice”"), "{why}");
}

#[test]
fn a_change_under_the_old_date_says_what_the_build_will_want() {
    let before = config("2026-11-22", &json!(["matomo"]));
    let pair = Pair::of(&before, &config("2026-11-22", &json!([])));
    assert_eq!(pair.answer(1)["needsLaterVersion"], true);
    assert!(text(&pair.diff(&[]).stdout).contains("later “version”"));
    // A history cannot hold two questions of one day.
    let page = pair.file("history.md");
    let output = pair.diff(&["--history", page.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("version") && !page.exists());
}

#[test]
fn the_history_is_that_of_the_two_or_all_that_is_kept_beside_the_config() {
    let before = config("2026-01-01", &json!(["matomo"]));
    let pair = Pair::of(&before, &config("2026-11-22", &json!(["matomo", "youtube"])));
    let (page, markup) = (pair.file("history.md"), pair.file("history.html"));
    for file in [&page, &markup] {
        pair.diff(&["--history", file.to_str().unwrap(), "--language", "en"]);
    }
    let written = fs::read_to_string(&page).unwrap();
    let newest = written.find("**2026-11-22**").unwrap();
    assert!(
        newest < written.find("**2026-01-01**").unwrap() && written.contains("YouTube"),
        "{written}"
    );
    let written = fs::read_to_string(&markup).unwrap();
    assert!(
        written.contains("<time datetime=\"2026-11-22\">") && !written.contains("style="),
        "{written}"
    );

    // Three builds leave three versions beside the config.
    for (version, services) in [
        ("2024-01-01", json!([])),
        ("2025-01-01", json!(["matomo"])),
        ("2026-11-22", json!(["matomo", "youtube"])),
    ] {
        fs::write(pair.file("consent.json"), config(version, &services).to_string()).unwrap();
        pair.build();
    }
    pair.diff(&["--history", page.to_str().unwrap(), "--language", "sv"]);
    let written = fs::read_to_string(&page).unwrap();
    assert_eq!(
        written.matches("\n- **").count() + usize::from(written.starts_with("- **")),
        3,
        "{written}"
    );
}

#[test]
fn what_cannot_be_read_is_told_with_its_file() {
    let pair = Pair::of(&json!({}), &config("2026-11-22", &json!([])));
    let output = pair.diff(&[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        text(&output.stderr).contains("old.json has "),
        "{}",
        text(&output.stderr)
    );
    fs::remove_file(pair.file("old.json")).unwrap();
    let output = pair.diff(&["--json"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stdout).contains("cannot be read"));
}

/// A built site, and the consent string of one who granted only the category of that index.
fn built(granted: usize) -> (TempDir, String, String) {
    let pair = Pair::of(
        &json!({}),
        &config("2026-11-22", &json!(["matomo", "youtube", "linkedin-insight"])),
    );
    let file = pair.build().join("policy.json");
    let policy = policy(&file);
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap();
    let decision = Decision {
        grants: Grants::none().with_category(granted),
        act: Act::Chosen,
        decided_at: Timestamp::from_secs(now.as_secs() - 60),
        id: ConsentId::from_bytes([7; 16]),
    };
    let string = ConsentString::encode(&decision, &policy);
    (pair.room, file.to_str().unwrap().to_owned(), string)
}

fn policy(file: &Path) -> consent_core::config::Policy {
    let published: Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
    serde_json::from_value(published["policy"].clone()).unwrap()
}

#[test]
fn the_reason_is_the_page_s() {
    let (_room, file, string) = built(1);
    let granted = policy(Path::new(&file)).categories()[1].id.to_string();
    let refused = policy(Path::new(&file)).categories()[2].id.to_string();
    let not_refused = format!("!{refused}");
    for (string, what, verdict, reason) in [
        (string.as_str(), granted.as_str(), "run", json!(null)),
        (&string, &refused, "hold", json!("refused")),
        (&string, "necessary", "run", json!(null)),
        (&string, &not_refused, "run", json!(null)),
        (&string, "anlytics", "hold", json!("unknown")),
        ("", &granted, "hold", json!("unasked")),
        ("nonsense", &granted, "hold", json!("unasked")),
        ("", "necessary", "run", json!(null)),
    ] {
        let output = consent(&["explain", &file, string, what, "--json"]);
        let said: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(
            (&said["verdict"], &said["reason"]),
            (&json!(verdict), &reason),
            "{what}: {said:#}"
        );
        assert_eq!(output.status.code(), Some(i32::from(verdict == "hold")), "{what}");
    }
}

#[test]
fn an_address_is_judged_as_the_service_that_loads_from_there() {
    let (_room, file, string) = built(1);
    let script = "https://snap.licdn.com/li.lms-analytics/insight.min.js";
    let output = consent(&["explain", &file, &string, script, "--json"]);
    let said: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(said["service"], "linkedin-insight");
    for (address, word) in [
        ("https://static.hotjar.com/c/hotjar-1.js", "does not declare"),
        ("https://nobody.example/x.js", "no service of the catalogue"),
    ] {
        let output = consent(&["explain", &file, &string, address]);
        assert_eq!(output.status.code(), Some(2));
        assert!(text(&output.stderr).contains(word), "{}", text(&output.stderr));
    }
}

#[test]
fn every_shell_and_every_manual_page_is_there() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = consent(&["completions", shell]);
        assert_eq!(output.status.code(), Some(0));
        assert!(text(&output.stdout).contains("verify"), "{shell}");
    }
    assert!(text(&consent(&["man"]).stdout).contains(".TH consent 1"));
    let room = tempfile::tempdir().unwrap();
    let output = consent(&["man", "--out", room.path().join("man1").to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    for page in ["consent.1", "consent-diff.1", "consent-log-verify.1"] {
        assert!(room.path().join("man1").join(page).exists(), "{page}");
    }
    assert_eq!(consent(&["completions", "tcsh"]).status.code(), Some(2));
}
