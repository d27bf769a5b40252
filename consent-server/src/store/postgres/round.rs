//! One round of writing: many batches, one transaction, and a word for each batch.

use std::collections::{HashMap, HashSet};

use deadpool_postgres::Transaction;

use super::super::{Appended, Conflict, Kept, Sealed};
use super::fault::Fault;
use super::insert::{enter, known, record};
use super::plan::{Plan, Planned};

/// What a round comes to.
#[derive(Debug)]
pub(super) enum Round {
    /// The transaction may be committed; then this became of each batch. A batch without an answer waits for the
    /// next round.
    Whole(Vec<Option<Vec<Appended>>>),
    /// The transaction must be undone: these batches are refused, the others are to be tried again without them.
    Refused(Vec<(usize, usize, Conflict)>),
}

/// Writes batches of a site within a transaction.
///
/// Whether an entry is new is for the engine's constraints to say, not for a look beforehand: another node may be
/// writing the same.
pub(super) async fn write(
    transaction: &Transaction<'_>,
    site: &str,
    batches: impl IntoIterator<Item = &[Sealed]> + Send,
) -> Result<Round, Fault> {
    let plan = Plan::of(batches);
    let mut found = Found::default();
    if !plan.fresh.is_empty() {
        let new = record(transaction, site, &plan.fresh).await?;
        let (recorded, other): (Vec<_>, Vec<_>) =
            plan.fresh.iter().partition(|entry| new.contains(&entry.id));
        found = Found {
            erased: enter(transaction, site, &recorded).await?,
            kept: known(transaction, site, &other).await?,
            new,
        };
    }
    Ok(found.answers(&plan))
}

/// What the engine says about the fresh entries.
#[derive(Default)]
struct Found {
    new: HashSet<[u8; 16]>,
    erased: HashSet<[u8; 16]>,
    /// With the hash of the event that each came from.
    kept: HashMap<[u8; 16], ([u8; 32], Kept)>,
}

impl Found {
    fn answers(&self, plan: &Plan<'_>) -> Round {
        let mut refused = Vec::new();
        let mut answers = Vec::with_capacity(plan.batches.len());
        for (number, planned) in plan.batches.iter().enumerate() {
            let answer = match planned {
                Planned::Aside => None,
                Planned::Refused(index, conflict) => {
                    refused.push((number, *index, *conflict));
                    None
                }
                Planned::Among(places) => {
                    let told = places.iter().enumerate().map(|(index, place)| {
                        self.tell(plan.fresh[place.fresh], place.first)
                            .map_err(|conflict| (index, conflict))
                    });
                    match told.collect() {
                        Ok(told) => Some(told),
                        Err((index, conflict)) => {
                            refused.push((number, index, conflict));
                            None
                        }
                    }
                }
            };
            answers.push(answer);
        }
        if refused.is_empty() {
            Round::Whole(answers)
        } else {
            Round::Refused(refused)
        }
    }

    fn tell(&self, entry: &Sealed, first: bool) -> Result<Appended, Conflict> {
        if self.erased.contains(&entry.id) {
            return Err(Conflict::Erased);
        }
        if self.new.contains(&entry.id) {
            // One that repeats another of the round gets that one's receipt: it is what is kept.
            return Ok(if first {
                Appended::New { seq: None }
            } else {
                Appended::Known(Box::new(just_kept(entry)))
            });
        }
        match self.kept.get(&entry.id) {
            Some((event, kept)) if *event == entry.event => Ok(Appended::Known(Box::new(kept.clone()))),
            Some(_) => Err(Conflict::SameId),
            None => Err(Conflict::Replayed),
        }
    }
}

fn just_kept(entry: &Sealed) -> Kept {
    Kept {
        id: entry.id,
        body: entry.body.clone(),
        salt: entry.salt,
        signature: entry.signature,
        kid: entry.kid.clone(),
        seq: None,
    }
}
