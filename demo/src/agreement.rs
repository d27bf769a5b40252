//! The sites, the stand-ins and the catalogue say the same: no tag without a service, no cookie without an entry.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use consent_core::config::{Config, CookieRule, Lifetime, Party as Side};

use crate::parties::{Kind, Party, read_table};
use crate::set_cookie::CookieFacts;
use crate::site::{NAMES, SiteName};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn table() -> Vec<Party> {
    read_table(&root()).expect("the table")
}

fn config(site: &SiteName) -> Config {
    let file = root().join("sites").join(site.name).join("consent.json");
    consent_cli::check(&file).unwrap_or_else(|refusal| panic!("{refusal}"))
}

/// The text of a site's pages, with its tags.
fn pages(site: &SiteName) -> String {
    let folder = root().join("sites").join(site.name);
    [folder.clone(), folder.join("en")]
        .iter()
        .flat_map(|folder| texts(folder))
        .collect()
}

fn texts(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path());
    let pages = entries.filter(|path| path.extension().is_some_and(|end| end == "html"));
    pages
        .map(|path| std::fs::read_to_string(path).expect("a page"))
        .collect()
}

/// Every value of an attribute in a page, up to one of `ends`.
fn values<'a>(page: &'a str, start: &str, ends: &[char]) -> BTreeSet<&'a str> {
    page.split(start)
        .skip(1)
        .filter_map(|rest| rest.split(ends).next())
        .collect()
}

#[test]
fn every_tag_names_a_declared_service_and_every_declared_script_has_a_tag() {
    for site in &NAMES {
        let config = config(site);
        let pages = pages(site);
        let named = values(&pages, "data-service=\"", &['"']);
        let declared: BTreeSet<_> = config
            .services
            .iter()
            .map(|service| service.id.as_str())
            .collect();
        assert!(
            named.is_subset(&declared),
            "{}: {named:?} in its pages, {declared:?} declared",
            site.name
        );
        for service in config
            .services
            .iter()
            .filter(|service| service.category.as_str() != "necessary")
        {
            // A service without an address of its own (a plain link) has nothing to hold.
            let held = named.contains(service.id.as_str()) || service.hosts.is_empty();
            assert!(
                held,
                "{} declares {} and has no tag for it",
                site.name, service.id
            );
        }
    }
}

#[test]
fn every_third_party_in_a_page_has_a_stand_in() {
    let table = table();
    for site in &NAMES {
        let pages = pages(site);
        for address in values(&pages, "http://", &['"', '\'']) {
            let Some((host, path)) = address.split_once(".{third}") else {
                continue;
            };
            let path = path.replace("&amp;", "&");
            // A snippet that adds the file's name itself has the folder only.
            let known = table.iter().any(|party| party.answers(host, &path))
                || table.iter().any(|party| party.host == host && path == "/");
            assert!(known, "{}: no stand-in for {host}{path}", site.name);
        }
    }
}

#[test]
fn every_cookie_of_a_stand_in_is_declared_with_its_true_lifetime_and_flags() {
    let configs: Vec<Config> = NAMES.iter().map(config).collect();
    for party in table() {
        for (cookie, by_script) in party
            .sends
            .iter()
            .map(|cookie| (cookie, false))
            .chain(party.writes.iter().map(|cookie| (cookie, true)))
        {
            if is_of_the_edge(&party, cookie) || cookie.name == "__hs_cookie_cat_pref" {
                continue;
            }
            let rules: Vec<&CookieRule> = configs
                .iter()
                .flat_map(|config| config.services.iter())
                .filter(|service| service.id.as_str() == party.service)
                .flat_map(|service| service.cookies.iter().map(|declared| &declared.rule))
                .collect();
            let name = cookie.name.replace("{id}", "1.1fff");
            let side = if by_script || party.is == Kind::Page {
                Side::First
            } else {
                Side::Third
            };
            let rule = rules
                .iter()
                .filter(|rule| rule.name.covers(&name) && rule.party == side)
                .max_by_key(|rule| rule.name.closeness())
                .unwrap_or_else(|| panic!("{}: {name} is in no declaration", party.service));
            assert_eq!(rule.http_only, cookie.http_only, "{}: {name}", party.service);
            let lifetime = cookie.seconds.map_or(Lifetime::Session, Lifetime::Seconds);
            // CAG has Matomo's own setting shorten it, which its pages do and its configuration says.
            let as_set = name == "_pk_id.1.1fff" || rule.lifetime == lifetime;
            assert!(
                as_set,
                "{}: {name} lives {lifetime:?}, declared {:?}",
                party.service, rule.lifetime
            );
        }
    }
}

/// Cookies that a network in front of a third party adds on its host: the same everywhere, declared once.
fn is_of_the_edge(party: &Party, cookie: &CookieFacts) -> bool {
    party.is != Kind::Page && matches!(cookie.name.as_str(), "__cf_bm" | "_cfuvid")
}
