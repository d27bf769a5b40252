//! Every check there is, the quickest first; the first that fails ends it.
//!
//! Compiling is what costs here. Each large dependency is compiled once to be run and once to be checked against:
//! all native steps name the same packages in one go (see [`child::TOGETHER`]), and the few that must differ (the
//! bare core, the page) have few dependencies.

use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::{bundle, child, pages, place, sizes, tools};

/// What runs in the page.
const PAGE: &str = "-p consent-wasm --target wasm32-unknown-unknown --no-default-features";
/// The same where its unit tests run; what follows `yew` is tested with all packages.
const PAGE_HERE: &str = "-p consent-wasm --no-default-features --features engine,iab,import";
/// The core without the parts that only tools need.
const CORE: &str = "-p consent-core --no-default-features";
/// What only a browser runs of the configurator; the rest of it is linted and tested with all packages.
const CONFIGURATOR: &str = "-p consent-configurator --target wasm32-unknown-unknown";
/// A target that has no standard library at all.
const BARE: &str = "wasm32v1-none";

/// Runs the steps up to the first failure and ends with one line: how many tests passed and failed.
pub(crate) fn run(quick: bool) -> ExitCode {
    let mut tests = Tally::default();
    let outcome = steps(quick, &mut tests);
    if let Err(fault) = &outcome {
        eprintln!("error: {fault:#}");
    }
    println!("{} passed, {} failed", tests.passed, tests.failed);
    ExitCode::from(u8::from(outcome.is_err()))
}

fn steps(quick: bool, tests: &mut Tally) -> Result<()> {
    let start = Instant::now();
    let journeys = if quick { "--exclude consent-tests" } else { "" };
    let packages = &format!("{} {journeys}", child::TOGETHER);

    step("format", || cargo("fmt --all --check"))?;
    if !quick {
        // Early: a browser that cannot be had should not be news after ten minutes.
        step("tools from outside", tools::ensure)?;
        step("types of the page's scripts", page_types)?;
    }
    step("bundle", bundle::run)?;
    if !quick {
        step("configurator", || pages::CONFIGURATOR.build())?;
        step("yew app", || pages::YEW_APP.build())?;
    }

    step("lints", || clippy(&format!("{packages} --all-targets")))?;
    step("lints of the bare core", || clippy(CORE))?;
    step("lints of the engine", || {
        clippy(&format!("{PAGE} --features engine"))
    })?;
    step("lints of what tells in the IAB's strings", || {
        clippy(&format!("{PAGE} --features iab"))
    })?;
    step("lints of the import", || {
        clippy(&format!("{PAGE} --features import"))
    })?;
    step("lints of the banner", || {
        clippy(&format!("{PAGE} --features banner"))
    })?;
    if !quick {
        step("lints of the configurator", || clippy(CONFIGURATOR))?;
    }
    step("lints of xtask", || clippy("-p xtask --all-targets"))?;
    step("the core needs no standard library", || {
        tools::ensure_rust_target(BARE)?;
        cargo(&format!("check {CORE} --target {BARE}"))
    })?;

    step("tests of xtask", || test("-p xtask", tests))?;
    step("tests of the bare core", || test(CORE, tests))?;
    step("tests of the page's modules", || test(PAGE_HERE, tests))?;
    step(if quick { "tests" } else { "tests and journeys" }, || {
        test(packages, tests)
    })?;
    if !quick {
        step("documentation", || {
            let mut doc = child::cargo(&format!("doc --no-deps {packages}"));
            child::run(doc.env("RUSTDOCFLAGS", "-D warnings"))
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

fn cargo(line: &str) -> Result<()> {
    child::run(&mut child::cargo(line))
}

fn clippy(packages: &str) -> Result<()> {
    cargo(&format!("clippy {packages} -- -D warnings"))
}

/// The bundle only strips types; whether they hold is asked here.
fn page_types() -> Result<()> {
    let compiler = place::root().join("tests/node_modules/typescript/bin/tsc");
    for scripts in ["loader", "engine", "iab", "import", "npm", "record", "embed"] {
        let mut node = child::program("node", [compiler.as_path()]);
        child::run(node.arg("--project").arg(place::page().join(scripts)))?;
    }
    Ok(())
}

/// Unit, integration and documentation tests of these packages.
fn test(packages: &str, tests: &mut Tally) -> Result<()> {
    let mut command = child::cargo(&format!("test --no-fail-fast {packages}"));
    if let Some(browser) = tools::browser() {
        command.env("CONSENT_CHROMIUM", browser);
    }
    if let Some(postgres) = tools::postgres() {
        command.env("CONSENT_POSTGRES", postgres);
    }
    if !child::follow(&mut command, |line| tests.add(line))? {
        bail!("`{}` failed", child::told(&command));
    }
    Ok(())
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
