//! Connections: how the engine is spoken to, and what every connection is told first.

use std::time::Duration;

use deadpool_postgres::{Hook, HookError, Manager, ManagerConfig, Pool, RecyclingMethod, Runtime};
use tokio_postgres::config::SslMode;
use tokio_postgres::{Config, NoTls};

use super::super::StoreError;

/// How long a connection is waited for.
const PATIENCE: Duration = Duration::from_secs(5);

/// When a silent connection is asked for a sign of life, and how long one that swallows everything is kept.
const SILENCE: Duration = Duration::from_secs(10);

/// Reads an address such as `postgres://consent@localhost/consent`.
///
/// # Errors
/// When it is not one, or asks for what we cannot give.
pub(super) fn parse(url: &str) -> Result<Config, StoreError> {
    // What the engine's own tools know and the library does not.
    let encrypted = ["sslmode=require", "sslmode=verify-ca", "sslmode=verify-full"];
    if encrypted.iter().any(|mode| url.contains(mode)) {
        return Err(refused(
            "the address asks for TLS, which this program does not speak to its database: use a Unix socket, the same \
             machine, or a tunnel (stunnel, a sidecar), and `sslmode=disable`",
        ));
    }
    let mut config: Config = url.parse().map_err(|fault: tokio_postgres::Error| {
        let why = std::error::Error::source(&fault).map_or_else(String::new, |why| format!(": {why}"));
        // The address itself may hold a password.
        refused(&format!(
            "the address of the database cannot be read{why}; it looks like postgres://user@host:5432/database"
        ))
    })?;
    if config.get_ssl_mode() == SslMode::Require {
        return Err(refused(
            "the address asks for TLS, which this program does not speak to its database",
        ));
    }
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(PATIENCE);
    }
    if config.get_tcp_user_timeout().is_none() {
        config.tcp_user_timeout(SILENCE);
    }
    config.keepalives_idle(SILENCE);
    Ok(config)
}

fn refused(why: &str) -> StoreError {
    StoreError::Engine(why.into())
}

/// A pool of connections that begin with these statements and appear under this name in the engine's own views.
pub(super) fn pool(config: &Config, name: &str, connections: usize, first: &str) -> Result<Pool, StoreError> {
    let first = format!("{first}; {PLANNING}");
    let mut config = config.clone();
    config.application_name(name);
    let recycling = ManagerConfig {
        recycling_method: RecyclingMethod::Fast,
    };
    Pool::builder(Manager::from_config(config, NoTls, recycling))
        .max_size(connections.max(1))
        .runtime(Runtime::Tokio1)
        .wait_timeout(Some(PATIENCE))
        .create_timeout(Some(PATIENCE))
        .recycle_timeout(Some(PATIENCE))
        .post_create(Hook::async_fn(move |client, _| {
            let first = first.clone();
            Box::pin(async move { client.batch_execute(&first).await.map_err(HookError::Backend) })
        }))
        .build()
        .map_err(|fault| StoreError::Engine(Box::new(fault)))
}

/// Plans are made for the tables as they are now. A plan that was kept from when they were empty would go through all
/// of them for each row, until the server next counts: some minutes in which a new database would stand still. Engines
/// without the setting need no other.
const PLANNING: &str = "SELECT set_config('plan_cache_mode', 'force_custom_plan', false)
    FROM pg_settings WHERE name = 'plan_cache_mode'";
