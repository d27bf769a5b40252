//! What waits to be written: bounded, and in turn by site, so that a busy site does not hold up the others.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::{Notify, oneshot};

use super::super::{Appended, Sealed, StoreError};

/// What becomes of a batch.
pub(super) type Answer = Result<Vec<Appended>, StoreError>;

/// Entries that are kept together or not at all, and who waits for it.
#[derive(Debug)]
pub(super) struct Batch {
    pub(super) entries: Vec<Sealed>,
    pub(super) answer: oneshot::Sender<Answer>,
}

/// The batches that wait.
#[derive(Debug)]
pub(super) struct Queue {
    state: Mutex<State>,
    arrived: Notify,
    limit: usize,
}

#[derive(Debug, Default)]
struct State {
    sites: HashMap<String, VecDeque<Batch>>,
    /// Sites with something waiting, each once, in the order in which they are served.
    turn: VecDeque<String>,
    entries: usize,
    closed: bool,
}

impl Queue {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            state: Mutex::default(),
            arrived: Notify::new(),
            limit,
        }
    }

    /// Adds a batch at the end. One that is larger than the whole queue is taken when nothing else waits.
    pub(super) fn put(&self, site: &str, batch: Batch) -> Result<(), StoreError> {
        let mut state = self.state();
        if state.closed {
            return Err(StoreError::Closed);
        }
        if state.entries > 0 && state.entries + batch.entries.len() > self.limit {
            return Err(StoreError::Busy);
        }
        state.line(site, batch.entries.len()).push_back(batch);
        drop(state);
        self.arrived.notify_one();
        Ok(())
    }

    /// Puts batches back before all others of their site.
    pub(super) fn put_back(&self, site: &str, batches: Vec<Batch>) {
        let mut state = self.state();
        for batch in batches.into_iter().rev() {
            state.line(site, batch.entries.len()).push_front(batch);
        }
        drop(state);
        self.arrived.notify_one();
    }

    /// Takes what waits for the site whose turn it is, about `most` entries. Nothing when the queue is closed and
    /// empty.
    pub(super) async fn take(&self, most: usize) -> Option<(String, Vec<Batch>)> {
        loop {
            let arrived = self.arrived.notified();
            {
                let mut state = self.state();
                if let Some(taken) = state.take(most) {
                    if !state.turn.is_empty() {
                        self.arrived.notify_one();
                    }
                    return Some(taken);
                }
                if state.closed {
                    // The other takers are to learn it as well.
                    self.arrived.notify_one();
                    return None;
                }
            }
            arrived.await;
        }
    }

    /// Refuses what comes from now on.
    pub(super) fn close(&self) {
        self.state().closed = true;
        self.arrived.notify_one();
    }

    /// How many entries wait.
    pub(super) fn waiting(&self) -> usize {
        self.state().entries
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing panics while it is held half changed.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// The site's line, for a batch of so many entries to be put into.
    fn line(&mut self, site: &str, entries: usize) -> &mut VecDeque<Batch> {
        self.entries += entries;
        if !self.sites.contains_key(site) {
            self.turn.push_back(site.to_owned());
        }
        self.sites.entry(site.to_owned()).or_default()
    }

    /// Whole batches of the next site until there are `most` entries or more.
    fn take(&mut self, most: usize) -> Option<(String, Vec<Batch>)> {
        let site = self.turn.pop_front()?;
        let mut line = self.sites.remove(&site)?;
        let mut taken = Vec::new();
        let mut entries = 0;
        while entries < most
            && let Some(batch) = line.pop_front()
        {
            entries += batch.entries.len();
            taken.push(batch);
        }
        self.entries -= entries;
        if !line.is_empty() {
            self.turn.push_back(site.clone());
            self.sites.insert(site.clone(), line);
        }
        Some((site, taken))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn batch(entries: usize) -> Batch {
        let sealed = Sealed {
            id: [0; 16],
            event: [0; 32],
            subject: None,
            string: None,
            body: String::new(),
            salt: [0; 32],
            commitment: [0; 32],
            signature: [0; 64],
            kid: String::new(),
            received_at: 0,
            expires_at: None,
            tally: None,
        };
        Batch {
            entries: vec![sealed; entries],
            answer: oneshot::channel().0,
        }
    }

    async fn taken(queue: &Queue, most: usize) -> Option<(String, Vec<usize>)> {
        let (site, batches) = queue.take(most).await?;
        Some((site, batches.iter().map(|batch| batch.entries.len()).collect()))
    }

    fn line(site: &str, sizes: &[usize]) -> Option<(String, Vec<usize>)> {
        Some((site.to_owned(), sizes.to_vec()))
    }

    #[tokio::test]
    async fn sites_take_turns_and_keep_their_order() {
        let queue = Queue::new(100);
        for (site, entries) in [("a", 1), ("a", 2), ("a", 3), ("b", 4)] {
            queue.put(site, batch(entries)).unwrap();
        }
        assert_eq!(queue.waiting(), 10);
        assert_eq!(taken(&queue, 3).await, line("a", &[1, 2]));
        assert_eq!(
            taken(&queue, 3).await,
            line("b", &[4]),
            "the other site before the rest of the first"
        );
        assert_eq!(taken(&queue, 3).await, line("a", &[3]));
        assert_eq!(queue.waiting(), 0);
    }

    #[tokio::test]
    async fn what_is_put_back_is_first_in_line() {
        let queue = Queue::new(100);
        queue.put("a", batch(9)).unwrap();
        queue.put_back("a", vec![batch(1), batch(2)]);
        queue.put_back("b", Vec::new());
        assert_eq!(taken(&queue, 100).await, line("a", &[1, 2, 9]));
        queue.close();
        assert_eq!(taken(&queue, 100).await, None, "a line of nothing is no line");
    }

    #[tokio::test]
    async fn a_full_queue_refuses_and_a_closed_one_empties() {
        let queue = Queue::new(5);
        queue.put("a", batch(7)).expect("alone, however large");
        assert!(matches!(queue.put("b", batch(1)), Err(StoreError::Busy)));
        assert_eq!(taken(&queue, 1).await, line("a", &[7]));
        queue.put("b", batch(5)).unwrap();
        assert!(matches!(queue.put("b", batch(1)), Err(StoreError::Busy)));
        queue.close();
        assert!(matches!(queue.put("c", batch(1)), Err(StoreError::Closed)));
        assert_eq!(taken(&queue, 1).await, line("b", &[5]));
        assert_eq!(taken(&queue, 1).await, None);
        assert_eq!(taken(&queue, 1).await, None, "every taker learns it");
    }
}
