//! `consent serve`: the server that records, proves and verifies.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;
use consent_server::IpNet;

use super::Report;
use crate::Refusal;
use crate::backend::{Folder, NamedOrigin, Place, Served, network, serve};

/// Records what visitors decide, proves it, and verifies it
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  consent serve public/consent
  consent serve --site ngager=public/consent --name consent.example.se --admin-key-file admin.key
  DATABASE_URL=postgres://consent@db/consent consent serve public/consent --listen 0.0.0.0:8090

The one line on standard output is “listening on http://…”. What happens goes to standard error, a line of JSON each;
RUST_LOG=warn makes it say less. Stop it with Ctrl-C or SIGTERM: it takes no more, answers whom it has taken, signs the
log a last time, and ends.")]
pub(super) struct Serve {
    /// Folders that `consent build` wrote, one a site
    #[arg(value_name = "PUBLISHED")]
    published: Vec<PathBuf>,
    /// A site by its key and its folder, where the key is to be another than the folder says; repeat it
    #[arg(long = "site", value_name = "KEY=FOLDER")]
    sites: Vec<Folder>,
    /// Where the API listens; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8090")]
    listen: SocketAddr,
    /// Where /metrics listens, for Prometheus; nowhere unless it is said
    #[arg(long, value_name = "ADDRESS")]
    metrics: Option<SocketAddr>,
    #[command(flatten)]
    place: Place,
    /// The file of private keys; made at the first start. Whoever has it can sign: back it up, and keep it secret
    #[arg(long, value_name = "FILE", default_value = "consent-keys.json")]
    keys: PathBuf,
    /// The server's name, the first part of each log's name; usually its host name, and never changed
    #[arg(long, value_name = "NAME", default_value = "localhost")]
    name: String,
    /// An origin of a site's pages; repeat it. Without any, https on each domain of the policy, with and without
    /// www. The key may be left out when there is one site
    #[arg(long = "origin", value_name = "[KEY=]https://…")]
    origins: Vec<NamedOrigin>,
    /// A proxy whose X-Forwarded-For is believed, as an address or a network; repeat it
    #[arg(long = "trusted-proxy", value_name = "CIDR", value_parser = network)]
    proxies: Vec<IpNet>,
    /// The file of the key with which API keys are made; made with a fresh key if it is not there
    #[arg(long, value_name = "FILE")]
    admin_key_file: Option<PathBuf>,
    /// Requests per second from one address prefix (/24, /56), ten times as many at once; 0 is no limit
    #[arg(long, value_name = "N")]
    rate: Option<u32>,
    /// How long a record is kept after it has ended
    #[arg(long, value_name = "MONTHS", default_value_t = 24, value_parser = clap::value_parser!(u32).range(0..=120))]
    retention_months: u32,
}

impl Serve {
    /// Serves until it is told to stop.
    pub(super) fn run(&self) -> Result<Report, Refusal> {
        let folders = self.published.iter().map(|path| Folder::unnamed(path));
        serve(&Served {
            folders: folders.chain(self.sites.iter().cloned()).collect(),
            listen: self.listen,
            metrics: self.metrics,
            database: self.place.database()?,
            keys: self.keys.clone(),
            name: self.name.clone(),
            origins: &self.origins,
            proxies: self.proxies.clone(),
            admin_key_file: self.admin_key_file.as_deref(),
            rate: self.rate,
            retention_months: self.retention_months,
        })?;
        Ok(String::new().into())
    }
}
