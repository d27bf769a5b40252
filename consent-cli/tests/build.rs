//! Whole builds from the embedded bundle. They fail where it is missing: run `cargo xtask bundle` first.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use consent_cli::{Refusal, build, build_text};
use tempfile::TempDir;

/// A copy of a site, because a build writes its history beside the config.
struct Site {
    room: TempDir,
}

impl Site {
    fn copy(name: &str) -> Self {
        let room = tempfile::tempdir().unwrap();
        let from = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/sites")
            .join(name);
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), room.path().join(entry.file_name())).unwrap();
        }
        Self { room }
    }

    fn config(&self) -> PathBuf {
        self.room.path().join("consent.json")
    }

    fn out(&self) -> PathBuf {
        self.room.path().join("public/consent")
    }

    fn history(&self) -> PathBuf {
        self.room.path().join("consent.history.json")
    }

    fn edit(&self, from: &str, to: &str) {
        let text = fs::read_to_string(self.config()).unwrap();
        assert!(text.contains(from), "{from}");
        fs::write(self.config(), text.replace(from, to)).unwrap();
    }
}

/// Every file, by its name from the folder on.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        if entry.file_type().unwrap().is_dir() {
            let within = files(&entry.path()).into_iter();
            all.extend(within.map(|(file, content)| (format!("{name}/{file}"), content)));
        } else {
            all.insert(name, fs::read(entry.path()).unwrap());
        }
    }
    all
}

#[test]
fn a_good_config_becomes_a_folder_and_a_history() {
    let site = Site::copy("small");
    let built = build(&site.config(), &site.out()).unwrap_or_else(|refusal| panic!("{refusal}"));
    let there = files(&site.out());
    let made: BTreeMap<_, _> = built
        .files
        .iter()
        .map(|(name, content)| (name.to_owned(), content.to_vec()))
        .collect();
    assert!(there == made, "{:?} {:?}", there.keys(), made.keys());
    let loader = String::from_utf8(there["consent.js"].clone()).unwrap();
    assert!(!loader.contains("__CONSENT__") && !loader.contains("</script"));
    assert!(
        built
            .tag
            .starts_with("<script async src=\"/consent/consent.js\" integrity=\"sha384-")
    );
    assert!(built.security_policy.contains("'wasm-unsafe-eval'"));
    let history = fs::read_to_string(site.history()).unwrap();
    assert!(history.contains(&built.fingerprint), "{history}");
}

#[test]
fn built_twice_it_is_the_same_to_the_byte() {
    let site = Site::copy("small");
    build(&site.config(), &site.out()).unwrap();
    let (first, history) = (files(&site.out()), fs::read(site.history()).unwrap());
    build(&site.config(), &site.out()).unwrap();
    assert!(files(&site.out()) == first);
    assert_eq!(fs::read(site.history()).unwrap(), history);
}

#[test]
fn a_failed_build_leaves_everything_as_it_was() {
    let site = Site::copy("small");
    build(&site.config(), &site.out()).unwrap();
    let (before, history) = (files(&site.out()), fs::read(site.history()).unwrap());
    site.edit(
        "\"version\": \"2026-11-22\"",
        "\"version\": \"2027-01-01\", \"lifetimeDays\": 9",
    );
    let refusal = build(&site.config(), &site.out()).unwrap_err();
    assert_eq!(refusal.faults().len(), 1, "{refusal}");
    assert!(files(&site.out()) == before);
    assert_eq!(fs::read(site.history()).unwrap(), history);

    // Nothing is made either where nothing was.
    let other = site.room.path().join("other");
    build(&site.config(), &other).unwrap_err();
    assert!(!other.exists());
}

fn engines(site: &Site) -> BTreeSet<String> {
    let names = files(&site.out()).into_keys();
    names.filter(|name| name.starts_with("engine.")).collect()
}

#[test]
fn what_visitors_are_asked_for_changes_only_under_a_new_date() {
    let site = Site::copy("small");
    build(&site.config(), &site.out()).unwrap();
    let first = engines(&site);
    site.edit("\"meta-pixel\",", "");
    let refusal = build(&site.config(), &site.out()).unwrap_err();
    assert!(matches!(&refusal, Refusal::Faults { .. }), "{refusal}");
    assert_eq!(refusal.faults()[0].path, "version", "{refusal}");

    site.edit("2026-11-22", "2026-12-01");
    let built = build(&site.config(), &site.out()).unwrap_or_else(|refusal| panic!("{refusal}"));
    let declaration = String::from_utf8(built.files.get("declaration.en.html").unwrap().to_vec()).unwrap();
    let (_, history) = declaration.split_once("consent-declaration-history").unwrap();
    assert!(
        history.contains("2026-12-01") && history.contains("Removed: the service Meta Pixel."),
        "{history}"
    );
    assert!(history.contains("<dd>First version.</dd>"), "{history}");

    assert!(
        engines(&site).is_superset(&first),
        "a browser may still hold the loader of the first build"
    );
    site.edit("2026-12-01", "2026-12-02");
    build(&site.config(), &site.out()).unwrap_or_else(|refusal| panic!("{refusal}"));
    assert!(
        engines(&site).is_disjoint(&first),
        "those of the build before the last are gone"
    );
}

#[test]
fn wording_alone_needs_no_new_date() {
    let site = Site::copy("small");
    build(&site.config(), &site.out()).unwrap();
    site.edit("Lets you chat with us.", "Lets you talk to us.");
    build(&site.config(), &site.out()).unwrap_or_else(|refusal| panic!("{refusal}"));
}

#[test]
fn an_edited_text_is_built_without_touching_the_site() {
    let site = Site::copy("small");
    let before = files(site.room.path());
    let text = fs::read_to_string(site.config())
        .unwrap()
        .replace("Vår chatt", "Vår nya chatt");
    let out = tempfile::tempdir().unwrap();
    let built = build_text(&site.config(), &text, out.path()).unwrap_or_else(|refusal| panic!("{refusal}"));
    assert!(files(site.room.path()) == before);
    let declaration = String::from_utf8(built.files.get("declaration.sv.html").unwrap().to_vec()).unwrap();
    assert!(declaration.contains("Vår nya chatt"));
    let refusal = build_text(&site.config(), "{", out.path()).unwrap_err();
    assert_eq!(refusal.faults().len(), 1, "{refusal}");
}
