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
        Measured::Strings => strings(args),
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

/// Cargo itself runs a bench: the crates it is held against are compiled for nothing else.
fn strings(args: &[String]) -> Result<ExitCode> {
    tools::ensure_npm_packages()?;
    bundle::run()?;
    let mut command = child::cargo(&format!("bench --quiet {} --bench strings --", child::TOGETHER));
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
