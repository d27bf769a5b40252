//! The deep check of one site's log: the audit of the dump it would make, and what lies beside it.

use std::collections::VecDeque;

use consent_core::config::Fingerprint;
use consent_core::notice::NoticeDigest;
use consent_core::receipt::audit::Audit;
use consent_core::receipt::merkle::Frontier;
use consent_core::receipt::{
    Checkpoint, Commitment, Dump, DumpedContent, Entry, KeySet, Kid, LogName, RecordId, Salt, Signature,
    SiteKey,
};
use rusqlite::{Connection, params};
use sha2::{Digest as _, Sha256};

use super::super::{CheckpointRow, LoggedEntry, StoreError};
use super::append::{what, who};
use super::report::SiteReport;
use super::{declared, log, read, rows, unsigned, whole};

/// Checks all of a site's rows.
pub(super) fn audit_site(database: &Connection, site: &str, own: &KeySet, trusted: &KeySet) -> SiteReport {
    let mut check = Check {
        database,
        site,
        audit: Audit::new(trusted),
        tree: Frontier::new(),
        nodes: 0,
        faults: Vec::new(),
    };
    if let Err(fault) = check.run(own, trusted) {
        // What SQLite cannot read ends the reading; the audit says how far it came.
        check.faults.push(format!("the rest could not be read: {fault}"));
    }
    SiteReport {
        site: site.to_owned(),
        audit: check.audit.finish(),
        faults: check.faults,
    }
}

struct Check<'a> {
    database: &'a Connection,
    site: &'a str,
    audit: Audit<'a>,
    tree: Frontier,
    nodes: u64,
    faults: Vec<String>,
}

impl Check<'_> {
    fn run(&mut self, own: &KeySet, trusted: &KeySet) -> Result<(), StoreError> {
        let size = log::size(self.database, self.site)?;
        let mut checkpoints =
            VecDeque::from(read::checkpoints(self.database, self.site, 0, usize::MAX >> 1)?);
        let named = checkpoints
            .iter()
            // A log that another key wrote anew has a name too, so that all of it is audited.
            .find_map(|row| log_name(row, trusted).or_else(|| log_name(row, own)));
        let (Some(name), Some(key)) = (named, SiteKey::parse(self.site)) else {
            self.faults
                .push("no checkpoint can be read: nothing says what this log is called".into());
            return Ok(());
        };
        let (mut dump, first) = Dump::begin(&name, &key, size);
        self.tell(&first);
        for key in own.iter() {
            let line = dump.key(key);
            self.tell(&line);
        }
        self.texts(&mut dump)?;
        let mut seq = 0;
        self.signed(&mut dump, &mut checkpoints, seq);
        loop {
            let page = read::entries(self.database, self.site, seq, ENTRIES)?;
            let Some(last) = page.last() else { break };
            let next = last.entry.seq.saturating_add(1);
            for logged in &page {
                self.entry(&mut dump, logged)?;
                seq = seq.saturating_add(1);
                self.signed(&mut dump, &mut checkpoints, seq);
            }
            seq = next;
        }
        for row in checkpoints {
            self.faults
                .push(format!("{} entries were signed, and {seq} are there", row.size));
        }
        let line = dump.end();
        self.tell(&line);
        self.beside()
    }

    /// Hands the audit a line of the dump.
    fn tell(&mut self, line: &str) {
        self.audit.line(line.trim_end_matches('\n'));
    }

    fn texts(&mut self, dump: &mut Dump) -> Result<(), StoreError> {
        for policy in declared::policies(self.database, self.site)? {
            match Fingerprint::parse(&policy.fingerprint) {
                Some(fingerprint) => {
                    let line = dump.policy(fingerprint, &policy.json);
                    self.tell(&line);
                }
                None => self.faults.push(format!(
                    "“{}” is not the fingerprint of a policy",
                    policy.fingerprint
                )),
            }
        }
        for notice in declared::notices(self.database, self.site)? {
            match NoticeDigest::parse(&notice.digest) {
                Some(digest) => {
                    let line = dump.notice(digest, &notice.json);
                    self.tell(&line);
                }
                None => self
                    .faults
                    .push(format!("“{}” is not the digest of a notice", notice.digest)),
            }
        }
        Ok(())
    }

    /// Hands over the checkpoints of this size.
    fn signed(&mut self, dump: &mut Dump, checkpoints: &mut VecDeque<CheckpointRow>, size: u64) {
        while checkpoints.front().is_some_and(|row| row.size == size) {
            if let Some(row) = checkpoints.pop_front() {
                let line = dump.checkpoint(&row.note);
                self.tell(&line);
            }
        }
    }

    fn entry(&mut self, dump: &mut Dump, logged: &LoggedEntry) -> Result<(), StoreError> {
        let entry = logged.entry;
        for (subtree, root) in self.tree.push(entry.leaf()) {
            let stored = subtree.stored();
            let node = read::nodes(self.database, self.site, stored.level, stored.from, 1)?;
            if node.first().map(|node| (node.index, node.root())) != Some((stored.from, root)) {
                self.faults.push(format!(
                    "node {} of level {} is not the root of its entries",
                    stored.from, stored.level
                ));
            }
            self.nodes += 1;
        }
        let Some(id) = RecordId::from_bytes(entry.id) else {
            self.faults
                .push(format!("entry {} has an id that is none", entry.seq));
            return Ok(());
        };
        let content = match &logged.kept {
            None => None,
            Some(kept) => {
                let Some(kid) = Kid::parse(&kept.kid) else {
                    self.faults.push(format!(
                        "entry {} ({id}): “{}” is not the id of a key",
                        entry.seq, kept.kid
                    ));
                    return Ok(());
                };
                self.columns(entry.seq, id, &kept.body)?;
                Some(DumpedContent {
                    body: &kept.body,
                    salt: Salt::from_bytes(kept.salt),
                    signature: Signature::from_bytes(kept.signature),
                    kid,
                })
            }
        };
        let line = dump.entry(
            entry.seq,
            id,
            Commitment::from_bytes(entry.commitment),
            content.as_ref(),
            false,
        );
        self.tell(&line);
        Ok(())
    }

    /// What records are found by says the same as they do.
    fn columns(&mut self, seq: u64, id: RecordId, body: &str) -> Result<(), StoreError> {
        // A body that cannot be read is the audit's to report.
        let Ok(entry) = Entry::parse(body) else {
            return Ok(());
        };
        let consent = entry.consent();
        let sql = "SELECT count(*) FROM records WHERE site = ?1 AND id = ?2
            AND who IS ?3 AND what IS ?4 AND received_at = ?5 AND expires_at IS ?6";
        let same = self.database.prepare_cached(sql)?.query_row(
            params![
                self.site,
                id.as_bytes(),
                consent.map(|record| who(self.site, &record.subject.to_string())),
                consent.map(|record| what(&record.string)),
                whole(entry.received_at().as_millis()),
                consent.map(|record| whole(record.expires_at.as_secs().saturating_mul(1000))),
            ],
            |row| row.get::<_, bool>(0),
        )?;
        if !same {
            self.faults.push(format!(
                "entry {seq} ({id}): it is filed under another subject, string or time"
            ));
        }
        Ok(())
    }

    /// What the entries do not lead to.
    fn beside(&mut self) -> Result<(), StoreError> {
        // An id is in `records` once; that every entry has its row there, and every row its entry, makes it once in
        // the log.
        self.ids(
            "has no place in the log",
            "SELECT id FROM records r WHERE site = ?1 AND id IS NOT NULL AND NOT EXISTS
            (SELECT 1 FROM entries e WHERE e.site = r.site AND e.seq = r.seq AND e.id = r.id)",
        )?;
        self.ids(
            "stands where it is not found",
            "SELECT id FROM entries e WHERE site = ?1 AND NOT EXISTS
            (SELECT 1 FROM records r WHERE r.site = e.site AND r.id = e.id AND r.seq = e.seq)",
        )?;

        let sql = "SELECT count(*) FROM nodes WHERE site = ?1";
        let nodes = self
            .database
            .query_row(sql, [self.site], |row| unsigned(row, 0))?;
        if nodes != self.nodes {
            self.faults.push(format!(
                "{nodes} nodes are there, and the entries make {}",
                self.nodes
            ));
        }

        let sql = "SELECT digest, json, fingerprint FROM policies WHERE site = ?1";
        let policies = rows(self.database, sql, [self.site], |row| {
            Ok((
                row.get::<_, [u8; 32]>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, String>(2)?,
            ))
        })?;
        for (digest, json, fingerprint) in policies {
            if Sha256::digest(&json).as_slice() != digest {
                self.faults.push(format!(
                    "the policy {fingerprint} has another text than its digest says"
                ));
            }
        }
        Ok(())
    }

    /// Everything that a query finds is a fault.
    fn ids(&mut self, fault: &str, sql: &str) -> Result<(), StoreError> {
        for id in rows(self.database, sql, [self.site], |row| row.get::<_, [u8; 16]>(0))? {
            let id = RecordId::from_bytes(id).map_or_else(|| format!("{id:02x?}"), |id| id.to_string());
            self.faults.push(format!("record {id} {fault}"));
        }
        Ok(())
    }
}

fn log_name(row: &CheckpointRow, keys: &KeySet) -> Option<LogName> {
    let verified = Checkpoint::parse_verified(&row.note, keys).ok()?;
    Some(verified.checkpoint().log.clone())
}

/// How many entries are read at once.
const ENTRIES: usize = 1000;
