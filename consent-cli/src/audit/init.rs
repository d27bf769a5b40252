//! A first `consent.json` from what was seen: what is known is named, and what is not is left to be filled in.

use std::collections::BTreeSet;

use consent_core::catalogue::{Catalogue, Kind};
use consent_core::config::Storage;
use consent_core::notice::Language;
use serde_json::{Value, json};

use super::judge::{AuditedSite, Standing};
use super::seen::Shelf;

/// What stands where only the site's owner knows; `consent check` points to each.
const OPEN: &str = "…";

/// Writes it; `today` is the date of the version.
pub(crate) fn first_config(site: &AuditedSite, today: &str) -> Value {
    let catalogue = Catalogue::built_in();
    let stored = site.stored.iter().map(|(_, whose)| whose);
    let asked = site.requests.iter().map(|(_, whose)| whose);
    let known: BTreeSet<&str> = stored
        .chain(asked)
        .filter_map(|whose| whose.service.as_deref())
        .filter(|service| {
            catalogue
                .get(service)
                .is_some_and(|record| record.kind == Kind::Browser)
        })
        .collect();
    let mut services: Vec<Value> = known
        .iter()
        .map(|id| match lifetimes(site, &catalogue, id) {
            seen if seen.is_empty() => json!(id),
            seen => json!({ "use": id, "cookies": seen }),
        })
        .collect();
    let tags = site.seen.pages.iter().filter_map(|page| page.language.as_deref());
    let languages = spoken(tags);
    let texts = |text: &str| -> Value {
        languages
            .iter()
            .map(|one| ((*one).to_owned(), json!(text)))
            .collect()
    };
    services.extend(own_service(site, &texts(OPEN)));
    json!({
        "$schema": "consent.schema.json",
        "version": today,
        "controllers": [{ "name": OPEN, "contact": OPEN, "country": "SE" }],
        "domains": [site.seen.host],
        "languages": languages,
        "policyUrl": texts("/cookies"),
        "services": services,
    })
}

/// The built-in languages that pages with these tags are written in; English where there is none.
fn spoken<'t>(tags: impl Iterator<Item = &'t str>) -> BTreeSet<&'static str> {
    let mut languages: BTreeSet<&str> = tags
        .filter_map(|tag| Some(Language::parse(tag)?.code()))
        .collect();
    if languages.is_empty() {
        languages.insert("en");
    }
    languages
}

/// How long cookies of a service live here, of which no source says it.
fn lifetimes(site: &AuditedSite, catalogue: &Catalogue, service: &str) -> Vec<Value> {
    let cookies = catalogue
        .get(service)
        .into_iter()
        .flat_map(|record| &record.cookies);
    cookies
        .filter(|cookie| cookie.lifetime.is_none() && cookie.storage == Storage::Cookie)
        .filter_map(|cookie| {
            let mut stored = site.stored.iter().map(|(stored, _)| &stored.entry);
            let seen =
                stored.find(|entry| entry.shelf == Shelf::Cookie && cookie.name.covers(&entry.name))?;
            Some(json!({ "name": cookie.name, "lifetime": seen.lifetime }))
        })
        .collect()
}

/// What nobody knows, as a service of the site's own; `open` stands for what it is for, in each language of the site.
fn own_service(site: &AuditedSite, open: &Value) -> Option<Value> {
    let mut seen = BTreeSet::new();
    let cookies: Vec<Value> = site
        .stored
        .iter()
        .filter(|(stored, whose)| {
            whose.standing == Standing::Unknown
                && !whose.is_third
                && stored.seen_kept
                && stored.entry.shelf != Shelf::Indexed
                && seen.insert((stored.entry.shelf, stored.entry.name.clone()))
        })
        .map(|(stored, _)| {
            json!({
                "name": stored.entry.name,
                "purpose": open,
                "lifetime": stored.entry.lifetime,
                "storage": stored.entry.shelf,
                "httpOnly": stored.entry.http_only,
            })
        })
        .collect();
    (!cookies.is_empty()).then(|| {
        json!({
            "id": "own",
            "name": OPEN,
            "provider": { "name": OPEN, "country": "SE", "url": format!("https://{}/", site.seen.host) },
            "category": "functionality",
            "basis": "consent",
            "purpose": open,
            "cookies": cookies,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_those_that_are_built_in_or_english() {
        let of = |tags: &[&str]| spoken(tags.iter().copied()).into_iter().collect::<Vec<_>>();
        assert_eq!(of(&["sv-SE", "en", "zh-TW", "sv"]), ["en", "sv", "zh-Hant"]);
        assert_eq!(of(&["tlh", ""]), ["en"]);
    }
}
