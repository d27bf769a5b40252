//! Turns `texts/*.json` into constants and lists the catalogue's files.
//!
//! A language becomes a struct literal of `Texts`, which has no optional field: a missing sentence, or one
//! that nobody knows, does not compile. Placeholders must be the same in every language.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("texts.rs"), texts(Path::new("texts"))?)?;
    fs::write(out.join("catalogue.rs"), catalogue(Path::new("catalogue"))?)?;
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
    let mut source = String::from("/// Every built-in language.\npub(super) const BUILT_IN: &[BuiltIn] = &[\n");
    let mut expected: Option<(String, BTreeMap<String, Vec<String>>)> = None;
    for file in json_files(folder)? {
        let value: Value = serde_json::from_str(&fs::read_to_string(&file)?)
            .map_err(|error| format!("{}: {error}", file.display()))?;
        let text = |key: &str| {
            value[key].as_str().ok_or_else(|| format!("{}: “{key}” must be a text", file.display()))
        };
        let (code, name) = (text("language")?, text("name")?);
        let (_, _) = (text("source")?, text("reviewed")?);
        let rtl = match text("direction")? {
            "ltr" => false,
            "rtl" => true,
            other => return Err(format!("{}: direction “{other}” is neither ltr nor rtl", file.display()).into()),
        };
        let sentences = value["texts"].as_object().ok_or_else(|| format!("{}: no texts", file.display()))?;
        let found = sentences.iter().map(|(key, value)| (key.clone(), placeholders(value))).collect();
        match &expected {
            None => expected = Some((code.to_owned(), found)),
            Some((other, expected)) => {
                for (key, places) in &found {
                    if expected.get(key).is_some_and(|expected| expected != places) {
                        return Err(format!("texts/{code}.json: “{key}” has other placeholders than in {other}").into());
                    }
                }
            }
        }
        write!(source, "    BuiltIn {{ code: {code:?}, name: {name:?}, rtl: {rtl}, texts: Texts {{\n")?;
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
            let all: Result<Vec<_>, Box<dyn Error>> =
                all.iter().map(|(key, value)| Ok(format!("{key}: {}", literal(value)?))).collect();
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

fn catalogue(folder: &Path) -> Result<String, Box<dyn Error>> {
    let mut source = String::from("/// Every record, by file name.\npub(super) const RECORDS: &[(&str, &str)] = &[\n");
    for file in json_files(folder)? {
        let path = fs::canonicalize(&file)?;
        let name = file.file_stem().and_then(|name| name.to_str()).ok_or("a file name that is not text")?;
        writeln!(source, "    ({name:?}, include_str!({path:?})),")?;
    }
    source.push_str("];\n");
    Ok(source)
}
