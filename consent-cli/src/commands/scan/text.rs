//! The report for people.

use std::fmt::Write as _;

use super::super::print;
use super::super::table::table;
use crate::scan::{Report, ServiceKind, Severity};

/// Writes it: cookies, services, and what to mend, most important last, where it is seen.
pub(super) fn as_text(report: &Report) -> String {
    let mut text = String::new();
    let several = report.documents.len() > 1;
    let at = |file: &str, line: u32| {
        if several {
            format!("{file}:{line}")
        } else {
            format!("line {line}")
        }
    };
    if !report.cookies.is_empty() {
        let title = ["cookie", "service", "category", "declared", "true", "where"].map(str::to_owned);
        let rows = report.cookies.iter().map(|cookie| {
            let unknown = || "–".to_owned();
            let candidates: Vec<&str> = cookie.candidates.iter().map(|id| id.as_str()).collect();
            let maybe = (!candidates.is_empty()).then(|| format!("{}?", candidates.join(" or ")));
            [
                cookie.name.clone(),
                cookie
                    .service
                    .as_ref()
                    .map(ToString::to_string)
                    .or(maybe)
                    .unwrap_or_else(unknown),
                cookie.category.clone().unwrap_or_else(unknown),
                cookie.declared_lifetime.clone().unwrap_or_else(unknown),
                cookie.true_lifetime.clone().unwrap_or_else(unknown),
                at(&cookie.file, cookie.line),
            ]
        });
        let rows: Vec<_> = std::iter::once(title).chain(rows).collect();
        let _ = write!(text, "{}\n{}\n", print::place("cookies and keys"), table(&rows));
    }
    if !report.services.is_empty() {
        let rows: Vec<_> = report
            .services
            .iter()
            .map(|service| {
                let also = if service.also.is_empty() {
                    String::new()
                } else {
                    format!(" ({})", service.also.join(", "))
                };
                [
                    format!("{}{also}", service.name),
                    kind(service.kind).into(),
                    at(&service.file, service.line),
                ]
            })
            .collect();
        let _ = write!(
            text,
            "{}\n{}\n",
            print::place("services and systems"),
            table(&rows)
        );
    }
    for warning in &report.warnings {
        let word = match warning.severity {
            Severity::Error => print::bad("error"),
            Severity::Warning => print::bad("warning"),
            Severity::Note => print::place("note"),
        };
        let _ = writeln!(
            text,
            "{}: {word}: {} [{}]",
            place(&warning.file, warning.line),
            warning.message,
            warning.rule
        );
    }
    let count = |severity| {
        report
            .warnings
            .iter()
            .filter(|warning| warning.severity == severity)
            .count()
    };
    let documents = if several {
        format!("{} documents, ", report.documents.len())
    } else {
        String::new()
    };
    let _ = write!(
        text,
        "{}{documents}{} cookies, {} services; {} errors, {} warnings, {} notes",
        if report.warnings.is_empty() { "" } else { "\n" },
        report.cookies.len(),
        report.services.len(),
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Note),
    );
    text
}

/// As compilers write it, so that editors can go there.
fn place(file: &str, line: u32) -> String {
    format!("{file}:{line}")
}

const fn kind(kind: ServiceKind) -> &'static str {
    match kind {
        ServiceKind::Browser => "in the browser",
        ServiceKind::Register => "for the policy text",
        ServiceKind::Retired => "ended",
        ServiceKind::Unnamed => "not named",
        ServiceKind::Unknown => "not in the catalogue",
        ServiceKind::Authority => "authority",
    }
}
