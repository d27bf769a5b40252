//! The one thread that writes: everything that waits becomes durable with one commit.

use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

use super::super::StoreError;
use super::fault::Fault;
use super::work::{Job, Outcome, Work};

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
            .spawn(move || serve(&connection, queued, &counted))
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
fn serve(connection: &Connection, mut queued: mpsc::Receiver<Box<dyn Job>>, waiting: &AtomicUsize) {
    let mut work = Work::new(connection);
    // Erasures that are durable and whose bytes are still in the write-ahead log.
    let mut unscrubbed: Vec<Box<dyn Job>> = Vec::new();
    let mut patience = PATIENCE;
    loop {
        let mut group = next_group(&mut queued, unscrubbed.is_empty());
        if group.is_empty() {
            if unscrubbed.is_empty() {
                break;
            }
            if queued.is_closed() {
                patience = patience.saturating_sub(1);
            }
        } else {
            let entries: usize = group.iter().map(|job| job.entries()).sum();
            let outcome = commit(&mut work, &mut group, entries);
            waiting.fetch_sub(entries, Ordering::Relaxed);
            let (erasing, done): (Vec<_>, Vec<_>) =
                group.into_iter().partition(|job| outcome.is_ok() && job.scrubs());
            answer(done, &outcome);
            unscrubbed.extend(erasing);
        }
        if !unscrubbed.is_empty() {
            match work.scrub() {
                Ok(true) => answer(unscrubbed.drain(..), &Ok(())),
                Ok(false) if patience > 0 => {}
                Ok(false) => answer(unscrubbed.drain(..), &Err(Fault::unscrubbed())),
                Err(fault) => answer(unscrubbed.drain(..), &Err(fault)),
            }
        }
        if work.closing() {
            queued.close();
        }
    }
}

/// What waits, up to the size of a group. If nothing does, waits for it; but not for long while something else is to
/// be done.
fn next_group(queued: &mut mpsc::Receiver<Box<dyn Job>>, idle: bool) -> Vec<Box<dyn Job>> {
    let mut group = Vec::new();
    if idle {
        group.extend(queued.blocking_recv());
    }
    while group.len() < GROUP
        && let Ok(next) = queued.try_recv()
    {
        group.push(next);
    }
    if group.is_empty() && !idle {
        std::thread::sleep(PAUSE);
    }
    group
}

fn commit(work: &mut Work<'_>, group: &mut [Box<dyn Job>], entries: usize) -> Outcome {
    let began = Instant::now();
    let outcome = work.commit(group);
    metrics::histogram!("consent_store_commit_seconds").record(began.elapsed());
    metrics::histogram!("consent_store_commit_entries").record(entries as f64);
    outcome
}

fn answer(jobs: impl IntoIterator<Item = Box<dyn Job>>, outcome: &Outcome) {
    for job in jobs {
        job.answer(outcome);
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

/// How long until another attempt to empty the write-ahead log.
const PAUSE: Duration = Duration::from_millis(2);

/// How many more attempts are made when the store closes: about five seconds.
const PATIENCE: u32 = 2500;
