//! What the documents name is there: files, folders, pictures and chores.

use crate::repository::{files, read, root};

/// The documents for people, by their path from the root.
fn documents() -> Vec<std::path::PathBuf> {
    let all = files("", ".md").into_iter();
    all.filter(|path| !path.starts_with("consent-cli/tests") && !path.starts_with(".ci"))
        .collect()
}

/// Everything between back ticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// The chores that there are, in the words of the command line.
fn chores() -> Vec<String> {
    let source = read("xtask/src/main.rs");
    let (_, after) = source.split_once("enum Chore {").expect("the list of chores");
    let list = after.split("\n}").next().expect("its end");
    let names = list.lines().filter_map(|line| line.strip_prefix("    "));
    names
        .filter(|line| line.starts_with(char::is_uppercase))
        .map(|line| line.trim_end_matches([' ', ',', '{']).to_lowercase())
        .collect()
}

#[test]
fn every_path_in_back_ticks_is_there() {
    let tops: Vec<String> = std::fs::read_dir(root())
        .expect("the root")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    for document in documents() {
        let text = read(&document);
        let here = document.parent().expect("a folder").to_owned();
        for path in
            quoted(&text).filter(|it| it.contains('/') && !it.contains(['<', '*', ' ', ':', '{', '…']))
        {
            // Only what begins like something of ours is meant to be here; the rest are addresses and examples.
            let first = path
                .trim_start_matches("./")
                .split('/')
                .next()
                .unwrap_or_default();
            if tops.iter().any(|top| top == first) && first != "target" {
                let there = root().join(path).exists() || root().join(&here).join(path).exists();
                assert!(there, "{} names {path}, which is not there", document.display());
            }
        }
    }
}

#[test]
fn every_link_to_a_file_leads_somewhere() {
    for document in documents() {
        let text = read(&document);
        let here = root().join(document.parent().expect("a folder"));
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let path = link.split('#').next().unwrap_or_default();
            if path.is_empty() || path.contains("://") || path.starts_with("mailto:") || path.starts_with('/')
            {
                continue;
            }
            assert!(
                here.join(path).exists(),
                "{} links to {path}, which is not there",
                document.display()
            );
        }
    }
}

#[test]
fn every_chore_that_is_named_can_be_done() {
    let chores = chores();
    assert!(chores.len() >= 4, "{chores:?}");
    for document in documents() {
        let text = read(&document);
        for rest in text.split("cargo xtask ").skip(1) {
            let chore = rest
                .split(|letter: char| !letter.is_ascii_lowercase())
                .next()
                .unwrap_or_default();
            if !chore.is_empty() {
                assert!(
                    chores.iter().any(|known| known == chore),
                    "{}: cargo xtask {chore}",
                    document.display()
                );
            }
        }
    }
}

#[test]
fn every_folder_of_the_repository_is_on_the_map() {
    let readme = read("README.md");
    for package in [
        "consent-core",
        "consent-wasm",
        "consent-cli",
        "demo",
        "tests",
        "xtask",
    ] {
        assert!(
            quoted(&readme).any(|it| it == package),
            "README.md does not say what {package} is"
        );
    }
}

#[test]
fn two_commands_are_all_it_takes_and_the_integration_runs_the_second() {
    let readme = read("README.md");
    assert!(readme.contains("cargo xtask demo") && readme.contains("cargo xtask test"));
    assert!(read(".ci/run").contains("cargo xtask test"));
}
