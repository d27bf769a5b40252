//! What the tests take from npm packages: their files, and scripts with what these import.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// A file of an npm package.
///
/// # Panics
/// When the packages are not installed.
#[must_use]
pub fn package(path: &str) -> Vec<u8> {
    let file = modules().join(path);
    std::fs::read(&file).unwrap_or_else(|fault| panic!("{}: {fault}; run `npm ci` in tests/", file.display()))
}

/// A script and what it imports as one, by esbuild; `kind` is the loader for it.
///
/// # Panics
/// When the packages are not installed, or the source is not one.
#[must_use]
pub fn bundle(source: &str, kind: &str) -> Vec<u8> {
    let mut bundler = Command::new(modules().join(".bin/esbuild"))
        .args([
            "--bundle",
            "--minify",
            "--format=iife",
            "--define:process.env.NODE_ENV=\"production\"",
        ])
        .arg(format!("--loader={kind}"))
        .current_dir(modules().join(".."))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("esbuild; run `npm ci` in tests/");
    bundler
        .stdin
        .take()
        .expect("standard input")
        .write_all(source.as_bytes())
        .expect("a source");
    let output = bundler.wait_with_output().expect("a bundle");
    assert!(output.status.success(), "esbuild failed; it said why above");
    output.stdout
}

fn modules() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("node_modules")
}
