//! The auditor: reads a whole log line by line, with keys and checkpoints of its own where it has any.

use std::fs;
use std::io::{self, BufRead};
use std::path::{Path, PathBuf};

use consent_core::receipt::audit::Audit;
use consent_core::receipt::{Checkpoint, KeySet, PublicKey, VerifiedCheckpoint};

use super::lines::Lines;
use super::{Audited, Damage, Keyed, Progress};
use crate::backend::Obstacle;
use crate::backend::verify::read_keys;

/// Keys, and what was seen of a log before.
#[derive(Debug)]
pub(crate) struct Auditor {
    keys: Option<KeySet>,
    seen: Vec<(PathBuf, String)>,
}

impl Auditor {
    /// Reads the auditor's keys and the checkpoints that were kept.
    pub(crate) fn new(keys: Option<&Path>, seen: &[PathBuf]) -> Result<Self, Obstacle> {
        let seen = seen.iter().map(|file| match fs::read_to_string(file) {
            Ok(note) => Ok((file.clone(), note)),
            Err(error) => {
                let mend =
                    "name a file with a checkpoint that was kept from /v1/log/checkpoint or from a receipt";
                Err(Obstacle::unreadable(file, &error, mend))
            }
        });
        Ok(Self {
            keys: keys.map(read_keys).transpose()?,
            seen: seen.collect::<Result<_, _>>()?,
        })
    }

    /// Whose keys are used.
    pub(super) const fn keyed(&self) -> Keyed {
        match self.keys {
            Some(_) => Keyed::Pinned,
            None => Keyed::Own,
        }
    }

    /// Audits a dump.
    pub(crate) fn dump(&self, from: impl BufRead, progress: &Progress) -> Result<Audited, Obstacle> {
        let unreadable = |error: io::Error| {
            Obstacle::new(
                format_args!("the dump cannot be read: {error}"),
                "export it again",
            )
        };
        let mut lines = Lines::new(from);
        // The dump's own keys stand in its first lines.
        let (mut first, mut own) = (Vec::new(), Vec::new());
        while let Some((line, bytes)) = lines.next().map_err(unreadable)? {
            progress.add(bytes);
            own.extend(PublicKey::of_dump_line(&line));
            let is_head = first.is_empty() || line.contains("\"kind\":\"key\"");
            first.push(line);
            if !is_head {
                break;
            }
        }
        if first.is_empty() {
            return Err(Obstacle::new(
                "the dump is empty",
                "name what `consent log export` wrote",
            ));
        }
        let own = KeySet::new(own);
        let keys = self.keys.as_ref().unwrap_or(&own);
        let mut audited = Audited::begin(self.keyed());
        let log = log_of(first.first().map_or("", String::as_str));
        let mut audit = self.remember(Audit::new(keys), keys, log.as_deref(), &mut audited);
        first.iter().for_each(|line| audit.line(line));
        while let Some((line, bytes)) = lines.next().map_err(unreadable)? {
            progress.add(bytes);
            audit.line(&line);
        }
        audited.add(&audit.finish(), None, true);
        Ok(audited)
    }

    /// Holds an audit of this log to the checkpoints that were seen of it, and says which of them are none.
    fn remember<'k>(
        &self,
        mut audit: Audit<'k>,
        keys: &KeySet,
        log: Option<&str>,
        audited: &mut Audited,
    ) -> Audit<'k> {
        for (named, verified) in self.seen(keys) {
            let why = match verified {
                Ok(earlier) if log.is_none_or(|log| log == earlier.checkpoint().log.as_str()) => {
                    audit = audit.grown_out_of(&earlier);
                    continue;
                }
                Ok(other) => format!("it is one of the log “{}”", other.checkpoint().log),
                Err(why) => why,
            };
            let site = log.and_then(|log| log.rsplit('/').next());
            let message = format!("the checkpoint in {named}: {why}");
            audited.damages.push(Damage::of_all(site, message));
        }
        audit
    }

    /// The keys that the auditor brought.
    pub(super) const fn keys(&self) -> Option<&KeySet> {
        self.keys.as_ref()
    }

    /// Whether there are checkpoints to hold a log to.
    pub(super) const fn has_seen(&self) -> bool {
        !self.seen.is_empty()
    }

    /// The checkpoints that were seen, each with the name of its file, or why it does not hold.
    pub(super) fn seen(
        &self,
        keys: &KeySet,
    ) -> impl Iterator<Item = (String, Result<VerifiedCheckpoint, String>)> {
        let whose = match self.keyed() {
            Keyed::Pinned => "the keys given",
            Keyed::Own => "the log's own keys, which are not those of then",
        };
        self.seen.iter().map(move |(file, note)| {
            let verified = Checkpoint::parse_verified(note, keys);
            let verified = verified.map_err(|error| format!("it does not hold for {whose}: {error}"));
            (file.display().to_string(), verified)
        })
    }
}

/// The log's name on a dump's first line.
fn log_of(line: &str) -> Option<String> {
    let first: serde_json::Value = serde_json::from_str(line).ok()?;
    first["log"].as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backend::log::sample::Sample;
    use consent_core::receipt::Reason;

    fn audited(dump: &str, keys: Option<&KeySet>, notes: &[&str]) -> Audited {
        let auditor = Auditor {
            keys: keys.cloned(),
            seen: notes
                .iter()
                .map(|note| ("seen.txt".into(), (*note).to_owned()))
                .collect(),
        };
        auditor.dump(dump.as_bytes(), &Progress::begin(None, "")).unwrap()
    }

    fn messages(audited: &Audited) -> String {
        audited
            .damages
            .iter()
            .map(|damage| format!("{damage}\n"))
            .collect()
    }

    #[test]
    fn a_whole_dump_is_sound_with_its_own_keys_and_with_pinned_ones() {
        let sample = Sample::of(7, "shop", 9, Reason::Subject);
        let own = audited(&sample.dump, None, &[]);
        assert!(own.is_sound() && own.keyed == Keyed::Own, "{}", messages(&own));
        assert_eq!((own.logs[0].entries, own.logs[0].covered), (9, 9));
        let pinned = audited(&sample.dump, Some(&sample.keys), &[&sample.note]);
        assert!(
            pinned.is_sound() && pinned.keyed == Keyed::Pinned,
            "{}",
            messages(&pinned)
        );
    }

    #[test]
    fn a_log_that_was_written_anew_is_found_by_keys_and_by_checkpoints() {
        let before = Sample::of(7, "shop", 5, Reason::Subject);
        let honest = Sample::of(7, "shop", 9, Reason::Subject);
        assert!(audited(&honest.dump, None, &[&before.note]).is_sound());

        // By somebody else's key: whole in itself.
        let forged = Sample::of(8, "shop", 9, Reason::Retention);
        assert!(audited(&forged.dump, None, &[]).is_sound());
        assert!(
            messages(&audited(&forged.dump, Some(&honest.keys), &[])).contains("not among the trusted keys")
        );
        assert!(messages(&audited(&forged.dump, None, &[&before.note])).contains("not those of then"));

        // By the same key: only what was seen before tells.
        let shorter = Sample::of(7, "shop", 5, Reason::Retention);
        assert!(audited(&shorter.dump, Some(&honest.keys), &[]).is_sound());
        assert!(messages(&audited(&shorter.dump, None, &[&before.note])).contains("was rewritten"));
        assert!(messages(&audited(&before.dump, None, &[&honest.note])).contains("were cut off"));
    }

    #[test]
    fn a_checkpoint_of_another_log_is_told() {
        let (mine, other) = (
            Sample::of(7, "shop", 3, Reason::Subject),
            Sample::of(7, "bank", 3, Reason::Subject),
        );
        let said = messages(&audited(&mine.dump, None, &[&other.note]));
        assert!(said.contains("one of the log “here/bank”"), "{said}");
        let forged = Sample::of(8, "bank", 3, Reason::Subject);
        assert!(messages(&audited(&mine.dump, None, &[&forged.note])).contains("does not hold"));
        assert!(!audited(&mine.dump, None, &["nonsense"]).is_sound());
    }

    #[test]
    fn every_flipped_byte_is_found_and_its_record_named() {
        let sample = Sample::of(7, "shop", 3, Reason::Subject);
        let mut line = 0;
        for at in 0..sample.dump.len() {
            let mut bytes = sample.dump.clone().into_bytes();
            let was = bytes[at];
            bytes[at] ^= 1 << (at % 8);
            let auditor = Auditor::new(None, &[]).unwrap();
            let audited = auditor.dump(&bytes[..], &Progress::begin(None, "")).unwrap();
            assert!(!audited.is_sound(), "byte {at}");
            // After the log and its key come three entries. A line feed belongs to two lines.
            if (2..5).contains(&line) && was != b'\n' {
                let (seq, id) = (line - 2, format!("9a{:02x}", line - 2));
                let is_named = |damage: &Damage| {
                    damage.seq == Some(seq) || damage.id.as_ref().is_some_and(|it| it.ends_with(&id))
                };
                assert!(
                    audited.damages.iter().any(is_named),
                    "byte {at}: {}",
                    messages(&audited)
                );
            }
            line += u64::from(was == b'\n');
        }
    }

    #[test]
    fn nothing_is_no_dump() {
        let auditor = Auditor::new(None, &[]).unwrap();
        let fault = auditor.dump(io::empty(), &Progress::begin(None, "")).unwrap_err();
        assert!(fault.to_string().contains("consent log export"));
        assert!(Auditor::new(None, &["nowhere.txt".into()]).is_err());
    }
}
