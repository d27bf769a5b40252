//! How much the engine may take on, and how long a lead over a log lasts.

use std::time::Duration;

/// Settings of a [`PostgresStore`](super::PostgresStore). The defaults suit a node with a few cores.
#[derive(Clone, Debug)]
pub struct PostgresOptions {
    /// Connections that are held at most, besides the sequencer's one.
    pub connections: usize,
    /// How many of them may write at the same time: while one waits for the disk, another fills the next round.
    pub writers: usize,
    /// How many entries may wait to be written. More are refused as [busy](super::super::StoreError::Busy).
    pub queue: usize,
    /// How many entries share a transaction at most, when they are recorded and when they are given their places.
    pub round: usize,
    /// How long a node leads a site's log after its last sign of life. Another takes over after it, so it must be
    /// well below the merge delay that receipts promise.
    pub lease: Duration,
    /// How often a node looks for entries without a place. Its own entries wake it at once.
    pub cycle: Duration,
}

impl Default for PostgresOptions {
    fn default() -> Self {
        Self {
            connections: 16,
            writers: 3,
            queue: 20_000,
            round: 4_096,
            lease: Duration::from_secs(2),
            cycle: Duration::from_millis(200),
        }
    }
}
