//! The audit at a terminal.

use std::fmt::Write as _;

use clap::builder::styling::{AnsiColor, Style};

use crate::audit::judge::{Audit, AuditedSite, Severity};
use crate::audit::seen::{Phase, Shelf};

const BAD: Style = AnsiColor::Red.on_default().bold();
const DOUBTFUL: Style = AnsiColor::Yellow.on_default().bold();
const PLACE: Style = AnsiColor::Cyan.on_default().bold();
const GOOD: Style = AnsiColor::Green.on_default().bold();
const QUIET: Style = Style::new().dimmed();

/// Writes it; colours are taken away where they are not shown.
pub(crate) fn table(audit: &Audit) -> String {
    let mut text = String::new();
    for site in &audit.sites {
        overview(site, &mut text);
    }
    for finding in &audit.findings {
        let style = match finding.severity {
            Severity::Error => BAD,
            Severity::Warning => DOUBTFUL,
            Severity::Note => QUIET,
        };
        let phase = finding.phase.map_or("", Phase::title);
        let _ = writeln!(
            text,
            "{style}{}{style:#} {} {QUIET}{phase}{QUIET:#}\n  {PLACE}{}{PLACE:#} on {}\n  {}",
            finding.severity.name(),
            finding.rule.name(),
            finding.subject,
            finding.page,
            finding.message
        );
        if !finding.initiator.is_empty() {
            let _ = writeln!(text, "  {QUIET}by {}{QUIET:#}", finding.initiator);
        }
        text.push('\n');
    }
    let (errors, warnings) = (audit.count(Severity::Error), audit.count(Severity::Warning));
    let verdict = if errors == 0 && warnings == 0 {
        format!("{GOOD}clean{GOOD:#}")
    } else {
        format!(
            "{BAD}{}{BAD:#}, {}",
            many(errors, "error"),
            many(warnings, "warning")
        )
    };
    let _ = write!(text, "{verdict}, {}", many(audit.count(Severity::Note), "note"));
    text
}

/// What was seen on a site, a line a phase.
fn overview(site: &AuditedSite, text: &mut String) {
    let seen = &site.seen;
    let system = seen
        .system
        .map_or("no known banner", |system| system.name.as_str());
    let _ = writeln!(
        text,
        "{PLACE}{}{PLACE:#}  {system}, {}{}",
        seen.origin,
        many(seen.pages.len(), "page"),
        if site.declared.is_some() {
            ", held against its policy"
        } else {
            ""
        }
    );
    let _ = writeln!(
        text,
        "  {QUIET}{:<30}{:>9}{:>9}{:>10}{:>14}{QUIET:#}",
        "phase", "cookies", "storage", "requests", "third parties"
    );
    for phase in Phase::ALL {
        if !seen
            .phases
            .iter()
            .any(|one| one.phase == phase && one.obstacle.is_none())
        {
            let _ = writeln!(text, "  {:<30}{:>9}", phase.title(), "not seen");
            continue;
        }
        let kept = |is_cookie: bool| {
            let all = site
                .stored
                .iter()
                .filter(|(one, _)| one.phase == phase && one.seen_kept);
            all.filter(|(one, _)| (one.entry.shelf == Shelf::Cookie) == is_cookie)
                .count()
        };
        let requests = site.requests.iter().filter(|(one, _)| one.phase == phase);
        let third = requests.clone().filter(|(_, whose)| whose.is_third).count();
        let _ = writeln!(
            text,
            "  {:<30}{:>9}{:>9}{:>10}{:>14}",
            phase.title(),
            kept(true),
            kept(false),
            requests.count(),
            third
        );
    }
    text.push('\n');
}

pub(super) fn many(count: usize, what: &str) -> String {
    if count == 1 {
        format!("1 {what}")
    } else {
        format!("{count} {what}s")
    }
}
