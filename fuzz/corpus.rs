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
