//! How fast consent strings are read: ours beside IAB Tech Lab's libraries and the Rust crates, in one run.
//!
//! `cargo xtask bench strings` runs it. Every reader reads the same strings again and again, each for a moment and then
//! the next one, round after round: what else the machine does falls on all alike, and a moment is so short that most of
//! them are not interrupted. The median of the rounds counts. Figures are for reading: no test depends on them.

mod bombs;
mod readers;
mod table;

use std::fs;
use std::process::{Command, ExitCode};
use std::time::Duration;

use clap::Parser;
use consent_tests::peers::{Answer, Peers};
use serde_json::{Value, json};

use readers::{PLATFORM, Peer, Reader, TC};
use table::Table;

/// Measures how fast consent strings are read
#[derive(Clone, Debug, Parser)]
struct Bench {
    /// How many rounds
    #[arg(long, default_value_t = 151, value_parser = clap::value_parser!(u16).range(1..=999))]
    rounds: u16,
    /// For how many milliseconds each reader reads one string in a round
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u16).range(1..=10_000))]
    milliseconds: u16,
    /// For how many seconds a reader may hang in a string that was made to cost
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..=600))]
    limit: u64,
    /// What Cargo says to every program of its kind
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> ExitCode {
    if let Some(reader) = bombs::as_reader() {
        return reader;
    }
    match run(&Bench::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("error: {fault}");
            ExitCode::FAILURE
        }
    }
}

fn run(bench: &Bench) -> Result<(), String> {
    let mut peers = Peers::start();
    told(&mut peers)?;
    let strings: Value = serde_json::from_str(include_str!("strings.json")).expect("the file is JSON");
    println!(
        "\nnanoseconds a string, median of {} rounds of {} ms each; “rules” is reading all of it and holding it against the rules",
        bench.rounds, bench.milliseconds
    );
    for (kind, readers) in [("tcf", &TC[..]), ("gpp", &PLATFORM[..])] {
        let mut table = Table::new(readers.iter().map(|reader| reader.name));
        for string in strings[kind].as_array().expect("a list") {
            let text = string["string"].as_str().expect("a string");
            let name = string["name"].as_str().expect("a name");
            table.add(
                format!("{name} ({})", text.len()),
                measure(bench, &mut peers, readers, text)?,
            );
        }
        println!("\n{table}");
    }
    println!(
        "\nstrings that were made to cost, milliseconds for one reading, at most {} s:\n{}",
        bench.limit,
        bombs::measured(Duration::from_secs(bench.limit))?
    );
    Ok(())
}

/// The median of each reader; nothing for one that cannot read the string.
fn measure(
    bench: &Bench,
    peers: &mut Peers,
    readers: &[Reader],
    text: &str,
) -> Result<Vec<Option<f64>>, String> {
    let moment = Duration::from_millis(bench.milliseconds.into());
    let mut rounds: Vec<Vec<f64>> = vec![Vec::new(); readers.len()];
    // The first round warms up, and is not counted.
    for round in 0..=bench.rounds {
        for (times, reader) in rounds.iter_mut().zip(readers) {
            let time = match reader.peer {
                Peer::Rust(read) => readers::time(read, text, moment),
                Peer::Node(library) => node(peers, library, text, moment)?,
            };
            times.extend(time.filter(|_| round > 0));
        }
    }
    Ok(rounds.into_iter().map(median).collect())
}

fn node(peers: &mut Peers, library: &str, text: &str, moment: Duration) -> Result<Option<f64>, String> {
    let milliseconds = u64::try_from(moment.as_millis()).unwrap_or_default();
    let question = json!({"do": "time", "reader": library, "text": text, "milliseconds": milliseconds});
    match peers.ask(&question, Duration::from_secs(60)) {
        Answer::Said(said) => Ok(said["nanoseconds"].as_f64()),
        Answer::Refused(_) => Ok(None),
        Answer::Lost => Err(format!("{library} ended within {text}")),
    }
}

fn median(mut times: Vec<f64>) -> Option<f64> {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied()
}

/// Says what measures, and what is measured.
fn told(peers: &mut Peers) -> Result<(), String> {
    let Answer::Said(versions) = peers.ask(&json!({"do": "versions"}), Duration::from_secs(30)) else {
        return Err("Node.js does not answer".into());
    };
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let rustc = Command::new("rustc").arg("--version").output();
    let rustc = rustc.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    println!(
        "{}, {} cores, load {}; {}; Node.js {}",
        model.map_or("a processor", |(_, model)| model),
        std::thread::available_parallelism().map_or(1, usize::from),
        load.split(' ').next().unwrap_or("?"),
        rustc.unwrap_or_else(|_| "rustc ?".into()),
        versions["node"].as_str().unwrap_or("?")
    );
    println!(
        "iabtcf-es {}, iabgpp-es {}, lib_tcstring 0.5.0, iab_gpp 0.1.2",
        versions["iabtcf-es"].as_str().unwrap_or("?"),
        versions["iabgpp-es"].as_str().unwrap_or("?")
    );
    Ok(())
}
