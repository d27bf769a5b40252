//! Waiting for something to become true, with a deadline; never for a fixed time.

use std::time::Duration;

use tokio::time::{Instant, sleep};

/// How often is looked.
const STEP: Duration = Duration::from_millis(20);

/// After so long it will not happen any more. Generous, because a busy machine is not a fault of ours.
const DEADLINE: Duration = Duration::from_secs(20);

/// Looks again and again until `look` gives something.
///
/// # Panics
/// When it has given nothing until the deadline; the message says what was waited for.
pub async fn until<T>(what: &str, look: impl AsyncFnMut() -> Option<T>) -> T {
    match within(DEADLINE, look).await {
        Some(found) => found,
        None => panic!("waited {} s in vain for {what}", DEADLINE.as_secs()),
    }
}

/// The same with a time of its own, and nothing when it has passed.
pub async fn within<T>(time: Duration, mut look: impl AsyncFnMut() -> Option<T>) -> Option<T> {
    let end = Instant::now() + time;
    loop {
        if let Some(found) = look().await {
            return Some(found);
        }
        if Instant::now() >= end {
            return None;
        }
        sleep(STEP).await;
    }
}
