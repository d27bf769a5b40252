//! The report as one JSON object; `docs/scan.md` says what each key means.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::scan::Report;
use crate::scan::rules::about;

/// The shape of the object. A key may be added without a new number; none is taken out or changed.
const VERSION: u32 = 1;

/// Writes it.
pub(crate) fn as_json(report: &Report) -> String {
    let rules: BTreeMap<&str, Value> = report
        .warnings
        .iter()
        .map(|warning| {
            let about = about(warning.rule);
            (
                warning.rule,
                json!({ "severity": about.severity, "source": about.source, "reviewed": about.reviewed }),
            )
        })
        .collect();
    let value = json!({
        "version": VERSION,
        "documents": report.documents,
        "cookies": report.cookies,
        "services": report.services,
        "warnings": report.warnings,
        "rules": rules,
    });
    format!("{value:#}")
}
