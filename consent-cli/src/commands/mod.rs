//! What each subcommand takes, does and says; 0 when all is well, 1 for faults in what was looked at, 2 for anything else.

#[cfg(feature = "audit")]
mod audit;
mod build;
mod catalogue;
mod check;
mod diff;
mod encode;
mod explain;
mod language;
mod log;
mod print;
mod scan;
mod schema;
mod serve;
mod shell;
mod table;
mod verify;

use std::process::ExitCode;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Parser, Subcommand};

use crate::Refusal;
use language::language;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

const EXAMPLES: &str = "\
Examples:
  consent check consent.json
  consent build consent.json --out public/consent
  consent verify '1.uVn3…' --policy public/consent/policy.json

Exit codes: 0 all is well, 1 what was looked at has faults, 2 wrong use or a file that cannot be read or written.";

/// Cookie consent from one file: checks a site's consent.json, compiles it into what the site serves, records what
/// visitors decide, and proves it
#[derive(Debug, Parser)]
#[command(name = "consent", version, styles = STYLES, after_help = EXAMPLES, arg_required_else_help = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Says every fault in a config at once, each with its place and a way to mend it
    Check(check::Check),
    /// Compiles a config into static files for any web server
    Build(build::Build),
    /// Says what differs between two configs of a site, and whether those who have answered are asked again
    Diff(diff::Diff),
    /// Says why something runs or is held for a visitor, as the page's why() does
    Explain(explain::Explain),
    /// Reads a policy text or a site's HTML, and says what it names, what it leaves out and what would run too early
    Scan(scan::Scan),
    /// Prints the JSON schema of consent.json, for editors
    Schema(schema::Schema),
    /// Says what is known about services, their cookies and their storage keys
    Catalogue(catalogue::CatalogueArguments),
    /// Records what visitors decide, proves it, and verifies it
    Serve(Box<serve::Serve>),
    /// Tells whether a consent string, a receipt or a Cookie header may be relied on, without any server
    Verify(verify::Verify),
    /// Writes the text that says the given fields: a consent string, or a string of another system
    Encode(encode::Encode),
    /// Writes out a site's whole log, and checks one
    Log(log::Log),
    /// Prints what a shell needs to complete this command's words
    Completions(shell::Completions),
    /// Prints the manual page, or writes one for each command into a folder
    Man(shell::Man),
    /// Visits a site with a real browser, before and after every choice, and tells what it stores and whom it asks
    #[cfg(feature = "audit")]
    Audit(Box<audit::Audit>),
}

/// What a command has found.
#[derive(Debug)]
struct Report {
    /// What it says about it; nothing when it has been said already.
    text: String,
    /// Whether all is well.
    is_good: bool,
}

impl From<String> for Report {
    fn from(text: String) -> Self {
        Self { text, is_good: true }
    }
}

impl Cli {
    /// Does what was asked, says how it went, and returns the exit code.
    #[must_use]
    pub fn run(self) -> ExitCode {
        let (outcome, json) = match &self.command {
            Command::Check(check) => (check.run().map(Report::from), check.json),
            Command::Build(build) => (build.run().map(Report::from), build.json),
            Command::Diff(diff) => (diff.run(), diff.json),
            Command::Explain(explain) => (explain.run(), explain.json),
            Command::Scan(scan) => (scan.run(), scan.json),
            Command::Schema(schema) => (schema.run().map(Report::from), false),
            Command::Catalogue(catalogue) => (catalogue.run(), catalogue.json()),
            Command::Serve(serve) => (serve.run(), false),
            Command::Verify(verify) => (verify.run(), verify.json),
            Command::Encode(encode) => (encode.run().map(Report::from), false),
            Command::Log(log) => (log.run(), log.json()),
            Command::Completions(completions) => (Ok(completions.run()), false),
            Command::Man(man) => (man.run(), false),
            #[cfg(feature = "audit")]
            Command::Audit(audit) => (audit.run(), audit.json),
        };
        match outcome {
            Ok(report) => {
                print::out(&report.text);
                ExitCode::from(u8::from(!report.is_good))
            }
            Err(refusal) => {
                if json {
                    print::out(&print::refusal_json(&refusal));
                } else {
                    print::error(&print::refusal(&refusal));
                }
                ExitCode::from(if matches!(refusal, Refusal::Faults { .. }) {
                    1
                } else {
                    2
                })
            }
        }
    }
}
