//! A database file audited as it lies there: its seal, its structure, and every log in it.

use std::collections::BTreeMap;
use std::path::Path;

use consent_core::receipt::merkle::Frontier;
use consent_core::receipt::{Commitment, Hash, KeySet, RecordId, leaf_hash};
use consent_server::store::{FileReport, Pages, SqliteFile, StoreError, verify_file};

use super::{Audited, Auditor, Damage, Source};
use crate::backend::Obstacle;

/// How many leaves are read at once.
const LEAVES: usize = 10_000;

impl Auditor {
    /// Audits a database file.
    pub(crate) async fn file(&self, path: &Path) -> Result<Audited, Obstacle> {
        let report = verify_file(path, self.keys()).map_err(|error| unreadable(path, &error))?;
        let mut audited = Audited::begin(self.keyed());
        add(&mut audited, &report);
        if self.has_seen() {
            match SqliteFile::open(path) {
                Ok(file) => self.compare(file, &mut audited).await,
                Err(error) => audited.damages.push(Damage::of_all(
                    None,
                    format!("the log cannot be held to the checkpoint: {error}"),
                )),
            }
        }
        Ok(audited)
    }

    /// Holds the logs of a file to the checkpoints that were seen of them.
    async fn compare(&self, file: SqliteFile, audited: &mut Audited) {
        let source = Source::File(file);
        let own = source.keys().await.unwrap_or_else(|_| KeySet::new([]));
        let keys = self.keys().unwrap_or(&own);
        let mut logs = BTreeMap::new();
        for site in source.sites().unwrap_or_default() {
            if let Ok(Some(log)) = source.log(&site).await {
                logs.insert(log.to_string(), site);
            }
        }
        for (named, verified) in self.seen(keys) {
            let damage = match verified {
                Err(why) => Some((None, why)),
                Ok(verified) => {
                    let checkpoint = verified.checkpoint();
                    let site = logs.get(checkpoint.log.as_str());
                    let fault = match (site, &source) {
                        (None, _) => Some(format!("there is no log “{}” here", checkpoint.log)),
                        (Some(site), Source::File(file)) => {
                            grown_out_of(file, site, checkpoint.size, &checkpoint.root)
                        }
                        (Some(_), Source::Shared(_)) => None,
                    };
                    fault.map(|fault| (site.cloned(), fault))
                }
            };
            if let Some((site, why)) = damage {
                let message = format!("the checkpoint in {named}: {why}");
                audited.damages.push(Damage::of_all(site.as_deref(), message));
            }
        }
    }
}

/// Says how a log contradicts what was seen of it when it had that size.
fn grown_out_of(file: &SqliteFile, site: &str, size: u64, root: &Hash) -> Option<String> {
    let mut tree = Frontier::new();
    while tree.size() < size {
        let leaves = match file.leaves(site, tree.size(), LEAVES) {
            Ok(leaves) if leaves.is_empty() => {
                return Some(format!(
                    "the log had {size} entries when it was seen: the newest were cut off"
                ));
            }
            Ok(leaves) => leaves,
            Err(error) => return Some(format!("the log cannot be held to it: {error}")),
        };
        for leaf in leaves.iter().take_while(|leaf| leaf.seq < size) {
            let id = RecordId::from_bytes(leaf.id).filter(|_| leaf.seq == tree.size());
            let Some(id) = id else {
                return Some(format!("entry {} is not what was signed then", tree.size()));
            };
            let _ = tree.push(leaf_hash(&id, &Commitment::from_bytes(leaf.commitment)));
        }
    }
    (tree.root() != *root).then(|| {
        format!("the first {size} entries are not those that it was signed for: the log was rewritten")
    })
}

/// Takes in what was found in a file.
fn add(audited: &mut Audited, report: &FileReport) {
    match &report.pages {
        Pages::Damaged(pages) => {
            for page in pages {
                let (site, id) = match page.records.as_slice() {
                    [(site, id)] => (Some(site.clone()), Some(id.to_string())),
                    _ => (None, None),
                };
                audited.damages.push(Damage {
                    id,
                    ..Damage::of_all(site.as_deref(), format!("{page} has changed since the file was closed"))
                });
            }
        }
        Pages::Unreadable(why) => audited.damages.push(Damage::of_all(None, why.clone())),
        Pages::Unsealed => audited.damages.push(Damage {
            is_fault: false,
            ..Damage::of_all(
                None,
                "the file has no seal: a server has it open, or did not close it; bytes outside of every record are not checked",
            )
        }),
        Pages::Whole => {}
    }
    for fault in &report.structure {
        audited
            .damages
            .push(Damage::of_all(None, format!("SQLite finds: {fault}")));
    }
    for site in &report.sites {
        audited.add(&site.audit, Some(&site.site), false);
        for fault in &site.faults {
            audited
                .damages
                .push(Damage::of_all(Some(&site.site), fault.clone()));
        }
    }
}

fn unreadable(path: &Path, error: &StoreError) -> Obstacle {
    Obstacle::new(
        format_args!("{} cannot be audited: {error}", path.display()),
        "name a database file of `consent serve`, or a dump",
    )
}
