//! Erases what has been kept for as long as was said: once at the start, and then every hour.

use std::sync::Arc;
use std::time::Duration;

use consent_core::receipt::Reason;
use tokio::sync::watch;

use crate::app::App;
use crate::record::{MOST_AT_ONCE, erase};
use crate::site::Site;
use crate::store::StoreError;

/// How often it is looked.
const EVERY: Duration = Duration::from_secs(3_600);

/// Looks until the server stops.
pub(crate) async fn run(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    let mut tick = tokio::time::interval(EVERY);
    loop {
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return,
            _ = tick.tick() => {}
        }
        for site in app.sites.all() {
            tokio::select! {
                _ = stop.wait_for(|stop| *stop) => return,
                swept = sweep(&app, site) => match swept {
                    Ok(0) => {}
                    Ok(erased) => {
                        tracing::info!(site = site.key.as_str(), erased, "records were erased whose time was over");
                    }
                    Err(error) => {
                        tracing::warn!(site = site.key.as_str(), %error, "records whose time is over were not erased");
                    }
                }
            }
        }
    }
}

/// Erases a site's records that ended long enough ago; the log says so itself.
async fn sweep(app: &App, site: &Site) -> Result<usize, StoreError> {
    let kept_for = u64::try_from(site.retention.as_millis()).unwrap_or(u64::MAX);
    let ended_before = app.now().saturating_sub(kept_for);
    let mut erased = 0;
    while app.corruption().is_none() {
        let ids = app
            .store
            .ended(site.key.as_str(), ended_before, MOST_AT_ONCE)
            .await?;
        if ids.is_empty() {
            break;
        }
        erased += erase(app, site, &ids, Reason::Retention).await?.len();
    }
    Ok(erased)
}
