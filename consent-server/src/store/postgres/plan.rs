//! What of a round's batches must be written, told from the batches alone, before the engine is asked.

use std::collections::HashMap;

use super::super::{Conflict, Sealed};

/// The batches of a round, compared with each other.
#[derive(Debug, Default)]
pub(super) struct Plan<'batches> {
    /// Entries to write: no id twice, no decision twice.
    pub(super) fresh: Vec<&'batches Sealed>,
    /// What becomes of each batch.
    pub(super) batches: Vec<Planned>,
}

/// What becomes of a batch.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Planned {
    /// Its entries are these of the fresh ones.
    Among(Vec<Place>),
    /// It contradicts itself at an index.
    Refused(usize, Conflict),
    /// It contradicts a batch before it, which may itself come to nothing: it must wait until that is known.
    Aside,
}

/// Which of the fresh entries an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) fresh: usize,
    /// Whether it is the one that is written; else it repeats it.
    pub(super) first: bool,
}

impl<'batches> Plan<'batches> {
    /// Compares the batches, those before having the first word.
    pub(super) fn of(batches: impl IntoIterator<Item = &'batches [Sealed]>) -> Self {
        let mut plan = Self::default();
        let mut known = Known::default();
        for batch in batches {
            let before = plan.fresh.len();
            let planned = plan.place(batch, &mut known, before);
            if !matches!(planned, Planned::Among(_)) {
                for entry in plan.fresh.drain(before..) {
                    known.forget(entry);
                }
            }
            plan.batches.push(planned);
        }
        plan
    }

    fn place(&mut self, batch: &'batches [Sealed], known: &mut Known<'batches>, before: usize) -> Planned {
        let mut places = Vec::with_capacity(batch.len());
        for (index, entry) in batch.iter().enumerate() {
            let place = match known.find(entry) {
                None => {
                    known.learn(entry, self.fresh.len());
                    self.fresh.push(entry);
                    Place {
                        fresh: self.fresh.len() - 1,
                        first: true,
                    }
                }
                Some(Found::Same(fresh)) => Place { fresh, first: false },
                Some(Found::Other(fresh, conflict)) if fresh >= before => {
                    return Planned::Refused(index, conflict);
                }
                Some(Found::Other(..)) => return Planned::Aside,
            };
            places.push(place);
        }
        Planned::Among(places)
    }
}

/// What was seen in the batches so far, and which of the fresh entries it is.
#[derive(Debug, Default)]
struct Known<'batches> {
    ids: HashMap<[u8; 16], (usize, [u8; 32])>,
    decisions: HashMap<(&'batches str, &'batches str), usize>,
}

enum Found {
    Same(usize),
    Other(usize, Conflict),
}

impl<'batches> Known<'batches> {
    fn find(&self, entry: &'batches Sealed) -> Option<Found> {
        if let Some((fresh, event)) = self.ids.get(&entry.id) {
            return Some(if *event == entry.event {
                Found::Same(*fresh)
            } else {
                Found::Other(*fresh, Conflict::SameId)
            });
        }
        let fresh = self.decisions.get(&decision(entry)?)?;
        Some(Found::Other(*fresh, Conflict::Replayed))
    }

    fn learn(&mut self, entry: &'batches Sealed, fresh: usize) {
        self.ids.insert(entry.id, (fresh, entry.event));
        if let Some(decision) = decision(entry) {
            self.decisions.insert(decision, fresh);
        }
    }

    fn forget(&mut self, entry: &'batches Sealed) {
        self.ids.remove(&entry.id);
        if let Some(decision) = decision(entry) {
            self.decisions.remove(&decision);
        }
    }
}

/// What may be recorded once: a subject's consent string.
fn decision(entry: &Sealed) -> Option<(&str, &str)> {
    Some((entry.subject.as_deref()?, entry.string.as_deref()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(id: u8, event: u8, string: &str) -> Sealed {
        Sealed {
            id: [id; 16],
            event: [event; 32],
            subject: Some("subject".to_owned()),
            string: Some(string.to_owned()),
            body: String::new(),
            salt: [0; 32],
            commitment: [0; 32],
            signature: [0; 64],
            kid: String::new(),
            received_at: 0,
            expires_at: None,
            tally: None,
        }
    }

    fn among(places: &[(usize, bool)]) -> Planned {
        Planned::Among(
            places
                .iter()
                .map(|&(fresh, first)| Place { fresh, first })
                .collect(),
        )
    }

    #[test]
    fn what_is_sent_twice_is_written_once() {
        let batches = [
            vec![entry(1, 1, "a"), entry(2, 2, "b"), entry(1, 1, "a")],
            vec![entry(2, 2, "b"), entry(3, 3, "c")],
        ];
        let plan = Plan::of(batches.iter().map(Vec::as_slice));
        assert_eq!(plan.fresh.len(), 3);
        assert_eq!(plan.batches[0], among(&[(0, true), (1, true), (0, false)]));
        assert_eq!(plan.batches[1], among(&[(1, false), (2, true)]));
    }

    #[test]
    fn a_batch_that_contradicts_itself_leaves_no_trace() {
        let batches = [
            vec![entry(1, 1, "a"), entry(1, 9, "b")],
            vec![entry(2, 2, "c"), entry(3, 3, "c")],
            vec![entry(1, 9, "a"), entry(2, 9, "c")],
        ];
        let plan = Plan::of(batches.iter().map(Vec::as_slice));
        assert_eq!(plan.batches[0], Planned::Refused(1, Conflict::SameId));
        assert_eq!(plan.batches[1], Planned::Refused(1, Conflict::Replayed));
        assert_eq!(plan.batches[2], among(&[(0, true), (1, true)]));
        assert_eq!(plan.fresh, [&batches[2][0], &batches[2][1]]);
    }

    #[test]
    fn a_batch_that_contradicts_another_waits_for_it() {
        let batches = [
            vec![entry(1, 1, "a")],
            vec![entry(5, 5, "e"), entry(1, 2, "b")],
            vec![entry(2, 2, "a")],
            vec![entry(5, 6, "f")],
        ];
        let plan = Plan::of(batches.iter().map(Vec::as_slice));
        assert_eq!(plan.batches[1], Planned::Aside);
        assert_eq!(plan.batches[2], Planned::Aside);
        assert_eq!(
            plan.batches[3],
            among(&[(1, true)]),
            "what was set aside is not in the way"
        );
    }

    #[test]
    fn entries_of_nobody_repeat_no_decision() {
        let nobody = |id| Sealed {
            subject: None,
            string: None,
            ..entry(id, id, "")
        };
        let batches = [vec![nobody(1), nobody(2)]];
        let plan = Plan::of(batches.iter().map(Vec::as_slice));
        assert_eq!(plan.batches[0], among(&[(0, true), (1, true)]));
    }
}
