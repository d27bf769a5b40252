//! The entries of a dump: each is checked, and becomes a leaf of the tree.

use alloc::string::ToString;

use super::super::dump::EntryLine;
use super::super::{
    Algorithm, Commitment, Entry, Kid, Receipt, ReceiptError, RecordId, Salt, Signature, Tombstone, Version,
    iso27560, leaf_hash,
};
use super::{Audit, Finding, Kind, Part, Problem};
use crate::canonical_json::canonical;

/// What an entry's line has beside its place, taken apart.
struct Content {
    entry: Entry,
    salt: Salt,
    signature: Signature,
    kid: Kid,
}

impl Audit<'_> {
    /// Takes the next entry.
    pub(super) fn entry(&mut self, line: EntryLine) {
        let (seq, id, commitment) = (line.seq, line.id, line.commitment);
        let expected = self.places.next();
        if !self.places.take(seq) {
            self.find_in(seq, id, Problem::Seq { expected });
        }
        self.grow(&id, &commitment);
        let view = line.iso27560.clone();
        match content(line) {
            Err(problem) => self.find_in(seq, id, problem),
            Ok(None) => self.gone(seq, id, view.is_some()),
            Ok(Some(content)) => {
                if view.is_some() && view != iso27560(&content.entry) {
                    self.find_in(seq, id, Problem::Iso27560);
                }
                self.content(seq, id, &commitment, content);
            }
        }
    }

    /// Takes a line that cannot be read, but is one of an entry: what can still be made out of it names the entry and
    /// keeps the tree whole.
    pub(super) fn broken(&mut self, line: &str, problem: Problem) {
        let id = after(line, "\"id\":\"", 36).and_then(RecordId::parse);
        let commitment = after(line, "\"commitment\":\"", 43).and_then(Commitment::parse);
        if self.part < Part::Head || (id.is_none() && commitment.is_none()) {
            self.tree_is_whole &= self.part != Part::Entries;
            self.places.skip();
            return self.find(problem);
        }
        self.part = self.part.max(Part::Entries);
        let seq = Some(self.places.next());
        self.report.add(Finding {
            line: self.lines,
            seq,
            id,
            problem,
        });
        match (id, commitment) {
            (Some(id), Some(commitment)) => {
                let _ = self.places.take(self.places.next());
                self.grow(&id, &commitment);
            }
            _ => {
                self.tree_is_whole = false;
                self.places.skip();
            }
        }
    }

    fn grow(&mut self, id: &RecordId, commitment: &Commitment) {
        let _ = self.tree.push(leaf_hash(id, commitment));
        if self.tree_is_whole {
            self.compare_with_seen();
        }
    }

    /// An entry without content: a tombstone must name it, before or after.
    fn gone(&mut self, seq: u64, id: RecordId, has_view: bool) {
        self.report.erased = self.report.erased.saturating_add(1);
        if has_view {
            self.find_in(seq, id, Problem::Iso27560);
        }
        if self.buried.remove(&id).is_none() {
            self.erased.insert(id, seq);
        }
    }

    fn content(&mut self, seq: u64, id: RecordId, commitment: &Commitment, content: Content) {
        let opened = Commitment::of(&content.salt, &content.entry.canonical());
        if content.entry.id() != id {
            self.find_in(seq, id, Problem::OtherId);
        }
        let entry = if opened == *commitment {
            let (entry, promise) = self.promise(content, commitment);
            if let Err(error) = promise {
                self.find_in(seq, id, Problem::Promise(error));
            }
            entry
        } else {
            self.find_in(seq, id, Problem::Commitment);
            content.entry
        };
        self.last_received_at = self.last_received_at.max(entry.received_at());
        let checked = match &entry {
            Entry::Consent(record) => self.published.check(record),
            Entry::Policy(publication) => self.published.logged(Kind::Policy, publication),
            Entry::Notice(publication) => self.published.logged(Kind::Notice, publication),
            Entry::Erasure(tombstone) => {
                self.bury(tombstone);
                Ok(())
            }
        };
        if let Err(problem) = checked {
            self.find_in(seq, id, problem);
        }
    }

    /// Checks the promise that was made for an entry, and returns the entry.
    fn promise(&self, content: Content, commitment: &Commitment) -> (Entry, Result<(), ReceiptError>) {
        // Without its first line a dump does not say whose promises these are; that has been found already.
        let Some(head) = &self.head else {
            return (content.entry, Ok(()));
        };
        let receipt = Receipt {
            version: Version::V1,
            alg: Algorithm::Ed25519,
            kid: content.kid,
            log: head.log.clone(),
            merge_delay: head.merge_delay,
            record: content.entry,
            salt: content.salt,
            signature: content.signature,
            inclusion: None,
        };
        let promise = receipt.verify_promise(commitment, self.keys);
        (receipt.record, promise)
    }

    fn bury(&mut self, tombstone: &Tombstone) {
        for id in &tombstone.erased {
            if self.erased.remove(id).is_none() {
                self.buried.insert(*id, self.lines);
            }
        }
    }

    fn find_in(&mut self, seq: u64, id: RecordId, problem: Problem) {
        self.report.add(Finding {
            line: self.lines,
            seq: Some(seq),
            id: Some(id),
            problem,
        });
    }
}

/// Takes the content of a line apart: all of it, or none.
fn content(line: EntryLine) -> Result<Option<Content>, Problem> {
    match (line.record, line.salt, line.signature, line.kid) {
        (None, None, None, None) => Ok(None),
        (Some(record), Some(salt), Some(signature), Some(kid)) => {
            let text = canonical(&record);
            let entry = Entry::parse(&text).map_err(|error| Problem::Record(error.to_string()))?;
            Ok(Some(Content {
                entry,
                salt,
                signature,
                kid,
            }))
        }
        _ => Err(Problem::InPart),
    }
}

/// So many bytes of a text after a mark.
fn after<'a>(text: &'a str, mark: &str, length: usize) -> Option<&'a str> {
    let (_, rest) = text.split_once(mark)?;
    rest.get(..length)
}
