//! Programs of the tests that kill something or measure it: compiled as it is served, in release, and run.

use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::ValueEnum;

use crate::{bundle, child, place, tools};

/// What can be killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Killed {
    /// `consent serve`, on SQLite and on PostgreSQL
    Server,
}

/// What can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Measured {
    /// `consent serve`, on SQLite and on PostgreSQL
    Server,
    /// Reading consent strings, beside IAB Tech Lab's libraries and the Rust crates
    Strings,
    /// What a visitor waits for and downloads, beside what else is on npm (some minutes; leave the machine alone)
    Page,
}

/// Kills it again and again.
pub(crate) fn faults(subject: Killed, args: &[String]) -> Result<ExitCode> {
    match subject {
        Killed::Server => server("server-faults", args, args.iter().any(|arg| arg == "--postgres")),
    }
}

/// Measures it.
pub(crate) fn bench(subject: Measured, args: &[String]) -> Result<ExitCode> {
    match subject {
        Measured::Server => server("server-bench", args, shows_postgres(args)),
        Measured::Strings => beside_others("strings", args),
        Measured::Page => page(args),
    }
}

/// Compiles a program that runs a whole server, and runs it with these arguments.
fn server(name: &str, args: &[String], needs_postgres: bool) -> Result<ExitCode> {
    if needs_postgres {
        tools::ensure_postgres()?;
    }
    bundle::run()?;
    let build = format!("build --release --quiet {} --bin {name}", child::TOGETHER);
    child::run(&mut child::cargo(&build))?;
    let mut command = child::program(place::target().join("release").join(name), args);
    if let Some(postgres) = tools::postgres() {
        command.env("CONSENT_POSTGRES", postgres);
    }
    let status = command
        .status()
        .with_context(|| format!("cannot start `{}`", child::told(&command)))?;
    Ok(ExitCode::from(u8::from(!status.success())))
}

/// In a real browser.
fn page(args: &[String]) -> Result<ExitCode> {
    tools::ensure_browser()?;
    beside_others("page", args)
}

/// Cargo itself runs a bench: what it is held against is compiled and fetched for nothing else.
fn beside_others(name: &str, args: &[String]) -> Result<ExitCode> {
    tools::ensure_npm_packages()?;
    bundle::run()?;
    let mut command = child::cargo(&format!("bench --quiet {} --bench {name} --", child::TOGETHER));
    if let Some(browser) = tools::browser() {
        command.env("CONSENT_CHROMIUM", browser);
    }
    let status = command.args(args).status().context("cannot start cargo")?;
    Ok(ExitCode::from(u8::from(!status.success())))
}

/// Figures are shown side by side unless one engine is asked for.
fn shows_postgres(args: &[String]) -> bool {
    !args.iter().any(|arg| arg.ends_with("sqlite"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_is_installed_only_for_who_uses_it() {
        let args = |text: &str| -> Vec<String> { text.split_whitespace().map(str::to_owned).collect() };
        assert!(shows_postgres(&args("--seconds 1")));
        assert!(!shows_postgres(&args("--only sqlite")));
        assert!(!shows_postgres(&args("--only=sqlite")));
    }
}
