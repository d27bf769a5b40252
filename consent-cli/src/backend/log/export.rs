//! A site's whole log written out as a dump, line by line.

use std::collections::{BTreeSet, VecDeque};
use std::fmt;
use std::io::Write;

use consent_core::config::Fingerprint;
use consent_core::notice::NoticeDigest;
use consent_core::receipt::{
    Commitment, Dump, DumpedContent, Entry, Kid, RecordId, Salt, Signature, SiteKey,
};
use consent_server::store::{CheckpointRow, Kept, LoggedEntry};

use super::{Progress, Source};
use crate::backend::Obstacle;

/// How many entries are read at once.
const ENTRIES: usize = 1_000;

/// What was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Exported {
    pub(crate) entries: u64,
    pub(crate) erased: u64,
}

/// Writes the log of a site as it is now.
pub(crate) async fn export(
    source: &Source,
    site: &SiteKey,
    to: &mut impl Write,
) -> Result<Exported, Obstacle> {
    let Some(log) = source.log(site.as_str()).await? else {
        let sites = source.sites()?;
        let known = if sites.is_empty() {
            "check the key; it is what the server was started with".into()
        } else {
            format!("there are logs of {}", sites.join(", "))
        };
        return Err(Obstacle::new(
            format_args!("there is no log of the site “{site}”"),
            known,
        ));
    };
    let size = source.size(site.as_str()).await?;
    let progress = Progress::begin(Some(size), "exporting");
    let (dump, first) = Dump::begin(&log, site, size);
    let mut export = Export {
        source,
        site: site.as_str(),
        dump,
        to,
        size,
        erased: BTreeSet::new(),
        buried: BTreeSet::new(),
    };
    export.write(&first)?;
    export.declared().await?;
    export.entries(&progress).await?;
    let erased = export.erased.len() as u64;
    export.settle().await?;
    let last = export.dump.end();
    to.write_all(last.as_bytes())
        .and_then(|()| to.flush())
        .map_err(unwritable)?;
    Ok(Exported {
        entries: size,
        erased,
    })
}

struct Export<'a, W> {
    source: &'a Source,
    site: &'a str,
    dump: Dump,
    to: &'a mut W,
    size: u64,
    /// Entries whose content is gone.
    erased: BTreeSet<RecordId>,
    /// Entries that a tombstone names.
    buried: BTreeSet<RecordId>,
}

impl<W: Write> Export<'_, W> {
    /// Keys, policies and notices: what entries speak of.
    async fn declared(&mut self) -> Result<(), Obstacle> {
        for key in self.source.keys().await?.iter() {
            let line = self.dump.key(key);
            self.write(&line)?;
        }
        for policy in self.source.policies(self.site).await? {
            let fingerprint = Fingerprint::parse(&policy.fingerprint).ok_or_else(|| {
                damaged(format_args!(
                    "“{}” is no policy's fingerprint",
                    policy.fingerprint
                ))
            })?;
            let line = self.dump.policy(fingerprint, &policy.json);
            self.write(&line)?;
        }
        for notice in self.source.notices(self.site).await? {
            let digest = NoticeDigest::parse(&notice.digest)
                .ok_or_else(|| damaged(format_args!("“{}” is no notice's digest", notice.digest)))?;
            let line = self.dump.notice(digest, &notice.json);
            self.write(&line)?;
        }
        Ok(())
    }

    /// Entries, with each checkpoint after the last entry that it covers.
    async fn entries(&mut self, progress: &Progress) -> Result<(), Obstacle> {
        let mut checkpoints: VecDeque<CheckpointRow> = self
            .source
            .checkpoints(self.site, 0, usize::MAX >> 1)
            .await?
            .into();
        let mut written = 0;
        self.signed(&mut checkpoints, written)?;
        while written < self.size {
            let page = self.source.entries(self.site, written, ENTRIES).await?;
            if page.is_empty() {
                return Err(damaged(format_args!(
                    "entry {written} of {} is missing",
                    self.size
                )));
            }
            let size = self.size;
            for logged in page.iter().take_while(|logged| logged.entry.seq < size) {
                if logged.entry.seq != written {
                    return Err(damaged(format_args!("entry {written} is missing")));
                }
                self.entry(logged)?;
                written += 1;
                self.signed(&mut checkpoints, written)?;
            }
            progress.add(page.len() as u64);
        }
        Ok(())
    }

    fn signed(&mut self, checkpoints: &mut VecDeque<CheckpointRow>, size: u64) -> Result<(), Obstacle> {
        while let Some(row) = checkpoints.pop_front_if(|row| row.size == size) {
            let line = self.dump.checkpoint(&row.note);
            self.write(&line)?;
        }
        Ok(())
    }

    fn entry(&mut self, logged: &LoggedEntry) -> Result<(), Obstacle> {
        let (seq, entry) = (logged.entry.seq, logged.entry);
        let id = RecordId::from_bytes(entry.id)
            .ok_or_else(|| damaged(format_args!("entry {seq} has no sound id")))?;
        let content = logged.kept.as_ref().map(|kept| content(seq, kept)).transpose()?;
        match &content {
            None => drop(self.erased.insert(id)),
            Some(content) => self.buried.extend(named_by(content.body)),
        }
        let commitment = Commitment::from_bytes(entry.commitment);
        let line = self.dump.entry(seq, id, commitment, content.as_ref(), true);
        self.write(&line)
    }

    /// Makes sure that nothing was erased between the dump's beginning and its end: the tombstone that says so would
    /// stand after its last entry.
    async fn settle(&mut self) -> Result<(), Obstacle> {
        self.erased.retain(|id| !self.buried.contains(id));
        let mut later = self.size;
        while !self.erased.is_empty() {
            let page = self.source.entries(self.site, later, ENTRIES).await?;
            let Some(last) = page.last() else { break };
            later = last.entry.seq + 1;
            let bodies = page.iter().filter_map(|logged| logged.kept.as_ref());
            if bodies
                .flat_map(|kept| named_by(&kept.body))
                .any(|id| self.erased.contains(&id))
            {
                return Err(Obstacle::new(
                    "something was erased while the log was read",
                    "export it again",
                ));
            }
        }
        Ok(())
    }

    fn write(&mut self, line: &str) -> Result<(), Obstacle> {
        self.to.write_all(line.as_bytes()).map_err(unwritable)
    }
}

/// The entries that a tombstone names; none if the body is not one of a tombstone.
fn named_by(body: &str) -> Vec<RecordId> {
    if !body.contains("\"kind\":\"erasure\"") {
        return Vec::new();
    }
    match Entry::parse(body) {
        Ok(Entry::Erasure(tombstone)) => tombstone.erased,
        _ => Vec::new(),
    }
}

fn content(seq: u64, kept: &Kept) -> Result<DumpedContent<'_>, Obstacle> {
    Ok(DumpedContent {
        body: &kept.body,
        salt: Salt::from_bytes(kept.salt),
        signature: Signature::from_bytes(kept.signature),
        kid: Kid::parse(&kept.kid).ok_or_else(|| damaged(format_args!("entry {seq} has no sound key id")))?,
    })
}

fn damaged(what: impl fmt::Display) -> Obstacle {
    Obstacle::new(
        format_args!("the log is damaged: {what}"),
        "see all of it with `consent log verify` on the database file",
    )
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn unwritable(error: std::io::Error) -> Obstacle {
    Obstacle::new(
        format_args!("the dump cannot be written: {error}"),
        "check that there is room, and that whoever reads it reads to the end",
    )
}
