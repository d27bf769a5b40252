//! `consent log`: a site's whole log, written out for an auditor and checked by one.

mod backup;
mod export;
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
    /// Writes a site's whole log as lines of JSON, each record also in the terms of ISO/IEC TS 27560
    Export(export::Export),
    /// Checks a whole log offline: every record, every promise, every checkpoint
    Verify(verify::Verify),
    /// Copies a database file as it is now, sealed, while a server goes on with it
    Backup(backup::Backup),
}

impl Log {
    pub(super) fn run(&self) -> Result<Report, Refusal> {
        match &self.command {
            LogCommand::Export(export) => export.run(),
            LogCommand::Verify(verify) => verify.run(),
            LogCommand::Backup(backup) => backup.run(),
        }
    }

    pub(super) const fn json(&self) -> bool {
        match &self.command {
            LogCommand::Verify(verify) => verify.json,
            LogCommand::Export(_) | LogCommand::Backup(_) => false,
        }
    }
}
