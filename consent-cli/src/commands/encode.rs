//! `consent encode`: from the fields that `consent verify` shows to the text that says them.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use consent_server::verify::Format;

use crate::Refusal;
use crate::backend::{Obstacle, Sources};

/// No fields are longer.
const LONGEST: u64 = 16 * 1024 * 1024;

/// Writes the text that says the given fields: a consent string, or a string of another system
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  consent encode gpp < fields.json
  consent verify '1YNN' --json | jq .fields | consent encode us-privacy
  consent encode consent --policy public/consent/policy.json < fields.json

The fields are those that `consent verify --json` shows under “fields”.

Exit codes: 0 written, 2 wrong use, or fields that make no text.")]
pub(super) struct Encode {
    /// What is written
    format: Encodable,
    /// The site's policy.json, as `consent build` writes it, which a consent string is made for
    #[arg(long = "policy", value_name = "FILE")]
    policies: Vec<PathBuf>,
}

/// What can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Encodable {
    /// Our own consent string
    Consent,
    /// A TC string of IAB TCF 2
    TcfEuV2,
    /// A string of IAB's Global Privacy Platform
    Gpp,
    /// An IAB US Privacy string
    UsPrivacy,
    /// Google's Additional Consent string
    GoogleAc,
    /// HubSpot's record of categories, __hs_cookie_cat_pref
    Hubspot,
}

impl Encode {
    pub(super) fn run(&self) -> Result<String, Refusal> {
        let sources = Sources::read(&self.policies, None)?;
        let mut json = String::new();
        io::stdin()
            .lock()
            .take(LONGEST)
            .read_to_string(&mut json)
            .map_err(|error| Obstacle::unreadable(Path::new("standard input"), &error, ""))?;
        Ok(sources.encode(self.format.into(), &json)?)
    }
}

impl From<Encodable> for Format {
    fn from(format: Encodable) -> Self {
        match format {
            Encodable::Consent => Self::Consent,
            Encodable::TcfEuV2 => Self::TcfEuV2,
            Encodable::Gpp => Self::Gpp,
            Encodable::UsPrivacy => Self::UsPrivacy,
            Encodable::GoogleAc => Self::GoogleAc,
            Encodable::Hubspot => Self::Hubspot,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_have_the_names_that_verify_gives_them() {
        for format in Encodable::value_variants() {
            let name = format.to_possible_value().unwrap();
            let shown = serde_json::to_value(Format::from(*format)).unwrap();
            assert_eq!(shown, name.get_name());
        }
    }
}
