//! `consent catalogue show`: a service with all that is known of it, or whose a cookie or storage key is.

use std::fmt::Write as _;

use clap::Args;
use consent_core::catalogue::{Catalogue, CookieRecord, Identified, Kind, Record, Status, Under};
use consent_core::config::{Party, ServiceId, Storage};
use consent_core::notice::Language;
use serde_json::{Value, json};

use super::super::language::language;
use super::super::table::table;
use super::super::{Report, print};
use super::{lifetime, nothing, unwritable, word};
use crate::Refusal;
use crate::backend::Obstacle;

/// Shows a service, or whose a cookie or storage key is
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  consent catalogue show google-analytics
  consent catalogue show _ga_1R7GEWQZLM --language sv
  consent catalogue show _abv --with shopify
  consent catalogue show uid --domain .adform.net --json

A name that several services use, or that is a common word, is not guessed: say with --with
what else the site uses, or with --domain where the cookie lies.

Exit codes: 0 it is known, 1 it is not, or may be several, 2 wrong use.")]
pub(super) struct Show {
    /// The id or name of a service, or the name of a cookie or storage key
    #[arg(value_name = "NAME", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    name: String,
    /// A service that the site uses; repeat it for several
    #[arg(long = "with", value_name = "SERVICE")]
    with: Vec<String>,
    /// The domain that the cookie lies under, if it is not the site's own
    #[arg(long, value_name = "DOMAIN")]
    domain: Option<String>,
    /// The language of purposes
    #[arg(long, value_name = "TAG", default_value = "en", value_parser = language)]
    language: Language,
    /// Print one JSON object instead of text
    #[arg(long)]
    pub(super) json: bool,
}

impl Show {
    pub(super) fn run(&self, catalogue: &Catalogue) -> Result<Report, Refusal> {
        let name = self.name.trim();
        let found = self.found(catalogue)?;
        let under = self.domain.as_deref().map_or(Under::Unknown, Under::Domain);
        let service = catalogue.get(name).or_else(|| catalogue.find_alias(name));
        let storages = [Storage::Cookie, Storage::Local, Storage::Session];
        let identified: Vec<Identified<'_>> = storages
            .into_iter()
            .map(|storage| catalogue.identify(name, storage, under, &found))
            .collect();
        // What the service itself stores is shown with it.
        let cookies: Vec<(&Record, &CookieRecord)> = identified
            .iter()
            .flat_map(Identified::candidates)
            .filter(|(record, _)| service.is_none_or(|service| service.id != record.id))
            .collect();
        let is_known = service.is_some() || identified.iter().any(|one| matches!(one, Identified::Known(..)));
        if service.is_none() && cookies.is_empty() {
            return Ok(nothing(catalogue, name, self.json));
        }
        let text = if self.json {
            let cookies: Vec<Value> = cookies
                .iter()
                .map(|(record, cookie)| candidate(record, cookie))
                .collect();
            let answer = json!({ "ok": is_known, "service": service, "cookies": cookies });
            serde_json::to_string_pretty(&answer).map_err(|error| unwritable(&error))?
        } else {
            self.as_text(service, &cookies, is_known)
        };
        Ok(Report {
            text,
            is_good: is_known,
        })
    }

    /// The services that are said to be there, each by its id.
    fn found(&self, catalogue: &Catalogue) -> Result<Vec<ServiceId>, Obstacle> {
        let id = |name: &String| {
            let record = catalogue.get(name).or_else(|| catalogue.find_alias(name));
            record.map(|record| record.id.clone()).ok_or_else(|| {
                let near = catalogue.nearest(name).join(", ");
                let mend = if near.is_empty() {
                    "look for its name with `consent catalogue search`".to_owned()
                } else {
                    format!("did you mean {near}?")
                };
                Obstacle::new(
                    format_args!("--with: “{name}” is no service of the catalogue"),
                    mend,
                )
            })
        };
        self.with.iter().map(id).collect()
    }

    fn as_text(
        &self,
        service: Option<&Record>,
        cookies: &[(&Record, &CookieRecord)],
        is_known: bool,
    ) -> String {
        let mut text = service.map_or_else(String::new, |record| service_text(record, self.language));
        if !is_known {
            let _ = writeln!(
                text,
                "{} “{}” {}; say with --with what else the site uses, or with --domain where it lies\n",
                print::bad("not certain:"),
                self.name,
                if cookies.len() == 1 {
                    "may be this one, or somebody else's who uses the same word"
                } else {
                    "may be any of these"
                }
            );
        }
        for (record, cookie) in cookies {
            text.push_str(&cookie_text(record, cookie, self.language));
        }
        text
    }
}

fn service_text(record: &Record, language: Language) -> String {
    let mut text = format!(
        "{}\n  {}\n",
        print::place(&format!("{} ({})", record.name, record.id)),
        record.told().get(language)
    );
    let provider = &record.provider;
    let mut facts = vec![
        [
            "supplier".into(),
            format!("{}, {}, {}", provider.name, provider.country.code(), provider.url),
        ],
        [
            "category".into(),
            format!("{}, on {}", record.category, word(&record.basis)),
        ],
    ];
    if record.kind == Kind::Register {
        facts.push([
            "kind".into(),
            "for the policy text; nothing in the browser to switch".into(),
        ]);
    }
    if let Some(retired) = &record.retired {
        let successor = retired.successor.as_ref();
        let next = successor.map_or_else(String::new, |successor| format!("; look for {successor}"));
        facts.push(["ended".into(), format!("{}{next}", retired.on)]);
    }
    if let Some(whole) = &record.part_of {
        facts.push(["part of".into(), whole.to_string()]);
    }
    if !record.aliases.is_empty() {
        facts.push(["also called".into(), record.aliases.join(", ")]);
    }
    if !record.transfer.is_empty() {
        let countries: Vec<&str> = record.transfer.iter().map(|country| country.code()).collect();
        facts.push(["transfer to".into(), countries.join(", ")]);
    }
    facts.push([
        "source".into(),
        format!("{}, reviewed {}", record.source, record.reviewed),
    ]);
    text += &table(&facts);
    if !record.hosts.is_empty() {
        let hosts: Vec<[String; 1]> = record.hosts.iter().map(|host| [host.clone()]).collect();
        text += &format!(
            "\n{}\n{}",
            print::place("scripts, frames and pixels"),
            table(&hosts)
        );
    }
    if !record.cookies.is_empty() {
        let rows: Vec<[String; 4]> = record
            .cookies
            .iter()
            .map(|cookie| {
                [
                    cookie.name.as_str().into(),
                    lifetime(cookie.lifetime, cookie.storage),
                    stored(cookie),
                    record.told_of(cookie).get(language).into(),
                ]
            })
            .collect();
        text += &format!("\n{}\n{}", print::place("cookies and keys"), table(&rows));
    }
    text.push('\n');
    text
}

fn cookie_text(record: &Record, cookie: &CookieRecord, language: Language) -> String {
    let title = format!("{} of {} ({})", cookie.name.as_str(), record.name, record.id);
    let mut facts = vec![
        ["category".into(), record.category.to_string()],
        ["lifetime".into(), lifetime(cookie.lifetime, cookie.storage)],
        [
            "stored".into(),
            format!("{}, set by {}", stored(cookie), word(&cookie.set_by)),
        ],
    ];
    if cookie.party == Party::Third {
        facts.push(["domains".into(), cookie.domains.join(", ")]);
    }
    if cookie.status != Status::Current {
        facts.push(["status".into(), word(&cookie.status)]);
    }
    facts.push([
        "source".into(),
        format!("{} (confidence {})", cookie.source, word(&cookie.confidence)),
    ]);
    format!(
        "{}\n  {}\n{}\n",
        print::place(&title),
        record.told_of(cookie).get(language),
        table(&facts)
    )
}

/// Where it lies, and whether scripts can see it.
fn stored(cookie: &CookieRecord) -> String {
    let what = match cookie.storage {
        Storage::Cookie if cookie.http_only => "HttpOnly cookie",
        Storage::Cookie => "cookie",
        Storage::Local => "local storage",
        Storage::Session => "session storage",
    };
    match cookie.party {
        Party::First => what.into(),
        Party::Third => format!("{what} of a third party"),
    }
}

/// The whole entry, with what it has from its service.
fn candidate(record: &Record, cookie: &CookieRecord) -> Value {
    json!({
        "service": record.id,
        "category": record.category,
        "purpose": record.purpose_of(cookie),
        "cookie": cookie,
    })
}
