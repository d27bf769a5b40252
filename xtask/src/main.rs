//! `cargo xtask`: the chores of this repository, with nothing to install first.

mod bundle;
mod child;
mod demo;
mod loader;
mod measure;
mod place;
mod script;
mod sizes;
mod style;
mod test;
mod tools;
mod trim;
mod wasm;
mod weight;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use measure::{Subject, Trial};

/// The chores of this repository.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Chores {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Debug, Subcommand)]
enum Chore {
    /// Compiles what runs in the page into target/bundle: loader, engine, banner, styles
    Bundle,
    /// Measures a built site against its budgets: raw, gzip and brotli
    Sizes {
        /// Print one JSON object instead of a table
        #[arg(long)]
        json: bool,
    },
    /// Serves the example sites and the third parties' stand-ins on this machine
    Demo {
        /// Passed on to the demo (try `-- --help`)
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Kills a server again and again while it is written to, and proves that nothing acknowledged is lost
    Faults {
        /// What is killed
        subject: Subject,
        /// Passed on to the program (try `--help` after the subject)
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Measures how many records are durable in a second and how many receipts are verified
    Bench {
        /// What is measured
        subject: Subject,
        /// Passed on to the program (try `--help` after the subject)
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Checks everything: format, lints, tests, documentation, journeys in a real browser, sizes
    Test {
        /// Leave out what needs a browser or takes long: journeys, documentation, sizes
        #[arg(long)]
        quick: bool,
    },
}

fn main() -> ExitCode {
    let outcome = match Chores::parse().chore {
        Chore::Bundle => bundle::run().map(|()| ExitCode::SUCCESS),
        Chore::Sizes { json } => sizes::run(json),
        Chore::Demo { args } => demo::run(&args),
        Chore::Faults { subject, args } => measure::run(Trial::Faults, subject, &args),
        Chore::Bench { subject, args } => measure::run(Trial::Bench, subject, &args),
        Chore::Test { quick } => Ok(test::run(quick)),
    };
    outcome.unwrap_or_else(|fault| {
        eprintln!("error: {fault:#}");
        ExitCode::FAILURE
    })
}
