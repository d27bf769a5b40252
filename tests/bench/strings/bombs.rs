//! Short strings that say much: who must write out every vendor of them needs seconds and gigabytes.
//!
//! Each is read once, by a process of its own that is ended when it takes too long.

use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::process::{Command, ExitCode, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use consent_core::strings::bits::BitWriter;
use consent_tests::peers::{Answer, Peers};
use serde_json::json;

use crate::readers;

/// The argument with which this program is one reader of one text.
const AS_READER: &str = "--read-once";

/// The most entries that a set can have.
const MOST: u16 = 4_095;

type Read = fn(&str) -> bool;

const OF_RUST: [(&str, &[(&str, Read)]); 2] = [
    (
        "tcf",
        &[
            ("ours", readers::tc_with_rules),
            ("lib_tcstring", readers::lib_tcstring),
            ("iab_gpp", readers::iab_gpp_europe),
        ],
    ),
    (
        "gpp",
        &[("ours", readers::gpp_with_rules), ("iab_gpp", readers::iab_gpp)],
    ),
];

/// A core up to its first set of vendors, of a platform that all readers accept.
fn head() -> BitWriter {
    let mut bits = BitWriter::new();
    bits.number(2u8, 6);
    bits.words([], 72);
    bits.number(880u16, 12);
    bits.words([], 123);
    bits
}

/// So many ranges of nearly every vendor.
fn ranges(bits: &mut BitWriter, count: u16) {
    bits.number(count, 12);
    for _ in 0..count {
        bits.flag(true);
        bits.number(1u16, 16);
        bits.number(65_534u16, 16);
    }
}

fn finish(mut bits: BitWriter) -> String {
    bits.pad_to(24);
    bits.into_text()
}

/// What is read: its name, whose format it is of, and its text.
fn bombs() -> [(&'static str, &'static str, String); 3] {
    let mut vendors = head();
    vendors.number(65_534u16, 16);
    vendors.flag(true);
    ranges(&mut vendors, MOST);
    vendors.words([], 17 + 12);

    let mut restrictions = head();
    restrictions.words([], 34);
    restrictions.number(1u8, 12);
    restrictions.number(2u8, 8);
    ranges(&mut restrictions, MOST);

    let vendors = finish(vendors);
    let platform = format!("DBABMA~{vendors}");
    [
        ("vendors", "tcf", vendors),
        ("restrictions", "tcf", finish(restrictions)),
        ("vendors in GPP", "gpp", platform),
    ]
}

/// The times of every reader on every string, as lines.
pub(crate) fn measured(limit: Duration) -> Result<String, String> {
    let mut lines = String::new();
    for (name, kind, text) in bombs() {
        let _ = write!(lines, "{:24}", format!("{name} ({})", text.len()));
        let of_rust = OF_RUST
            .iter()
            .filter(|(of, _)| *of == kind)
            .flat_map(|(_, readers)| *readers);
        for (reader, _) in of_rust {
            let _ = write!(
                lines,
                "  {reader} {}",
                told(once(kind, reader, &text, limit)?, limit)
            );
        }
        let of_node = if kind == "tcf" {
            &["iabtcf-es", "iabgpp-es"][..]
        } else {
            &["iabgpp-es"]
        };
        for library in of_node {
            let _ = write!(
                lines,
                "  {library} {}",
                told(once_by_node(library, &text, limit), limit)
            );
        }
        lines.push('\n');
    }
    Ok(lines)
}

/// What came of one reading.
#[derive(Clone, Copy, Debug)]
enum Outcome {
    Read(f64),
    Refused,
    Lost,
}

fn told(outcome: Outcome, limit: Duration) -> String {
    match outcome {
        Outcome::Read(milliseconds) => format!("{milliseconds:.2}"),
        Outcome::Refused => "refuses".into(),
        Outcome::Lost => format!("ended or over {} s", limit.as_secs()),
    }
}

fn once_by_node(library: &str, text: &str, limit: Duration) -> Outcome {
    let question = json!({"do": "time", "reader": library, "text": text, "milliseconds": 0.001});
    match Peers::start().ask(&question, limit) {
        Answer::Said(said) => said["nanoseconds"]
            .as_f64()
            .map_or(Outcome::Lost, |it| Outcome::Read(it / 1e6)),
        Answer::Refused(_) => Outcome::Refused,
        Answer::Lost => Outcome::Lost,
    }
}

/// Starts this program as one reader, and ends it when it takes too long.
fn once(kind: &str, reader: &str, text: &str, limit: Duration) -> Result<Outcome, String> {
    let broken = |error: std::io::Error| format!("a reader cannot be started: {error}");
    let program = std::env::current_exe().map_err(broken)?;
    let mut child = Command::new(program)
        .args([AS_READER, kind, reader])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(broken)?;
    let mut input = child.stdin.take().ok_or("its input is not connected")?;
    input.write_all(text.as_bytes()).map_err(broken)?;
    drop(input);
    let end = Instant::now() + limit;
    while child.try_wait().map_err(broken)?.is_none() {
        if Instant::now() >= end {
            child.kill().map_err(broken)?;
            child.wait().map_err(broken)?;
            return Ok(Outcome::Lost);
        }
        thread::sleep(Duration::from_millis(5));
    }
    let output = child.wait_with_output().map_err(broken)?;
    let said = String::from_utf8_lossy(&output.stdout);
    Ok(match said.trim() {
        "refused" => Outcome::Refused,
        said => said.parse().map_or(Outcome::Lost, Outcome::Read),
    })
}

/// Whether this process is to be one reader: then it reads a text once and says how many milliseconds that took.
pub(crate) fn as_reader() -> Option<ExitCode> {
    let mut args = std::env::args().skip(1);
    if args.next()? != AS_READER {
        return None;
    }
    let (kind, reader) = (args.next()?, args.next()?);
    let (_, readers) = OF_RUST.iter().find(|(of, _)| *of == kind)?;
    let (_, read) = readers.iter().find(|(name, _)| *name == reader)?;
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).ok()?;
    let began = Instant::now();
    if read(&text) {
        println!("{}", began.elapsed().as_secs_f64() * 1e3);
    } else {
        println!("refused");
    }
    Some(ExitCode::SUCCESS)
}
