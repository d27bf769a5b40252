//! Starts the demo, says where it is, and stays up until Ctrl-C.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use consent_demo::{NAMES, Options, serve, usual_folder};

/// So many days of visitors that never were.
const YEAR: u32 = 365;

/// Five Swedish sites with consent, stand-ins of the third parties that set their cookies, and the server that they
/// record with.
#[derive(Debug, Parser)]
#[command(name = "consent-demo", version)]
struct Cli {
    /// Port of the five sites; 0 takes any free one.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Port of the stand-ins of third parties; 0 takes any free one.
    #[arg(long, default_value_t = 8081)]
    third_port: u16,
    /// Port of the server that the sites record with; 0 takes any free one.
    #[arg(long, default_value_t = 8082)]
    record_port: u16,
    /// Folder that keeps the record from one start to the next [default: demo, beside what Cargo builds].
    #[arg(long, value_name = "FOLDER")]
    record: Option<PathBuf>,
    /// Begin with an empty record, without a year of visitors that never were.
    #[arg(long)]
    no_history: bool,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Cli::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("error: {fault:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(cli: Cli) -> anyhow::Result<()> {
    let record = match cli.record {
        Some(folder) => folder,
        None => usual_folder()?,
    };
    let demo = serve(Options {
        sites_port: cli.port,
        third_port: cli.third_port,
        record_port: cli.record_port,
        record: Some(record),
        history: if cli.no_history { 0 } else { YEAR },
        ..Options::default()
    })
    .await?;
    for site in NAMES {
        println!("{:<24} {}", site.company, demo.url(site.name));
    }
    println!("{:<24} http://<host>.{}/", "stand-ins", demo.third());
    println!("{:<24} {}demo/configurator/", "configurator", demo.entrance());
    println!("{:<24} {}demo/yew/", "yew app", demo.url("asurgent"));
    println!();
    if demo.history() > 0 {
        println!(
            "{:<24} {} decisions of a year that never was",
            "history",
            demo.history()
        );
    }
    println!("{:<24} {}/dashboard", "dashboard", demo.record());
    println!("{:<24} {}", "API key for it", demo.dashboard_key());
    println!("{:<24} {}", "or by a button on", demo.entrance());
    println!();
    println!("Ctrl-C stops.");
    tokio::signal::ctrl_c().await?;
    demo.shutdown().await;
    Ok(())
}
