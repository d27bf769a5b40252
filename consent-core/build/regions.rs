//! What holds in a region: the table of regimes, checked while it is compiled in.

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;

const REGIMES: [(&str, &str, &str); 3] = [
    ("opt-in", "OptIn", "denied"),
    ("opt-out", "OptOut", "granted"),
    ("notice", "Notice", "granted"),
];

const SIGNALS: [(&str, &str); 3] = [
    ("denies", "Denies"),
    ("mandatory", "Mandatory"),
    ("honoured", "Honoured"),
];

const EXTRAS: [(&str, &str); 8] = [
    ("audience-measurement", "AudienceMeasurement"),
    ("do-not-sell", "DoNotSell"),
    ("exempt-services", "ExemptServices"),
    ("informs", "Informs"),
    ("opt-out-link", "OptOutLink"),
    ("profiling-note", "ProfilingNote"),
    ("reject-on-first-layer", "RejectOnFirstLayer"),
    ("symmetric-choice", "SymmetricChoice"),
];

/// The rows, in the order of the file.
pub(super) fn rules(file: &Path) -> Result<String, Box<dyn Error>> {
    println!("cargo:rerun-if-changed={}", file.display());
    let of_file = |error: &str| format!("{}: {error}", file.display());
    let value: Value =
        serde_json::from_str(&fs::read_to_string(file)?).map_err(|error| of_file(&error.to_string()))?;
    let mut seen = BTreeSet::new();
    let mut source =
        String::from("/// What holds where, in the order of the file.\nconst RULES: &[RegionRule] = &[\n");
    for row in value["rows"].as_array().ok_or_else(|| of_file("no rows"))? {
        let rule = rule(row, &mut seen).map_err(|error| of_file(&format!("{error} in {row}")))?;
        writeln!(source, "    {rule},")?;
    }
    source.push_str("];\n");
    Ok(source)
}

fn rule(row: &Value, seen: &mut BTreeSet<String>) -> Result<String, String> {
    let text = |key: &str| row[key].as_str().ok_or_else(|| format!("no {key}"));
    let texts = |key: &str| -> Result<Vec<&str>, String> {
        let list = row[key].as_array().ok_or_else(|| format!("no {key}"))?;
        list.iter()
            .map(|one| one.as_str().ok_or_else(|| format!("{key} is not text")))
            .collect()
    };
    let days = |key: &str| match &row[key] {
        Value::Null => Ok("None".to_owned()),
        days => days
            .as_u64()
            .map(|days| format!("Some({days})"))
            .ok_or_else(|| format!("{key} is no number")),
    };
    let regions = texts("regions")?;
    for region in &regions {
        if !is_region(region) || !seen.insert((*region).to_owned()) {
            return Err(format!("“{region}” is no region, or has two rows"));
        }
    }
    let (regime, default) = (text("regime")?, text("default")?);
    let known = REGIMES
        .iter()
        .find(|(word, _, means)| *word == regime && *means == default);
    let (_, regime, _) = known.ok_or("a regime that does not exist, or a default that is not its own")?;
    let signal = named(&SIGNALS, text("gpc")?)?;
    let (longest, again) = (days("maxDays")?, days("againDays")?);
    if *regime == "OptIn" && (longest == "None" || again == "None") {
        return Err("opt-in without days".into());
    }
    let extras: Result<Vec<String>, String> = texts("extras")?
        .into_iter()
        .map(|extra| named(&EXTRAS, extra).map(|extra| format!("RegionExtra::{extra}")))
        .collect();
    let language = row["language"].as_str();
    Ok(format!(
        "RegionRule {{ regions: &{regions:?}, regime: Regime::{regime}, signal: StandingSignal::{signal}, \
         max_days: {longest}, again_days: {again}, extras: &[{}], language: {language:?}, source: {:?}, \
         reviewed: {:?} }}",
        extras?.join(", "),
        text("source")?,
        text("reviewed")?,
    ))
}

fn named(words: &[(&str, &'static str)], word: &str) -> Result<&'static str, String> {
    let known = words.iter().find(|(known, _)| *known == word);
    known
        .map(|(_, name)| *name)
        .ok_or_else(|| format!("“{word}” is not known"))
}

/// `SE`, or `US-CA`: ISO 3166-1, or 3166-2.
fn is_region(text: &str) -> bool {
    let (country, part) = text
        .split_once('-')
        .map_or((text, None), |(country, part)| (country, Some(part)));
    let is_part = |part: &str| {
        (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    };
    country.len() == 2 && country.bytes().all(|b| b.is_ascii_uppercase()) && part.is_none_or(is_part)
}
