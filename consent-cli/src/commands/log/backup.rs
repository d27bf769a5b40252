//! `consent log backup`: a sealed copy of a database file, beside a running server.

use std::path::PathBuf;

use clap::Args;
use consent_server::store::SqliteFile;

use super::super::{Report, print};
use crate::Refusal;
use crate::backend::Obstacle;

/// Copies a database file as it is now, sealed, while a server goes on with it
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  consent log backup --data consent.db --out /backup/consent-2026-11-22.db

What was erased is not in the copy; older copies still have it, so delete these in time. The private keys are a file of
their own: back them up once, apart from the records. A PostgreSQL is backed up with its own tools.")]
pub(super) struct Backup {
    /// The database file
    #[arg(long, value_name = "FILE", default_value = "consent.db")]
    data: PathBuf,
    /// The copy; a file that is not there yet
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

impl Backup {
    pub(super) fn run(&self) -> Result<Report, Refusal> {
        let copied = SqliteFile::open(&self.data).and_then(|file| file.copy(&self.out));
        copied.map_err(|error| {
            let mend =
                "name the file that `consent serve` records into with --data, and a new one with --out";
            Obstacle::new(format_args!("nothing was copied: {error}"), mend)
        })?;
        Ok(format!(
            "{} {} to {}, with its seal in {}.seal",
            print::good("copied"),
            self.data.display(),
            self.out.display(),
            self.out.display()
        )
        .into())
    }
}
