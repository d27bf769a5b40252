//! Kept entries as receipts: the promise as it was given, and the proof that it was kept.

use consent_core::receipt::{Commitment, Entry, Inclusion, Kid, LogName, Receipt, Salt, Sealed, Signature};

use crate::app::App;
use crate::site::Site;
use crate::store::{CheckpointRow, Kept, StoreError, tree};

/// The receipt of a kept entry, as it was first given.
pub(crate) fn receipt_of(kept: Kept, log: &LogName) -> Result<Receipt, StoreError> {
    let wrong = |what: String| StoreError::Corrupt(format!("a record of {log}: {what}"));
    let entry = Entry::parse(&kept.body).map_err(|error| wrong(error.to_string()))?;
    let kid = Kid::parse(&kept.kid).ok_or_else(|| wrong("its key's id is none".into()))?;
    let salt = Salt::from_bytes(kept.salt);
    let sealed = Sealed {
        commitment: Commitment::of(&salt, &kept.body),
        body: kept.body,
        entry,
        salt,
        signature: Signature::from_bytes(kept.signature),
        kid,
    };
    Ok(Receipt::of(sealed, log))
}

/// The newest checkpoint of a site, to prove entries under.
pub(crate) struct Proofs<'a> {
    app: &'a App,
    site: &'a Site,
    newest: Option<CheckpointRow>,
}

impl<'a> Proofs<'a> {
    /// Reads the newest checkpoint.
    pub(crate) async fn of(app: &'a App, site: &'a Site) -> Result<Self, StoreError> {
        let newest = app.store.checkpoint(site.key.as_str()).await?;
        Ok(Self { app, site, newest })
    }

    /// The receipt of a kept entry, with the proof that it is in the log if the checkpoint covers it.
    pub(crate) async fn receipt(&self, kept: Kept) -> Result<Receipt, StoreError> {
        let seq = kept.seq;
        let mut receipt = receipt_of(kept, &self.site.log)?;
        if let (Some(seq), Some(newest)) = (seq, &self.newest) {
            let key = self.site.key.as_str();
            let proof = tree::inclusion(self.app.store(), key, seq, newest.size).await?;
            receipt.inclusion = proof.map(|proof| Inclusion {
                seq,
                size: newest.size,
                proof,
                checkpoint: newest.note.clone(),
            });
        }
        Ok(receipt)
    }
}
