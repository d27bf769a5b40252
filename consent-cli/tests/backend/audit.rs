//! Dumps and audits as the command makes them, and what stands at which byte.

use std::fs;

use serde_json::Value;

use crate::run::consent;
use crate::site::Site;

/// The site's log, exported into a file of that name.
pub(crate) fn exported(site: &Site, name: &str) -> String {
    let (data, out) = (site.path("consent.db"), site.path(name));
    let said = consent(&[
        "log",
        "export",
        "--data",
        &data,
        "--site",
        site.key(),
        "--out",
        &out,
    ]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(
        said.out.starts_with("exported") && said.err.is_empty(),
        "no bar without a terminal: {said:?}"
    );
    out
}

/// Keys as an auditor has fetched them.
pub(crate) fn keys_of(site: &Site) -> String {
    site.path("published-keys.json")
}

/// What the audit of a log finds; it must end with that code.
pub(crate) fn audited(log: &str, more: &[&str], code: i32) -> Value {
    let mut arguments = vec!["log", "verify", log, "--json"];
    arguments.extend(more);
    let said = consent(&arguments);
    assert_eq!(said.code, code, "{said:?}");
    let report = said.json();
    assert_eq!(report["ok"], code == 0);
    report
}

/// The same for a log without any fault.
pub(crate) fn sound(log: &str, more: &[&str]) -> Value {
    audited(log, more, 0)
}

/// Whether the report names a record, by place or by id.
pub(crate) fn is_named(report: &Value, seq: u64, id: &str) -> bool {
    let findings = report["findings"].as_array().unwrap();
    findings
        .iter()
        .any(|finding| finding["seq"] == seq || finding["id"] == id)
}

/// Which record's line of a dump a byte is in; none for lines of no record, and for line feeds, which part two.
pub(crate) fn record_of_byte(dump: &[u8], at: usize) -> Option<(u64, String)> {
    let begin = dump[..at]
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |feed| feed + 1);
    let end = at + dump[at..].iter().position(|byte| *byte == b'\n')?;
    if end == at {
        return None;
    }
    let line: Value = serde_json::from_slice(&dump[begin..end]).ok()?;
    Some((line["seq"].as_u64()?, line["id"].as_str()?.to_owned()))
}

/// A copy of the closed database with its seal, to be damaged.
pub(crate) fn copy_of_database(site: &Site) -> String {
    let copy = site.path("damaged.db");
    fs::copy(site.file("consent.db"), &copy).unwrap();
    fs::copy(site.file("consent.db.seal"), format!("{copy}.seal")).unwrap();
    copy
}
