//! A first `consent.json` from what was found, and what is left to fill in.

use std::collections::BTreeMap;

use consent_core::catalogue::{Catalogue, Kind};
use consent_core::config::{ConfigDraft, Lifetime, ServiceId, Storage};
use serde_json::{Map, Value, json};

use crate::scan::{Report, ServiceKind};

/// What the documents say of the site itself, as far as it can be read off.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Site {
    /// Where the text can be read, if it came from the web: host and path.
    pub(crate) address: Option<(String, String)>,
    /// The first address for mail.
    pub(crate) contact: Option<String>,
    /// Whether it is in Swedish.
    pub(crate) is_swedish: bool,
}

impl Site {
    /// Reads it off the documents.
    pub(crate) fn of<'t>(documents: impl Iterator<Item = (&'t str, &'t str)>) -> Self {
        let mut site = Self::default();
        let (mut swedish, mut english) = (0_usize, 0_usize);
        for (name, text) in documents {
            if let Some((_, rest)) = name.split_once("://").filter(|_| site.address.is_none()) {
                let rest = rest.split(['?', '#']).next().unwrap_or_default();
                let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
                let host = host.split(':').next().unwrap_or_default();
                site.address = Some((host.trim_start_matches("www.").to_owned(), format!("/{path}")));
            }
            for word in text.split(|letter: char| letter.is_whitespace() || "<>()[]\",;:".contains(letter)) {
                match word.to_lowercase().as_str() {
                    "och" | "är" | "att" | "som" | "på" | "för" => swedish += 1,
                    "and" | "is" | "the" | "that" | "of" | "for" => english += 1,
                    _ => {}
                }
                let mail = word.trim_matches(|letter: char| !letter.is_alphanumeric());
                let is_mail = mail.split_once('@').is_some_and(|(user, host)| {
                    !user.is_empty() && host.contains('.') && !host.contains(['@', '/'])
                });
                if is_mail && site.contact.is_none() {
                    site.contact = Some(mail.to_owned());
                }
            }
        }
        site.is_swedish = swedish >= english;
        site
    }
}

/// Writes a first config for a site; `today` is its version. Also what is left to do, one sentence each.
pub(crate) fn first_config(
    report: &Report,
    site: &Site,
    today: &str,
    catalogue: &Catalogue,
) -> (String, Vec<String>) {
    let language = if site.is_swedish { "sv" } else { "en" };
    let (host, path) = site.address.clone().unwrap_or_default();
    let mut todo = Vec::new();
    let services = services(report, catalogue, &mut todo);
    let config = json!({
        "$schema": "consent.schema.json",
        "version": today,
        "controllers": [{
            "name": "",
            "contact": site.contact.clone().unwrap_or_default(),
            "country": if site.is_swedish { "SE" } else { "" },
        }],
        "domains": [host],
        "languages": [language],
        "policyUrl": { language: path },
        "services": services,
    });
    let text = format!("{config:#}\n");
    // What the check says of it is what is left to fill in.
    let faults = match ConfigDraft::from_json(&text).and_then(|draft| draft.check(catalogue).map(drop)) {
        Ok(()) => Vec::new(),
        Err(error) => error.faults,
    };
    let faults = faults
        .into_iter()
        .map(|fault| format!("{}: {}; {}", fault.path, fault.reason, fault.mend));
    (text, faults.chain(todo).collect())
}

/// Every service to declare: by its id where the catalogue says all, with the site's own facts on top where it does not.
fn services(report: &Report, catalogue: &Catalogue, todo: &mut Vec<String>) -> Vec<Value> {
    let mut services: BTreeMap<ServiceId, Map<String, Value>> = BTreeMap::new();
    let named = report
        .services
        .iter()
        .filter(|service| matches!(service.kind, ServiceKind::Browser | ServiceKind::Register));
    for id in named.filter_map(|service| service.id.clone()) {
        services.entry(id).or_default();
    }
    for cookie in &report.cookies {
        let Some(record) = cookie.service.as_ref().and_then(|id| catalogue.get(id.as_str())) else {
            let what = if cookie.candidates.is_empty() {
                "is not in the catalogue; declare it under a service of your own".to_owned()
            } else {
                let candidates: Vec<&str> = cookie.candidates.iter().map(|id| id.as_str()).collect();
                format!(
                    "may be one of {}; add the one that you use",
                    candidates.join(", ")
                )
            };
            todo.push(format!(
                "cookie “{}” ({}:{}) {what}",
                cookie.name, cookie.file, cookie.line
            ));
            continue;
        };
        if record.kind == Kind::Retired {
            continue;
        }
        let entry = services.entry(record.id.clone()).or_default();
        // Only what the catalogue does not know is taken from the text: the text may be wrong.
        let known = cookie
            .known_as
            .as_ref()
            .and_then(|name| record.cookies.iter().find(|known| known.name.as_str() == name));
        let declared = cookie
            .declared_lifetime
            .as_ref()
            .filter(|lifetime| Lifetime::parse(lifetime).is_ok());
        if let (Some(known), Some(declared)) = (
            known.filter(|known| known.lifetime.is_none() && known.storage == Storage::Cookie),
            declared,
        ) {
            let cookies = entry.entry("cookies").or_insert_with(|| json!([]));
            if let Some(cookies) = cookies.as_array_mut() {
                cookies.push(json!({ "name": known.name, "lifetime": declared }));
            }
        }
    }
    for service in report.services.iter().filter(|service| service.id.is_none()) {
        if matches!(service.kind, ServiceKind::Unnamed | ServiceKind::Unknown) {
            todo.push(format!(
                "{} ({}:{}): say which service it is, if it acts in the browser",
                service.name, service.file, service.line
            ));
        }
    }
    services
        .into_iter()
        .map(|(id, mut facts)| {
            if facts.is_empty() {
                json!(id)
            } else {
                facts.insert("use".into(), json!(id));
                Value::Object(facts)
            }
        })
        .collect()
}
