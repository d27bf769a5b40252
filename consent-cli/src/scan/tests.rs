//! Documents that we wrote, read from end to end.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use consent_core::catalogue::Catalogue;

use super::{Document, Report, ServiceKind, scan};

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::built_in);

pub(super) fn report(name: &str, text: &str) -> Report {
    scan(
        &[Document::new(name, text.to_owned())],
        &CATALOGUE,
        &BTreeSet::new(),
    )
}

/// Every cookie with its service and declared lifetime.
fn cookies(report: &Report) -> BTreeMap<&str, (&str, &str)> {
    let or_dash = |text: &Option<String>| text.clone().unwrap_or_else(|| "–".into()).leak() as &str;
    let each = report.cookies.iter().map(|cookie| {
        let service = cookie.service.as_ref().map_or("–", |id| id.as_str());
        (
            cookie.name.as_str(),
            (service, or_dash(&cookie.declared_lifetime)),
        )
    });
    each.collect()
}

/// Every warning as rule and line.
fn warnings(report: &Report) -> Vec<(&str, u32)> {
    report
        .warnings
        .iter()
        .map(|warning| (warning.rule, warning.line))
        .collect()
}

fn has(report: &Report, rule: &str) -> bool {
    report.warnings.iter().any(|warning| warning.rule == rule)
}

#[test]
fn a_list_of_names_with_bullets_is_read() {
    let text = "\
Kakor (cookies)

Sajten har de här kakorna:

__hstc

 • HubSpot räknar återkommande besök, hubspotutk och tidpunkter.
 • Den slutar gälla. Löper ut efter 6 månader.

__cf_bm

 • Skydd mot robotar hos HubSpots leverantör, se Cloudflares sidor.
 • Löper ut efter 30 minuter.

__cfuvid

hubspotutk

 • Kopplar ihop formulär med tidigare besök.
 • Löper ut efter 12 månader.

_ga_AB12CD34EF

 • Google Analytics håller ihop ett besök här.
 • Löper ut efter 2 år.

Ändringar i texten

Vi ändrar texten när något ändras, och sparar gamla versioner i tre år.
";
    let report = report("policy.txt", text);
    assert_eq!(
        cookies(&report),
        BTreeMap::from([
            ("__hstc", ("hubspot", "6 months")),
            ("__cf_bm", ("cloudflare", "30 minutes")),
            ("__cfuvid", ("cloudflare", "–")),
            ("hubspotutk", ("hubspot", "12 months")),
            ("_ga_AB12CD34EF", ("google-analytics", "2 years")),
        ])
    );
    let lines: Vec<u32> = report.cookies.iter().map(|cookie| cookie.line).collect();
    assert_eq!(lines, [5, 10, 15, 17, 22]);
    for expected in [
        ("cookie-without-purpose", 15),
        ("cookie-without-lifetime", 15),
        ("cookie-misspelt", 15),
        ("lifetime-differs", 17),
    ] {
        assert!(
            warnings(&report).contains(&expected),
            "{expected:?} in {:?}",
            report.warnings
        );
    }
    let names: Vec<&str> = report
        .services
        .iter()
        .map(|service| service.name.as_str())
        .collect();
    assert_eq!(names, ["HubSpot", "Cloudflare", "Google Analytics"]);
}

#[test]
fn a_table_flattened_to_lines_is_read() {
    let text = "\
Vilka kakor?

Cookie Name Purpose
_kjb_session Kajabi session cookie Remembers that an administrator is signed in
kjba Kajabi affiliate token Remembers who sent the buyer
_abv Bar hidden Remembers that the bar is closed
Mer om kakor finns hos Post- och telestyrelsen, www.pts.se.
";
    let report = report("policy.txt", text);
    assert_eq!(
        cookies(&report),
        BTreeMap::from([
            ("_kjb_session", ("kajabi", "–")),
            ("kjba", ("kajabi-affiliate", "–")),
            ("_abv", ("kajabi", "–")),
        ])
    );
    let omitted = report
        .warnings
        .iter()
        .filter(|warning| warning.rule == "cookie-without-lifetime");
    assert_eq!(omitted.map(|warning| warning.line).collect::<Vec<_>>(), [4, 5, 6]);
    assert!(!has(&report, "cookie-without-purpose"));
}

#[test]
fn a_list_with_everything_on_one_line_is_read() {
    let text = "\
# Cookies

- **PHPSESSID** – keeps you signed in (session)
- _hjSessionUser_1: Hotjar, 365 days
- `lang` – remembers your language, 1 year

The cookie \"IDE\" is set for 390 days, and our Teams like Hotjar.
";
    let report = report("a.md", text);
    assert_eq!(
        cookies(&report),
        BTreeMap::from([
            ("PHPSESSID", ("php", "session")),
            ("_hjSessionUser_1", ("hotjar", "1 year")),
            ("lang", ("–", "1 year")),
            ("IDE", ("google-ads", "13 months")),
        ])
    );
    let without_purpose = report
        .warnings
        .iter()
        .filter(|warning| warning.rule == "cookie-without-purpose");
    assert_eq!(
        without_purpose.map(|warning| warning.line).collect::<Vec<_>>(),
        [4]
    );
    assert_eq!(report.services.len(), 1, "{:?}", report.services);
}

#[test]
fn an_ambiguous_name_is_told_by_what_else_is_there_or_not_at_all() {
    let alone = report(
        "a.md",
        "| Cookie | Purpose | Duration |\n|---|---|---|\n| _abv | Hides the bar | 1 year |\n",
    );
    assert_eq!(cookies(&alone)["_abv"].0, "–");
    let candidates: Vec<&str> = alone.cookies[0].candidates.iter().map(|id| id.as_str()).collect();
    assert_eq!(candidates, ["kajabi", "shopify"]);
    assert!(has(&alone, "cookie-ambiguous"));

    let beside = report(
        "a.md",
        "Our shop runs on Shopify.\n\n| Cookie | Purpose | Duration |\n|---|---|---|\n| _abv | Hides the bar | 1 year |\n",
    );
    assert_eq!(cookies(&beside)["_abv"].0, "shopify");
    assert!(!has(&beside, "cookie-ambiguous"));
}

#[test]
fn tables_of_html_are_read_with_their_columns() {
    let text = "<table><thead><tr><th>Namn</th><th>Typ</th><th>Syfte</th><th>Lagringstid</th></tr></thead>
<tr><td><code>_fbp</code></td><td>Nödvändig</td><td>Mäter annonser</td><td>3 månader</td></tr>
<tr><td>our_basket</td><td>Nödvändig</td><td>Minns varukorgen</td><td>Obegränsad</td></tr>
<tr><td>lang</td><td>Funktion</td><td></td><td>1 år</td></tr></table>";
    let report = report("kakor.html", text);
    let found = cookies(&report);
    assert_eq!(found["_fbp"], ("meta-pixel", "3 months"));
    assert_eq!(found["our_basket"], ("–", "unlimited"));
    assert!(found.contains_key("lang"));
    for expected in [
        ("tracker-called-necessary", 2),
        ("cookie-unknown", 3),
        ("lifetime-unlimited", 3),
        ("cookie-without-purpose", 4),
    ] {
        assert!(
            warnings(&report).contains(&expected),
            "{expected:?} in {:?}",
            report.warnings
        );
    }
}

#[test]
fn what_is_outdated_is_said_with_its_line() {
    let text = "\
Möten hålls i Skype, och butiken finns på fabriken.tictail.com.
Vi annonserar med AdWords och svarar på WhatsUp.
Klagomål tar Datainspektionen emot.
Registerutdrag får du gratis en gång per år.
En del kakor ligger kvar på obegränsad tid.
Webbstatistik över besök på vår webbplats förs med stöd av en intresseavvägning.
Nyhetsbrev skickas efter en intresseavvägning.
";
    let report = report("policy.txt", text);
    for expected in [
        ("service-retired", 1),
        ("service-misnamed", 2),
        ("authority-outdated", 3),
        ("access-once-a-year", 4),
        ("lifetime-unlimited", 5),
        ("analysis-on-legitimate-interest", 6),
    ] {
        assert!(
            warnings(&report).contains(&expected),
            "{expected:?} in {:?}",
            report.warnings
        );
    }
    assert!(!warnings(&report).contains(&("analysis-on-legitimate-interest", 7)));
    let retired: Vec<&str> = report
        .services
        .iter()
        .filter(|service| service.kind == ServiceKind::Retired)
        .map(|service| service.name.as_str())
        .collect();
    assert_eq!(retired, ["Skype", "Tictail"]);
}

#[test]
fn a_table_that_has_come_apart_still_says_its_basis() {
    let rows = |basis: &str| {
        let text = format!(
            "Ändamål\n\nUppföljning och analys\n\nBesök på vår webbplats\n\nBesöksdata\n\nBesökare\n\n{basis}\n\nTolv månader\n"
        );
        report("policy.txt", &text)
    };
    assert!(has(
        &rows("Intresse-avvägning"),
        "analysis-on-legitimate-interest"
    ));
    assert!(!has(&rows("Samtycke"), "analysis-on-legitimate-interest"));
}

#[test]
fn ordinary_prose_has_no_cookies() {
    let text = "\
Our teams meet in the zoom room; each segment of the session is saved in the basket, and a token is given.
Version 2018-10-01, organisation number 556000-0000, viewCount and pageView grow. Cookies are small files.
We use no cookies of a third party. The id of the order, the lang attribute and the user's locale are kept.
";
    let report = report("policy.txt", text);
    assert_eq!(cookies(&report), BTreeMap::new());
    assert_eq!(report.services, []);
    assert_eq!(report.warnings, []);
}

#[test]
fn a_page_that_loads_too_early_is_told_line_by_line() {
    let text = "<!doctype html>
<html><head>
<link rel=preconnect href=https://www.google-analytics.com>
<script async
  src=\"https://www.googletagmanager.com/gtag/js?id=G-1\"></script>
<script>var s='https://connect.facebook.net/en_US/fbevents.js';</script>
<script data-category=\"analytics\" src=/stats.js></script>
<script type=text/plain data-category=\"analytic\" data-src=/stats.js></script>
<script type=text/plain data-service=hubspot data-src=\"//js.hs-scripts.com/1.js\"></script>
<style>@import url(https://fonts.googleapis.com/css2);</style>
</head><body><p>Hej</p>
<noscript><img src=\"https://www.facebook.com/tr?id=1&amp;noscript=1\"></noscript>
<iframe src=\"https://www.youtube.com/embed/x\"></iframe>
<iframe data-service=youtube data-src=\"https://www.youtube.com/embed/x\"></iframe>
<template><iframe src=\"https://www.youtube.com/embed/x\"></iframe></template>
</body></html>";
    let report = report("index.html", text);
    let found: Vec<(&str, u32)> = warnings(&report)
        .into_iter()
        .filter(|(rule, _)| !rule.starts_with("cookie"))
        .collect();
    assert_eq!(
        found,
        [
            ("loader-missing", 3),
            ("tag-before-choice", 3),
            ("tag-before-choice", 4),
            ("tag-before-choice", 6),
            ("marker-does-not-hold", 7),
            ("category-unknown", 8),
            ("tag-before-choice", 10),
            ("tag-before-choice", 12),
            ("tag-before-choice", 13),
        ],
        "{:#?}",
        report.warnings
    );
}

/// LAW-02: every way in which markup asks a known service before any script can hold it.
#[test]
fn law_02_each_way_to_leak_is_told() {
    for leak in [
        "<link rel=preload as=script href=//www.googletagmanager.com/gtag/js>",
        "<link rel=prefetch href=//www.googletagmanager.com/gtag/js>",
        "<link rel=preconnect href=//www.google-analytics.com>",
        "<link rel=dns-prefetch href=//www.google-analytics.com>",
        "<img src=\"https://www.facebook.com/tr?id=1\">",
        "<img hidden src=\"https://www.facebook.com/tr?id=1\">",
        "<iframe loading=lazy src=\"https://www.youtube.com/embed/x\"></iframe>",
        "<noscript><img src=\"https://www.facebook.com/tr?id=1\"></noscript>",
        "<style>p { background: url(https://www.facebook.com/tr?id=1) }</style>",
        "<p style=\"background: url(https://www.facebook.com/tr?id=1)\">Hej</p>",
        "<script>navigator.sendBeacon('https://www.google-analytics.com/g/collect')</script>",
        "<script src=https://www.googletagmanager.com/gtag/js></script>",
    ] {
        let page = format!(
            "<!doctype html><html><head><script async src=/consent/consent.js></script></head><body>\n{leak}</body></html>"
        );
        assert_eq!(
            warnings(&report("index.html", &page)),
            [("tag-before-choice", 2)],
            "{leak}"
        );
    }
}

#[test]
fn a_page_in_order_has_nothing_to_mend() {
    let text = "<!doctype html><html><head><script async src=/consent/consent.js></script></head><body>
<script type=\"text/plain\" data-service=\"google-analytics\" data-src=\"https://www.googletagmanager.com/gtag/js?id=G-1\"></script>
<a href=\"https://www.facebook.com/example\">Läs mer</a></body></html>";
    assert_eq!(report("index.html", text).warnings, []);
}
