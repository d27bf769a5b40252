//! Writes the vectors of each reader as files, for fuzzing to begin with.

use std::fs;
use std::path::Path;

use serde_json::Value;

/// The target, and the vectors that it begins with.
const TARGETS: [(&str, &[&str]); 1] = [("tcf", &["tcf_v1.json", "tcf_v2.json"])];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (target, files) in TARGETS {
        let corpus = root.join("corpus").join(target);
        fs::create_dir_all(&corpus)?;
        let mut count = 0;
        for file in files {
            let vectors = root.join("../consent-core/tests/vectors/strings").join(file);
            let vectors: Value = serde_json::from_str(&fs::read_to_string(vectors)?)?;
            for text in strings(&vectors) {
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

/// Every text under the name `string`, wherever it stands.
fn strings(value: &Value) -> Vec<&str> {
    match value {
        Value::Array(all) => all.iter().flat_map(strings).collect(),
        Value::Object(all) => {
            let own = all.get("string").and_then(Value::as_str);
            own.into_iter().chain(all.values().flat_map(strings)).collect()
        }
        _ => Vec::new(),
    }
}
