//! `consent check`: every fault of a config at once.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::print;
use crate::{Refusal, check};

/// Says every fault in a config at once, each with its place and a way to mend it
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  consent check consent.json --json | jq '.faults[].path'")]
pub(super) struct Check {
    /// The site's consent.json
    config: PathBuf,
    /// Print one JSON object instead of text
    #[arg(long)]
    pub(super) json: bool,
}

impl Check {
    pub(super) fn run(&self) -> Result<String, Refusal> {
        let config = check(&self.config)?;
        let cookies: usize = config.services.iter().map(|service| service.cookies.len()).sum();
        let services = config.services.len();
        let fingerprint = config.policy().fingerprint().to_string();
        if self.json {
            let report = json!({
                "ok": true,
                "file": self.config,
                "faults": [],
                "version": config.version,
                "fingerprint": fingerprint,
                "services": services,
                "cookies": cookies,
            });
            return Ok(format!("{report:#}"));
        }
        let ok = print::good("in order:");
        let file = self.config.display();
        Ok(format!(
            "{file} is {ok} {services} services, {cookies} cookies and stored values; policy {fingerprint}"
        ))
    }
}
