//! The audit for a site's owner: one file with nothing from anywhere else, light and dark.

use std::sync::LazyLock;

use consent_core::catalogue::Catalogue;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::table::many;
use super::timeline::timeline;
use crate::audit::judge::{Audit, AuditedSite, Finding, Rule, Severity, Standing, Whose};
use crate::audit::seen::{Phase, Shelf, Stored};
use crate::compile::policy_source;

const STYLE: &str = include_str!("report.css");

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::built_in);

/// Writes it; `made` says when the audit took place.
pub(crate) fn html(audit: &Audit, made: &str) -> String {
    let policy = format!(
        "default-src 'none'; style-src {}; base-uri 'none'; form-action 'none'",
        policy_source(STYLE)
    );
    let hosts: Vec<&str> = audit.sites.iter().map(|site| site.seen.host.as_str()).collect();
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex";
                title { "Consent audit of " (hosts.join(", ")) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header {
                    p.kicker { "Consent audit, " (made) }
                    h1 { (hosts.join(", ")) }
                    (verdict(audit))
                }
                main {
                    @for site in &audit.sites { (of_site(audit, site)) }
                    (about())
                }
            }
        }
    }
    .into_string()
}

fn verdict(audit: &Audit) -> Markup {
    let [errors, warnings, notes] =
        [Severity::Error, Severity::Warning, Severity::Note].map(|severity| audit.count(severity));
    html! {
        p.verdict {
            @if errors > 0 { strong.error { (many(errors, "fault")) } " to mend" }
            @else if warnings > 0 { strong.warning { "No certain fault" } }
            @else { strong.good { "Nothing wrong was seen" } }
            @if warnings > 0 { ", " (many(warnings, "thing")) " to look at" }
            @if notes > 0 { ", " (many(notes, "remark")) }
            "."
        }
    }
}

fn of_site(audit: &Audit, site: &AuditedSite) -> Markup {
    let seen = &site.seen;
    let findings: Vec<&Finding> = audit
        .findings
        .iter()
        .filter(|finding| finding.page.starts_with(&seen.origin))
        .collect();
    html! {
        section.site aria-label=(seen.origin) {
            @if audit.sites.len() > 1 { h2 { (seen.origin) } }
            p.facts {
                @match seen.system {
                    Some(system) => { "Its banner is " strong { (system.name) } ". " }
                    None => { "No banner of a known system was found. " }
                }
                (many(seen.pages.len(), "page")) " visited"
                @if site.declared.is_some() { ", held against what the site declares" }
                "."
            }
            figure {
                figcaption { "What the browser did, phase by phase" }
                (timeline(site))
            }
            h3 { "What is wrong" }
            @if findings.iter().all(|one| one.severity == Severity::Note) { p.good { "Nothing." } }
            @for severity in [Severity::Error, Severity::Warning, Severity::Note] {
                (group(&findings, severity))
            }
            h3 { "What was stored" }
            (colours("was there without one"))
            (stored(site))
            h3 { "Who was asked" }
            (colours("was asked without one"))
            (asked(site))
        }
    }
}

/// Findings of one severity, by rule.
fn group(findings: &[&Finding], severity: Severity) -> Markup {
    html! {
        @for rule in Rule::ALL {
            @let of = findings.iter().filter(|one| one.rule == rule && one.severity == severity).collect::<Vec<_>>();
            @if !of.is_empty() {
                details.finding open[severity == Severity::Error] {
                    summary {
                        span class={"mark " (severity.name())} { (severity.name()) }
                        " " (rule.title()) " "
                        span.count { (of.len()) }
                    }
                    ul {
                        @for one in of {
                            li {
                                p { (sentence(one)) }
                                dl {
                                    dt { "What" } dd { code { (one.subject) } }
                                    @if let Some(phase) = one.phase { dt { "When" } dd { (phase.title()) } }
                                    dt { "Page" } dd { code { (one.page) } }
                                    @if !one.initiator.is_empty() { dt { "By" } dd { code { (one.initiator) } } }
                                }
                            }
                        }
                    }
                    p.source { "Rule " code { (rule.name()) } ": " (rule.source()) }
                }
            }
        }
    }
}

/// Every stored thing once, with the phases in which it was there.
fn stored(site: &AuditedSite) -> Markup {
    let mut all: Vec<(&Stored, &Whose)> = Vec::new();
    for (one, whose) in site.stored.iter().filter(|(one, _)| one.seen_kept) {
        if !all.iter().any(|(known, _)| same(known, one)) {
            all.push((one, whose));
        }
    }
    all.sort_by_key(|(one, _)| (one.entry.shelf, one.entry.name.clone()));
    html! {
        @if all.is_empty() { p { "Nothing." } }
        @else {
            div.scroll role="region" aria-label="What was stored" tabindex="0" {
                table {
                    thead { tr {
                        th scope="col" { "Name" } th scope="col" { "Whose" } th scope="col" { "Lives" }
                        @for phase in Phase::ALL { th scope="col" { (short(phase)) } }
                    } }
                    tbody {
                        @for (one, whose) in all {
                            tr {
                                th scope="row" {
                                    code { (one.entry.name) }
                                    small { (one.entry.shelf.title()) ", " (one.entry.domain) @if one.entry.http_only { ", HttpOnly" } }
                                }
                                td { (owner(whose)) small { (standing(whose)) } }
                                td { (lifetime(one)) }
                                @for phase in Phase::ALL { (presence(site, one, whose, phase)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn presence(site: &AuditedSite, one: &Stored, whose: &Whose, phase: Phase) -> Markup {
    let is_there = site.stored.iter().any(|(other, _)| {
        other.phase == phase && same(other, one) && (other.kept || phase != Phase::Withdraw)
    });
    let class = match (is_there, whose.standing, phase) {
        (false, ..) => "no",
        (true, Standing::Consent, Phase::Withdraw) if whose.is_third => "doubtful",
        (true, Standing::Consent, Phase::Before | Phase::Reject | Phase::Withdraw | Phase::Gpc) => "bad",
        (true, Standing::Unknown, Phase::Before | Phase::Reject | Phase::Withdraw | Phase::Gpc) => "doubtful",
        (true, ..) => "fine",
    };
    html! { td class=(class) { @if is_there { "yes" } @else { "–" } } }
}

/// Every third party, with how often it was asked in each phase.
fn asked(site: &AuditedSite) -> Markup {
    let mut hosts: Vec<(String, &Whose)> = Vec::new();
    for (request, whose) in site.requests.iter().filter(|(_, whose)| whose.is_third) {
        let host = host(&request.url);
        if !hosts
            .iter()
            .any(|(known, of)| *known == host && of.service == whose.service)
        {
            hosts.push((host, whose));
        }
    }
    hosts.sort_by(|one, other| one.0.cmp(&other.0));
    let times = |name: &str, of: &Whose, phase: Phase| {
        let all = site.requests.iter().filter(|(request, _)| request.phase == phase);
        all.filter(|(request, whose)| host(&request.url) == name && whose.service == of.service)
            .count()
    };
    html! {
        @if hosts.is_empty() { p { "Nobody but the site itself." } }
        @else {
            div.scroll role="region" aria-label="Who was asked" tabindex="0" {
                table {
                    thead { tr {
                        th scope="col" { "Host" } th scope="col" { "Whose" }
                        @for phase in Phase::ALL { th scope="col" { (short(phase)) } }
                    } }
                    tbody {
                        @for (name, whose) in &hosts {
                            tr {
                                th scope="row" { code { (name) } }
                                td { (owner(whose)) small { (standing(whose)) } }
                                @for phase in Phase::ALL {
                                    @let count = times(name, whose, phase);
                                    @let class = match (count, whose.standing, phase) {
                                        (0, ..) => "no",
                                        (_, Standing::Necessary, _) | (_, _, Phase::Accept) => "fine",
                                        (_, Standing::Consent, _) => "bad",
                                        (_, Standing::Unknown, _) => "doubtful",
                                    };
                                    td class=(class) { @if count > 0 { (count) } @else { "–" } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn about() -> Markup {
    html! {
        section.about {
            h3 { "How this was done" }
            p {
                "A browser visited every page as four visitors do, each with an empty profile: one who answers nothing, one who "
                "refuses everything, one who accepts everything and then takes it back, and one whose browser says Global Privacy "
                "Control. It scrolled, pressed Tab, waited until the page was at rest, and noted every cookie, every stored key and "
                "every request, with the script or element behind it. Values of cookies were not kept."
            }
            p {
                "What was not seen may exist all the same: on other pages, after longer than a visit lasts, for visitors of other "
                "countries, or in service workers. This is a measurement and no legal opinion."
            }
        }
    }
}

fn same(one: &Stored, other: &Stored) -> bool {
    (one.entry.shelf, &one.entry.name, &one.entry.domain)
        == (other.entry.shelf, &other.entry.name, &other.entry.domain)
}

const fn short(phase: Phase) -> &'static str {
    match phase {
        Phase::Before => "Before",
        Phase::Reject => "Reject",
        Phase::Accept => "Accept",
        Phase::Withdraw => "Withdrawn",
        Phase::Gpc => "GPC",
    }
}

fn owner(whose: &Whose) -> String {
    match (&whose.service, whose.is_third) {
        (Some(service), _) => name(service),
        // Of what is not in the catalogue, only that is necessary.
        (None, true) if whose.standing == Standing::Necessary => "the site's record".into(),
        (None, true) => "somebody else".into(),
        (None, false) => "the site".into(),
    }
}

/// A service's name for people, where the catalogue has one.
fn name(service: &str) -> String {
    let record = CATALOGUE.get(service).map(|record| record.name.clone());
    record.unwrap_or_else(|| service.to_owned())
}

/// What is said of a finding, with the service's name for people, from a capital on.
fn sentence(finding: &Finding) -> String {
    let mut said = finding.message.clone();
    if let Some(service) = &finding.service {
        let name = name(service);
        if let Some(rest) = said.strip_prefix(service.as_str()) {
            said = format!("{name}{rest}");
        }
        said = said.replacen(&format!(" of {service} "), &format!(" of {name} "), 1);
    }
    let mut letters = said.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// What the colours of a table say.
fn colours(without: &str) -> Markup {
    html! {
        p.facts {
            strong.error { "Red" } " needs a yes and " (without) ". "
            strong.warning { "Amber" } ": nobody knows what it is for, or only its owner can remove it."
        }
    }
}

const fn standing(whose: &Whose) -> &'static str {
    match whose.standing {
        Standing::Necessary => "necessary",
        Standing::Consent => "needs a yes",
        Standing::Unknown => "not known",
    }
}

fn lifetime(stored: &Stored) -> String {
    if stored.entry.shelf == Shelf::Cookie {
        stored.entry.lifetime.to_string()
    } else {
        format!("{}", stored.entry.lifetime).replace("persistent", "until removed")
    }
}

fn host(url: &str) -> String {
    let url = url::Url::parse(url).ok();
    url.and_then(|url| url.host_str().map(str::to_owned))
        .unwrap_or_default()
}
