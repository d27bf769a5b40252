//! The `consent` command under a name that is this package's, so that a test finds it compiled whenever it runs.

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    consent_cli::commands::Cli::parse().run()
}
