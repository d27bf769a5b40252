//! Turns `texts/*.json` into constants, lists the catalogue's files, names countries in every language, and lays out
//! other systems' strings.
//!
//! A language becomes a struct literal of `Texts`, which has no optional field: a missing sentence, or one
//! that nobody knows, does not compile. Placeholders must be the same in every language, and the language
//! must have one form for one and one for every other number, as `Units` has.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use serde_json::Value;

#[cfg(feature = "strings")]
#[path = "build/us_sections.rs"]
mod us_sections;

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("texts.rs"), texts(Path::new("texts"))?)?;
    #[cfg(feature = "strings")]
    fs::write(
        out.join("us_sections.rs"),
        us_sections::table(Path::new("strings/us_sections.json"))?,
    )?;
    #[cfg(feature = "declare")]
    {
        let languages = languages(Path::new("texts"))?;
        fs::write(out.join("catalogue.rs"), catalogue(Path::new("catalogue"))?)?;
        fs::write(out.join("loaded_words.rs"), loaded_words(&languages)?)?;
        fs::write(out.join("countries.rs"), locale::countries(&languages)?)?;
        locale::forms_of_numbers(&languages)?;
    }
    Ok(())
}

fn json_files(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    println!("cargo:rerun-if-changed={}", folder.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            println!("cargo:rerun-if-changed={}", path.display());
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn texts(folder: &Path) -> Result<String, Box<dyn Error>> {
    let mut source = String::from("/// Every built-in language.\nconst BUILT_IN: &[BuiltIn] = &[\n");
    let mut expected: Option<(String, BTreeMap<String, Vec<String>>)> = None;
    for file in json_files(folder)? {
        let value: Value = serde_json::from_str(&fs::read_to_string(&file)?)
            .map_err(|error| format!("{}: {error}", file.display()))?;
        let text = |key: &str| {
            value[key]
                .as_str()
                .ok_or_else(|| format!("{}: “{key}” must be a text", file.display()))
        };
        let (code, name) = (text("language")?, text("name")?);
        let (_, _) = (text("source")?, text("reviewed")?);
        let rtl = match text("direction")? {
            "ltr" => false,
            "rtl" => true,
            other => {
                return Err(format!("{}: direction “{other}” is neither ltr nor rtl", file.display()).into());
            }
        };
        let sentences = value["texts"]
            .as_object()
            .ok_or_else(|| format!("{}: no texts", file.display()))?;
        let found = sentences
            .iter()
            .map(|(key, value)| (key.clone(), placeholders(value)))
            .collect();
        match &expected {
            None => expected = Some((code.to_owned(), found)),
            Some((other, expected)) => {
                for (key, places) in &found {
                    if expected.get(key).is_some_and(|expected| expected != places) {
                        return Err(format!(
                            "texts/{code}.json: “{key}” has other placeholders than in {other}"
                        )
                        .into());
                    }
                }
            }
        }
        writeln!(
            source,
            "    BuiltIn {{ code: {code:?}, name: {name:?}, rtl: {rtl}, texts: Texts {{"
        )?;
        for (key, value) in sentences {
            writeln!(source, "        {key}: {},", literal(value)?)?;
        }
        source.push_str("    } },\n");
    }
    source.push_str("];\n");
    Ok(source)
}

/// A text becomes a borrowed text, an object the struct of the same fields, a list an array.
fn literal(value: &Value) -> Result<String, Box<dyn Error>> {
    Ok(match value {
        Value::String(text) => format!("Cow::Borrowed({text:?})"),
        Value::Array(all) => {
            let all: Result<Vec<_>, _> = all.iter().map(literal).collect();
            format!("[{}]", all?.join(", "))
        }
        Value::Object(all) => {
            let all: Result<Vec<_>, Box<dyn Error>> = all
                .iter()
                .map(|(key, value)| Ok(format!("{key}: {}", literal(value)?)))
                .collect();
            format!("Units {{ {} }}", all?.join(", "))
        }
        other => return Err(format!("a text file holds only texts, not {other}").into()),
    })
}

fn placeholders(value: &Value) -> Vec<String> {
    let text = value.to_string();
    let mut found: Vec<String> = text
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name.to_owned())
        .filter(|name| name.bytes().all(|byte| byte.is_ascii_lowercase()))
        .collect();
    found.sort();
    found.dedup();
    found
}

#[cfg(feature = "declare")]
fn catalogue(folder: &Path) -> Result<String, Box<dyn Error>> {
    let mut source = String::from("/// Every record, by file name.\nconst RECORDS: &[(&str, &str)] = &[\n");
    for file in json_files(folder)? {
        let path = fs::canonicalize(&file)?;
        let name = file
            .file_stem()
            .and_then(|name| name.to_str())
            .ok_or("a file name that is not text")?;
        writeln!(source, "    ({name:?}, include_str!({path:?})),")?;
    }
    source.push_str("];\n");
    Ok(source)
}

/// A language's tag, and the whole file.
#[cfg(feature = "declare")]
type Languages = Vec<(String, Value)>;

#[cfg(feature = "declare")]
fn languages(folder: &Path) -> Result<Languages, Box<dyn Error>> {
    let mut languages = Vec::new();
    for file in json_files(folder)? {
        let value: Value = serde_json::from_str(&fs::read_to_string(&file)?)?;
        languages.push((
            value["language"]
                .as_str()
                .ok_or("a language without a tag")?
                .to_owned(),
            value,
        ));
    }
    Ok(languages)
}

/// The words that a site's own sentences may not have, by language.
#[cfg(feature = "declare")]
fn loaded_words(languages: &Languages) -> Result<String, Box<dyn Error>> {
    let doc = "/// Words that push a visitor towards one answer, in lower case, by language.";
    let mut source = format!("{doc}\nconst LOADED_WORDS: &[(&str, &[&str])] = &[\n");
    for (code, value) in languages {
        let words = value["loaded_words"]
            .as_array()
            .ok_or_else(|| format!("texts/{code}.json: no loaded_words"))?;
        let words: Option<Vec<&str>> = words.iter().map(Value::as_str).collect();
        writeln!(
            source,
            "    ({code:?}, &{:?}),",
            words.ok_or("a loaded word that is not a text")?
        )?;
    }
    source.push_str("];\n");
    Ok(source)
}

/// What Unicode CLDR knows of languages, through ICU4X.
#[cfg(feature = "declare")]
mod locale {
    use std::error::Error;
    use std::fmt::Write as _;

    use icu_locale::Locale;
    use icu_locale::names::RegionDisplayName;
    use icu_locale::subtags::Region;
    use icu_plurals::{PluralCategory, PluralRules, PluralRulesOptions};

    use super::Languages;

    /// Regions that CLDR names besides the 249 countries of ISO 3166-1: parts, groups, reserved and test codes.
    const NO_COUNTRIES: [&str; 15] = [
        "AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ",
    ];

    /// The names of countries, by code and language.
    pub(super) fn countries(languages: &Languages) -> Result<String, Box<dyn Error>> {
        let doc = "/// Every country by its code, with its name in each language.";
        let mut source = format!("{doc}\nconst COUNTRIES: &[(&str, &[(&str, &str)])] = &[\n");
        for code in (b'A'..=b'Z').flat_map(|first| (b'A'..=b'Z').map(move |second| [first, second])) {
            let (region, code) = (Region::try_from_utf8(&code)?, std::str::from_utf8(&code)?);
            if NO_COUNTRIES.contains(&code) {
                continue;
            }
            let mut names = Vec::new();
            for (language, _) in languages {
                let locale: Locale = language.parse()?;
                if let Ok(name) = RegionDisplayName::try_new_light((&locale).into(), region) {
                    names.push((language, name.to_string()));
                }
            }
            if names.len() == languages.len() {
                writeln!(source, "    ({code:?}, &{names:?}),")?;
            }
        }
        source.push_str("];\n");
        Ok(source)
    }

    /// `Units` has two forms; a language that needs others, or uses them otherwise, must not be added silently.
    pub(super) fn forms_of_numbers(languages: &Languages) -> Result<(), Box<dyn Error>> {
        for (language, _) in languages {
            let locale: Locale = language.parse()?;
            let rules = PluralRules::try_new((&locale).into(), PluralRulesOptions::default())?;
            let fits = |number: u32| (rules.category_for(number) == PluralCategory::One) == (number == 1);
            if let Some(number) = (0..=1_000).find(|number| !fits(*number)) {
                return Err(format!(
                    "texts/{language}.json: `Units` has no form for {number} in this language"
                )
                .into());
            }
        }
        Ok(())
    }
}
