//! Erasing records, with the entry that says so in the same transaction.

use std::collections::BTreeSet;

use rusqlite::{OptionalExtension as _, params};
use tokio::sync::oneshot;

use super::super::{Appended, Sealed, StoreError};
use super::append::{Prepared, append};
use super::shelves;
use super::work::{Job, Outcome, Work};

/// Records on their way out.
pub(super) struct Erase {
    site: String,
    ids: Vec<[u8; 16]>,
    tombstone: Vec<Prepared>,
    result: Result<Vec<Appended>, StoreError>,
    waiter: Option<oneshot::Sender<Result<Appended, StoreError>>>,
}

impl Erase {
    pub(super) fn new(
        site: &str,
        ids: &[[u8; 16]],
        tombstone: Sealed,
        waiter: oneshot::Sender<Result<Appended, StoreError>>,
    ) -> Self {
        Self {
            site: site.to_owned(),
            ids: ids.to_vec(),
            tombstone: vec![Prepared::new(site, tombstone)],
            result: Ok(Vec::new()),
            waiter: Some(waiter),
        }
    }
}

impl Job for Erase {
    fn entries(&self) -> usize {
        1
    }

    fn scrubs(&self) -> bool {
        self.result.is_ok()
    }

    fn run(&mut self, work: &mut Work<'_>) -> Outcome {
        // The tombstone first: if it is refused, nothing is erased.
        self.result = append(work, &self.site, &mut self.tombstone)?;
        if self.result.is_ok() {
            erase(work, &self.site, &self.ids)?;
        }
        Ok(())
    }

    fn answer(mut self: Box<Self>, outcome: &Outcome) {
        let Some(waiter) = self.waiter.take() else { return };
        let result = outcome.clone().map_err(StoreError::from).and(self.result);
        let _ = waiter.send(result.and_then(|mut one| one.pop().ok_or(StoreError::Closed)));
    }
}

/// Blanks the records, and the links of subjects that have none left. Entries that are nobody's stay.
fn erase(work: &Work<'_>, site: &str, ids: &[[u8; 16]]) -> rusqlite::Result<()> {
    let mut subjects = BTreeSet::new();
    for id in ids {
        let who: Option<[u8; 16]> = work
            .connection
            .prepare_cached(WHO)?
            .query_row(params![site, id], |row| row.get(0))
            .optional()?;
        if let Some(who) = who {
            work.connection
                .prepare_cached(BLANK)?
                .execute(params![site, id])?;
            subjects.insert(who);
        }
    }
    for who in subjects {
        let linked = work
            .connection
            .prepare_cached(LINKED)?
            .exists(params![site, who])?;
        if linked && !shelves::has_any(work.connection, site, who)? {
            work.connection
                .prepare_cached(UNLINK)?
                .execute(params![site, who])?;
        }
    }
    Ok(())
}

const WHO: &str = "SELECT who FROM records WHERE site = ?1 AND id = ?2 AND who IS NOT NULL";
const BLANK: &str = "UPDATE records SET who = NULL, what = NULL, event = NULL, received_at = NULL,
    expires_at = NULL, kid = NULL, salt = NULL, signature = NULL, body = NULL WHERE site = ?1 AND id = ?2";
const LINKED: &str = "SELECT 1 FROM links WHERE site = ?1 AND who = ?2";
const UNLINK: &str = "UPDATE links SET site = NULL, who = NULL, account = NULL, subject = NULL
    WHERE site = ?1 AND who = ?2";
