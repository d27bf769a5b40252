//! Packages look one way: core, then what runs in the page, the server, the command, the demo, the tests; the chores stand apart.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

use crate::repository::root;

/// From the bottom up: each may use those before it.
const LAYERS: [&str; 7] = [
    "consent-core",
    "consent-wasm",
    "consent-configurator",
    "consent-server",
    "consent-cli",
    "consent-demo",
    "consent-tests",
];

/// What the core is made of, and nothing else: no clock, no network, no browser.
const OF_THE_CORE: [&str; 13] = [
    "color",
    "ed25519-dalek",
    "fixed_decimal",
    "icu_experimental",
    "icu_list",
    "icu_locale",
    "icu_plurals",
    "icu_provider",
    "idna",
    "schemars",
    "serde",
    "serde_json",
    "sha2",
];

/// What each package of the workspace depends on, for building and running.
fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .expect("cargo");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let packages = metadata["packages"].as_array().expect("packages");
    packages
        .iter()
        .map(|package| {
            let all = package["dependencies"].as_array().expect("dependencies").iter();
            let used = all
                .filter(|one| one["kind"] != "dev")
                .map(|one| text(&one["name"]))
                .collect();
            (text(&package["name"]), used)
        })
        .collect()
}

#[test]
fn every_package_uses_only_those_below_it() {
    let all = dependencies();
    for (name, used) in &all {
        let height = LAYERS.iter().position(|layer| layer == name).unwrap_or(0);
        let below = LAYERS.get(..height).unwrap_or_default();
        for other in all.keys().filter(|other| used.contains(*other)) {
            assert!(below.contains(&other.as_str()), "{name} must not use {other}");
        }
    }
    assert_eq!(
        all.len(),
        LAYERS.len() + 1,
        "every package has its place: {:?}",
        all.keys()
    );
}

#[test]
fn the_chores_use_none_of_ours_and_nobody_uses_them() {
    let all = dependencies();
    let ours = all["xtask"].iter().filter(|name| all.contains_key(*name)).count();
    assert_eq!(ours, 0);
    assert!(all.values().all(|used| !used.contains("xtask")));
}

/// It is a page of its own, which the demo serves as files: what a visitor gets has nothing of it.
#[test]
fn nobody_uses_the_configurator() {
    let all = dependencies();
    assert!(all.contains_key("consent-configurator"));
    assert!(all.values().all(|used| !used.contains("consent-configurator")));
}

#[test]
fn the_core_is_made_of_little() {
    let used = &dependencies()["consent-core"];
    let surprising: Vec<_> = used
        .iter()
        .filter(|name| !OF_THE_CORE.contains(&name.as_str()))
        .collect();
    assert!(
        surprising.is_empty(),
        "{surprising:?}: the core has no clock, no network and no browser"
    );
}
