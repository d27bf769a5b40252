//! `consent build`: static files for any web server, and what to paste.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::print;
use crate::{Built, Refusal, build};

/// Compiles a config into static files for any web server
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  consent build consent.json --out public/consent

Serve the folder at the config's “path” (/consent/ unless it says otherwise). The change history is kept in
consent.history.json beside the config: commit it with the config.")]
pub(super) struct Build {
    /// The site's consent.json
    config: PathBuf,
    /// The folder for the files; made if it is not there, and left as it is if anything is wrong
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Print one JSON object instead of text
    #[arg(long)]
    pub(super) json: bool,
}

impl Build {
    pub(super) fn run(&self) -> Result<String, Refusal> {
        let built = build(&self.config, &self.out)?;
        Ok(if self.json {
            self.as_json(&built)
        } else {
            self.as_text(&built)
        })
    }

    fn as_json(&self, built: &Built) -> String {
        let files: Vec<Value> = built
            .files
            .iter()
            .map(|(name, content)| json!({ "name": name, "bytes": content.len() }))
            .collect();
        let report = json!({
            "ok": true,
            "out": self.out,
            "fingerprint": built.fingerprint,
            "files": files,
            "tag": built.tag,
            "contentSecurityPolicy": built.security_policy,
        });
        format!("{report:#}")
    }

    fn as_text(&self, built: &Built) -> String {
        let widest = built.files.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
        let mut text = format!("{} {}\n", print::good("built"), self.out.display());
        for (name, content) in built.files.iter() {
            let _ = writeln!(text, "  {name:<widest$} {:>9} bytes", content.len());
        }
        let _ = writeln!(
            text,
            "\nPaste into <head>, and allow in the Content-Security-Policy if the site has one:\n"
        );
        let _ = writeln!(text, "{}\n{}", built.tag, built.security_policy);
        text
    }
}
