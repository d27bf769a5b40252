//! `purposes/*.json`, a file a language: what the catalogue's services and cookies are for, where it has no sentence
//! of its own in a language.
//!
//! A purpose becomes a variant of an enum, with its sentence in every language: one that the catalogue names and nobody
//! has written cannot be read, and a language that lacks one does not compile.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value;

use super::json_files;
use super::texts::{Languages, language, text};

/// A sentence by language, in the order of their tags.
type Said = Vec<(String, String)>;

/// Both vocabularies as Rust.
pub(super) fn vocabularies(folder: &Path, languages: &Languages) -> Result<String, Box<dyn Error>> {
    let mut files = BTreeMap::new();
    for file in json_files(folder)? {
        let (code, value) = language(&file)?;
        if !languages.iter().any(|(known, _)| *known == code) {
            return Err(format!("{}: there is no texts/{code}.json", file.display()).into());
        }
        files.insert(code, value);
    }
    if let Some((missing, _)) = languages.iter().find(|(code, _)| !files.contains_key(code)) {
        return Err(format!("{}: {missing}.json is missing", folder.display()).into());
    }
    let services = vocabulary(&files, "services")?;
    let cookies = vocabulary(&files, "cookies")?;
    let mut source = String::new();
    write_enum(&mut source, "ServiceAim", "What a service is for.", &services)?;
    write_enum(
        &mut source,
        "CookieAim",
        "What a cookie or storage key is for.",
        &cookies,
    )?;
    Ok(source)
}

/// Every purpose of a part of the files with its sentences, which English has all of and no other has more.
fn vocabulary(files: &BTreeMap<String, Value>, part: &str) -> Result<BTreeMap<String, Said>, Box<dyn Error>> {
    let ids: Vec<&String> = files
        .get("en")
        .and_then(|value| value[part].as_object())
        .ok_or_else(|| format!("purposes/en.json: no “{part}”; the others are held against it"))?
        .keys()
        .collect();
    let mut said: BTreeMap<String, Said> = BTreeMap::new();
    for (code, value) in files {
        let of_file = |error: String| format!("purposes/{code}.json: {part}: {error}");
        let sentences = value[part]
            .as_object()
            .ok_or_else(|| of_file("no sentences".into()))?;
        if let Some(unknown) = sentences.keys().find(|id| !ids.contains(id)) {
            return Err(of_file(format!("“{unknown}” is no purpose that English has")).into());
        }
        for id in &ids {
            let sentence = text(&value[part], id)
                .ok()
                .filter(|sentence| !sentence.trim().is_empty())
                .ok_or_else(|| of_file(format!("“{id}” is missing")))?;
            let of_id = said.entry((*id).clone()).or_default();
            of_id.push((code.clone(), sentence.to_owned()));
        }
    }
    Ok(said)
}

/// An enum of the purposes, each with its English sentence as its documentation.
fn write_enum(
    source: &mut String,
    name: &str,
    doc: &str,
    vocabulary: &BTreeMap<String, Said>,
) -> Result<(), Box<dyn Error>> {
    writeln!(
        source,
        "/// {doc}\n#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]\n\
         #[serde(rename_all = \"kebab-case\")]\npub enum {name} {{"
    )?;
    for (id, said) in vocabulary {
        let english = said.iter().find(|(code, _)| code == "en");
        let english = english.map_or("", |(_, sentence)| sentence);
        writeln!(source, "    /// {english}\n    {},", variant(id))?;
    }
    let all: String = vocabulary
        .keys()
        .map(|id| format!("Self::{}, ", variant(id)))
        .collect();
    writeln!(
        source,
        "}}\nimpl {name} {{\n    /// Every one of them.\n    pub const ALL: &'static [Self] = &[{all}];\n\
         \n    const fn sentences(self) -> Sentences {{\n        match self {{"
    )?;
    for (id, said) in vocabulary {
        writeln!(source, "            Self::{} => &{said:?},", variant(id))?;
    }
    source.push_str("        }\n    }\n}\n");
    Ok(())
}

/// `plays-audio` as the name of a variant: `PlaysAudio`.
fn variant(id: &str) -> String {
    let word = |word: &str| {
        let (first, rest) = word.split_at(word.len().min(1));
        first.to_uppercase() + rest
    };
    id.split('-').map(word).collect()
}
