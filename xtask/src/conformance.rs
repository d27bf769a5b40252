//! Our reading and writing of IAB's strings held against IAB Tech Lab's own libraries, over more strings than a test takes.

use anyhow::Result;

use crate::{bundle, child, tools};

/// Runs that part of the conformance tests with so many strings each way.
pub(crate) fn run(strings: u32) -> Result<()> {
    tools::ensure_npm_packages()?;
    bundle::run()?;
    let tests = format!(
        "test {} --test conformance foreign -- --nocapture",
        child::TOGETHER
    );
    child::run(child::cargo(&tests).env("CONSENT_STRINGS", strings.to_string()))
}
