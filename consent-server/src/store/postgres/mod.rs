//! The engine for several servers on one database: any that speaks PostgreSQL's protocol.
//!
//! *Takes* batches on every node, and shares one transaction among those that wait.
//! *Gives* an answer once it is durable; a place in the log a little later, from whichever node leads the site's log.
//! *Never* lets two lead at once: a place is taken in the transaction that holds the lease, or not at all.
//!
//! What is erased is gone for every query at once. PostgreSQL clears it from its files when it next vacuums the table
//! (within minutes, see `guards.sql`) and writes over it when it next needs the room; its write-ahead log and backups
//! keep it until they are recycled. Who must rule out that somebody reads it there encrypts the disk.
//!
//! On engines other than PostgreSQL itself the tables that only grow are not guarded by triggers: grant the server's
//! role no UPDATE and DELETE on `entries`, `nodes`, `checkpoints`, `policies` and `notices`.

use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use deadpool_postgres::{Client, Pool};
use tokio::sync::Notify;
use tokio::task::JoinHandle;

use super::StoreError;

mod columns;
mod connect;
mod declared;
mod erase;
mod fault;
mod insert;
mod lease;
mod merge;
mod migrate;
mod options;
mod plan;
mod queue;
mod read;
mod retry;
mod round;
mod sequencer;
mod statement;
mod store;
mod writer;

pub use options::PostgresOptions;

/// A node's part of a database that it may share with others.
pub struct PostgresStore {
    pool: Pool,
    queue: Arc<queue::Queue>,
    enrolled: Arc<lease::Enrolled>,
    placeless: Arc<AtomicUsize>,
    bell: Arc<Notify>,
    closing: Arc<AtomicBool>,
    tasks: Mutex<Tasks>,
}

/// What works in the background.
#[derive(Default)]
struct Tasks {
    writers: Vec<JoinHandle<()>>,
    sequencer: Option<JoinHandle<()>>,
}

impl PostgresStore {
    /// Connects to a database such as `postgres://consent@localhost/consent`, brings it to the newest form, and starts
    /// to work on it.
    ///
    /// # Errors
    /// When it cannot be reached, asks for TLS, or was made by a newer program.
    pub async fn connect(url: &str, options: PostgresOptions) -> Result<Self, StoreError> {
        let config = connect::parse(url)?;
        let pool = connect::pool(&config, "consent", options.connections, DURABLE)?;
        migrate::migrate(&pool).await?;
        // A leader that falls silent in the middle of a transaction must not hold up the others for longer than its
        // lease: then the engine ends the connection.
        let patient = format!(
            "{DURABLE}; SET idle_in_transaction_session_timeout = {}",
            options.lease.as_millis()
        );
        let sequencer = connect::pool(&config, "consent sequencer", 1, &patient)?;
        let store = Self::with(pool, options.queue);
        store.start(sequencer, &options)?;
        Ok(store)
    }

    /// Connects only to read what is there, as an export does: takes no lead, starts nothing and changes nothing.
    /// Whatever would write fails.
    ///
    /// # Errors
    /// As for [`connect`](Self::connect), and when no server has worked on the database yet.
    pub async fn open_to_read(url: &str) -> Result<Self, StoreError> {
        let config = connect::parse(url)?;
        let pool = connect::pool(&config, "consent reader", READERS, READ_ONLY)?;
        migrate::expect_newest(&pool).await?;
        let store = Self::with(pool, 0);
        store.queue.close();
        Ok(store)
    }

    /// Every site that has a log.
    ///
    /// # Errors
    /// When the engine fails.
    pub async fn sites(&self) -> Result<Vec<String>, StoreError> {
        let client = self.client().await?;
        Ok(lease::sites(&client).await?)
    }

    fn with(pool: Pool, queue: usize) -> Self {
        Self {
            pool,
            queue: Arc::new(queue::Queue::new(queue)),
            enrolled: Arc::default(),
            placeless: Arc::default(),
            bell: Arc::default(),
            closing: Arc::default(),
            tasks: Mutex::default(),
        }
    }

    fn start(&self, sequencer: Pool, options: &PostgresOptions) -> Result<(), StoreError> {
        let mut holder = [0; 16];
        getrandom::fill(&mut holder).map_err(|fault| StoreError::Engine(Box::new(fault)))?;
        let sequencer = sequencer::Sequencer {
            pool: sequencer,
            holder: consent_core::base64url::encode(&holder),
            lease: options.lease,
            cycle: options.cycle,
            most: options.round.max(1),
            placeless: Arc::clone(&self.placeless),
            bell: Arc::clone(&self.bell),
            closing: Arc::clone(&self.closing),
        };
        let writer = writer::Writer {
            pool: self.pool.clone(),
            queue: Arc::clone(&self.queue),
            enrolled: Arc::clone(&self.enrolled),
            placeless: Arc::clone(&self.placeless),
            bell: Arc::clone(&self.bell),
            most: options.round.max(1),
        };
        let writers = (0..options.writers.max(1)).map(|_| tokio::spawn(writer.clone().run()));
        *self.tasks() = Tasks {
            writers: writers.collect(),
            sequencer: Some(tokio::spawn(sequencer.run())),
        };
        Ok(())
    }

    fn tasks(&self) -> MutexGuard<'_, Tasks> {
        self.tasks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn client(&self) -> Result<Client, StoreError> {
        Ok(self.pool.get().await.map_err(fault::Fault::from)?)
    }

    fn placeless(&self) -> usize {
        self.placeless.load(Ordering::Relaxed)
    }

    /// Lets the writers finish what was taken, and the sequencer after them; gives up every lead.
    async fn stop(&self) {
        self.queue.close();
        let Tasks { writers, sequencer } = std::mem::take(&mut *self.tasks());
        for writer in writers {
            // Whether it panicked has been said by itself.
            let _ = writer.await;
        }
        self.closing.store(true, Ordering::Release);
        self.bell.notify_one();
        if let Some(sequencer) = sequencer {
            let _ = sequencer.await;
        }
        self.pool.close();
    }
}

impl Drop for PostgresStore {
    fn drop(&mut self) {
        // Unless it was closed: then these have ended.
        let tasks = self.tasks();
        for task in tasks.writers.iter().chain(&tasks.sequencer) {
            task.abort();
        }
    }
}

impl fmt::Debug for PostgresStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The pool would tell the address, and the address may hold a password.
        f.debug_struct("PostgresStore")
            .field("queue", &self.queue.waiting())
            .field("placeless", &self.placeless())
            .finish_non_exhaustive()
    }
}

/// What a connection that writes is told: that a commit is durable before it is answered, whatever the server's own
/// setting is.
const DURABLE: &str = "SET synchronous_commit = on";

/// What a connection that only reads is told.
const READ_ONLY: &str = "SET default_transaction_read_only = on";

/// Connections of who only reads.
const READERS: usize = 4;
