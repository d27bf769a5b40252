//! The one thread that writes: everything that waits becomes durable with one commit.

use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Instant;

use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

use super::super::StoreError;
use super::work::{Outcome, Work};

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

/// Where jobs are handed in.
pub(super) struct Writer {
    jobs: Option<mpsc::Sender<Box<dyn Job>>>,
    waiting: Arc<AtomicUsize>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    /// Starts the thread, which owns the connection from now on.
    pub(super) fn start(connection: Connection, queue: usize) -> Result<Self, StoreError> {
        let (jobs, queued) = mpsc::channel(queue);
        let waiting = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&waiting);
        let thread = std::thread::Builder::new()
            .name("consent-writer".into())
            .spawn(move || serve(connection, queued, &counted))
            .map_err(|fault| StoreError::Engine(Box::new(fault)))?;
        Ok(Self {
            jobs: Some(jobs),
            waiting,
            thread: Mutex::new(Some(thread)),
        })
    }

    /// Hands a job in, unless too many wait.
    pub(super) fn submit(&self, job: Box<dyn Job>) -> Result<(), StoreError> {
        let jobs = self.jobs.as_ref().ok_or(StoreError::Closed)?;
        let entries = job.entries();
        self.waiting.fetch_add(entries, Ordering::Relaxed);
        jobs.try_send(job).map_err(|refused| {
            self.waiting.fetch_sub(entries, Ordering::Relaxed);
            match refused {
                mpsc::error::TrySendError::Full(_) => StoreError::Busy,
                mpsc::error::TrySendError::Closed(_) => StoreError::Closed,
            }
        })
    }

    /// How many entries have been handed in and not been answered.
    pub(super) fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }

    /// Refuses further jobs; answers when all that were taken are durable and the connection is closed.
    pub(super) async fn close(&self) {
        let Some(jobs) = &self.jobs else { return };
        let (done, closed) = oneshot::channel();
        // Closed already: then there is nothing to wait for but the thread's end.
        let _ = jobs.send(Box::new(Close { done: Some(done) })).await;
        let _ = closed.await;
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            let _ = tokio::task::spawn_blocking(move || thread.join()).await;
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take() {
            // What was taken is written first; a panic of the thread has been reported by itself.
            let _ = thread.join();
        }
    }
}

impl fmt::Debug for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Writer")
            .field("waiting", &self.waiting())
            .finish_non_exhaustive()
    }
}

/// Takes all that waits, again and again, until the last sender is gone or one asks to close.
fn serve(connection: Connection, mut queued: mpsc::Receiver<Box<dyn Job>>, waiting: &AtomicUsize) {
    let mut work = Work::new(&connection);
    while let Some(first) = queued.blocking_recv() {
        let mut group = vec![first];
        while group.len() < GROUP
            && let Ok(next) = queued.try_recv()
        {
            group.push(next);
        }
        let began = Instant::now();
        let entries: usize = group.iter().map(|job| job.entries()).sum();
        let outcome = work.commit(&mut group);
        metrics::histogram!("consent_store_commit_seconds").record(began.elapsed());
        metrics::histogram!("consent_store_commit_entries").record(entries as f64);

        let (after, now): (Vec<_>, Vec<_>) = group.into_iter().partition(|job| job.scrubs());
        waiting.fetch_sub(entries, Ordering::Relaxed);
        for job in now {
            job.answer(&outcome);
        }
        if !after.is_empty() {
            let outcome = outcome.and_then(|()| work.scrub());
            for job in after {
                job.answer(&outcome);
            }
        }
        if work.closing() {
            queued.close();
        }
    }
}

/// Ends the thread once everything before it, and everything that is still in the queue, is written.
struct Close {
    done: Option<oneshot::Sender<()>>,
}

impl Job for Close {
    fn run(&mut self, work: &mut Work<'_>) -> Outcome {
        work.close();
        Ok(())
    }

    fn answer(mut self: Box<Self>, _: &Outcome) {
        if let Some(done) = self.done.take() {
            let _ = done.send(());
        }
    }
}

/// How many jobs share a commit at most.
const GROUP: usize = 256;
