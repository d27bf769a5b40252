//! `consent audit`, run as a command against what this machine serves: the demo's sites as they are, bad copies of them,
//! and pages with the banners of others. One browser for all sites of a run.

mod bad_copies;
mod clean;
mod other_systems;
mod pages;
pub(crate) mod served;
mod stand_ins;
mod trackers;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// What a run of the command came to.
struct Audited {
    code: Option<i32>,
    told: Value,
}

/// Runs the command.
fn command(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_documented_consent"))
        .args(arguments)
        .output()
        .expect("the command `consent`")
}

/// Audits pages; `more` stands behind the addresses.
fn audit(addresses: &[String], more: &[&str]) -> Audited {
    let browser = std::env::var("CONSENT_CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".into());
    let output: Output = Command::new(env!("CARGO_BIN_EXE_documented_consent"))
        .arg("audit")
        .args(addresses)
        .args([
            "--json",
            "--stay",
            "1200",
            "--timeout",
            "30",
            "--jobs",
            "4",
            "--browser",
            &browser,
        ])
        .args(more)
        .output()
        .expect("the command `consent`");
    let said = String::from_utf8_lossy(&output.stdout);
    let told = serde_json::from_str(&said)
        .unwrap_or_else(|fault| panic!("{fault}: {said}\n{}", String::from_utf8_lossy(&output.stderr)));
    Audited {
        code: output.status.code(),
        told,
    }
}

impl Audited {
    /// Findings on a site, but for remarks.
    fn faults(&self, origin: &str) -> Vec<&Value> {
        let all = self.told["findings"].as_array().expect("findings").iter();
        all.filter(|one| one["severity"] != "note" && text(&one["page"]).starts_with(origin))
            .collect()
    }

    /// A finding of that rule on that page in that phase about something, made by something.
    fn has(&self, page: &str, rule: &str, phase: &str, subject: &str, initiator: &str) {
        self.finding(page, rule, phase, subject, initiator);
    }

    /// The same, as an error.
    fn errs(&self, page: &str, rule: &str, phase: &str, subject: &str, initiator: &str) {
        let found = self.finding(page, rule, phase, subject, initiator);
        assert_eq!(found["severity"], "error", "{found:#?}");
    }

    fn finding(&self, page: &str, rule: &str, phase: &str, subject: &str, initiator: &str) -> &Value {
        let faults = self.faults(page);
        let found = faults.iter().find(|one| {
            one["page"] == page
                && one["rule"] == rule
                && one["phase"] == phase
                && text(&one["subject"]).contains(subject)
                && text(&one["initiator"]).contains(initiator)
                && !text(&one["message"]).is_empty()
        });
        found.unwrap_or_else(|| {
            panic!("{page}: no {rule} in {phase} about {subject} by {initiator}: {faults:#?}")
        })
    }

    fn site(&self, origin: &str) -> &Value {
        let all = self.told["sites"].as_array().expect("sites").iter();
        all.clone()
            .find(|site| origin.starts_with(text(&site["origin"])))
            .unwrap_or_else(|| panic!("{origin} was not visited: {:?}", self.told["sites"]))
    }

    /// Names of what was stored in a phase, each once.
    fn kept(&self, origin: &str, phase: &str) -> Vec<&str> {
        let all = self.told["cookies"].as_array().expect("cookies").iter();
        let mut names: Vec<&str> = all
            .filter(|one| {
                one["phase"] == phase && one["kept"] == true && text(&one["page"]).starts_with(origin)
            })
            .map(|one| text(&one["name"]))
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    fn phases_done(&self, origin: &str) -> usize {
        let all = self.site(origin)["phases"].as_array().expect("phases").iter();
        all.filter(|phase| phase["done"] == true).count()
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Copies a folder with everything in it.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let path: PathBuf = entry.expect("an entry").path();
        let there = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &there);
        } else {
            std::fs::copy(&path, &there).expect("a copy");
        }
    }
}
