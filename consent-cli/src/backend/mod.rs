//! Stages 6 and 7 at the command line: serves, verifies, and checks a whole log, with what the server itself uses.
//!
//! *Takes* what the arguments name: folders of built sites, a database, a dump, a text.
//! *Gives* a running server, or a report that tells whether what was read may be relied on.
//! *Never* writes into a log: only the server does.

mod admin_key;
use admin_key::AdminKey;

mod database;
pub(crate) use database::Place;

mod folder;
pub(crate) use folder::Folder;

pub(crate) mod log;

mod obstacle;
pub use obstacle::Obstacle;

mod serve;
pub(crate) use serve::{NamedOrigin, Served, network, serve};

mod verify;
pub(crate) use verify::Sources;

/// Does something that waits for others, to its end.
pub(crate) fn block_on<T>(work: impl Future<Output = T>) -> Result<T, Obstacle> {
    let runtime = tokio::runtime::Runtime::new()
        .map_err(|error| Obstacle::new(format_args!("no threads can be started: {error}"), "free some"))?;
    Ok(runtime.block_on(work))
}
