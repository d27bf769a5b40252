//! Gives entries their places: on every node, for the sites whose log it leads.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use deadpool_postgres::{Client, Pool};
use tokio::sync::Notify;
use tokio::time::{sleep, timeout};

use super::fault::Fault;
use super::lease::{due, resign};
use super::merge::{Led, Merged, Merging};

/// The shortest time from one look to the next while little waits: what comes in within it shares a transaction.
const BREATH: Duration = Duration::from_millis(20);

/// The longest pause after faults.
const LONGEST: Duration = Duration::from_secs(1);

/// One for each node. It has a connection of its own.
#[derive(Debug)]
pub(super) struct Sequencer {
    pub(super) pool: Pool,
    /// What this node is called in the leases; nobody else ever is.
    pub(super) holder: String,
    pub(super) lease: Duration,
    pub(super) cycle: Duration,
    /// Entries of a transaction.
    pub(super) most: usize,
    pub(super) placeless: Arc<AtomicUsize>,
    pub(super) bell: Arc<Notify>,
    pub(super) closing: Arc<AtomicBool>,
}

impl Sequencer {
    /// Works until it is told to close, and then until nothing is left to do.
    pub(super) async fn run(self) {
        let mut led = HashMap::new();
        let mut pause = BREATH;
        loop {
            let closing = self.closing.load(Ordering::Acquire);
            match self.look(&mut led).await {
                Ok(true) => continue,
                Ok(false) if closing => break,
                Ok(false) => {
                    pause = BREATH;
                    sleep(pause).await;
                }
                Err(fault) => {
                    tracing::warn!(%fault, "entries wait for their places");
                    if closing {
                        break;
                    }
                    sleep(pause).await;
                    pause = LONGEST.min(pause * 2);
                    continue;
                }
            }
            // Not every node's entries ring this bell.
            let _ = timeout(self.cycle, self.bell.notified()).await;
        }
        if let Ok(client) = self.pool.get().await {
            // If it fails, the lease lapses by itself.
            let _ = resign(&client, &self.holder).await;
        }
    }

    /// Looks once at every site. Tells whether there is more to do at once.
    async fn look(&self, led: &mut HashMap<String, Led>) -> Result<bool, Fault> {
        let mut client = self.pool.get().await?;
        let due = due(&client, &self.holder).await?;
        let mut left: usize = due.iter().map(|site| site.waiting).sum();
        let mut more = false;
        let mut faults = Ok(());
        for site in due.into_iter().filter(|site| site.ours) {
            match self.merge(&mut client, &site.site, led).await {
                Ok(placed) => {
                    left = left.saturating_sub(placed);
                    more |= placed >= self.most;
                }
                // The other sites are not to wait for this one.
                Err(fault) => faults = Err(fault),
            }
        }
        self.placeless.store(left, Ordering::Relaxed);
        faults.map(|()| more)
    }

    async fn merge(
        &self,
        client: &mut Client,
        site: &str,
        led: &mut HashMap<String, Led>,
    ) -> Result<usize, Fault> {
        let merging = Merging {
            holder: &self.holder,
            lease: self.lease,
            most: self.most,
        };
        let began = Instant::now();
        // Taken out: it comes back only with a transaction that was committed.
        match merging.merge(client, site, led.remove(site)).await? {
            Merged::NotOurs => Ok(0),
            Merged::Placed(placed, now) => {
                led.insert(site.to_owned(), now);
                metrics::histogram!("consent_store_merge_seconds").record(began.elapsed());
                metrics::histogram!("consent_store_merge_entries").record(placed as f64);
                Ok(placed)
            }
        }
    }
}
