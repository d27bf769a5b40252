//! `consent schema`: the JSON schema of a config, for editors that complete and check while one writes.

use std::fs;
use std::path::PathBuf;

use clap::Args;

use crate::{Refusal, compile};

/// Prints the JSON schema of consent.json, for editors
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  consent schema --out consent.schema.json

Name it in the first line of the config: \"$schema\": \"consent.schema.json\"")]
pub(super) struct Schema {
    /// Write it to this file instead
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

impl Schema {
    pub(super) fn run(&self) -> Result<String, Refusal> {
        let schema = compile::schema();
        match &self.out {
            None => Ok(schema),
            Some(file) => match fs::write(file, schema) {
                Ok(()) => Ok(format!("{} written", file.display())),
                Err(error) => Err(Refusal::unwritable(file, &error)),
            },
        }
    }
}
