//! The audit of a whole log, from its dump, line by line: nothing is believed, and memory does not grow with the log.
//!
//! Every entry's content must open its commitment and every promise must be signed; what is erased must have a
//! tombstone; at every checkpoint the tree over all entries so far must have the root that was signed, so that the log
//! only ever grew. One byte changed anywhere in a dump is found.

use alloc::collections::BTreeMap;
use alloc::string::ToString;
use alloc::vec::Vec;

use sha2::{Digest as _, Sha256};

use super::dump::{CheckpointLine, EndLine, Line, LogLine, TextLine};
use super::keys::PublishedKey;
use super::merkle::Frontier;
use super::{Checkpoint, Hash, KeySet, PublicKey, RecordId, VerifiedCheckpoint};
use crate::time::Millis;

mod entries;

mod finding;
pub use finding::{Finding, Problem};

mod places;
use places::Places;

mod published;
use published::{Kind, Published};

mod report;
pub use report::Report;

/// How far a dump has been read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Nothing,
    Head,
    Entries,
    End,
}

/// An audit while it reads.
///
/// # Example
/// ```
/// # use consent_core::receipt::*;
/// # use consent_core::receipt::audit::Audit;
/// # use consent_core::receipt::merkle::Frontier;
/// # use consent_core::time::Millis;
/// # let seal = Seal::from_secret([7; 32]);
/// # let key = PublicKey::new(seal.public(), Millis::from_millis(0), None).unwrap();
/// # let site = SiteKey::parse("shop").unwrap();
/// # let log = LogName::new("consent.example.se", &site).unwrap();
/// # let id = RecordId::parse("019234ab-1c2d-7e3f-8a4b-5c6d7e8f9a0b").unwrap();
/// # let entry = Entry::Erasure(Tombstone {
/// #     version: Version::V1, id, site: site.clone(), reason: Reason::Retention, erased: vec![],
/// #     received_at: Millis::from_millis(1_763_766_000_000),
/// # });
/// # let sealed = seal.seal(entry, Salt::from_bytes([1; 32]), &log);
/// // A server writes its log of one entry …
/// let mut tree = Frontier::new();
/// tree.push(leaf_hash(&id, &sealed.commitment));
/// let note = Checkpoint { log: log.clone(), size: 1, root: tree.root() }.sign(&[&seal]);
///
/// let (mut dump, mut text) = Dump::begin(&log, &site, 1);
/// text += &dump.key(&key);
/// let content = DumpedContent { body: &sealed.body, salt: sealed.salt, signature: sealed.signature, kid: sealed.kid };
/// text += &dump.entry(0, id, sealed.commitment, Some(&content), false);
/// text += &dump.checkpoint(&note);
/// text += &dump.end();
///
/// // … and an auditor, who has the public keys from elsewhere, reads it.
/// let keys = KeySet::new([key]);
/// let audit = |text: &str| {
///     let mut audit = Audit::new(&keys);
///     text.lines().for_each(|line| audit.line(line));
///     audit.finish()
/// };
/// assert!(audit(&text).is_sound());
///
/// let report = audit(&text.replace("retention", "retentiom"));
/// assert_eq!(report.findings[0].id, Some(id));
/// assert!(!report.is_sound());
/// ```
#[derive(Debug)]
pub struct Audit<'a> {
    keys: &'a KeySet,
    report: Report,
    part: Part,
    lines: u64,
    hash: Sha256,
    head: Option<LogLine>,
    published: Published,
    tree: Frontier,
    /// Whether the tree has every leaf so far: one whose line cannot be read is missing from it.
    tree_is_whole: bool,
    places: Places,
    last_received_at: Millis,
    /// Entries without content, and where they stand, until a tombstone names them.
    erased: BTreeMap<RecordId, u64>,
    /// Ids that a tombstone names, and the line of it, until the entry is found to be erased.
    buried: BTreeMap<RecordId, u64>,
    /// What the auditor saw earlier, by size.
    seen: BTreeMap<u64, Vec<Hash>>,
}

impl<'a> Audit<'a> {
    /// Begins an audit with the keys that the auditor trusts. They should not come from the dump itself: whoever can
    /// rewrite a log can also put other keys into it.
    #[must_use]
    pub fn new(keys: &'a KeySet) -> Self {
        Self {
            keys,
            report: Report::default(),
            part: Part::Nothing,
            lines: 0,
            hash: Sha256::new(),
            head: None,
            published: Published::default(),
            tree: Frontier::new(),
            tree_is_whole: true,
            places: Places::default(),
            last_received_at: Millis::default(),
            erased: BTreeMap::new(),
            buried: BTreeMap::new(),
            seen: BTreeMap::new(),
        }
    }

    /// Holds the log to a checkpoint that the auditor saw earlier: it must have grown out of that. To be said before the
    /// first line.
    #[must_use]
    pub fn grown_out_of(mut self, earlier: &VerifiedCheckpoint) -> Self {
        let Checkpoint { size, root, .. } = earlier.checkpoint();
        self.seen.entry(*size).or_default().push(*root);
        self
    }

    /// Reads the next line, without the line feed at its end.
    pub fn line(&mut self, line: &str) {
        self.lines = self.lines.saturating_add(1);
        match serde_json::from_str::<Line>(line) {
            Err(error) => self.broken(line, Problem::Line(error.to_string())),
            Ok(read) if read.canonical() != line => self.broken(line, Problem::NotCanonical),
            Ok(Line::Log(head)) => self.log(head),
            Ok(Line::Key(key)) => self.key(key),
            Ok(Line::Policy(text)) => self.text(Kind::Policy, &text),
            Ok(Line::Notice(text)) => self.text(Kind::Notice, &text),
            Ok(Line::Entry(entry)) => {
                self.enter(Part::Entries);
                self.entry(entry);
            }
            Ok(Line::Checkpoint(checkpoint)) => self.checkpoint(&checkpoint),
            Ok(Line::End(end)) => self.end(&end),
        }
        self.hash.update(line.as_bytes());
        self.hash.update(b"\n");
    }

    /// Ends the audit.
    #[must_use]
    pub fn finish(mut self) -> Report {
        if self.part != Part::End {
            self.report.add_about_all(Problem::NoEnd);
        }
        if let Some(head) = self.head.take() {
            if head.size != self.places.next() {
                let (said, found) = (head.size, self.places.next());
                self.report.add_about_all(Problem::Count { said, found });
            }
            self.report.log = Some(head.log);
        }
        for (id, seq) in &self.erased {
            self.report.add(Finding {
                line: 0,
                seq: Some(*seq),
                id: Some(*id),
                problem: Problem::ErasedSilently,
            });
        }
        for (id, line) in &self.buried {
            self.report.add(Finding {
                line: *line,
                seq: None,
                id: Some(*id),
                problem: Problem::NotErased(*id),
            });
        }
        for name in self.published.never_logged() {
            self.report.add_about_all(Problem::NeverLogged(name.to_string()));
        }
        for size in self.seen.keys() {
            self.report.add_about_all(Problem::Shrunk { size: *size });
        }
        let uncovered = self.places.next().saturating_sub(self.report.covered);
        if self.report.covered == 0 && self.places.next() > 0 {
            self.report.add_about_all(Problem::NoCheckpoint);
        } else if uncovered > 0 {
            self.report
                .add_about_all(Problem::Uncovered { entries: uncovered });
        }
        self.report.entries = self.places.next();
        self.report
    }

    fn log(&mut self, head: LogLine) {
        if self.part != Part::Nothing {
            self.find(Problem::OutOfOrder);
            return;
        }
        self.part = Part::Head;
        if head.log.site() != head.site.as_str() {
            self.find(Problem::OtherSite);
        }
        self.head = Some(head);
        self.compare_with_seen();
    }

    fn key(&mut self, key: PublishedKey) {
        self.enter(Part::Head);
        let kid = key.kid();
        // A key may have ended since the auditor last fetched the keys, but never otherwise than once.
        let is_trusted = PublicKey::try_from(key).is_ok_and(|key| {
            self.keys.find(kid).is_some_and(|trusted| {
                let same_end = trusted.not_after().is_none() || trusted.not_after() == key.not_after();
                trusted.not_before() == key.not_before() && same_end
            })
        });
        if !is_trusted {
            self.find(Problem::Key(kid));
        }
    }

    fn text(&mut self, kind: Kind, text: &TextLine) {
        self.enter(Part::Head);
        if let Err(problem) = self.published.add(kind, text) {
            self.find(problem);
        }
    }

    fn checkpoint(&mut self, line: &CheckpointLine) {
        self.enter(Part::Entries);
        self.report.checkpoints = self.report.checkpoints.saturating_add(1);
        let verified = match Checkpoint::parse_verified(&line.note, self.keys) {
            Ok(verified) => verified,
            Err(error) => return self.find(Problem::Checkpoint(error)),
        };
        let checkpoint = verified.checkpoint();
        let is_of_this_log = self.head.as_ref().is_some_and(|head| head.log == checkpoint.log);
        let is_here = checkpoint.size == line.size && self.places.come_to(line.size);
        if !is_of_this_log || !is_here {
            return self.find(Problem::OtherCheckpoint);
        }
        if !verified.may_cover(self.last_received_at) {
            return self.find(Problem::CheckpointBeforeEntry);
        }
        // With a leaf missing the root is sure to differ; what is wrong with that leaf has been said.
        if self.tree_is_whole {
            if checkpoint.root == self.tree.root() {
                self.report.covered = line.size;
            } else {
                self.find(Problem::Root { size: line.size });
            }
        }
    }

    fn end(&mut self, end: &EndLine) {
        self.enter(Part::End);
        if end.entries != self.places.next() {
            let (said, found) = (end.entries, self.places.next());
            self.find(Problem::Count { said, found });
        }
        if end.sha256 != Hash::from_bytes(self.hash.clone().finalize().into()) {
            self.find(Problem::Sha256);
        }
    }

    /// Goes on to a part of the dump: never back, never past its end, and never before the log is named.
    fn enter(&mut self, part: Part) {
        if self.part == Part::Nothing || self.part > part || self.part == Part::End {
            self.find(Problem::OutOfOrder);
        }
        self.part = self.part.max(part);
    }

    /// Compares the tree with what the auditor saw of it when it was of this size.
    fn compare_with_seen(&mut self) {
        let size = self.tree.size();
        let Some(roots) = self.seen.remove(&size) else {
            return;
        };
        let root = self.tree.root();
        if roots.iter().any(|seen| *seen != root) {
            self.find(Problem::Forked { size });
        }
    }

    fn find(&mut self, problem: Problem) {
        self.report.add(Finding {
            line: self.lines,
            seq: None,
            id: None,
            problem,
        });
    }
}
