//! Erases records: their content and salts go, their places in the log stay, and the log says that they were erased.

use consent_core::receipt::{Entry, Hash, Reason, RecordId, Tombstone, Version};

use super::sealing::{Sealing, row};
use crate::app::App;
use crate::site::Site;
use crate::store::StoreError;

/// How many records one tombstone names at most.
pub(crate) const MOST_AT_ONCE: usize = 500;

/// Erases these records. When it returns, their content is in no file of the store any more.
pub(crate) async fn erase(
    app: &App,
    site: &Site,
    ids: &[[u8; 16]],
    reason: Reason,
) -> Result<Vec<RecordId>, StoreError> {
    let mut all = Vec::with_capacity(ids.len());
    for ids in ids.chunks(MOST_AT_ONCE) {
        let erased: Vec<RecordId> = ids.iter().filter_map(|id| RecordId::from_bytes(*id)).collect();
        let sealing = Sealing::now(app, site);
        let tombstone = Tombstone {
            version: Version::V1,
            id: sealing.new_id()?,
            site: site.key.clone(),
            reason,
            erased: erased.clone(),
            received_at: sealing.at(),
        };
        let sealed = sealing.seal(Entry::Erasure(tombstone), &site.log)?;
        let event = Hash::of_bytes(sealed.body.as_bytes());
        let key = site.key.as_str();
        app.store
            .erase(key, ids, row(&sealed, *event.as_bytes(), None))
            .await?;
        app.note_growth(1);
        app.metrics.erased(key, reason.word(), ids.len() as u64);
        all.extend(erased);
    }
    Ok(all)
}
