//! `consent log`: a site's whole log, written out for an auditor and checked by one.

mod verify;

use clap::{Args, Subcommand};

use super::Report;
use crate::Refusal;

/// Writes out a site's whole log, and checks one
#[derive(Debug, Args)]
pub(super) struct Log {
    #[command(subcommand)]
    command: LogCommand,
}

#[derive(Debug, Subcommand)]
enum LogCommand {
    /// Checks a whole log offline: every record, every promise, every checkpoint
    Verify(verify::Verify),
}

impl Log {
    pub(super) fn run(&self) -> Result<Report, Refusal> {
        match &self.command {
            LogCommand::Verify(verify) => verify.run(),
        }
    }

    pub(super) const fn json(&self) -> bool {
        match &self.command {
            LogCommand::Verify(verify) => verify.json,
        }
    }
}
