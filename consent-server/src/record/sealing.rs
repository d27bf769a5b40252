//! Seals entries, and puts them into the form in which they are kept.

use std::sync::Arc;

use consent_core::receipt::{Entry, LogName, RecordId, Salt, Seal, Sealed};
use consent_core::time::Millis;

use crate::app::App;
use crate::clock::Moment;
use crate::signing::random;
use crate::site::Site;
use crate::store::{self, StoreError, Tally};

/// A key and a moment at which it seals.
pub(super) struct Sealing {
    seal: Arc<Seal>,
    pub(super) moment: Moment,
}

impl Sealing {
    /// Takes the key first: no key seals anything from before it was made.
    pub(super) fn now(app: &App, site: &Site) -> Self {
        let seal = app.signing.current();
        let moment = site.time.now(app.clock.as_ref());
        Self { seal, moment }
    }

    /// The moment, as entries have it.
    pub(super) const fn at(&self) -> Millis {
        Millis::from_millis(self.moment.millis)
    }

    /// Seals an entry under a new salt.
    pub(super) fn seal(&self, entry: Entry, log: &LogName) -> Result<Sealed, StoreError> {
        let salt = random().map_err(|error| StoreError::Engine(Box::new(error)))?;
        Ok(self.seal.seal(entry, Salt::from_bytes(*salt), log))
    }

    /// A new name for an entry of the server's own.
    pub(super) fn new_id(&self) -> Result<RecordId, StoreError> {
        let random = random().map_err(|error| StoreError::Engine(Box::new(error)))?;
        record_id(self.moment.millis, &random)
    }
}

/// The UUIDv7 of a time and of the first ten of some bytes.
pub(super) fn record_id(millis: u64, bytes: &[u8; 32]) -> Result<RecordId, StoreError> {
    let mut ten = [0; 10];
    ten.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
    let uuid = uuid::Builder::from_unix_timestamp_millis(millis, &ten).into_uuid();
    RecordId::from_bytes(uuid.into_bytes()).ok_or_else(|| StoreError::Engine("a UUIDv7 that is none".into()))
}

/// What is kept of a sealed entry.
pub(super) fn row(sealed: &Sealed, event: [u8; 32], tally: Option<Tally>) -> store::Sealed {
    let consent = sealed.entry.consent();
    store::Sealed {
        id: *sealed.entry.id().as_bytes(),
        event,
        subject: consent.map(|record| record.subject.to_string()),
        string: consent.map(|record| record.string.clone()),
        body: sealed.body.clone(),
        salt: *sealed.salt.as_bytes(),
        commitment: *sealed.commitment.as_bytes(),
        signature: *sealed.signature.as_bytes(),
        kid: sealed.kid.to_string(),
        received_at: sealed.entry.received_at().as_millis(),
        expires_at: consent.map(|record| record.expires_at.as_secs().saturating_mul(1000)),
        tally,
    }
}
