//! Kills the server at random moments while it is written to, and proves afterwards that nothing acknowledged is lost.
//!
//! `cargo xtask faults server` runs it. What it prints are figures; what it finds makes it fail.

mod check;
mod client;
mod ledger;

use std::process::ExitCode;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use clap::Parser;
use consent_tests::postgres::Postgres;
use consent_tests::serving::{Chance, Connection, Data, ORIGIN, Place, Server, as_command};
use hyper::StatusCode;
use tokio::sync::watch;

use client::{Client, Phase};
use ledger::Ledger;

/// Kills the server while it is written to, and proves that nothing acknowledged is lost
#[derive(Clone, Debug, Parser)]
struct Faults {
    /// How often it is killed
    #[arg(long, default_value_t = 200)]
    kills: u32,
    /// How many clients write at the same time
    #[arg(long, default_value_t = 8)]
    clients: u32,
    /// The seed of everything that is left to chance; a new one each time unless it is said
    #[arg(long)]
    seed: Option<u64>,
    /// Record into a PostgreSQL, started for this run, instead of a file
    #[arg(long)]
    postgres: bool,
    /// Record into the PostgreSQL at this address; its database must be empty
    #[arg(long, value_name = "URL", conflicts_with = "postgres")]
    database_url: Option<String>,
}

fn main() -> ExitCode {
    if let Some(code) = as_command() {
        return code;
    }
    let faults = Faults::parse();
    let seed = faults.seed.unwrap_or_else(some_seed);
    println!(
        "{} kills, {} clients, --seed {seed}",
        faults.kills, faults.clients
    );
    let runtime = tokio::runtime::Runtime::new().expect("threads");
    match runtime.block_on(run(&faults, seed)) {
        Ok(findings) if findings.is_empty() => {
            println!("nothing was lost");
            ExitCode::SUCCESS
        }
        Ok(findings) => {
            findings.iter().for_each(|finding| println!("found: {finding}"));
            println!("{} findings", findings.len());
            ExitCode::FAILURE
        }
        Err(fault) => {
            eprintln!("error: {fault}");
            ExitCode::FAILURE
        }
    }
}

async fn run(faults: &Faults, seed: u64) -> Result<Vec<String>, String> {
    let room = tempfile::tempdir().map_err(|error| format!("no temporary folder: {error}"))?;
    let place = Place::in_folder(room.path());
    let postgres = faults.postgres.then(Postgres::start);
    let data = match (&faults.database_url, &postgres) {
        (Some(url), _) => Data::Postgres(url.clone()),
        (None, Some(postgres)) => Data::Postgres(postgres.database().await),
        (None, None) => Data::Sqlite,
    };
    let mut chance = Chance::new(seed);
    let (phase, phases) = watch::channel(Phase::Down);
    let clients: Vec<_> = (0..faults.clients)
        .map(|number| {
            let client = Client::new(number, &place, chance.split());
            tokio::spawn(client.run(phases.clone()))
        })
        .collect();

    let mut restarts = Restarts::default();
    for _ in 0..faults.kills {
        let server = restarts.start(&place, &data).await?;
        phase.send_replace(Phase::Up(server.address()));
        tokio::time::sleep(Duration::from_millis(chance.between(20, 200))).await;
        server.kill();
        phase.send_replace(Phase::Down);
    }
    // Once more, so that everybody learns what became of what they last sent.
    let server = restarts.start(&place, &data).await?;
    phase.send_replace(Phase::Last(server.address()));
    let mut ledger = Ledger::default();
    for client in clients {
        let of_client = client.await.map_err(|error| format!("a client broke: {error}"))?;
        ledger.add(of_client?);
    }
    println!(
        "killed {} times; the server was ready again after {:.0} ms at most, {:.0} ms on average",
        faults.kills,
        restarts.slowest.as_secs_f64() * 1e3,
        restarts.all.as_secs_f64() * 1e3 / f64::from(faults.kills + 1),
    );
    println!("{ledger}");
    check::everything(&place, &data, server, &ledger, &mut chance).await
}

/// How long restarts took.
#[derive(Debug, Default)]
struct Restarts {
    all: Duration,
    slowest: Duration,
}

impl Restarts {
    /// Starts the server; it must be ready at once, whatever the last one left behind.
    async fn start(&mut self, place: &Place, data: &Data) -> Result<Server, String> {
        let began = Instant::now();
        let server = Server::start(place, data)?;
        let asked = async {
            let mut connection = Connection::open(server.address()).await?;
            connection.get("/readyz", ORIGIN).await
        };
        let answer = asked
            .await
            .map_err(|error| format!("readiness cannot be asked: {error}"))?;
        if answer.status != StatusCode::OK {
            return Err(format!("not ready after a kill: {answer:?}"));
        }
        let took = began.elapsed();
        self.all += took;
        self.slowest = self.slowest.max(took);
        Ok(server)
    }
}

fn some_seed() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(1, |time| u64::from(time.subsec_nanos()) ^ time.as_secs())
}
