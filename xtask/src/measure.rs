//! Programs of the tests that run a whole server: kills it, or measures it. As fast as it is served: in release.

use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::ValueEnum;

use crate::{bundle, child, place, tools};

/// What is killed or measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Subject {
    /// `consent serve`, on SQLite and on PostgreSQL
    Server,
}

/// What is done to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trial {
    Faults,
    Bench,
}

/// Compiles the program and runs it with these arguments.
pub(crate) fn run(trial: Trial, subject: Subject, args: &[String]) -> Result<ExitCode> {
    let name = program(trial, subject);
    if needs_postgres(trial, args) {
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

const fn program(trial: Trial, subject: Subject) -> &'static str {
    match (trial, subject) {
        (Trial::Faults, Subject::Server) => "server-faults",
        (Trial::Bench, Subject::Server) => "server-bench",
    }
}

/// Figures are shown side by side unless one engine is asked for; faults are those of a file unless it is said.
fn needs_postgres(trial: Trial, args: &[String]) -> bool {
    match trial {
        Trial::Faults => args.iter().any(|arg| arg == "--postgres"),
        Trial::Bench => !args.iter().any(|arg| arg.ends_with("sqlite")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_is_installed_only_for_who_uses_it() {
        let args = |text: &str| -> Vec<String> { text.split_whitespace().map(str::to_owned).collect() };
        assert!(!needs_postgres(Trial::Faults, &args("--kills 3")));
        assert!(needs_postgres(Trial::Faults, &args("--kills 3 --postgres")));
        assert!(needs_postgres(Trial::Bench, &args("--seconds 1")));
        assert!(!needs_postgres(Trial::Bench, &args("--only sqlite")));
        assert!(!needs_postgres(Trial::Bench, &args("--only=sqlite")));
    }
}
