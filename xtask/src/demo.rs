//! The example sites, served on this machine.

use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::{bundle, child, pages};

/// Builds what the page needs, then serves until it is interrupted.
pub(crate) fn run(args: &[String]) -> Result<ExitCode> {
    bundle::run()?;
    pages::CONFIGURATOR.build()?;
    pages::YEW_APP.build()?;
    let status = child::ours("consent-demo")?
        .args(args)
        .status()
        .context("cannot start the demo")?;
    Ok(ExitCode::from(u8::from(!status.success())))
}
