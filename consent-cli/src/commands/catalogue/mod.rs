//! `consent catalogue`: what is known about services, their cookies and their storage keys.

mod search;
mod show;

use clap::{Args, Subcommand};
use consent_core::catalogue::Catalogue;
use consent_core::config::{Lifetime, Storage};
use serde_json::{Value, json};

use super::{Report, print};
use crate::Refusal;
use crate::backend::Obstacle;

/// Says what is known about services, their cookies and their storage keys
#[derive(Debug, Args)]
pub(super) struct CatalogueArguments {
    #[command(subcommand)]
    command: CatalogueCommand,
}

#[derive(Debug, Subcommand)]
enum CatalogueCommand {
    /// Lists the services and cookies with a text in their names, suppliers or addresses
    Search(search::Search),
    /// Shows a service, or whose a cookie or storage key is
    Show(show::Show),
}

impl CatalogueArguments {
    pub(super) fn run(&self) -> Result<Report, Refusal> {
        let catalogue = Catalogue::built_in();
        match &self.command {
            CatalogueCommand::Search(search) => search.run(&catalogue),
            CatalogueCommand::Show(show) => show.run(&catalogue),
        }
    }

    pub(super) const fn json(&self) -> bool {
        match &self.command {
            CatalogueCommand::Search(search) => search.json,
            CatalogueCommand::Show(show) => show.json,
        }
    }
}

/// Says that nothing is called so, and what is called nearly so.
fn nothing(catalogue: &Catalogue, wanted: &str, json: bool) -> Report {
    let nearest = catalogue.nearest(wanted);
    let text = if json {
        format!(
            "{:#}",
            json!({ "ok": false, "wanted": wanted, "nearest": nearest })
        )
    } else {
        let wanted: String = wanted.chars().take(60).collect();
        let mend = match nearest.as_slice() {
            [] => "try a shorter text with `consent catalogue search`".to_owned(),
            names => format!("did you mean {}?", names.join(", ")),
        };
        format!(
            "{} “{wanted}” is not in the catalogue; {mend}",
            print::bad("nothing:")
        )
    };
    Report { text, is_good: false }
}

/// How long it lives, and how long browsers really keep it.
fn lifetime(lifetime: Option<Lifetime>, storage: Storage) -> String {
    let Some(lifetime) = lifetime else {
        return "not known".into();
    };
    let kept = lifetime.effective_as_cookie();
    if storage == Storage::Cookie && kept != lifetime {
        format!("{lifetime}, kept {kept}")
    } else {
        lifetime.to_string()
    }
}

/// A word as it is written in the files of the catalogue.
fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value)
        .ok()
        .as_ref()
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned()
}

fn unwritable(error: &serde_json::Error) -> Obstacle {
    Obstacle::new(
        format_args!("the answer cannot be written: {error}"),
        "report it, with the name that was asked for",
    )
}
