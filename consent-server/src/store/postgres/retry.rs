//! Trying again what failed for a reason that passes: a conflict with another transaction, a connection that broke.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::fault::Fault;

/// How often the same is tried.
const ATTEMPTS: u32 = 8;

/// The first pause; each is twice as long as the one before.
const PAUSE: Duration = Duration::from_millis(10);

/// The longest pause.
const LONGEST: Duration = Duration::from_millis(500);

/// After so long nobody waits any more. An engine that cannot be reached may take its time to say so.
const PATIENCE: Duration = Duration::from_secs(5);

/// Tries until it succeeds, fails for good, or has failed too often.
pub(super) async fn again<T, F>(attempt: impl Fn() -> F) -> Result<T, Fault>
where
    F: Future<Output = Result<T, Fault>>,
{
    let end = Instant::now() + PATIENCE;
    let mut pause = PAUSE;
    for _ in 1..ATTEMPTS {
        match attempt().await {
            Err(fault) if fault.passes() && Instant::now() < end => {
                tracing::debug!(%fault, "trying again");
                sleep(pause).await;
                pause = LONGEST.min(pause * 2);
            }
            outcome => return outcome,
        }
    }
    attempt().await
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    async fn tried(fail: u32, fault: fn() -> Fault) -> (Result<u32, Fault>, u32) {
        let count = Cell::new(0);
        let outcome = again(|| async {
            count.set(count.get() + 1);
            if count.get() <= fail { Err(fault()) } else { Ok(7) }
        });
        (outcome.await, count.get())
    }

    #[tokio::test(start_paused = true)]
    async fn what_passes_is_tried_again_and_what_does_not_is_told_at_once() {
        assert!(matches!(tried(0, || Fault::Moved).await, (Ok(7), 1)));
        assert!(matches!(tried(7, || Fault::Moved).await, (Ok(7), 8)));
        assert!(matches!(tried(99, || Fault::Moved).await, (Err(Fault::Moved), 8)));
        let slow = again(|| async {
            sleep(Duration::from_secs(3)).await;
            Err::<(), _>(Fault::Moved)
        });
        let start = Instant::now();
        assert!(matches!(slow.await, Err(Fault::Moved)));
        assert!(
            start.elapsed() < Duration::from_secs(7),
            "what is slow is not tried eight times"
        );
        let corrupt = || Fault::Corrupt("broken".into());
        assert!(matches!(tried(1, corrupt).await, (Err(Fault::Corrupt(_)), 1)));
    }
}
