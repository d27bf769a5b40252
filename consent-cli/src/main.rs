//! The `consent` command.

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    consent_cli::commands::Cli::parse().run()
}
