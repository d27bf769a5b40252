//! The module that a backend in JavaScript imports, run by Node, and the core: the same answer to thousands of headers.

use std::path::{Path, PathBuf};
use std::process::Command;

use consent_core::carry::{ConsentString, Stored};
use consent_core::config::{Policy, PolicyParts, Regime};
use consent_core::decision::{ConsentState, Signal};
use consent_core::time::Timestamp;
use consent_core::visit::{self, Visit};
use consent_tests::said;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use super::generated::{NOW, damaged, draw, policies, sound};

const POLICIES: usize = 60;
const HEADERS: usize = 150;

/// Reads every header of every folder, and says what is granted of the names that it is given.
const READER: &str = r#"
import { readFileSync } from "node:fs";
const cases = JSON.parse(readFileSync(0, "utf8"));
const answers = [];
for (const { folder, names, headers, now } of cases) {
  const { readConsent } = await import(folder + "/consent.mjs");
  for (const [header, gpc, region] of headers) {
    const { state, string, allows } = readConsent(header, { gpc, now, region });
    answers.push({ state, string: string ?? null, on: names.filter(allows) });
  }
}
console.log(JSON.stringify(answers));
"#;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn names(policy: &Policy) -> Vec<&str> {
    let categories = policy.categories().iter().map(|category| category.id.as_str());
    let services = policy.services().iter().map(|service| service.id.as_str());
    categories
        .chain(services)
        .chain(["c99", "", "toString"])
        .collect()
}

fn by_the_core(policy: &Policy, names: &[&str], header: &str, gpc: bool) -> Value {
    let visit = Visit {
        now: Timestamp::from_secs(NOW),
        stored: Stored {
            cookies: header,
            mirror: "",
        },
        signal: Signal { gpc },
        ..Visit::default()
    };
    let plan = visit::arrive(policy, &visit);
    let (state, string) = match &plan.state {
        ConsentState::Unasked => ("unasked", None),
        ConsentState::Decided(decision) => ("decided", Some(ConsentString::encode(decision, policy))),
        ConsentState::Expired { .. } => ("expired", None),
        ConsentState::Outdated { .. } => ("outdated", None),
    };
    let all = names.iter().copied();
    let on: Vec<&str> = all.filter(|name| plan.grants.allows(policy, name)).collect();
    json!({ "state": state, "string": string, "on": on })
}

/// What a browser or a stranger may send; no header has a control character in it.
fn headers(policy: &Policy) -> impl Strategy<Value = String> + use<> {
    let text = || sound(policy).prop_flat_map(damaged);
    let before = select(vec![
        "",
        "a=1; ",
        "consent2=x; ",
        "consent; ",
        "=; ;",
        "xconsent=1; ",
    ]);
    (before, text(), prop::option::weighted(0.1, text())).prop_map(|(before, text, second)| {
        let second = second
            .map(|second| format!("; consent={second}"))
            .unwrap_or_default();
        let header = format!("{before}consent={text}{second}; z=9");
        header.replace(|letter: char| letter.is_control(), "")
    })
}

fn regimes() -> impl Strategy<Value = Policy> {
    let regime = select(vec![Regime::OptIn, Regime::OptIn, Regime::OptOut, Regime::Notice]);
    (policies(), regime).prop_map(|(policy, regime)| {
        let parts = PolicyParts::from(policy);
        Policy::new(PolicyParts { regime, ..parts }).expect("a policy")
    })
}

/// What a backend says of where the visitor is, and whether the other policy holds there.
const REGIONS: [(Option<&str>, bool); 8] = [
    (None, false),
    (Some(""), false),
    (Some("US-CA"), true),
    (Some("us-ny"), true),
    (Some("US-TX"), false),
    (Some("SE"), false),
    (Some("US-CALIFORNIA"), false),
    (Some("constructor"), false),
];

#[test]
fn a_backend_in_javascript_reads_thousands_of_headers_as_the_core_does() {
    let room = tempfile::tempdir().expect("a folder");
    let module = root().join("consent-cli/src/compile/backend/consent.mjs");
    let engine = root().join("target/bundle/engine.regimes.wasm");
    let mut runner = TestRunner::deterministic();
    let (mut cases, mut expected) = (Vec::new(), Vec::new());
    for index in 0..POLICIES {
        let policy = draw(&mut runner, &regimes());
        let folder = room.path().join(index.to_string());
        std::fs::create_dir(&folder).expect("a folder");
        std::fs::copy(&module, folder.join("consent.mjs")).expect("the module");
        std::fs::copy(&engine, folder.join("engine.wasm")).expect("`cargo xtask bundle` makes the engine");
        std::fs::write(folder.join("policy.txt"), policy.to_compact()).expect("the policy");
        let other = draw(&mut runner, &regimes());
        // Every second site is the same everywhere.
        let is_regional = index % 2 == 1;
        if is_regional {
            let (there, own) = ("policy.there.txt", "policy.txt");
            std::fs::write(folder.join(there), other.to_compact()).expect("the other policy");
            let regions = json!({ "US": there, "US-CA": there, "US-TX": own });
            std::fs::write(folder.join("regions.json"), regions.to_string()).expect("the regions");
        }
        let all: Vec<&str> = names(&policy).into_iter().chain(names(&other)).collect();
        // Now and then with an answer that was given where the other policy holds.
        let drawn_here = (
            prop_oneof![6 => headers(&policy), 1 => headers(&other)],
            any::<bool>(),
        );
        let drawn_there = (
            prop_oneof![6 => headers(&other), 1 => headers(&policy)],
            any::<bool>(),
        );
        let mut headers = Vec::new();
        for _ in 0..HEADERS {
            let (region, is_there) = draw(&mut runner, &select(REGIONS.to_vec()));
            let (holds, drawn) = if is_regional && is_there {
                (&other, draw(&mut runner, &drawn_there))
            } else {
                (&policy, draw(&mut runner, &drawn_here))
            };
            let (header, gpc) = drawn;
            expected.push((
                by_the_core(holds, &all, &header, gpc),
                format!("{header:?} in {region:?}"),
            ));
            headers.push(json!([header, gpc, region]));
        }
        cases.push(json!({ "folder": folder, "names": all, "headers": headers, "now": NOW * 1000 + 999 }));
    }

    let (reader, asked) = (room.path().join("reader.mjs"), room.path().join("cases.json"));
    std::fs::write(&reader, READER).expect("the reader");
    std::fs::write(&asked, json!(cases).to_string()).expect("the cases");
    let answers = said(
        Command::new("node")
            .arg(&reader)
            .stdin(std::fs::File::open(&asked).expect("the cases")),
    );
    let answers = answers.as_array().expect("an answer to every header");

    assert_eq!(answers.len(), expected.len());
    for (answer, (by_the_core, header)) in answers.iter().zip(&expected) {
        assert_eq!(answer, by_the_core, "{header}");
    }
    let count = |state: &str| answers.iter().filter(|answer| answer["state"] == state).count();
    println!(
        "{} decided, {} unasked, {} expired, {} outdated",
        count("decided"),
        count("unasked"),
        count("expired"),
        count("outdated")
    );
    assert!(
        ["decided", "unasked", "expired"]
            .iter()
            .all(|state| count(state) > 500)
            && count("outdated") > 0
    );
}
