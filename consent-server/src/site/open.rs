//! Opening the sites that a server is started with: their folders are read, and what is new in them is kept.

use std::sync::Arc;

use consent_core::receipt::{Entry, LogName, SiteKey};

use super::published::{PublishedFolder, read_folder};
use super::{Origin, Site, Sites};
use crate::options::{LONGEST_RETENTION, Options, SiteOptions};
use crate::start_error::StartError;
use crate::store::{Store, StoreError};

/// Opens every site. What contradicts itself in the store is told beside them, not as an error.
pub(crate) async fn open_sites(
    options: &Options,
    store: &dyn Store,
    not_before: u64,
) -> Result<(Sites, Option<String>), StartError> {
    if options.sites.is_empty() {
        return Err(StartError::Option(
            "no site is given: name at least one, with its key and its published folder".into(),
        ));
    }
    let mut sites = Vec::new();
    let mut corrupt = None;
    for given in &options.sites {
        let site = described(options, given, store, not_before).await;
        let site = match site {
            Ok(site) => site,
            Err(StartError::Store(StoreError::Corrupt(what))) => {
                corrupt = Some(what);
                continue;
            }
            Err(error) => return Err(error),
        };
        if sites.iter().any(|other: &Site| other.key == site.key) {
            return Err(StartError::Option(format!(
                "the site {} is given twice",
                site.key
            )));
        }
        sites.push(site);
    }
    Ok((Sites::new(sites), corrupt))
}

async fn described(
    options: &Options,
    given: &SiteOptions,
    store: &dyn Store,
    not_before: u64,
) -> Result<Site, StartError> {
    let wrong = |why: &str| StartError::Option(format!("site {:?}: {why}", given.key));
    let key = SiteKey::parse(&given.key)
        .ok_or_else(|| wrong("its key must be 1 to 63 of a-z, 0-9 and -, neither first nor last a -"))?;
    let log = LogName::new(&options.name, &key)
        .ok_or_else(|| wrong("the server's name must have no space, no + and no control character"))?;
    let origins = given.origins.iter().map(|origin| {
        Origin::parse(origin)
            .ok_or_else(|| wrong("an origin is as browsers send it, such as https://example.se"))
    });
    let origins = origins.collect::<Result<_, _>>()?;
    let retention = given.retention.unwrap_or(options.retention);
    if retention > LONGEST_RETENTION {
        return Err(wrong(
            "records are kept for ten years at most after they have ended",
        ));
    }
    let PublishedFolder {
        policy,
        regional,
        notices,
    } = read_folder(&given.published)?;
    let now = options.clock.now();
    // The site's own last, as the one in force.
    for policy in regional.iter().chain([&policy]) {
        store.put_policy(key.as_str(), policy.row(now)).await?;
    }
    for notice in &notices {
        store.put_notice(key.as_str(), notice.row(now)).await?;
    }
    if let Some(signed) = store.checkpoint(key.as_str()).await?
        && let Some(begun) = signed.note.lines().next()
        && begun != log.as_str()
    {
        return Err(wrong(&format!(
            "its log was begun as {begun}, and would now be {log}: a log keeps its name, start the server with it"
        )));
    }
    let newest = newest_moment(store, key.as_str()).await?.max(not_before);
    let site = Site::new(key, log, origins, retention, newest);
    site.look(store, Some(Arc::new(policy))).await?;
    Ok(site)
}

/// The newest moment that the log shows; a clock that is behind it has stepped back.
async fn newest_moment(store: &dyn Store, site: &str) -> Result<u64, StoreError> {
    let signed = store
        .checkpoint(site)
        .await?
        .map_or(0, |checkpoint| checkpoint.at);
    let size = store.size(site).await?;
    let last = store.entries(site, size.saturating_sub(1), 1).await?;
    let body = last.first().and_then(|last| last.kept.as_ref());
    let received = match body.map(|kept| Entry::parse(&kept.body)) {
        Some(Ok(entry)) => entry.received_at().as_millis(),
        Some(Err(error)) => {
            return Err(StoreError::Corrupt(format!("the last entry of {site}: {error}")));
        }
        // Erased, or nothing there yet.
        None => 0,
    };
    Ok(signed.max(received))
}
