//! One transaction of the writer: what it knows of each log, what it counts, and how it ends.

use std::collections::HashMap;
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, params};

use super::super::{StoreError, Tally};
use super::connect;
use super::fault::Fault;
use super::log::Log;
use super::whole;

/// How a transaction ended, for all who share it.
pub(super) type Outcome = Result<(), Fault>;

/// Something to be written. It is run within a transaction and answered after the commit.
pub(super) trait Job: Send {
    /// How many entries it adds, for the length of the queue.
    fn entries(&self) -> usize {
        0
    }

    /// Writes. A fault of the engine undoes the whole transaction; anything else that goes wrong is this job's own
    /// and leaves nothing behind.
    fn run(&mut self, work: &mut Work<'_>) -> Outcome;

    /// Whether what it wrote over must also leave the write-ahead log before it is answered.
    fn scrubs(&self) -> bool {
        false
    }

    /// Answers whoever waits.
    fn answer(self: Box<Self>, outcome: &Outcome);
}

/// The writer's connection, with what is remembered between transactions.
pub(super) struct Work<'connection> {
    pub(super) connection: &'connection Connection,
    logs: HashMap<String, Log>,
    counted: HashMap<(String, Tally), u64>,
    closing: bool,
}

impl<'connection> Work<'connection> {
    pub(super) fn new(connection: &'connection Connection) -> Self {
        Self {
            connection,
            logs: HashMap::new(),
            counted: HashMap::new(),
            closing: false,
        }
    }

    /// The site's log, up to the entries of this very transaction.
    pub(super) fn log(&mut self, site: &str) -> Result<&mut Log, StoreError> {
        if !self.logs.contains_key(site) {
            self.logs
                .insert(site.to_owned(), Log::restore(self.connection, site)?);
        }
        Ok(self.logs.entry(site.to_owned()).or_default())
    }

    /// Counts a decision; written with the commit, one row for all alike.
    pub(super) fn count(&mut self, site: &str, tally: Tally) {
        *self.counted.entry((site.to_owned(), tally)).or_default() += 1;
    }

    /// Ends the writer after this transaction and what is queued behind it.
    pub(super) fn close(&mut self) {
        self.closing = true;
    }

    pub(super) fn closing(&self) -> bool {
        self.closing
    }

    /// Runs all jobs in one transaction.
    pub(super) fn commit(&mut self, group: &mut [Box<dyn Job>]) -> Outcome {
        let outcome = self.attempt(group);
        if outcome.is_err() {
            // The transaction may be gone already, with a full disk for instance.
            let _ = self.connection.execute_batch("ROLLBACK");
            self.logs.clear();
            self.counted.clear();
        }
        outcome
    }

    fn attempt(&mut self, group: &mut [Box<dyn Job>]) -> Outcome {
        self.connection.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
        for job in group {
            job.run(self)?;
        }
        let mut count = self.connection.prepare_cached(COUNT)?;
        for ((site, tally), n) in self.counted.drain() {
            count.execute(params![
                site,
                tally.day,
                tally.policy,
                tally.language,
                tally.act,
                tally.regime,
                tally.grants,
                whole(n)
            ])?;
        }
        self.connection.prepare_cached("COMMIT")?.execute([])?;
        Ok(())
    }

    /// Moves everything out of the write-ahead log and empties it: what was overwritten is in no file then. Tells
    /// whether it came to that; as long as somebody reads older pages it does not.
    pub(super) fn scrub(&self) -> Result<bool, Fault> {
        self.connection.busy_timeout(Duration::ZERO)?;
        let sql = "PRAGMA wal_checkpoint(TRUNCATE)";
        let busy = self.connection.query_row(sql, [], |row| row.get::<_, bool>(0));
        self.connection.busy_timeout(connect::BUSY)?;
        match busy {
            Ok(busy) => Ok(!busy),
            Err(fault) if fault.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => Ok(false),
            Err(fault) => Err(fault.into()),
        }
    }
}

const COUNT: &str = "INSERT INTO tallies (site, day, policy, language, act, regime, grants, n)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
    ON CONFLICT DO UPDATE SET n = n + excluded.n";
