//! What the command says of documents: from files, folders and the web, as text and JSON, and as a first config.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Output};
use std::thread::{self, JoinHandle};

use serde_json::Value;

const POLICY: &str = "\
# Kakor

Frågor: dataskydd@example.se. Vi använder Google Analytics och en chatt på sidan.

| Kaka | Syfte | Lagringstid |
|---|---|---|
| _ga | Skiljer besökare åt | 2 år |
| _gid | | 1 dag |
| kjba | Minns partnern | 90 dagar |
";

fn consent(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_consent"))
        .args(arguments)
        .output()
        .unwrap()
}

fn scanned(what: &str, more: &[&str]) -> (Value, Option<i32>) {
    let output = consent(&[&["scan", what, "--json"], more].concat());
    (
        serde_json::from_slice(&output.stdout).unwrap(),
        output.status.code(),
    )
}

fn written(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn one_object_has_cookies_services_and_warnings_with_their_lines() {
    let room = tempfile::tempdir().unwrap();
    let file = written(room.path(), "policy.md", POLICY);
    let (found, code) = scanned(&file, &[]);
    assert_eq!(code, Some(0), "nothing as grave as an error: {found:#}");
    assert_eq!(found["version"], 1);
    assert_eq!(found["cookies"][0]["name"], "_ga");
    assert_eq!(found["cookies"][0]["service"], "google-analytics");
    assert_eq!(found["cookies"][0]["category"], "analytics");
    assert_eq!(found["cookies"][0]["declared_lifetime"], "2 years");
    assert_eq!(
        found["cookies"][0]["true_lifetime"],
        "2 years (browsers keep it 400 days at most)"
    );
    assert_eq!(found["cookies"][0]["line"], 7);
    assert_eq!(found["services"][0]["name"], "Google Analytics");
    assert_eq!(found["services"][0]["kind"], "browser");
    let warnings = found["warnings"].as_array().unwrap();
    let missing = warnings
        .iter()
        .find(|warning| warning["rule"] == "cookie-without-purpose")
        .unwrap();
    assert_eq!(
        (&missing["line"], &missing["file"]),
        (&Value::from(8), &Value::from(file))
    );
    assert!(
        found["rules"]["cookie-without-purpose"]["source"]
            .as_str()
            .unwrap()
            .contains("GDPR")
    );
}

#[test]
fn the_exit_code_follows_the_gravest_finding() {
    let room = tempfile::tempdir().unwrap();
    let file = written(room.path(), "policy.md", POLICY);
    for (fail_on, code) in [("note", 1), ("warning", 1), ("error", 0), ("never", 0)] {
        let output = consent(&["scan", &file, "--fail-on", fail_on]);
        assert_eq!(output.status.code(), Some(code), "{fail_on}");
    }
    let output = consent(&["scan", &file]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.contains("policy.md:8: warning: `_gid` has no purpose"),
        "{text}"
    );
    assert!(!text.contains('\u{1b}'), "colours although nobody looks");
    let missing = consent(&["scan", "no-such-policy.md"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&missing.stderr).contains("check the path"));
}

#[test]
fn a_folder_is_read_whole_but_for_what_others_wrote() {
    let room = tempfile::tempdir().unwrap();
    written(
        room.path(),
        "index.html",
        "<!doctype html><iframe src=\"https://www.youtube.com/embed/x\"></iframe>",
    );
    written(room.path(), "en/policy.txt", "Our shop runs on Kajabi.\n");
    written(
        room.path(),
        "kakor.md",
        "| Cookie | Syfte | Tid |\n|---|---|---|\n| _abv | Döljer raden | 1 år |\n",
    );
    written(
        room.path(),
        "node_modules/a/index.html",
        "<iframe src=\"https://player.vimeo.com/video/1\"></iframe>",
    );
    written(room.path(), "app.js", "document.cookie = '_ga=1'");
    let (found, code) = scanned(room.path().to_str().unwrap(), &["--fail-on", "error"]);
    assert_eq!(code, Some(1));
    assert_eq!(found["documents"].as_array().unwrap().len(), 3);
    // What one document names tells whose a cookie in another is.
    assert_eq!(found["cookies"][0]["service"], "kajabi");
    let early = found["warnings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|warning| warning["severity"] == "error");
    assert_eq!(early.count(), 1);
    let empty = tempfile::tempdir().unwrap();
    assert_eq!(
        consent(&["scan", empty.path().to_str().unwrap()]).status.code(),
        Some(2)
    );
}

#[test]
fn a_first_config_has_what_is_known_and_says_what_is_not() {
    let room = tempfile::tempdir().unwrap();
    let file = written(room.path(), "policy.md", POLICY);
    let config = room.path().join("consent.json").to_str().unwrap().to_owned();
    let output = consent(&["scan", &file, "--init", &config, "--fail-on", "never"]);
    assert_eq!(output.status.code(), Some(0));
    let said = String::from_utf8(output.stderr).unwrap();
    for left in [
        "controllers[0].name",
        "domains[0]",
        "policyUrl.sv",
        "Chat on the site",
    ] {
        assert!(said.contains(left), "{left} in {said}");
    }
    assert!(!said.contains("kjba"), "its lifetime is in the text: {said}");

    let text = fs::read_to_string(&config).unwrap();
    let mut draft: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(draft["controllers"][0]["contact"], "dataskydd@example.se");
    // With the rest filled in, the check finds nothing.
    draft["controllers"][0]["name"] = "Exempel AB".into();
    draft["domains"][0] = "example.se".into();
    draft["policyUrl"]["sv"] = "/kakor".into();
    fs::write(&config, draft.to_string()).unwrap();
    let check = consent(&["check", &config]);
    assert_eq!(
        check.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&check.stderr)
    );

    let again = consent(&["scan", &file, "--init", &config]);
    assert_eq!(again.status.code(), Some(2));
    assert_eq!(fs::read_to_string(&config).unwrap(), draft.to_string());
}

#[test]
fn the_sites_own_config_says_which_marks_it_knows() {
    let room = tempfile::tempdir().unwrap();
    let page = written(
        room.path(),
        "index.html",
        "<!doctype html><script src=\"/consent/consent.js\"></script>\n\
         <script type=\"text/plain\" data-category=\"community\" data-src=\"/a.js\"></script>\n\
         <script type=\"text/plain\" data-service=\"our-forum\" data-src=\"/b.js\"></script>\n\
         <script type=\"text/plain\" data-category=\"comunity\" data-src=\"/c.js\"></script>\n",
    );
    let text = |text: &str| serde_json::json!({ "en": text });
    let config = serde_json::json!({
        "version": "2026-11-22",
        "controllers": [{ "name": "Example Ltd", "contact": "mail@example.com", "country": "SE" }],
        "domains": ["example.com"], "languages": ["en"], "policyUrl": text("/cookies"),
        "categories": [{ "id": "community", "name": text("Community"), "purpose": text("Shows the forum.") }],
        "services": [{
            "id": "our-forum", "name": "Our forum", "category": "community", "basis": "consent",
            "provider": { "name": "Example Ltd", "country": "SE", "url": "https://example.com/" },
            "purpose": text("Shows the forum."),
            "cookies": [{ "name": "forum", "purpose": text("Remembers you."), "lifetime": "1 day", "storage": "cookie" }],
        }],
    });
    let config = written(room.path(), "consent.json", &config.to_string());
    let unknown = |more: &[&str]| -> Vec<(u64, String)> {
        let (found, _) = scanned(&page, more);
        let warnings = found["warnings"].as_array().unwrap().iter();
        let unknown = warnings.filter(|one| one["rule"] == "category-unknown");
        unknown
            .map(|one| (one["line"].as_u64().unwrap(), one["message"].to_string()))
            .collect()
    };
    let lines = |all: &[(u64, String)]| -> Vec<u64> { all.iter().map(|(line, _)| *line).collect() };
    assert_eq!(lines(&unknown(&[])), [2, 3, 4]);
    let left = unknown(&["--config", &config]);
    assert_eq!(lines(&left), [4], "a slip is one still");
    assert!(left[0].1.contains("community"), "{}", left[0].1);

    let broken = written(room.path(), "broken.json", "{");
    let output = consent(&["scan", &page, "--config", &broken]);
    assert_eq!(output.status.code(), Some(1), "as `consent check` says it");
    assert!(String::from_utf8_lossy(&output.stderr).contains("broken.json"));
}

/// Answers as many requests as there are answers, each on a connection of its own.
fn serve(answers: Vec<Vec<u8>>) -> (String, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let serving = thread::spawn(move || {
        let one = |answer: Vec<u8>| {
            let (mut stream, _) = listener.accept().unwrap();
            let mut asked = [0; 4096];
            let length = stream.read(&mut asked).unwrap();
            // Whoever has read enough may have gone.
            let _ = stream.write_all(&answer);
            String::from_utf8_lossy(&asked[..length]).into_owned()
        };
        answers.into_iter().map(one).collect()
    });
    (address, serving)
}

#[test]
fn a_page_of_the_web_is_asked_for_plainly_and_redirects_are_told() {
    let page = "<!doctype html><meta charset=iso-8859-1><p>Vi m\u{e4}ter bes\u{f6}k med Matomo."
        .chars()
        .map(|letter| letter as u8);
    let page: Vec<u8> = page.collect();
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        page.len()
    );
    let moved = "HTTP/1.1 301 Moved\r\nlocation: /kakor\r\nset-cookie: a=b\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    let (address, serving) = serve(vec![moved.into(), [head.as_bytes(), &page].concat()]);
    let output = consent(&["scan", &address, "--json"]);
    let asked = serving.join().unwrap();
    assert!(asked[1].starts_with("GET /kakor HTTP/1.1"), "{asked:?}");
    assert!(!asked[1].to_ascii_lowercase().contains("cookie"), "{asked:?}");
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(found["documents"][0], format!("{address}/kakor"));
    assert_eq!(found["services"][0]["id"], "matomo");
    assert!(String::from_utf8_lossy(&output.stderr).contains("1 redirects"));
}

#[test]
fn an_answer_that_is_no_text_or_too_much_of_it_is_refused() {
    let picture =
        b"HTTP/1.1 200 OK\r\ncontent-type: image/png\r\ncontent-length: 3\r\nconnection: close\r\n\r\nabc"
            .to_vec();
    let (address, serving) = serve(vec![picture]);
    assert_eq!(consent(&["scan", &address]).status.code(), Some(2));
    serving.join().unwrap();
    let mut endless = b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\nconnection: close\r\n\r\n".to_vec();
    endless.resize(endless.len() + (11 << 20), b'a');
    let (address, serving) = serve(vec![endless]);
    let output = consent(&["scan", &address]);
    assert_eq!(
        output.status.code(),
        Some(2),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serving.join().unwrap();
}
