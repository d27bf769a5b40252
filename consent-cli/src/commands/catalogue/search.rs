//! `consent catalogue search`: the services and cookies with a text in their names, suppliers or addresses.

use clap::Args;
use consent_core::catalogue::{Catalogue, CookieRecord, Kind, Record};
use serde_json::{Value, json};

use super::super::table::table;
use super::super::{Report, print};
use super::{lifetime, nothing, word};
use crate::Refusal;

/// Lists the services and cookies with a text in their names, suppliers or addresses
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  consent catalogue search linkedin
  consent catalogue search _ga --json

Exit codes: 0 something was found, 1 nothing was, 2 wrong use.")]
pub(super) struct Search {
    /// A part of a name, a supplier or an address; case does not matter
    #[arg(value_name = "TEXT", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    text: String,
    /// Print one JSON object instead of text
    #[arg(long)]
    pub(super) json: bool,
}

impl Search {
    pub(super) fn run(&self, catalogue: &Catalogue) -> Result<Report, Refusal> {
        let wanted = self.text.trim().to_lowercase();
        let has = |text: &str| text.to_lowercase().contains(&wanted);
        let services: Vec<&Record> = catalogue
            .iter()
            .filter(|record| {
                record
                    .names()
                    .chain([record.provider.name.as_str()])
                    .chain(record.hosts.iter().map(String::as_str))
                    .any(has)
            })
            .collect();
        let cookies: Vec<(&Record, &CookieRecord)> = catalogue
            .iter()
            .flat_map(|record| record.cookies.iter().map(move |cookie| (record, cookie)))
            .filter(|(_, cookie)| cookie.names().any(has))
            .collect();
        if services.is_empty() && cookies.is_empty() {
            return Ok(nothing(catalogue, &self.text, self.json));
        }
        let text = if self.json {
            as_json(&services, &cookies)
        } else {
            as_text(&services, &cookies)
        };
        Ok(text.into())
    }
}

fn as_text(services: &[&Record], cookies: &[(&Record, &CookieRecord)]) -> String {
    let mut text = String::new();
    if !services.is_empty() {
        let rows: Vec<[String; 4]> = services.iter().map(|record| service_row(record)).collect();
        text += &format!("{}\n{}", print::place("services"), table(&rows));
    }
    if !cookies.is_empty() {
        let rows: Vec<[String; 5]> = cookies
            .iter()
            .map(|(record, cookie)| {
                [
                    cookie.name.as_str().into(),
                    record.id.to_string(),
                    record.category.to_string(),
                    word(&cookie.storage),
                    lifetime(cookie.lifetime, cookie.storage),
                ]
            })
            .collect();
        let gap = if text.is_empty() { "" } else { "\n" };
        text += &format!("{gap}{}\n{}", print::place("cookies and keys"), table(&rows));
    }
    text
}

fn service_row(record: &Record) -> [String; 4] {
    let what = match record.kind {
        Kind::Browser => match record.cookies.len() {
            0 => "stores nothing".into(),
            1 => "1 cookie or key".into(),
            several => format!("{several} cookies and keys"),
        },
        Kind::Register => "for the policy text".into(),
        Kind::Retired => "ended".into(),
    };
    [
        record.id.to_string(),
        record.name.clone(),
        record.category.to_string(),
        what,
    ]
}

fn as_json(services: &[&Record], cookies: &[(&Record, &CookieRecord)]) -> String {
    let services: Vec<Value> = services
        .iter()
        .map(|record| {
            json!({
                "id": record.id,
                "name": record.name,
                "kind": record.kind,
                "category": record.category,
                "cookies": record.cookies.len(),
            })
        })
        .collect();
    let cookies: Vec<Value> = cookies
        .iter()
        .map(|(record, cookie)| {
            json!({
                "name": cookie.name,
                "service": record.id,
                "category": record.category,
                "storage": cookie.storage,
                "party": cookie.party,
                "lifetime": cookie.lifetime,
            })
        })
        .collect();
    format!(
        "{:#}",
        json!({ "ok": true, "services": services, "cookies": cookies })
    )
}
