//! What each subcommand takes, does and says; 0 when all is well, 1 for faults in a config, 2 for anything else.

mod build;
mod check;
mod print;
mod schema;

use std::process::ExitCode;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Parser, Subcommand};

use crate::Refusal;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

const EXAMPLES: &str = "\
Examples:
  consent check consent.json
  consent build consent.json --out public/consent
  consent schema --out consent.schema.json

Exit codes: 0 all is well, 1 the config has faults, 2 wrong use or a file that cannot be read or written.";

/// Cookie consent from one file: checks a site's consent.json and compiles it into what the site serves
#[derive(Debug, Parser)]
#[command(name = "consent", version, styles = STYLES, after_help = EXAMPLES, arg_required_else_help = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Says every fault in a config at once, each with its place and a way to mend it
    Check(check::Check),
    /// Compiles a config into static files for any web server
    Build(build::Build),
    /// Prints the JSON schema of consent.json, for editors
    Schema(schema::Schema),
}

impl Cli {
    /// Does what was asked, says how it went, and returns the exit code.
    #[must_use]
    pub fn run(self) -> ExitCode {
        let (outcome, json) = match &self.command {
            Command::Check(check) => (check.run(), check.json),
            Command::Build(build) => (build.run(), build.json),
            Command::Schema(schema) => (schema.run(), false),
        };
        match outcome {
            Ok(report) => {
                print::out(&report);
                ExitCode::SUCCESS
            }
            Err(refusal) => {
                if json {
                    print::out(&print::refusal_json(&refusal));
                } else {
                    print::error(&print::refusal(&refusal));
                }
                ExitCode::from(if matches!(refusal, Refusal::Faults { .. }) {
                    1
                } else {
                    2
                })
            }
        }
    }
}
