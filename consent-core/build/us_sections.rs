//! Turns `strings/us_sections.json` into a constant table, and refuses a file that cannot be one.

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;

/// A section's answers are kept in one number of 128 bits.
const MOST_ANSWERS: u64 = 64;

/// The three fields with which every section of the family ends.
const LAST: [&str; 3] = [
    "MspaCoveredTransaction",
    "MspaOptOutOptionMode",
    "MspaServiceProviderMode",
];

/// The table as the source of a constant; a field that the code does not know does not compile.
pub(super) fn table(file: &Path) -> Result<String, Box<dyn Error>> {
    println!("cargo:rerun-if-changed={}", file.display());
    let value: Value = serde_json::from_str(&fs::read_to_string(file)?)
        .map_err(|error| format!("{}: {error}", file.display()))?;
    for key in ["source", "reviewed"] {
        text(&value, key)?;
    }
    let sections = value["sections"].as_array().ok_or("“sections” must be a list")?;
    let mut source = String::from("/// Every layout.\nconst LAYOUTS: &[UsLayout] = &[\n");
    let mut seen = BTreeSet::new();
    for section in sections {
        let row =
            row(section).map_err(|error| format!("{}: {}: {error}", file.display(), section["name"]))?;
        let (id, version) = (section["id"].as_u64(), section["version"].as_u64());
        if !seen.insert((id, version)) {
            return Err(format!("{}: {id:?} stands there twice", file.display()).into());
        }
        source.push_str(&row);
    }
    source.push_str("];\n");
    Ok(source)
}

fn row(section: &Value) -> Result<String, Box<dyn Error>> {
    let id = section["id"].as_u64().ok_or("“id” must be a number")?;
    let version = section["version"].as_u64().ok_or("“version” must be a number")?;
    let gpc = section["gpc"].as_bool().ok_or("“gpc” must be true or false")?;
    let place = text(section, "source")?;
    let fields = section["fields"].as_array().ok_or("“fields” must be a list")?;
    let (mut listed, mut answers) = (String::new(), 0);
    let mut names = Vec::new();
    for field in fields {
        let field = field.as_str().ok_or("a field must be a text")?;
        let (name, count) = match field.split_once('*') {
            Some((name, count)) => (name, count.parse::<u64>()?),
            None => (field, 1),
        };
        if names.contains(&name) || !(1..=16).contains(&count) {
            return Err(format!("“{field}” stands there twice, or has not 1 to 16 answers").into());
        }
        names.push(name);
        answers += count;
        write!(listed, "(UsField::{name}, {count}), ")?;
    }
    if answers > MOST_ANSWERS || !names.ends_with(&LAST) {
        return Err(format!("{answers} answers, ending with {:?}", names.last()).into());
    }
    Ok(format!(
        "    UsLayout {{ section: SectionId::new({id}), version: {version}, gpc: {gpc}, source: \"GPP, {place}\", \
         fields: &[{listed}] }},\n"
    ))
}

fn text<'a>(value: &'a Value, key: &str) -> Result<&'a str, String> {
    value[key]
        .as_str()
        .filter(|text| !text.is_empty())
        .ok_or_else(|| format!("“{key}” must be a text"))
}
