//! Starts the demo, says where it is, and stays up until Ctrl-C.

use std::process::ExitCode;

use clap::Parser;
use consent_demo::{NAMES, Options, serve};

/// Five Swedish sites with consent, and stand-ins of the third parties that set their cookies.
#[derive(Debug, Parser)]
#[command(name = "consent-demo", version)]
struct Cli {
    /// Port of the five sites; 0 takes any free one.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Port of the stand-ins of third parties; 0 takes any free one.
    #[arg(long, default_value_t = 8081)]
    third_port: u16,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(&Cli::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("error: {fault:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(cli: &Cli) -> anyhow::Result<()> {
    let demo = serve(Options {
        sites_port: cli.port,
        third_port: cli.third_port,
        ..Options::default()
    })
    .await?;
    for site in NAMES {
        println!("{:<24} {}", site.company, demo.url(site.name));
    }
    println!("{:<24} http://<host>.{}/", "stand-ins", demo.third());
    println!("Ctrl-C stops.");
    tokio::signal::ctrl_c().await?;
    demo.shutdown().await;
    Ok(())
}
