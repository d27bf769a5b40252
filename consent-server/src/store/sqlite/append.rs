//! Adding a batch to a site's log: all of it or nothing, in a transaction that it shares with other batches.

use consent_core::carry::ConsentString;
use rusqlite::{CachedStatement, Connection, OptionalExtension as _, params};
use sha2::{Digest as _, Sha256};
use tokio::sync::oneshot;

use super::super::{Appended, Conflict, Sealed, StoreError, tree};
use super::log::NewEntry;
use super::work::{Job, Outcome, Work};
use super::{read, whole};

/// A batch on its way.
pub(super) struct Append {
    site: String,
    batch: Vec<Prepared>,
    result: Result<Vec<Appended>, StoreError>,
    waiter: Option<oneshot::Sender<Result<Vec<Appended>, StoreError>>>,
}

impl Append {
    /// Hashes what can be hashed before the writer's turn.
    pub(super) fn new(
        site: &str,
        entries: Vec<Sealed>,
        waiter: oneshot::Sender<Result<Vec<Appended>, StoreError>>,
    ) -> Self {
        let batch = entries
            .into_iter()
            .map(|sealed| Prepared::new(site, sealed))
            .collect();
        Self {
            site: site.to_owned(),
            batch,
            result: Ok(Vec::new()),
            waiter: Some(waiter),
        }
    }
}

impl Job for Append {
    fn entries(&self) -> usize {
        self.batch.len()
    }

    fn run(&mut self, work: &mut Work<'_>) -> Outcome {
        self.result = append(work, &self.site, &mut self.batch)?;
        Ok(())
    }

    fn answer(mut self: Box<Self>, outcome: &Outcome) {
        if let Some(waiter) = self.waiter.take() {
            // Whoever asked may have gone; what is kept is kept.
            let _ = waiter.send(outcome.clone().map_err(StoreError::from).and(self.result));
        }
    }
}

/// An entry with its hashes.
pub(super) struct Prepared {
    sealed: Sealed,
    who: Option<[u8; 16]>,
    what: Option<[u8; 16]>,
    entry: NewEntry,
}

impl Prepared {
    pub(super) fn new(site: &str, sealed: Sealed) -> Self {
        let entry = NewEntry {
            id: sealed.id,
            commitment: sealed.commitment,
            leaf: tree::leaf(&sealed.id, &sealed.commitment),
        };
        Self {
            who: sealed.subject.as_deref().map(|subject| who(site, subject)),
            what: sealed.string.as_deref().map(what),
            entry,
            sealed,
        }
    }
}

/// Adds a batch. The outer fault is the engine's and ends the transaction; the inner one is the batch's, and then
/// nothing of it is left.
pub(super) fn append(
    work: &mut Work<'_>,
    site: &str,
    batch: &mut [Prepared],
) -> Result<Result<Vec<Appended>, StoreError>, StoreError> {
    let connection = work.connection;
    let first = work.log(site)?.size();
    let mut places = Vec::with_capacity(batch.len());
    let mut appended = Vec::with_capacity(batch.len());
    let mut keep = connection.prepare_cached(KEEP)?;
    for (index, prepared) in batch.iter().enumerate() {
        let seq = first + places.len() as u64;
        if insert(&mut keep, site, seq, prepared)? {
            places.push((connection.last_insert_rowid(), index));
            appended.push(Appended::New { seq: Some(seq) });
            continue;
        }
        match kept(connection, site, prepared)? {
            Ok(kept) => appended.push(Appended::Known(Box::new(kept))),
            Err(conflict) => {
                for (place, _) in places {
                    connection.prepare_cached(TAKE_BACK)?.execute([place])?;
                }
                return Ok(Err(StoreError::Conflict { index, conflict }));
            }
        }
    }
    let log = work.log(site)?;
    log.add(
        connection,
        site,
        places.iter().map(|(_, index)| &batch[*index].entry),
    )?;
    for (_, index) in places {
        if let Some(tally) = batch[index].sealed.tally.take() {
            work.count(site, tally);
        }
    }
    Ok(Ok(appended))
}

/// Keeps the content, unless the id or the decision is kept: the indexes decide. Tells whether it is new.
fn insert(
    keep: &mut CachedStatement<'_>,
    site: &str,
    seq: u64,
    prepared: &Prepared,
) -> rusqlite::Result<bool> {
    let sealed = &prepared.sealed;
    let kept = keep.execute(params![
        site,
        sealed.id,
        whole(seq),
        prepared.who,
        prepared.what,
        sealed.event,
        whole(sealed.received_at),
        sealed.expires_at.map(whole),
        sealed.kid,
        sealed.salt,
        sealed.signature,
        sealed.body,
    ])?;
    Ok(kept == 1)
}

/// What is kept in an entry's stead: the same, or what contradicts it.
fn kept(
    connection: &Connection,
    site: &str,
    prepared: &Prepared,
) -> Result<Result<super::super::Kept, Conflict>, StoreError> {
    let id = prepared.sealed.id;
    let event: Option<Option<[u8; 32]>> = connection
        .prepare_cached(EVENT)?
        .query_row(params![site, id], |row| row.get(0))
        .optional()?;
    Ok(match event {
        None => Err(Conflict::Replayed),
        Some(None) => Err(Conflict::Erased),
        Some(Some(event)) if event != prepared.sealed.event => Err(Conflict::SameId),
        Some(Some(_)) => read::record(connection, site, id)?.ok_or(Conflict::Erased),
    })
}

/// What a subject is found by: leads from a subject to its records and never back.
pub(super) fn who(site: &str, subject: &str) -> [u8; 16] {
    half(
        Sha256::new()
            .chain_update("consent-who-v1\n")
            .chain_update(site)
            .chain_update("\n")
            .chain_update(subject),
    )
}

/// What a repeated consent string is found by: the second of the decision, then a hash of the whole.
pub(super) fn what(string: &str) -> [u8; 16] {
    let decided_at = ConsentString::parse(string).map_or(0, |parsed| parsed.decided_at.as_secs());
    let second = u32::try_from(decided_at).unwrap_or(u32::MAX);
    let mut what = half(
        Sha256::new()
            .chain_update("consent-what-v1\n")
            .chain_update(string),
    );
    what[..4].copy_from_slice(&second.to_be_bytes());
    what
}

fn half(hash: Sha256) -> [u8; 16] {
    let mut half = [0; 16];
    half.copy_from_slice(&hash.finalize()[..16]);
    half
}

const KEEP: &str = "INSERT INTO records
    (site, id, seq, who, what, event, received_at, expires_at, kid, salt, signature, body)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) ON CONFLICT DO NOTHING";
const EVENT: &str = "SELECT event FROM records WHERE site = ?1 AND id = ?2";

/// The id with it: it has not been recorded.
const TAKE_BACK: &str = "UPDATE records SET site = NULL, id = NULL, seq = NULL, who = NULL, what = NULL, event = NULL,
    received_at = NULL, expires_at = NULL, kid = NULL, salt = NULL, signature = NULL, body = NULL WHERE place = ?1";
