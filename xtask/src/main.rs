//! `cargo xtask`: the chores of this repository, with nothing to install first.

mod bundle;
mod child;
mod conformance;
mod demo;
mod loader;
mod measure;
mod npm;
mod pages;
mod pictures;
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

use measure::{Killed, Measured};

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
    /// Compiles the configurator's page into target/configurator, for the demo or any other web server
    Configurator,
    /// Writes the npm package for bundled applications into target/npm, ready for `npm pack`
    Npm,
    /// Takes the documents' pictures again, in a real browser
    Pictures,
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
        subject: Killed,
        /// Passed on to the program (try `--help` after the subject)
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Measures: a server’s records and receipts, how fast consent strings are read, or what a page’s visitor waits for
    Bench {
        /// What is measured
        subject: Measured,
        /// Passed on to the program (try `--help` after the subject)
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Reads and writes IAB's strings with ours and with IAB Tech Lab's own libraries, which must say the same
    Conformance {
        /// How many strings each way
        #[arg(long, default_value_t = 20_000, value_parser = clap::value_parser!(u32).range(1..))]
        strings: u32,
    },
    /// Checks everything: format, lints, tests, documentation, journeys in a real browser, sizes
    Test {
        /// Leave out what needs a browser or takes long: journeys, documentation, sizes
        #[arg(long)]
        quick: bool,
    },
    /// Compiles the example of a yew app into target/yew, which the demo serves beside a site's script
    Yew,
}

fn main() -> ExitCode {
    let outcome = match Chores::parse().chore {
        Chore::Bundle => bundle::run().map(|()| ExitCode::SUCCESS),
        Chore::Configurator => pages::CONFIGURATOR.build().map(|()| ExitCode::SUCCESS),
        Chore::Yew => pages::YEW_APP.build().map(|()| ExitCode::SUCCESS),
        Chore::Npm => npm::run().map(|package| {
            println!("{}", package.display());
            ExitCode::SUCCESS
        }),
        Chore::Pictures => pictures::run().map(|()| ExitCode::SUCCESS),
        Chore::Sizes { json } => sizes::run(json),
        Chore::Demo { args } => demo::run(&args),
        Chore::Faults { subject, args } => measure::faults(subject, &args),
        Chore::Bench { subject, args } => measure::bench(subject, &args),
        Chore::Conformance { strings } => conformance::run(strings).map(|()| ExitCode::SUCCESS),
        Chore::Test { quick } => Ok(test::run(quick)),
    };
    outcome.unwrap_or_else(|fault| {
        eprintln!("error: {fault:#}");
        ExitCode::FAILURE
    })
}
