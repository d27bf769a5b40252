//! How long visitors stay, and how many of them there are at a time.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;

/// How long visitors stay, and how many of them there are at a time. A clone shares the seats.
#[derive(Clone, Debug)]
pub(crate) struct Pace {
    /// A page that has not come to rest by then is not waited for.
    pub(crate) limit: Duration,
    /// How long a page is watched after it has come to rest: some tags wait a moment.
    pub(crate) stay: Duration,
    /// Visitors at a time.
    pub(crate) seats: Arc<Semaphore>,
    /// Told after every phase.
    pub(crate) tick: Arc<dyn Tick>,
}

/// Who wants to know how far the visits are.
pub(crate) trait Tick: std::fmt::Debug + Send + Sync {
    /// One phase of one site is over.
    fn phase(&self);
}
