//! What writes: takes what waits, makes it durable in one transaction, and answers.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use deadpool_postgres::Pool;
use tokio::sync::Notify;
use tokio_postgres::IsolationLevel;

use super::super::{Appended, Conflict, StoreError};
use super::fault::Fault;
use super::lease::Enrolled;
use super::queue::{Batch, Queue};
use super::retry::again;
use super::round::{Round, write};

/// One of a few that write side by side: while one waits for the disk, the next fills.
#[derive(Clone, Debug)]
pub(super) struct Writer {
    pub(super) pool: Pool,
    pub(super) queue: Arc<Queue>,
    pub(super) enrolled: Arc<Enrolled>,
    /// Entries that have no place yet.
    pub(super) placeless: Arc<AtomicUsize>,
    /// Rung when there is one more.
    pub(super) bell: Arc<Notify>,
    /// Entries of a round.
    pub(super) most: usize,
}

impl Writer {
    /// Writes until the queue is closed and empty.
    pub(super) async fn run(self) {
        while let Some((site, batches)) = self.queue.take(self.most).await {
            let aside = self.write(&site, batches).await;
            self.queue.put_back(&site, aside);
        }
    }

    /// Writes batches of a site and answers them. Returns those that must wait until these are known.
    async fn write(&self, site: &str, batches: Vec<Batch>) -> Vec<Batch> {
        let mut aside = Vec::new();
        let mut groups = vec![batches];
        while let Some(batches) = groups.pop() {
            match again(|| self.attempt(site, &batches)).await {
                Ok(Round::Whole(answers)) => aside.extend(self.answer(batches, answers)),
                Ok(Round::Refused(refused)) => groups.push(without(batches, &refused)),
                // The engine cannot take one of them; the others are not to suffer for it.
                Err(fault) if !fault.passes() && batches.len() > 1 => {
                    groups.extend(batches.into_iter().map(|batch| vec![batch]).rev());
                }
                Err(fault) => {
                    tracing::error!(site, %fault, batches = batches.len(), "not recorded");
                    for batch in batches {
                        // Whoever has gone away needs no answer.
                        let _ = batch.answer.send(Err(fault.told_again()));
                    }
                }
            }
        }
        aside
    }

    async fn attempt(&self, site: &str, batches: &[Batch]) -> Result<Round, Fault> {
        if batches.is_empty() {
            return Ok(Round::Whole(Vec::new()));
        }
        let began = Instant::now();
        let mut client = self.pool.get().await?;
        // Each statement sees what others have committed before it. Engines that know no such level take a stricter
        // one, and have us try again instead.
        let transaction = client
            .build_transaction()
            .isolation_level(IsolationLevel::ReadCommitted)
            .start()
            .await?;
        self.enrolled.enroll(&transaction, site).await?;
        let entries = batches.iter().map(|batch| batch.entries.as_slice());
        let round = write(&transaction, site, entries).await?;
        if let Round::Whole(_) = round {
            transaction.commit().await?;
            self.enrolled.keep(site);
            let entries: usize = batches.iter().map(|batch| batch.entries.len()).sum();
            metrics::histogram!("consent_store_commit_seconds").record(began.elapsed());
            metrics::histogram!("consent_store_commit_entries").record(entries as f64);
        } else {
            transaction.rollback().await?;
        }
        Ok(round)
    }

    /// Answers batches that are durable now. Returns the others.
    fn answer(&self, batches: Vec<Batch>, answers: Vec<Option<Vec<Appended>>>) -> Vec<Batch> {
        let is_new = |told: &&Appended| matches!(told, Appended::New { .. });
        let new = answers.iter().flatten().flatten().filter(is_new).count();
        if new > 0 {
            self.placeless.fetch_add(new, Ordering::Relaxed);
            self.bell.notify_one();
        }
        let mut aside = Vec::new();
        for (batch, answer) in batches.into_iter().zip(answers) {
            match answer {
                Some(told) => drop(batch.answer.send(Ok(told))),
                None => aside.push(batch),
            }
        }
        aside
    }
}

/// Tells those that are refused. Returns the others.
fn without(batches: Vec<Batch>, refused: &[(usize, usize, Conflict)]) -> Vec<Batch> {
    let mut others = Vec::new();
    for (number, batch) in batches.into_iter().enumerate() {
        match refused.iter().find(|(which, ..)| *which == number) {
            Some(&(_, index, conflict)) => {
                drop(batch.answer.send(Err(StoreError::Conflict { index, conflict })));
            }
            None => others.push(batch),
        }
    }
    others
}
