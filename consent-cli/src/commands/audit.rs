//! `consent audit`: a real browser visits a site before and after every choice, and what it does is judged.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use clap::{Args, ValueEnum};
use consent_server::stats::Day;
use tokio::sync::Semaphore;

use super::Report;
use crate::Refusal;
use crate::audit::{self, Audit as Audited, BrowserOptions, Declared, Pace, Severity, Tick};
use crate::backend::log::Progress;
use crate::backend::{Obstacle, block_on};
use crate::check;

/// Visits a site with a real browser, before and after every choice, and tells what it stores and whom it asks
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  consent audit https://example.se/ https://example.se/contact
  consent audit https://example.se/ --policy consent.json --html report.html --fail-on warning
  consent audit https://example.se/ --json | jq '.findings[] | {rule, phase, subject, initiator}'

Pages of one origin are visited as one site: the choice is made on the first and holds on all. A banner of Consent,
vanilla-cookieconsent, Klaro, tarteaucitron.js, c15t, Cookiebot, OneTrust, Didomi, HubSpot, CookieYes or Osano is
answered by its own buttons. docs/audit.md explains every rule.

Exit codes: 0 nothing that bad, 1 findings, 2 wrong use, no browser, or a page that cannot be loaded.")]
pub(super) struct Audit {
    /// Pages to visit
    #[arg(value_name = "URL", required = true)]
    addresses: Vec<String>,
    /// The site's policy.json or consent.json; found by itself where the banner is Consent's
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
    /// The browser; one of Chromium's family is found by itself
    #[arg(long, value_name = "PATH")]
    browser: Option<PathBuf>,
    /// Run the browser without its sandbox, which some containers do not allow
    #[arg(long)]
    no_sandbox: bool,
    /// From which severity on the exit code is 1
    #[arg(long, value_name = "SEVERITY", default_value = "error")]
    fail_on: FailOn,
    /// Print one JSON object instead of text
    #[arg(long)]
    pub(super) json: bool,
    /// Write a report for people: one HTML file
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Write the findings as SARIF 2.1.0
    #[arg(long, value_name = "FILE")]
    sarif: Option<PathBuf>,
    /// Write the findings as JUnit's XML
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
    /// Write a first consent.json from what was seen on the first site
    #[arg(long, value_name = "FILE")]
    init: Option<PathBuf>,
    /// Milliseconds that a page is watched after it has come to rest
    #[arg(long, value_name = "MS", default_value_t = 2000)]
    stay: u64,
    /// Seconds after which a page is not waited for any more
    #[arg(long, value_name = "S", default_value_t = 20)]
    timeout: u64,
    /// Visitors at a time; as many as the machine has processors when left out
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
}

/// From which severity on the command fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Note,
    Never,
}

impl FailOn {
    const fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Note => Some(Severity::Note),
            Self::Never => None,
        }
    }
}

/// Counts phases for who watches.
#[derive(Debug)]
struct Counting(Progress);

impl Tick for Counting {
    fn phase(&self) {
        self.0.add(1);
    }
}

impl Audit {
    pub(super) fn run(&self) -> Result<Report, Refusal> {
        let sites = audit::sites(&self.addresses)?;
        let named = self.policy.as_deref().map(declared).transpose()?;
        let jobs = self
            .jobs
            .or_else(|| thread::available_parallelism().ok().map(usize::from))
            .unwrap_or(2)
            .max(1);
        let phases = u64::try_from(sites.len() * 5).unwrap_or(0);
        let pace = Pace {
            limit: Duration::from_secs(self.timeout.max(1)),
            stay: Duration::from_millis(self.stay),
            seats: Arc::new(Semaphore::new(jobs)),
            tick: Arc::new(Counting(Progress::begin(Some(phases), "visiting"))),
        };
        let browser = BrowserOptions {
            program: self.browser.clone(),
            without_sandbox: self.no_sandbox,
        };
        let seen = block_on(async {
            tokio::select! {
                seen = audit::visit(&sites, &browser, &pace) => seen,
                // So that the browser goes too, and leaves nothing behind.
                _ = tokio::signal::ctrl_c() => Err(Obstacle::new("interrupted", "start again to have all of it")),
            }
        })??;
        drop(pace);
        let mut judged = Vec::new();
        for seen in seen {
            let own = seen
                .policy
                .as_deref()
                .and_then(|text| Declared::from_json(text).ok());
            judged.push((seen, named.clone().or(own)));
        }
        let audited = audit::judge(judged);
        self.write(&audited)?;
        let fails = self.fail_on.severity();
        Ok(Report {
            text: if self.json {
                format!("{:#}", audit::json(&audited))
            } else {
                audit::table(&audited)
            },
            is_good: !audited
                .findings
                .iter()
                .any(|finding| fails.is_some_and(|least| finding.severity <= least)),
        })
    }

    fn write(&self, audited: &Audited) -> Result<(), Obstacle> {
        let today = today();
        let write = |file: &Option<PathBuf>, text: &dyn Fn() -> String| match file {
            Some(file) => fs::write(file, text()).map_err(|error| Obstacle::unwritable(file, &error)),
            None => Ok(()),
        };
        write(&self.html, &|| audit::html(audited, &today))?;
        write(&self.sarif, &|| format!("{:#}\n", audit::sarif(audited)))?;
        write(&self.junit, &|| audit::junit(audited, self.fail_on.severity()))?;
        if let Some(site) = audited.sites.first() {
            write(&self.init, &|| {
                format!("{:#}\n", audit::first_config(site, &today))
            })?;
        }
        Ok(())
    }
}

/// Reads what the site declares, in either of its forms.
fn declared(file: &Path) -> Result<Declared, Refusal> {
    let mend = "name the policy.json that `consent build` wrote, or the site's consent.json";
    let text = fs::read_to_string(file).map_err(|error| Obstacle::unreadable(file, &error, mend))?;
    let is_built =
        serde_json::from_str::<serde_json::Value>(&text).is_ok_and(|one| one.get("policy").is_some());
    if is_built {
        return Ok(Declared::from_json(&text)?);
    }
    Ok(Declared::from_config(&check(file)?))
}

fn today() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Day::of_millis(u64::try_from(since.as_millis()).unwrap_or(0)).to_string()
}
