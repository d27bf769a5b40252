//! `consent verify`: whether a string, a receipt or a Cookie header may be relied on, without any server.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, BufRead, Read as _};
use std::path::{Path, PathBuf};

use clap::Args;
use consent_server::verify::{Format, Reading, Severity, Verdict};

use super::{Report, print};
use crate::Refusal;
use crate::backend::{Obstacle, Sources};

/// No text that is verified is longer.
const LONGEST: u64 = 1024 * 1024;

/// Tells whether a consent string, a receipt or a Cookie header may be relied on, without any server
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  consent verify '1.uVn3…' --policy public/consent/policy.json
  consent verify receipt.json --keys keys.json --json
  consent verify 'CPXxRfAPXxRf…' --json
  consent verify --lines --policy policy.json < strings.txt

Keys are what the server has at /.well-known/consent-keys: fetch them once, and keep them where nobody else writes.

Exit codes: 0 valid, 1 invalid, 2 wrong use or a file that cannot be read.")]
pub(super) struct Verify {
    /// A consent string, a file with a receipt, a whole Cookie header, a string of another system (TCF, GPP, US
    /// Privacy, Additional Consent, Consent Mode, GPC, HubSpot, the cookies of another consent system), or - for standard input
    #[arg(
        value_name = "TEXT",
        required_unless_present = "lines",
        conflicts_with = "lines"
    )]
    text: Option<String>,
    /// The site's policy.json, as `consent build` writes it; repeat it for earlier ones, the one in force first
    #[arg(long = "policy", value_name = "FILE")]
    policies: Vec<PathBuf>,
    /// Public keys that receipts may be sealed with
    #[arg(long, value_name = "FILE")]
    keys: Option<PathBuf>,
    /// Print one JSON object instead of text
    #[arg(long)]
    pub(super) json: bool,
    /// Read one text a line from standard input, and print one JSON object a line
    #[arg(long)]
    lines: bool,
}

impl Verify {
    pub(super) fn run(&self) -> Result<Report, Refusal> {
        let sources = Sources::read(&self.policies, self.keys.as_deref())?;
        let Some(text) = &self.text else {
            return lines(&sources, io::stdin().lock(), io::stdout().lock());
        };
        let reading = sources.verify(&whole(text)?);
        let missing = ["policy-missing", "keys-missing"].map(|rule| {
            let of_rule = reading.findings.iter().find(|finding| finding.rule == rule);
            of_rule.map(|finding| finding.message.clone())
        });
        if let Some(message) = missing.into_iter().flatten().next() {
            return Err(Obstacle::new(message, "see `consent verify --help`").into());
        }
        Ok(Report {
            is_good: reading.verdict() == Verdict::Valid,
            text: if self.json {
                as_json(&reading)?
            } else {
                as_text(&reading)
            },
        })
    }
}

/// The text itself: from standard input, from the file of that name, or as it stands there.
fn whole(text: &str) -> Result<String, Obstacle> {
    if text == "-" {
        let file = Path::new("standard input");
        let mut read = String::new();
        return match io::stdin().lock().take(LONGEST).read_to_string(&mut read) {
            Ok(_) => Ok(read),
            Err(error) => Err(Obstacle::unreadable(file, &error, "")),
        };
    }
    let file = Path::new(text);
    if !file.is_file() {
        if file.extension().is_some_and(|kind| kind == "json") {
            let error = io::Error::from(io::ErrorKind::NotFound);
            return Err(Obstacle::unreadable(
                file,
                &error,
                "check the path of the receipt",
            ));
        }
        return Ok(text.to_owned());
    }
    fs::read_to_string(file).map_err(|error| Obstacle::unreadable(file, &error, "check the path"))
}

/// One object a line, in the order of the lines, so that the two can be laid side by side.
fn lines(sources: &Sources, mut from: impl BufRead, mut to: impl io::Write) -> Result<Report, Refusal> {
    let mut is_good = true;
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = (&mut from)
            .take(LONGEST)
            .read_until(b'\n', &mut line)
            .map_err(|error| Obstacle::unreadable(Path::new("standard input"), &error, ""))?;
        if read == 0 {
            break;
        }
        if !line.ends_with(b"\n") && read as u64 == LONGEST {
            return Err(Obstacle::new("a line is longer than 1 MiB", "give one text a line").into());
        }
        let reading = sources.verify(String::from_utf8_lossy(&line).trim_end());
        is_good &= reading.verdict() == Verdict::Valid;
        let said = serde_json::to_string(&reading).map_err(unwritable)?;
        if writeln!(to, "{said}").is_err() {
            // Whoever read along has gone, and has seen enough.
            break;
        }
    }
    Ok(Report {
        text: String::new(),
        is_good,
    })
}

fn as_json(reading: &Reading) -> Result<String, Obstacle> {
    serde_json::to_string_pretty(reading).map_err(unwritable)
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn unwritable(error: serde_json::Error) -> Obstacle {
    Obstacle::new(
        format!("the answer cannot be written: {error}"),
        "report it, with the text",
    )
}

fn as_text(reading: &Reading) -> String {
    let what = match reading.format {
        Some(Format::Consent) => "a consent string",
        Some(Format::Receipt) => "a receipt",
        Some(Format::TcfEuV1) => "a string of TCF 1",
        Some(Format::TcfEuV2) => "a TC string of IAB TCF",
        Some(Format::Gpp) => "a GPP string",
        Some(Format::UsPrivacy) => "a US Privacy string",
        Some(Format::GoogleAc) => "an Additional Consent string of Google",
        Some(Format::Hubspot) => "HubSpot's record of categories",
        Some(Format::GoogleConsentMode) => "a parameter of Google Consent Mode",
        Some(Format::Gpc) => "a signal of Global Privacy Control",
        Some(Format::Import(system)) => &format!("what {} left in a browser", system.name()),
        _ => "a text of no known format",
    };
    let verdict = match reading.verdict() {
        Verdict::Valid => print::good("valid:"),
        Verdict::Invalid => print::bad("invalid:"),
    };
    let mut text = format!("{verdict} {what}\n");
    for finding in &reading.findings {
        let severity = match finding.severity {
            Severity::Error => print::bad("error"),
            Severity::Warning => "warning".into(),
            Severity::Note => "note".into(),
        };
        let _ = writeln!(
            text,
            "\n  {}\n    {severity} {}: {}",
            print::place(&finding.source),
            finding.rule,
            finding.message
        );
    }
    if !reading.fields.is_null() {
        let _ = writeln!(text, "\n{:#}", reading.fields);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_answered_in_their_order() {
        let sources = Sources::read(&[], None).unwrap();
        let mut said = Vec::new();
        let report = lines(&sources, &b"1:true\n\nnonsense\n\xff\n1:false"[..], &mut said).unwrap();
        assert!(!report.is_good && report.text.is_empty());
        let said = String::from_utf8(said).unwrap();
        let verdicts: Vec<serde_json::Value> = said
            .lines()
            .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["verdict"].clone())
            .collect();
        assert_eq!(verdicts, ["valid", "invalid", "invalid", "invalid", "valid"]);
        assert!(lines(&sources, &b"1:true\n"[..], io::sink()).unwrap().is_good);
    }

    #[test]
    fn a_line_without_end_is_wrong_use() {
        let sources = Sources::read(&[], None).unwrap();
        let endless = vec![b'a'; LONGEST as usize + 1];
        let refusal = lines(&sources, &endless[..], io::sink()).unwrap_err();
        assert!(refusal.to_string().contains("longer than 1 MiB"), "{refusal}");
    }

    #[test]
    fn a_receipt_that_is_not_there_is_no_string() {
        assert!(
            whole("no/receipt.json")
                .unwrap_err()
                .to_string()
                .contains("check the path")
        );
        assert_eq!(whole("1.x").unwrap(), "1.x");
    }
}
