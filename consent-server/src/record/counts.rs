//! The last count of subjects that were here lately, so that a gap is seen without asking the store each time.

use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};

use consent_core::receipt::{Entry, Event};
use lru::LruCache;

use crate::store::{Store, StoreError};

/// How many subjects are remembered; a few megabytes.
const MOST: NonZeroUsize = NonZeroUsize::new(65_536).unwrap();

/// Who is counted: a subject of a site.
type Who = (String, String);

/// The last count of each subject that was here lately.
pub(crate) struct Counts(Mutex<LruCache<Who, u32>>);

impl Default for Counts {
    fn default() -> Self {
        Self(Mutex::new(LruCache::new(MOST)))
    }
}

impl Counts {
    /// Tells for each event whether its count does not follow on the one before.
    pub(crate) async fn gaps(
        &self,
        store: &dyn Store,
        site: &str,
        events: &[Event],
    ) -> Result<Vec<bool>, StoreError> {
        let mut last: HashMap<String, u32> = HashMap::new();
        let mut gaps = Vec::with_capacity(events.len());
        for event in events {
            let (subject, count) = (event.subject().to_string(), event.said().count);
            let before = match last.get(&subject) {
                Some(before) => *before,
                None => self.before(store, site, &subject, count).await?,
            };
            gaps.push(before.checked_add(1) != Some(count));
            last.insert(subject, count);
        }
        Ok(gaps)
    }

    /// The count before; 0 for a subject who was never here.
    async fn before(
        &self,
        store: &dyn Store,
        site: &str,
        subject: &str,
        count: u32,
    ) -> Result<u32, StoreError> {
        let who = (site.to_owned(), subject.to_owned());
        let remembered = self.lock().get(&who).copied();
        if let Some(before) = remembered {
            return Ok(before);
        }
        // A first event is from somebody new, or from somebody whose count began again: too little to ask for.
        if count == 1 {
            return Ok(0);
        }
        let kept = store.subject(site, subject).await?;
        let counts = kept.iter().filter_map(|kept| Entry::parse(&kept.body).ok());
        let counts = counts.filter_map(|entry| entry.consent().map(|record| record.count));
        Ok(counts.max().unwrap_or(0))
    }

    /// Remembers a count that was recorded.
    pub(crate) fn remember(&self, site: &str, subject: String, count: u32) {
        self.lock().put((site.to_owned(), subject), count);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, LruCache<Who, u32>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Counts {
    /// Without anybody's pseudonym.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Counts(..)")
    }
}
