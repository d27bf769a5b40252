//! `consent log export`: a site's whole log as lines of JSON, for an auditor.

use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use clap::Args;
use consent_core::receipt::SiteKey;
use tempfile::NamedTempFile;

use super::super::{Report, print};
use crate::Refusal;
use crate::backend::log::{Exported, Source, export};
use crate::backend::{Obstacle, Place, block_on};

/// Writes a site's whole log as lines of JSON, each record also in the terms of ISO/IEC TS 27560
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  consent log export --site ngager --out dump.ndjson
  consent log export --database-url postgres://consent@db/consent --site ngager | gzip > dump.ndjson.gz

The dump is of the moment at which it began; a server may go on meanwhile. `consent log verify` checks it.")]
pub(super) struct Export {
    #[command(flatten)]
    place: Place,
    /// The site's key
    #[arg(long, value_name = "KEY", value_parser = site)]
    site: SiteKey,
    /// Write to this file instead of standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

fn site(text: &str) -> Result<SiteKey, &'static str> {
    SiteKey::parse(text).ok_or("a site's key is 1 to 63 of a-z, 0-9 and “-”, such as ngager")
}

impl Export {
    pub(super) fn run(&self) -> Result<Report, Refusal> {
        let database = self.place.database()?;
        let exported = block_on(async {
            let source = Source::open(&database).await?;
            let exported = self.write(&source).await;
            source.close().await;
            exported
        })??;
        Ok(match &self.out {
            None => String::new(),
            Some(file) => format!(
                "{} {}: {} entries, {} of them erased",
                print::good("exported"),
                file.display(),
                exported.entries,
                exported.erased
            ),
        }
        .into())
    }

    async fn write(&self, source: &Source) -> Result<Exported, Obstacle> {
        let Some(file) = &self.out else {
            return export(source, &self.site, &mut io::stdout().lock()).await;
        };
        let unwritable = |error| Obstacle::unwritable(file, &error);
        // Whole or not at all: half a dump would pass for a log that was cut off.
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
        let draft = NamedTempFile::new_in(folder.unwrap_or(Path::new("."))).map_err(unwritable)?;
        let mut out = BufWriter::new(draft);
        let exported = export(source, &self.site, &mut out).await?;
        let draft = out.into_inner().map_err(|error| unwritable(error.into_error()))?;
        draft.persist(file).map_err(|error| unwritable(error.error))?;
        Ok(exported)
    }
}
