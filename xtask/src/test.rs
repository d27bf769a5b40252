//! Every check there is, in the order in which they tell most for the least time.
//!
//! Compiling is what costs here, so each large dependency is compiled once to run and once to be checked against.
//! Cargo merges the features of the packages it is asked for, and another merge compiles the dependencies again;
//! hence all steps name the same packages in one go. Only xtask stays apart: it was compiled by itself to get here.

use std::process::{Command, ExitCode};
use std::time::Instant;

use anyhow::{Result, bail};

use crate::{bundle, child, sizes, tools};

/// Everything that is compiled together.
const ALL: &[&str] = &["--workspace", "--exclude", "xtask"];
/// The same without the journeys in a browser.
const WITHOUT_JOURNEYS: &[&str] = &["--workspace", "--exclude", "xtask", "--exclude", "consent-tests"];
/// What runs in the page.
const PAGE: &[&str] = &[
    "-p",
    "consent-wasm",
    "--target",
    "wasm32-unknown-unknown",
    "--no-default-features",
];
/// A target that has no standard library at all.
const BARE: &str = "wasm32v1-none";

/// Runs the steps up to the first failure and ends with one line: how many tests passed and failed.
pub(crate) fn run(quick: bool) -> Result<ExitCode> {
    let mut tests = Tally::default();
    let outcome = steps(quick, &mut tests);
    if let Err(fault) = &outcome {
        eprintln!("{fault:#}");
    }
    println!("{} passed, {} failed", tests.passed, tests.failed);
    Ok(if outcome.is_ok() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn steps(quick: bool, tests: &mut Tally) -> Result<()> {
    let packages = if quick { WITHOUT_JOURNEYS } else { ALL };
    let start = Instant::now();

    step("format", || {
        child::run(&mut child::cargo(["fmt", "--all", "--check"]))
    })?;
    step("bundle", bundle::run)?;

    step("lints", || clippy(&[packages, &["--all-targets"]].concat()))?;
    step("lints of the bare core", || {
        clippy(&["-p", "consent-core", "--no-default-features"])
    })?;
    step("lints of the engine", || {
        clippy(&[PAGE, &["--features", "engine"]].concat())
    })?;
    step("lints of the banner", || {
        clippy(&[PAGE, &["--features", "banner"]].concat())
    })?;
    step("lints of xtask", || clippy(&["-p", "xtask", "--all-targets"]))?;
    step("the core needs no standard library", || {
        tools::ensure_rust_target(BARE)?;
        child::run(&mut child::cargo([
            "check",
            "-p",
            "consent-core",
            "--no-default-features",
            "--target",
            BARE,
        ]))
    })?;

    step("tests of xtask", || test(&["-p", "xtask"], tests))?;
    step("tests of the bare core", || {
        test(&["-p", "consent-core", "--no-default-features"], tests)
    })?;
    if quick {
        step("tests", || test(packages, tests))?;
    } else {
        step("tools from outside", || {
            tools::ensure_browser().and_then(|()| tools::ensure_npm_packages())
        })?;
        step("tests and journeys", || test(packages, tests))?;
        step("documentation", || {
            let mut doc = child::cargo(["doc", "--no-deps", "--quiet"]);
            child::run(doc.args(packages).env("RUSTDOCFLAGS", "-D warnings"))
        })?;
        step("sizes", || match sizes::weigh_site(false)? {
            ExitCode::SUCCESS => Ok(()),
            _ => bail!("over budget"),
        })?;
    }
    eprintln!("all steps passed in {:.0} s", start.elapsed().as_secs_f32());
    Ok(())
}

/// Runs one step and tells how long it took; a failure carries its name.
fn step(name: &str, run: impl FnOnce() -> Result<()>) -> Result<()> {
    eprintln!("\n== {name}");
    let start = Instant::now();
    let outcome = run();
    let seconds = start.elapsed().as_secs_f32();
    eprintln!(
        "== {name}: {} ({seconds:.1} s)",
        if outcome.is_ok() { "passed" } else { "failed" }
    );
    outcome.map_err(|fault| fault.context(format!("the step \"{name}\" failed")))
}

fn clippy(args: &[&str]) -> Result<()> {
    let mut clippy = child::cargo(["clippy", "--quiet"]);
    child::run(clippy.args(args).args(["--", "-D", "warnings"]))
}

/// Unit, integration and documentation tests of these packages.
fn test(args: &[&str], tests: &mut Tally) -> Result<()> {
    let mut command = child::cargo(["test", "--no-fail-fast"]);
    command.args(args);
    with_browser(&mut command);
    if !child::follow(&mut command, |line| tests.add(line))? {
        bail!("`{}` failed", child::told(&command));
    }
    Ok(())
}

/// Names the browser to the journeys, if there is one.
fn with_browser(command: &mut Command) {
    if let Some(browser) = tools::browser() {
        command.env("CONSENT_CHROMIUM", browser);
    }
}

/// Tests counted over all summaries.
#[derive(Debug, Default, PartialEq)]
struct Tally {
    passed: usize,
    failed: usize,
}

impl Tally {
    /// Takes in `test result: ok. 12 passed; 0 failed; …`; any other line changes nothing.
    fn add(&mut self, line: &str) {
        let Some((_, counts)) = line.split_once("test result: ") else {
            return;
        };
        let count = |word: &str| {
            let before = counts.split_once(word).map_or("", |(before, _)| before);
            before
                .rsplit(' ')
                .next()
                .and_then(|number| number.parse::<usize>().ok())
                .unwrap_or(0)
        };
        self.passed += count(" passed");
        self.failed += count(" failed");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summaries_add_up_and_other_lines_do_not_count() {
        let mut tests = Tally::default();
        for line in [
            "running 3 tests",
            "test a ... ok",
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.02s",
            "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 4 filtered out; finished in 1.00s",
            "test result: \u{1b}[32mok\u{1b}[m. 100 passed; 0 failed; 0 ignored",
            "99 passed, 1 failed",
            "test result: nonsense",
        ] {
            tests.add(line);
        }
        assert_eq!(
            tests,
            Tally {
                passed: 115,
                failed: 2
            }
        );
    }

    #[test]
    fn a_failed_step_is_named() {
        let fault = step("format", || bail!("not formatted")).unwrap_err();
        assert_eq!(format!("{fault:#}"), "the step \"format\" failed: not formatted");
    }
}
