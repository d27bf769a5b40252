//! `cookies-undeclared`: a list of cookies that leaves out what the named services usually store.

use std::collections::HashSet;

use consent_core::catalogue::{CookieRecord, Record, Status};
use consent_core::config::Party;

use super::{Case, Warning, about, warn};
use crate::scan::ServiceKind;

/// The most names in one message.
const SHOWN: usize = 8;

pub(super) fn judge(case: &Case<'_>) -> Vec<Warning> {
    // A document that lists no cookies does not leave any out; its list is elsewhere.
    let Some(list) = case.cookies.iter().find(|cookie| cookie.entry.is_some()) else {
        return Vec::new();
    };
    let declared: HashSet<&str> = case
        .cookies
        .iter()
        .map(|cookie| cookie.named.name.as_str())
        .collect();
    let mut said: HashSet<&str> = HashSet::new();
    let mut warnings = Vec::new();
    // A supplier as such is no service that a page loads.
    let suppliers = &about("cookies-undeclared").services;
    let browser = case
        .services
        .iter()
        .filter(|service| service.kind == ServiceKind::Browser);
    for service in browser {
        let Some(id) = service
            .id
            .as_ref()
            .filter(|id| !suppliers.iter().any(|supplier| supplier == id.as_str()))
        else {
            continue;
        };
        let family = case
            .catalogue
            .iter()
            .filter(|record| record.id == *id || record.part_of.as_ref() == Some(id));
        let missing: Vec<&str> = family
            .flat_map(|record| record.cookies.iter().map(move |cookie| (record, cookie)))
            .filter(|(record, cookie)| {
                is_expected(record, cookie) && (record.id == *id || cookie.party == Party::First)
            })
            .map(|(_, cookie)| cookie)
            .filter(|cookie| {
                !declared
                    .iter()
                    .any(|name| cookie.names().any(|known| known == *name) || cookie.name.covers(name))
            })
            .map(|cookie| cookie.name.as_str())
            .filter(|name| said.insert(name))
            .collect();
        if missing.is_empty() {
            continue;
        }
        let shown: Vec<String> = missing
            .iter()
            .take(SHOWN)
            .map(|name| format!("`{name}`"))
            .collect();
        let more = missing.len().saturating_sub(SHOWN);
        let more = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        warnings.push(warn(
            "cookies-undeclared",
            &service.file,
            service.line,
            format!(
                "{} is named; where a page loads it, it usually stores what the list on line {} does not have: {}{more}. Declare what your site really sets (`consent catalogue show {id}`)",
                service.name,
                list.named.line,
                shown.join(", ")
            ),
        ));
    }
    warnings
}

/// Whether a site that uses the service has it, as far as anybody knows, and not by another name.
fn is_expected(record: &Record, cookie: &CookieRecord) -> bool {
    // What really is another service's comes along only with some of its products.
    let is_own = cookie.of.as_ref().is_none_or(|of| *of == record.id);
    is_own && cookie.usual && cookie.status == Status::Current && !cookie.shared
}
