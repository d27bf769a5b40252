//! Writes the vectors of each reader as files, for fuzzing to begin with.

use std::fs;
use std::path::Path;

use consent_core::strings::gpp::Gpp;
use serde_json::Value;

/// The target, and the vectors that it begins with.
const TARGETS: [(&str, &[&str]); 11] = [
    ("tcf", &["strings/tcf_v1.json", "strings/tcf_v2.json"]),
    ("gpp", &["strings/gpp.json"]),
    ("gpp_section", &["strings/gpp.json"]),
    ("us_privacy", &["strings/us_privacy.json"]),
    ("google_ac", &["strings/google_ac.json"]),
    ("google_consent_mode", &["strings/google_consent_mode.json"]),
    ("google_analytics", &["strings/google_analytics.json"]),
    ("hubspot", &["strings/hubspot.json"]),
    ("gpc", &["strings/gpc.json"]),
    ("consent_string", &["consent_string_v1.json"]),
    (
        "fields",
        &[
            "strings/tcf_v2.json",
            "strings/gpp.json",
            "strings/us_privacy.json",
            "strings/google_ac.json",
            "strings/hubspot.json",
        ],
    ),
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (target, files) in TARGETS {
        let corpus = root.join("corpus").join(target);
        fs::create_dir_all(&corpus)?;
        let mut count = 0;
        for file in files {
            let vectors = root.join("../consent-core/tests/vectors").join(file);
            let vectors: Value = serde_json::from_str(&fs::read_to_string(vectors)?)?;
            let texts = texts(&vectors, target == "fields");
            let texts = if target == "gpp_section" {
                sections(&texts)
            } else {
                texts
            };
            for text in texts {
                fs::write(corpus.join(format!("vector-{count}")), text)?;
                count += 1;
            }
        }
        println!("{}: {count} vectors", corpus.display());
    }
    imports(root)
}

/// The cookies of each consent system, and a line for each of its keys of storage.
fn imports(root: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let vectors = root.join("../consent-core/tests/vectors/strings/import.json");
    let vectors: Value = serde_json::from_str(&fs::read_to_string(vectors)?)?;
    for (count, vector) in vectors["records"].as_array().into_iter().flatten().enumerate() {
        let text = |name: &str| vector[name].as_str().unwrap_or_default();
        let corpus = root
            .join("corpus")
            .join(format!("import_{}", text("system").replace('-', "_")));
        fs::create_dir_all(&corpus)?;
        let mut lines = text("string").to_owned();
        for value in vector["local"]
            .as_object()
            .into_iter()
            .flat_map(|local| local.values())
        {
            lines.push('\n');
            lines.push_str(value.as_str().unwrap_or_default());
        }
        fs::write(corpus.join(format!("vector-{count}")), lines)?;
    }
    Ok(())
}

/// Every string wherever it stands: or instead of the strings the JSON of what they say.
fn texts(value: &Value, fields: bool) -> Vec<String> {
    match value {
        Value::Array(all) => all.iter().flat_map(|value| texts(value, fields)).collect(),
        Value::Object(all) => {
            let own = match fields {
                true => all.get("expected").map(Value::to_string),
                false => string(all),
            };
            own.into_iter()
                .chain(all.values().flat_map(|value| texts(value, fields)))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// Each section of these GPP strings, after a letter that says its number.
fn sections(texts: &[String]) -> Vec<String> {
    let whole = texts
        .iter()
        .filter_map(|text| Gpp::parse(text).ok().zip(Some(text)));
    let parts = whole.flat_map(|(gpp, text)| {
        let ids = gpp
            .ids()
            .map(|id| char::from_u32(64 + u32::from(id.get())).unwrap_or('@'));
        let parts = ids
            .zip(text.split('~').skip(1))
            .map(|(letter, part)| format!("{letter}{part}"));
        parts.collect::<Vec<_>>()
    });
    parts.collect()
}

/// The string of a vector; of several values one a line, and of a letter of `gcd` a string that is made of it.
fn string(vector: &serde_json::Map<String, Value>) -> Option<String> {
    let text = |name| vector.get(name).and_then(Value::as_str);
    if let Some(values) = vector.get("values").and_then(Value::as_array) {
        let values: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
        return Some(values.join("\n"));
    }
    match text("letter") {
        Some(letter) => Some(format!("11{letter}1{letter}1{letter}1{letter}5")),
        None => text("string").or(text("text")).map(str::to_owned),
    }
}
