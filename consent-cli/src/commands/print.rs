//! How the command speaks: for people with colours where a terminal shows them, or as one JSON object.

use std::fmt::Write as _;
use std::io::Write as _;

use clap::builder::styling::{AnsiColor, Style};
use serde_json::{Value, json};

use crate::Refusal;
use crate::refusal::counted;

const BAD: Style = AnsiColor::Red.on_default().bold();
const PLACE: Style = AnsiColor::Cyan.on_default().bold();
const GOOD: Style = AnsiColor::Green.on_default().bold();

/// Prints a report. Whoever reads it may have gone, which is not our fault to report.
pub(super) fn out(text: &str) {
    if text.is_empty() {
        return;
    }
    let _ = writeln!(anstream::stdout(), "{}", text.trim_end());
}

/// Prints what went wrong, apart from what other programs read.
pub(super) fn error(text: &str) {
    let _ = writeln!(anstream::stderr(), "{}", text.trim_end());
}

/// Marks a text as good news.
pub(super) fn good(text: &str) -> String {
    format!("{GOOD}{text}{GOOD:#}")
}

/// Marks a text as bad news.
pub(super) fn bad(text: &str) -> String {
    format!("{BAD}{text}{BAD:#}")
}

/// Marks a text as a place in a file.
pub(super) fn place(text: &str) -> String {
    format!("{PLACE}{text}{PLACE:#}")
}

/// Writes a refusal for people: every fault with its place, its reason and a way to mend it.
pub(super) fn refusal(refusal: &Refusal) -> String {
    let mut text = format!("{BAD}error:{BAD:#} ");
    let Refusal::Faults { file, faults } = refusal else {
        let _ = write!(text, "{refusal}");
        return text;
    };
    let _ = writeln!(text, "{} has {}", file.display(), counted(faults.len()));
    for fault in faults {
        let at = if fault.path.is_empty() {
            "the whole file"
        } else {
            &fault.path
        };
        let _ = write!(
            text,
            "\n  {}\n    {}\n    mend: {}\n",
            place(at),
            fault.reason,
            fault.mend
        );
    }
    text
}

/// Writes a refusal for programs.
pub(super) fn refusal_json(refusal: &Refusal) -> String {
    let faults: Vec<Value> = refusal
        .faults()
        .iter()
        .map(|fault| json!({ "path": fault.path, "reason": fault.reason, "mend": fault.mend }))
        .collect();
    let value = match refusal {
        Refusal::Faults { file, .. } => json!({ "ok": false, "file": file, "faults": faults }),
        other => json!({ "ok": false, "error": other.to_string(), "faults": faults }),
    };
    format!("{value:#}")
}
