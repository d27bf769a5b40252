//! Strings of IAB's frameworks, read and written by ours and by IAB Tech Lab's own libraries, which must say the same.
//!
//! Three ways: what ours writes theirs read, what theirs write ours reads, and what was changed on the way ours reads
//! as theirs do, or refuses for a reason that stands in [`reasons`] with the section of the specification.
//!
//! `CONSENT_STRINGS` says how many strings go each way; `cargo xtask conformance` sets it to many more than a test should
//! take.

mod changed;
mod gpp;
mod models;
mod reasons;
mod tcf;
mod values;

use serde_json::Value;

/// How many strings each way.
fn strings_each_way() -> usize {
    match std::env::var("CONSENT_STRINGS") {
        Ok(count) => count.parse().expect("CONSENT_STRINGS is a number"),
        Err(_) => 2_000,
    }
}

/// The vectors of a file that the core keeps, with their strings.
fn vectors(file: &str, kind: &str) -> Vec<(String, Value)> {
    let path = format!(
        "{}/../consent-core/tests/vectors/strings/{file}",
        env!("CARGO_MANIFEST_DIR")
    );
    let text = std::fs::read_to_string(&path).unwrap_or_else(|fault| panic!("{path}: {fault}"));
    let all: Value = serde_json::from_str(&text).expect("vectors are JSON");
    let list = all[kind].as_array().expect("a list of vectors");
    let string = |vector: &Value| vector["string"].as_str().expect("a string").to_owned();
    list.iter()
        .map(|vector| (string(vector), vector.clone()))
        .collect()
}
