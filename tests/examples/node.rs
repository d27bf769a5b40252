//! `docs/examples/node`: a backend that reads the cookie offline, and has receipts verified.

use std::fs;
use std::process::Command;

use consent_core::decision::Act;
use consent_tests::said;
use serde_json::{Value, json};

use crate::http::ask;
use crate::program::Program;
use crate::recording::{ORIGIN, Recording, root};

/// Lays the example beside the built `backend` folder, as its first lines say.
fn served(recording: &Recording) -> Program {
    let (examples, folder) = (root().join("docs/examples/node"), recording.folder());
    fs::copy(examples.join("server.mjs"), folder.join("server.mjs")).expect("the example");
    fs::create_dir(folder.join("backend")).expect("a folder");
    for file in fs::read_dir(folder.join("public/consent/backend")).expect("the backend's files") {
        let file = file.expect("a file");
        fs::copy(file.path(), folder.join("backend").join(file.file_name())).expect("a copy");
    }
    Program::start(
        Command::new("node")
            .arg("server.mjs")
            .current_dir(folder)
            .env("PORT", "0")
            .env("CONSENT_SERVER", recording.url()),
    )
}

/// A receipt, as the page gets it.
fn receipt(recording: &Recording) -> Value {
    said(
        Command::new("node")
            .arg(root().join("docs/examples/node/choose.mjs"))
            .arg(recording.folder().join("public/consent"))
            .args([recording.url().as_str(), ORIGIN]),
    )
}

#[test]
fn a_node_backend_keeps_to_what_its_visitors_decided() {
    let recording = Recording::start();
    let node = served(&recording);
    let all = ["advertisement", "analytics", "functionality"];
    let cases = [
        (None, "unasked: analytics may not", false),
        (
            Some(recording.cookie(Act::RejectAll, &[], &[])),
            "decided: analytics may not",
            false,
        ),
        (
            Some(recording.cookie(Act::AcceptAll, &all, &[])),
            "decided: analytics may measure",
            true,
        ),
        (
            Some(recording.cookie(Act::Chosen, &["analytics"], &["google-analytics"])),
            "decided: analytics may measure",
            false,
        ),
        (
            Some(recording.cookie(Act::Chosen, &[], &["google-analytics"])),
            "decided: analytics may not",
            true,
        ),
        (
            Some("consent=1.broken".into()),
            "unasked: analytics may not",
            false,
        ),
    ];
    for (cookie, expected, is_set) in cases {
        let headers: Vec<(&str, &str)> = cookie.iter().map(|cookie| ("Cookie", cookie.as_str())).collect();
        let answer = ask(node.address, "/", &headers, None);
        assert!(answer.body.starts_with(expected), "{cookie:?}: {answer:?}");
        assert_eq!(
            answer.cookies().contains(&"fpid=1"),
            is_set,
            "{cookie:?}: {answer:?}"
        );
        assert!(answer.cookies().contains(&"session=1") && answer.head.contains("cache-control: private"));
    }
}

#[test]
fn a_node_backend_has_receipts_verified() {
    let mut recording = Recording::start();
    let node = served(&recording);
    let receipt = receipt(&recording);
    assert_eq!(receipt["record"]["act"], "reject-all");
    assert_eq!(receipt["record"]["host"], "localhost");
    let proof = |receipt: &Value| ask(node.address, "/proof", &[], Some(&receipt.to_string()));

    let genuine = proof(&receipt).json();
    assert_eq!(
        (&genuine["verdict"], &genuine["act"]),
        (&json!("valid"), &json!("reject-all")),
        "{genuine}"
    );
    let mut forged = receipt.clone();
    forged["record"]["categories"]["analytics"] = json!(true);
    assert_eq!(proof(&forged).json()["verdict"], "invalid");

    recording.stop();
    let unknown = proof(&receipt);
    assert!(
        unknown.head.contains(" 502 ") && unknown.body.contains("cannot be verified now"),
        "{unknown:?}"
    );
}
