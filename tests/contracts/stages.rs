//! Within the core a stage uses earlier stages only; what a site declares may name the words of later ones.

use std::collections::{BTreeMap, BTreeSet};

use crate::repository::{files, read, root};

/// A declaration says which tools are told, which of the IAB's sections are in force, how elements are marked and whose
/// answers are taken over, and is written in a notice's language: words of later stages, and none of their work. The
/// notice says of each cookie who can erase it. A record names the system whose answer was taken over.
const WORDS: [(&str, &str); 11] = [
    ("catalogue", "tell::Tool"),
    ("config", "gate::Markup"),
    ("config", "notice::Language"),
    ("config", "notice::Texts"),
    ("config", "notice::fill"),
    ("config", "strings::gpp::SectionId"),
    ("config", "strings::import::System"),
    ("config", "tell::Tool"),
    ("notice", "erase::Erasure"),
    ("notice", "erase::erasure_of"),
    ("receipt", "strings::import::System"),
];

/// The stages by module, as each says in its first line; a module of no stage comes before all.
fn stages() -> BTreeMap<String, u32> {
    let list = read("consent-core/src/lib.rs");
    let modules = list
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    modules
        .map(|module| {
            let file = format!("consent-core/src/{module}/mod.rs");
            let first = if root().join(&file).exists() {
                read(file)
            } else {
                String::new()
            };
            let stage = match first.strip_prefix("//! Stage ") {
                Some(rest) => rest
                    .split([':', ','])
                    .next()
                    .and_then(|number| number.parse().ok())
                    .expect("a number"),
                None if first.starts_with("//! The stages put together") => u32::MAX,
                None => 0,
            };
            (module.to_owned(), stage)
        })
        .collect()
}

/// What a module's files use of other modules, as `module::Name`; their tests and examples left out.
fn used_by(module: &str) -> BTreeSet<String> {
    let folder = format!("consent-core/src/{module}");
    let in_folder = std::path::Path::new(&folder);
    let mut used = BTreeSet::new();
    for file in files("consent-core/src", ".rs") {
        let is_tests = file.file_stem().is_some_and(|name| name == "tests");
        if is_tests || !(file.starts_with(in_folder) || file == in_folder.with_extension("rs")) {
            continue;
        }
        let text = read(&file);
        let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
        let code: String = code
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect();
        for path in code.split("crate::").skip(1) {
            let end = path
                .find(|letter: char| !(letter.is_alphanumeric() || "_:".contains(letter)))
                .unwrap_or(0);
            let (head, tail) = path.split_at(end);
            match head.strip_suffix("::") {
                Some(head) if tail.starts_with('{') => {
                    let names = tail[1..].split('}').next().unwrap_or_default().split(',');
                    used.extend(
                        names
                            .map(str::trim)
                            .filter(|name| !name.is_empty())
                            .map(|name| format!("{head}::{name}")),
                    );
                }
                _ => drop(used.insert(head.to_owned())),
            }
        }
    }
    used
}

#[test]
fn a_stage_uses_earlier_stages_only() {
    let stages = stages();
    assert!(
        stages.len() > 8 && stages.values().any(|stage| *stage == 5),
        "{stages:?}"
    );
    for (module, stage) in &stages {
        for path in used_by(module) {
            let other = path.split("::").next().unwrap_or_default();
            let Some(of_other) = stages.get(other) else {
                panic!("{module} uses {path}, which no table lists")
            };
            let is_word = WORDS.contains(&(module.as_str(), path.as_str()));
            assert!(
                of_other <= stage || is_word,
                "{module} (stage {stage}) must not use {path} (stage {of_other})"
            );
        }
    }
}

#[test]
fn every_word_that_is_let_through_is_used() {
    let stale: Vec<_> = WORDS
        .iter()
        .filter(|(module, path)| !used_by(module).contains(*path))
        .collect();
    assert!(stale.is_empty(), "{stale:?} need not be let through any more");
}
