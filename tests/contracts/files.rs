//! How the sources are written.

use std::path::PathBuf;

use crate::repository::{files, read};

/// The longest that a file may be.
const LONGEST: usize = 400;

/// Where components are.
const COMPONENTS: [&str; 3] = [
    "consent-wasm/src",
    "consent-wasm/examples",
    "demo/configurator/src",
];

/// Where the scripts of the page are.
const SCRIPTS: [&str; 6] = [
    "consent-wasm/loader",
    "consent-wasm/embed",
    "consent-wasm/engine",
    "consent-wasm/iab",
    "consent-wasm/import",
    "consent-wasm/record",
];

fn sources() -> Vec<PathBuf> {
    let all = files("", ".rs");
    assert!(all.len() > 100, "{} files were found", all.len());
    all
}

/// The code of a file, without its comments.
fn code(path: &PathBuf) -> String {
    let text = read(path);
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn every_file_opens_by_saying_what_it_is() {
    for path in sources() {
        let text = read(&path);
        let first = text.lines().next().unwrap_or_default();
        let said = first.strip_prefix("//! ").unwrap_or_default();
        assert!(
            said.len() > 10 && !text.starts_with("//! Placeholder"),
            "{}: {first:?}",
            path.display()
        );
    }
}

#[test]
fn every_script_of_the_page_opens_by_saying_what_it_is() {
    for path in SCRIPTS.map(|folder| files(folder, ".ts")).concat() {
        let text = read(&path);
        assert!(
            text.starts_with("// ") || text.starts_with("/** "),
            "{}",
            path.display()
        );
    }
}

#[test]
fn nothing_is_left_undone_and_no_test_left_out() {
    // Put together here, so that this file is not found itself.
    let marks = ["todo", "unimplemented"].map(|name| format!("{name}!("));
    let left_out = ["#[ig", "nore"].concat();
    for path in sources() {
        let code = code(&path);
        let found = marks
            .iter()
            .chain([&left_out])
            .find(|mark| code.contains(mark.as_str()));
        assert!(found.is_none(), "{} has {found:?}", path.display());
    }
}

#[test]
fn no_file_is_too_long_to_read() {
    for path in sources() {
        let length = read(&path).lines().count();
        assert!(length <= LONGEST, "{} has {length} lines", path.display());
    }
}

#[test]
fn no_component_carries_style_in_an_attribute() {
    // A strict content security policy refuses it, and a theme cannot reach it.
    for path in COMPONENTS.map(|folder| files(folder, ".rs")).concat() {
        let code = code(&path);
        assert!(
            !code.contains("style=") && !code.contains("style={"),
            "{}",
            path.display()
        );
    }
}

#[test]
fn no_text_becomes_markup() {
    let ways = [
        "from_html_unchecked",
        "inner_html",
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
    ];
    let scripts = SCRIPTS.map(|folder| files(folder, ".ts")).concat();
    let components = COMPONENTS.map(|folder| files(folder, ".rs")).concat();
    for path in components.into_iter().chain(scripts) {
        let code = code(&path);
        for way in ways {
            assert!(!code.contains(way), "{} uses {way}", path.display());
        }
    }
}

#[test]
fn no_script_makes_code_out_of_text() {
    let scripts = SCRIPTS.map(|folder| files(folder, ".ts")).concat();
    assert!(scripts.len() > 10);
    for path in scripts {
        let code = code(&path);
        for way in ["eval(", "new Function", "setTimeout(\"", "setInterval("] {
            assert!(!code.contains(way), "{} uses {way}", path.display());
        }
    }
}

#[test]
fn nothing_is_unsafe() {
    let manifest = read("Cargo.toml");
    assert!(manifest.contains("unsafe_code = \"forbid\""));
    for member in [
        "consent-core",
        "consent-wasm",
        "consent-cli",
        "demo",
        "demo/configurator",
        "tests",
        "xtask",
    ] {
        let manifest = read(format!("{member}/Cargo.toml"));
        assert!(
            manifest.contains("[lints]\nworkspace = true"),
            "{member} leaves the workspace's lints"
        );
    }
}
