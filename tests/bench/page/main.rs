//! What a visitor waits for and downloads: ours beside what others have on npm, on the same page in the same browser.
//!
//! `cargo xtask bench page` runs it, in some minutes. Everybody's page is the same article with the same three held tags;
//! a phone of a quarter of this machine's power on “slow 4G” opens it for the first time, answers with a real click, and
//! comes back. In each round everybody comes once, in turns, so that whatever else the machine does falls on all alike;
//! the median of the rounds counts. Figures are for reading: no test depends on them.

mod contestants;
mod served;
mod table;
mod visit;

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};

use clap::Parser;
use consent_tests::{Stage, journey};

use contestants::Contestant;
use served::Draft;
use table::Table;
use visit::{Aim, visit};

/// Measures what a visitor waits for and downloads
#[derive(Clone, Debug, Parser)]
struct Bench {
    /// How many rounds
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..=99))]
    rounds: u16,
    /// Only these, and ours with one tag; names as in the table
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// What Cargo says to every program of its kind
    #[arg(long, hide = true)]
    bench: bool,
}

const BLANK: &str = "<!doctype html><title>Blank</title><link rel=\"icon\" href=\"data:,\">";

/// What is shown, a column each.
const COLUMNS: [&str; 8] = [
    "bytes",
    "requests",
    "question ms",
    "shift /1000",
    "yes ms",
    "no ms",
    "choices ms",
    "back, bytes",
];

/// Figures by contestant and column.
type Measured = BTreeMap<(&'static str, usize), Vec<f64>>;

fn main() -> ExitCode {
    let bench = Bench::parse();
    let outcome = Mutex::new(Ok(()));
    journey(async |stage| {
        let told = run(stage, &bench).await;
        *outcome.lock().unwrap_or_else(PoisonError::into_inner) = told;
    });
    match outcome.into_inner().unwrap_or_else(PoisonError::into_inner) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("error: {fault}");
            ExitCode::FAILURE
        }
    }
}

async fn run(stage: &Stage, bench: &Bench) -> Result<(), String> {
    let mut draft = Draft::default();
    let mut all = contestants::all(&mut draft);
    all.retain(|one| {
        bench.only.is_empty() || one.name == "consent" || bench.only.iter().any(|name| name == one.name)
    });
    draft.put("/blank.html".into(), BLANK.as_bytes());
    let at = draft.serve().await;
    let mut measured = Measured::new();
    for round in 0..usize::from(bench.rounds) {
        eprintln!("round {} of {}", round + 1, bench.rounds);
        for one in all.iter().cycle().skip(round).take(all.len()) {
            measure(stage, &at, one, &mut measured).await?;
        }
    }
    println!(
        "\nmedians of {} rounds; bytes are brotli's, with heads and the page itself",
        bench.rounds
    );
    print!("{}", Table::of(&all, measured));
    Ok(())
}

async fn measure(stage: &Stage, at: &str, one: &Contestant, measured: &mut Measured) -> Result<(), String> {
    let mut note = |column: usize, figure: Option<f64>| {
        if let Some(figure) = figure {
            measured.entry((one.name, column)).or_default().push(figure);
        }
    };
    let (accepted, back) = visit(stage, at, one, Aim::Accept).await?;
    let (rejected, _) = visit(stage, at, one, Aim::Reject).await?;
    let (chosen, _) = visit(stage, at, one, Aim::Choose).await?;
    for first in [&accepted, &rejected, &chosen] {
        note(2, first.notice);
        note(3, Some(first.moved * 1000.0));
    }
    note(0, Some(accepted.bytes));
    note(1, Some(accepted.requests));
    note(4, accepted.next);
    note(5, rejected.next);
    note(6, chosen.opened);
    note(7, back.map(|back| back.bytes));
    Ok(())
}
