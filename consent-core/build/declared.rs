//! What a config is read with: the catalogue's files, the names of countries, the authorities.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use icu_locale::Locale;
use icu_locale::names::RegionDisplayName;
use icu_locale::subtags::Region;
use serde_json::Value;

use super::json_files;
use super::texts::Languages;

/// Regions that CLDR names besides the 249 countries of ISO 3166-1: parts, groups, reserved and test codes.
const NO_COUNTRIES: [&str; 15] = [
    "AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ",
];

/// The catalogue's files, which are read when a config needs them.
pub(super) fn catalogue(folder: &Path) -> Result<String, Box<dyn Error>> {
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

/// The names of countries, by code and language.
pub(super) fn countries(languages: &Languages) -> Result<String, Box<dyn Error>> {
    let doc = "/// Every country by its code, with its name in each language.";
    let mut source = format!("{doc}\nconst COUNTRIES: &[(&str, &[(&str, &str)])] = &[\n");
    for code in (b'A'..=b'Z').flat_map(|first| (b'A'..=b'Z').map(move |second| [first, second])) {
        let (region, code) = (Region::try_from_utf8(&code)?, std::str::from_utf8(&code)?);
        if NO_COUNTRIES.contains(&code) {
            continue;
        }
        // CLDR has no name for a few in a small language: there the English one stands, rather than no country.
        let Some(english) = country("en", region)? else {
            continue;
        };
        let mut names = Vec::new();
        for (language, value) in languages {
            let locale = value["locale"].as_str().unwrap_or(language);
            names.push((
                language,
                country(locale, region)?.unwrap_or_else(|| english.clone()),
            ));
        }
        writeln!(source, "    ({code:?}, &{names:?}),")?;
    }
    source.push_str("];\n");
    Ok(source)
}

/// A country's name in a language, where CLDR has one.
fn country(locale: &str, region: Region) -> Result<Option<String>, Box<dyn Error>> {
    let locale: Locale = locale.parse()?;
    let name = RegionDisplayName::try_new_light((&locale).into(), region);
    Ok(name.ok().map(|name| name.to_string()))
}

/// Whom to complain to, by the controller's country.
pub(super) fn authorities(file: &Path) -> Result<String, Box<dyn Error>> {
    println!("cargo:rerun-if-changed={}", file.display());
    let of_file = |error: &str| format!("{}: {error}", file.display());
    let value: Value =
        serde_json::from_str(&fs::read_to_string(file)?).map_err(|error| of_file(&error.to_string()))?;
    let doc = "/// Whom to complain to, by the controller's country.";
    let mut source = format!("{doc}\nconst AUTHORITIES: &[(&str, &[&str])] = &[\n");
    for row in value["rows"].as_array().ok_or_else(|| of_file("no rows"))? {
        let text = |key: &str| {
            row[key]
                .as_str()
                .ok_or_else(|| of_file(&format!("{row}: no {key}")))
        };
        let (country, _, _) = (text("country")?, text("source")?, text("reviewed")?);
        let names: Option<Vec<&str>> = row["authorities"]
            .as_array()
            .and_then(|names| names.iter().map(Value::as_str).collect());
        let names = names
            .filter(|names| !names.is_empty())
            .ok_or_else(|| of_file(&format!("{country} has no authority")))?;
        writeln!(source, "    ({country:?}, &{names:?}),")?;
    }
    source.push_str("];\n");
    Ok(source)
}
