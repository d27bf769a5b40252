//! The audit in SARIF 2.1.0 (OASIS), which GitHub, GitLab and Azure show beside the code.

use serde_json::{Value, json};

use crate::audit::judge::{Audit, Rule, Severity};

/// Writes it.
pub(crate) fn sarif(audit: &Audit) -> Value {
    let rules = Rule::ALL.map(|rule| {
        json!({
            "id": rule.name(),
            "shortDescription": { "text": rule.title() },
            "fullDescription": { "text": format!("{} ({})", rule.title(), rule.source()) },
            "defaultConfiguration": { "level": rule.severity().name() },
        })
    });
    let results = audit.findings.iter().map(|finding| {
        let level = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        json!({
            "ruleId": finding.rule.name(),
            "level": level,
            "message": { "text": format!("{} [{}]", finding.message, finding.initiator) },
            "locations": [{
                "physicalLocation": { "artifactLocation": { "uri": finding.page } },
                "logicalLocations": [{ "name": finding.subject, "kind": "resource" }],
            }],
            "properties": {
                "phase": finding.phase,
                "subject": finding.subject,
                "service": finding.service,
                "initiator": finding.initiator,
            },
        })
    });
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "consent audit",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "results": results.collect::<Vec<_>>(),
        }],
    })
}
