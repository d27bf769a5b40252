//! Signs the head of each log that has grown, and never one that contradicts what was signed before.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use consent_core::receipt::{Checkpoint, Kid, Seal, VerifiedCheckpoint};
use tokio::sync::watch;
use tokio::time::MissedTickBehavior;

use crate::app::App;
use crate::site::Site;
use crate::store::{CheckpointRow, StoreError, tree};

/// A log that has grown is signed at the latest after this long.
const EVERY: Duration = Duration::from_millis(900);
/// Or when so many entries have come.
const OR_AFTER: u64 = 1_000;

impl App {
    /// Notes that entries were recorded; a checkpoint is due early when they are many.
    pub(crate) fn note_growth(&self, entries: u64) {
        let before = self.uncovered.fetch_add(entries, Ordering::Relaxed);
        if before < OR_AFTER && before.saturating_add(entries) >= OR_AFTER {
            self.grown.notify_one();
        }
    }
}

/// Signs until the server stops.
pub(crate) async fn run(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    let mut tick = tokio::time::interval(EVERY);
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut behind: HashMap<String, Instant> = HashMap::new();
    loop {
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return,
            _ = tick.tick() => {}
            () = app.grown.notified() => {}
        }
        if let Err(error) = app.look_for_keys().await {
            tracing::warn!(%error, "new signing keys could not be made known");
        }
        app.buckets.forget_now_and_then();
        sign_all(&app, &mut behind).await;
    }
}

/// Signs a last time, when nothing more is being recorded.
pub(crate) async fn last(app: &App) {
    sign_all(app, &mut HashMap::new()).await;
}

async fn sign_all(app: &App, behind: &mut HashMap<String, Instant>) {
    if app.corruption().is_some() {
        return;
    }
    app.uncovered.store(0, Ordering::Relaxed);
    for site in app.sites.all() {
        let key = site.key.as_str();
        match sign(app, site).await {
            Ok(size) => {
                behind.remove(key);
                app.metrics.covered(key, size);
            }
            Err(StoreError::Corrupt(what)) => return app.found_corrupt(what),
            Err(StoreError::Closed) => return,
            Err(error) => {
                let since = behind.entry(key.to_owned()).or_insert_with(Instant::now);
                app.metrics.behind(key, since.elapsed().as_secs_f64());
                tracing::warn!(site = key, %error, "the log's head was not signed; it is tried again");
            }
        }
    }
}

/// Signs the head of a log if it has grown. Returns how many entries are covered.
async fn sign(app: &App, site: &Site) -> Result<u64, StoreError> {
    let key = site.key.as_str();
    let size = app.store.size(key).await?;
    if size == site.covered.load(Ordering::SeqCst) {
        return Ok(size);
    }
    let signed = check(app, site).await?;
    let covered = signed.as_ref().map_or(0, |signed| signed.checkpoint().size);
    if size > covered {
        let checkpoint = Checkpoint {
            log: site.log.clone(),
            size,
            root: tree::root(app.store(), key, size).await?,
        };
        let signers: Vec<Kid> = signed.iter().flat_map(VerifiedCheckpoint::signers).collect();
        let seals = app.signing.cosigners(&signers);
        let seals: Vec<&Seal> = seals.iter().map(Arc::as_ref).collect();
        let row = CheckpointRow {
            size,
            at: site.time.now(app.clock.as_ref()).millis,
            note: checkpoint.sign(&seals),
        };
        app.store.put_checkpoint(key, row).await?;
    }
    let covered = covered.max(size);
    site.covered.store(covered, Ordering::SeqCst);
    Ok(covered)
}

/// Checks that the log still has everything that was signed last, unchanged (LOG-34, LOG-48).
pub(crate) async fn check(app: &App, site: &Site) -> Result<Option<VerifiedCheckpoint>, StoreError> {
    let key = site.key.as_str();
    let Some(row) = app.store.checkpoint(key).await? else {
        return Ok(None);
    };
    let wrong = |why: String| StoreError::Corrupt(format!("the newest checkpoint of {key}: {why}"));
    let keys = app.public_keys().await?;
    let signed = Checkpoint::parse_verified(&row.note, &keys).map_err(|error| wrong(error.to_string()))?;
    let checkpoint = signed.checkpoint();
    if checkpoint.log != site.log || checkpoint.size != row.size {
        return Err(wrong(format!(
            "it is of the log {} and {} entries, and is kept for {} and {}",
            checkpoint.log, checkpoint.size, site.log, row.size
        )));
    }
    let size = app.store.size(key).await?;
    if size < checkpoint.size {
        return Err(wrong(format!(
            "it covers {} entries, and the log has only {size}: a backup is older than what was promised",
            checkpoint.size
        )));
    }
    let root = tree::root(app.store(), key, checkpoint.size).await?;
    if root != checkpoint.root {
        return Err(wrong(format!(
            "the tree of the first {} entries has another root than was signed: entries were changed",
            checkpoint.size
        )));
    }
    Ok(Some(signed))
}
