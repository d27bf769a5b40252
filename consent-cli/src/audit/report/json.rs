//! The audit for programs: one object, its shape versioned.

use serde_json::{Value, json};

use crate::audit::judge::{Audit, AuditedSite, Severity, Standing, Whose};
use crate::audit::seen::{Request, Stored};

/// The version of the shape; it grows when a key changes its meaning or goes, not when one is added.
const VERSION: u32 = 1;

/// Writes it.
pub(crate) fn json(audit: &Audit) -> Value {
    let cookies = audit
        .sites
        .iter()
        .flat_map(|site| site.stored.iter().map(|(one, whose)| cookie(one, whose)));
    let requests = audit
        .sites
        .iter()
        .flat_map(|site| site.requests.iter().map(|(one, whose)| request(one, whose)));
    json!({
        "version": VERSION,
        "summary": {
            "errors": audit.count(Severity::Error),
            "warnings": audit.count(Severity::Warning),
            "notes": audit.count(Severity::Note),
        },
        "sites": audit.sites.iter().map(site).collect::<Vec<_>>(),
        "findings": audit.findings,
        "cookies": cookies.collect::<Vec<_>>(),
        "requests": requests.collect::<Vec<_>>(),
    })
}

fn site(site: &AuditedSite) -> Value {
    let seen = &site.seen;
    json!({
        "origin": seen.origin,
        "system": seen.system.map(|system| json!({ "id": system.id, "name": system.name })),
        "policy": site.declared.as_ref().map(|declared| declared.policy.fingerprint().to_string()),
        "pages": seen.pages.iter().map(|page| json!({ "url": page.url, "banner": page.banner })).collect::<Vec<_>>(),
        "phases": seen.phases.iter().map(|phase| json!({
            "phase": phase.phase,
            "done": phase.obstacle.is_none(),
            "why": phase.obstacle,
            "took": phase.took,
        })).collect::<Vec<_>>(),
    })
}

fn cookie(stored: &Stored, whose: &Whose) -> Value {
    json!({
        "phase": stored.phase,
        "page": stored.page,
        "name": stored.entry.name,
        "storage": stored.entry.shelf,
        "domain": stored.entry.domain,
        "path": stored.entry.path,
        "httpOnly": stored.entry.http_only,
        "secure": stored.entry.secure,
        "thirdParty": whose.is_third,
        "lifetime": stored.entry.lifetime,
        "written": stored.written,
        "kept": stored.kept,
        "service": whose.service,
        "category": whose.category,
        "standing": whose.standing,
        "declared": whose.declared,
        "initiator": stored.initiator,
        "at": stored.at,
    })
}

fn request(request: &Request, whose: &Whose) -> Value {
    json!({
        "phase": request.phase,
        "page": request.page,
        "url": request.url,
        "method": request.method,
        "resource": request.resource,
        "thirdParty": whose.is_third,
        "service": whose.service,
        "category": whose.category,
        "standing": if whose.is_third || whose.service.is_some() { whose.standing } else { Standing::Necessary },
        "declared": whose.declared,
        "initiator": request.initiator,
        "at": request.at,
    })
}
