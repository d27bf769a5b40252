//! `texts/*.json`, a file a language, as constants.
//!
//! A language becomes a struct literal of `Texts`, which has no optional field: a missing sentence, or one that nobody
//! knows, does not compile. Placeholders must be the same in every language.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::json_files;

/// A language's tag, and the whole file.
pub(super) type Languages = Vec<(String, Value)>;

/// Reads every language.
pub(super) fn languages(folder: &Path) -> Result<Languages, Box<dyn Error>> {
    let mut languages = Vec::new();
    for file in json_files(folder)? {
        languages.push(language(&file)?);
    }
    Ok(languages)
}

/// A file of one language, called like it, with where it is from and when it was read last.
pub(super) fn language(file: &Path) -> Result<(String, Value), Box<dyn Error>> {
    let of_file = |error: String| format!("{}: {error}", file.display());
    let value: Value =
        serde_json::from_str(&fs::read_to_string(file)?).map_err(|error| of_file(error.to_string()))?;
    let code = text(&value, "language").map_err(of_file)?.to_owned();
    if file.file_stem().and_then(|stem| stem.to_str()) != Some(&code) {
        return Err(of_file(format!("the file of “{code}” is called {code}.json")).into());
    }
    for said in ["source", "reviewed"] {
        text(&value, said).map_err(of_file)?;
    }
    Ok((code, value))
}

/// The languages as Rust.
pub(super) fn built_in(languages: &Languages) -> Result<String, Box<dyn Error>> {
    let mut source = String::from("/// Every built-in language.\nconst BUILT_IN: &[BuiltIn] = &[\n");
    let expected = languages
        .iter()
        .find(|(code, _)| code == "en")
        .map(|(_, value)| places_of(value))
        .ok_or("texts/en.json is what the others are held against")?;
    for (code, value) in languages {
        let of_file = |error: String| format!("texts/{code}.json: {error}");
        let name = text(value, "name").map_err(of_file)?;
        let rtl = match text(value, "direction").map_err(of_file)? {
            "ltr" => false,
            "rtl" => true,
            other => return Err(of_file(format!("direction “{other}” is neither ltr nor rtl")).into()),
        };
        let also = words(value, "also").map_err(of_file)?;
        let locale = value["locale"].as_str().unwrap_or(code);
        let units: String = units(&value["units"])
            .map_err(of_file)?
            .iter()
            .map(|(unit, forms)| format!("({unit:?}, &{forms:?}),"))
            .collect();
        let found = places_of(value);
        for (key, places) in &found {
            match expected.get(key) {
                Some(expected) if expected == places => {}
                Some(expected) => {
                    let error = format!("“{key}” has the places {places:?}, where English has {expected:?}");
                    return Err(of_file(error).into());
                }
                None => return Err(of_file(format!("“{key}” is no sentence that the interface has")).into()),
            }
        }
        if let Some(missing) = expected.keys().find(|key| !found.contains_key(*key)) {
            return Err(of_file(format!("“{missing}” is missing")).into());
        }
        writeln!(
            source,
            "    BuiltIn {{ code: {code:?}, locale: {locale:?}, also: &{also:?}, name: {name:?}, rtl: {rtl}, units: &[{units}], \
             texts: Texts {{"
        )?;
        for (key, sentence) in sentences(value) {
            let sentence = sentence
                .as_str()
                .filter(|sentence| !sentence.trim().is_empty())
                .ok_or_else(|| of_file(format!("“{key}” is no text")))?;
            writeln!(source, "        {key}: Cow::Borrowed({sentence:?}),")?;
        }
        source.push_str("    } },\n");
    }
    source.push_str("];\n");
    Ok(source)
}

/// The words that a site's own sentences may not have, by language.
#[cfg(feature = "declare")]
pub(super) fn loaded_words(languages: &Languages) -> Result<String, Box<dyn Error>> {
    let doc = "/// Words that push a visitor towards one answer, in lower case, by language.";
    let mut source = format!("{doc}\nconst LOADED_WORDS: &[(&str, &[&str])] = &[\n");
    for (code, value) in languages {
        let words = words(value, "loaded_words").map_err(|error| format!("texts/{code}.json: {error}"))?;
        writeln!(source, "    ({code:?}, &{words:?}),")?;
    }
    source.push_str("];\n");
    Ok(source)
}

pub(super) fn text<'v>(value: &'v Value, key: &str) -> Result<&'v str, String> {
    value[key]
        .as_str()
        .ok_or_else(|| format!("“{key}” must be a text"))
}

fn words<'v>(value: &'v Value, key: &str) -> Result<Vec<&'v str>, String> {
    let words = value[key]
        .as_array()
        .and_then(|words| words.iter().map(Value::as_str).collect());
    words.ok_or_else(|| format!("“{key}” must be a list of texts"))
}

/// A unit, and its text by form of the number.
type Unit<'v> = (&'v str, Vec<(&'v str, &'v str)>);

/// Spans of time that the language says otherwise than CLDR does: unit, form of the number (CLDR's name for it), text.
fn units(value: &Value) -> Result<Vec<Unit<'_>>, String> {
    let mut units = Vec::new();
    for (unit, forms) in value.as_object().into_iter().flatten() {
        let forms = forms
            .as_object()
            .ok_or_else(|| format!("units: “{unit}” has no forms"))?;
        let forms: Option<Vec<(&str, &str)>> = forms
            .iter()
            .map(|(form, text)| Some((form.as_str(), text.as_str()?)))
            .collect();
        units.push((
            unit.as_str(),
            forms.ok_or_else(|| format!("units: “{unit}” has a form that is no text"))?,
        ));
    }
    Ok(units)
}

fn sentences(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value["texts"].as_object().into_iter().flatten()
}

/// The places of every sentence, in the order of the alphabet.
fn places_of(value: &Value) -> BTreeMap<String, Vec<String>> {
    sentences(value)
        .map(|(key, sentence)| (key.clone(), places(sentence.as_str().unwrap_or_default())))
        .collect()
}

fn places(sentence: &str) -> Vec<String> {
    let mut found: Vec<String> = sentence
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name.to_owned())
        .collect();
    found.sort();
    found.dedup();
    found
}
