//! What is declared and was never seen, and what cannot be compared because nothing is declared.

use consent_core::catalogue::{Catalogue, Kind};
use consent_core::config::Party;

use super::{AuditedSite, Finding, Rule};
use crate::audit::seen::Phase;

/// So many names are told.
const MOST: usize = 6;

pub(super) fn judge(site: &AuditedSite, catalogue: &Catalogue) -> Vec<Finding> {
    let page = site
        .seen
        .pages
        .first()
        .map(|page| page.url.as_str())
        .unwrap_or_default();
    let Some(declared) = &site.declared else {
        let message = "what is stored was held against the catalogue alone; name the site's policy.json or consent.json \
                       with --policy to have its declaration checked";
        return vec![Finding::new(
            Rule::NothingDeclared,
            None,
            page,
            "declaration",
            message.into(),
        )];
    };
    // Without a yes, most of it cannot be seen.
    let was_accepted = site
        .seen
        .phases
        .iter()
        .any(|seen| seen.phase == Phase::Accept && seen.obstacle.is_none());
    if !was_accepted {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for service in declared.policy.services() {
        let id = service.id.as_str();
        if catalogue
            .get(id)
            .is_some_and(|record| record.kind != Kind::Browser)
        {
            continue;
        }
        let names: Vec<&str> = service
            .cookies
            .iter()
            .filter(|rule| {
                !site.stored.iter().any(|(stored, whose)| {
                    rule.name.covers(&stored.entry.name) && (rule.party == Party::Third) == whose.is_third
                })
            })
            .map(|rule| rule.name.as_str())
            .collect();
        if names.is_empty() {
            continue;
        }
        let was_asked = site
            .requests
            .iter()
            .any(|(_, whose)| whose.service.as_deref() == Some(id));
        let more = names.len().saturating_sub(MOST);
        let list = names.get(..MOST.min(names.len())).unwrap_or_default().join(", ");
        let rest = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        let message = if was_asked || names.len() < service.cookies.len() {
            format!("{id} declares {list}{rest}, which no visit has seen; other pages may set them")
        } else {
            format!("nothing of {id} was seen; if no page uses it any more, take it out of consent.json")
        };
        findings
            .push(Finding::new(Rule::NeverSeen, None, page, id, message).by(Some(id), &"the declaration"));
    }
    findings
}
