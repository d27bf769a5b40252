//! The example sites, served on this machine.

use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::{bundle, child};

/// Builds what the page needs, then serves until it is interrupted.
pub(crate) fn run(args: &[String]) -> Result<ExitCode> {
    bundle::run()?;
    let mut demo = child::cargo(["run", "--quiet", "--package", "consent-demo", "--"]);
    let status = demo.args(args).status().context("cannot start the demo")?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
