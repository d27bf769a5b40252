//! A program that is run to its end, for the JSON it prints.

use std::process::Command;

use serde_json::Value;

/// Runs a program, and reads what it printed.
pub fn said(program: &mut Command) -> Value {
    let output = program
        .output()
        .unwrap_or_else(|error| panic!("{program:?} cannot be started: {error}"));
    assert!(
        output.status.success(),
        "{program:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).expect("JSON")
}
