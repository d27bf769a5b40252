//! Puts into a site's log when each policy and notice became known, once each.

use consent_core::receipt::{Entry, Hash, Publication, Version};

use super::sealing::{Sealing, record_id, row};
use crate::app::App;
use crate::site::Site;
use crate::store::StoreError;

/// Logs every policy and notice of the site that is not in the log yet.
///
/// The entry's id follows from what is published, so that it is there once, however often a start was cut short and
/// however many nodes start at once.
pub(crate) async fn publish(app: &App, site: &Site) -> Result<(), StoreError> {
    let key = site.key.as_str();
    let policies = app.store.policies(key).await?.into_iter();
    let policies = policies.map(|row| (true, row.fingerprint, row.json, row.known_at));
    let notices = app.store.notices(key).await?.into_iter();
    let notices = notices.map(|row| (false, row.digest, row.json, row.known_at));
    for (is_policy, name, json, known_at) in policies.chain(notices) {
        let kind = if is_policy { "policy" } else { "notice" };
        let sha256 = Hash::of_bytes(json.as_bytes());
        let event =
            Hash::of_bytes(format!("consent-publication-v1\n{key}\n{kind}\n{name}\n{sha256}").as_bytes());
        let id = record_id(known_at, event.as_bytes())?;
        if app.store.record(key, *id.as_bytes()).await?.is_some() {
            continue;
        }
        let sealing = Sealing::now(app, site);
        let publication = Publication {
            version: Version::V1,
            id,
            site: site.key.clone(),
            name,
            sha256,
            received_at: sealing.at(),
        };
        let entry = if is_policy {
            Entry::Policy(publication)
        } else {
            Entry::Notice(publication)
        };
        let sealed = sealing.seal(entry, &site.log)?;
        app.store
            .append(key, vec![row(&sealed, *event.as_bytes(), None)])
            .await?;
        app.note_growth(1);
    }
    Ok(())
}
