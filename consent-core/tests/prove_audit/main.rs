//! An audit of a dump finds whatever was done to it, and says with which record.
#![cfg(feature = "prove")]

#[path = "../proved/mod.rs"]
mod proved;

mod erased;
mod rewritten;
mod signed;
mod whole;

use consent_core::receipt::audit::{Audit, Problem, Report};
use consent_core::receipt::{Hash, KeySet};
use proved::keys;
use serde_json::Value;

pub(crate) fn audit<T: AsRef<str>>(lines: &[T]) -> Report {
    audit_with(&keys(), lines)
}

pub(crate) fn audit_with<T: AsRef<str>>(keys: &KeySet, lines: &[T]) -> Report {
    let mut audit = Audit::new(keys);
    lines.iter().for_each(|line| audit.line(line.as_ref()));
    audit.finish()
}

/// Puts the hash of what is there now into the last line, as whoever changed a dump would.
pub(crate) fn with_new_end(mut lines: Vec<String>) -> Vec<String> {
    lines.pop();
    let all: String = lines.iter().flat_map(|line| [line, "\n"]).collect();
    let entries = lines
        .iter()
        .filter(|line| line.contains("\"kind\":\"entry\""))
        .count();
    let sha256 = Hash::of_bytes(all.as_bytes());
    lines.push(format!(
        "{{\"entries\":{entries},\"kind\":\"end\",\"sha256\":\"{sha256}\"}}"
    ));
    lines
}

/// Changes a line's JSON, with everything else as it should be for that.
pub(crate) fn with_line(lines: &[String], index: usize, change: impl Fn(&mut Value)) -> Vec<String> {
    let mut lines = lines.to_vec();
    let mut value: Value = serde_json::from_str(&lines[index]).expect("JSON");
    change(&mut value);
    lines[index] = serde_json_canonicalizer::to_string(&value).expect("JSON");
    with_new_end(lines)
}

/// Where in the usual dump an entry stands: after four lines of head, with a checkpoint before the first and fourth.
pub(crate) fn line_of(seq: usize) -> usize {
    5 + seq + usize::from(seq >= 3)
}

pub(crate) fn problems(report: &Report) -> Vec<&Problem> {
    report.findings.iter().map(|finding| &finding.problem).collect()
}

/// The problems found with one entry.
pub(crate) fn with_entry(report: &Report, seq: u64) -> Vec<&Problem> {
    report
        .findings
        .iter()
        .filter(|it| it.seq == Some(seq))
        .map(|it| &it.problem)
        .collect()
}
