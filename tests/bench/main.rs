//! How fast the server records and verifies, side by side on both engines, and where the time goes.
//!
//! `cargo xtask bench server` runs it. Figures are for reading: no test depends on them.

mod load;
mod machine;
mod profile;
mod stores;
mod verify;

use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, ValueEnum};
use consent_tests::postgres::Postgres;
use consent_tests::serving::{Chance, Data, Place, Server, as_command};

use load::{Load, Measured};

/// Measures how many records a server makes durable in a second, and how many receipts can be verified
#[derive(Clone, Debug, Parser)]
struct Bench {
    /// For how long each load is put on
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..=60))]
    seconds: u64,
    /// Only this engine
    #[arg(long)]
    only: Option<Engine>,
    /// How many write at the same time; several numbers are measured one after the other
    #[arg(long, value_delimiter = ',', default_values_t = [1, 32, 256])]
    clients: Vec<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Engine {
    Sqlite,
    Postgres,
}

/// How many events are sent in a request.
const BATCHES: [usize; 2] = [1, 20];

fn main() -> ExitCode {
    if let Some(code) = as_command() {
        return code;
    }
    let runtime = tokio::runtime::Runtime::new().expect("threads");
    match runtime.block_on(run(&Bench::parse())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("error: {fault}");
            ExitCode::FAILURE
        }
    }
}

async fn run(bench: &Bench) -> Result<(), String> {
    let room = tempfile::tempdir().map_err(|error| format!("no temporary folder: {error}"))?;
    println!("{}", machine::told(room.path())?);
    println!(
        "clients and server share it; keep-alive HTTP/1.1 on loopback, {} s a load\n",
        bench.seconds
    );
    let mut receipts = Vec::new();
    for engine in [Engine::Sqlite, Engine::Postgres] {
        if bench.only.is_some_and(|only| only != engine) {
            continue;
        }
        let folder = room.path().join(format!("{engine:?}"));
        std::fs::create_dir(&folder).map_err(|error| error.to_string())?;
        let place = Place::in_folder(&folder);
        let postgres = (engine == Engine::Postgres).then(Postgres::start);
        let data = match &postgres {
            None => Data::Sqlite,
            Some(postgres) => Data::Postgres(postgres.database().await),
        };
        let of_engine = measure(bench, engine, &place, &data).await?;
        if receipts.is_empty() {
            receipts = of_engine;
        }
    }
    let place = Place::in_folder(&room.path().join("profile"));
    println!("\nin the server's process, one core, without HTTP and storage, a record of a batch of 20:");
    println!("{}", profile::stages(&place)?);
    println!(
        "  what the server computes beyond that is HTTP and storage; “commit ms” is the wait for the disk and for others"
    );
    println!("\nreceipts verified per second, with the proof that they are in the log:");
    println!("{}", verify::rates(&receipts)?);
    Ok(())
}

/// Puts every load on one engine, and returns some receipts with what they are verified with.
async fn measure(
    bench: &Bench,
    engine: Engine,
    place: &Place,
    data: &Data,
) -> Result<Vec<verify::Sample>, String> {
    println!("{engine:?}");
    println!("{}", Measured::HEAD);
    let mut chance = Chance::new(1);
    let mut last = Vec::new();
    let each = |batch| bench.clients.iter().map(move |clients| (*clients, batch));
    for (clients, batch) in BATCHES.into_iter().flat_map(each) {
        let server = Server::with_figures(place, data)?;
        let load = Load {
            clients,
            batch,
            time: Duration::from_secs(bench.seconds),
        };
        let measured = load.put_on(&server, place, chance.split()).await?;
        println!("{measured}");
        last = measured.bodies;
        server.stop()?;
    }
    println!("{}", stores::alone(place, data).await?);
    // The stop has covered everything, so that receipts have their proofs.
    let server = Server::start(place, data)?;
    let samples = verify::fetch(&server, &last).await?;
    server.stop()?;
    Ok(samples)
}
