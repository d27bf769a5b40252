//! What a visitor's browser keeps, from phase to phase: looks at the store and notes of writes, put together.

use std::collections::BTreeMap;

use consent_core::config::Lifetime;

use super::notes::Write;
use crate::audit::seen::{Entry, Initiator, Phase, Shelf, Stored};

/// What tells one stored thing from another.
type Key = (Shelf, String, String, String);

/// What one visitor's browser keeps.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    /// Who wrote it last, over all phases of the visitor.
    writers: BTreeMap<(Shelf, String), Initiator>,
    current: BTreeMap<Key, Stored>,
}

impl Ledger {
    /// Takes a look at the end of a page view; `is_last` of the phase.
    pub(crate) fn look(&mut self, phase: Phase, page: &str, at: u64, found: Vec<Entry>, is_last: bool) {
        for stored in self.current.values_mut() {
            stored.kept = false;
        }
        for mut entry in found {
            let initiator = self
                .writers
                .get(&(entry.shelf, entry.name.clone()))
                .cloned()
                .unwrap_or_default();
            entry.domain = bare(&entry.domain);
            let key = (
                entry.shelf,
                entry.name.clone(),
                entry.domain.clone(),
                entry.path.clone(),
            );
            let stored = self.current.entry(key).or_insert_with(|| Stored {
                phase,
                page: page.to_owned(),
                entry,
                longest: None,
                initiator,
                at,
                written: false,
                seen_kept: true,
                kept: true,
            });
            stored.seen_kept = true;
            stored.kept = is_last;
        }
    }

    /// Ends a phase: gives everything that was found or written in it.
    pub(crate) fn end(&mut self, phase: Phase, writes: Vec<Write>) -> Vec<Stored> {
        for write in &writes {
            if write.lifetime.is_some() && write.initiator != Initiator::default() {
                self.writers
                    .entry((write.shelf, write.name.clone()))
                    .or_insert_with(|| write.initiator.clone());
            }
        }
        let mut all: Vec<Stored> = std::mem::take(&mut self.current).into_values().collect();
        for write in writes {
            let Some(lifetime) = write.lifetime else { continue };
            let is_same = |stored: &&mut Stored| {
                stored.entry.shelf == write.shelf
                    && stored.entry.name == write.name
                    && stored.entry.domain == bare(&write.domain)
            };
            match all.iter_mut().find(is_same) {
                Some(stored) => {
                    let wanted = longer(stored.entry.lifetime, lifetime);
                    if stored.longest.is_none() || wanted != stored.entry.lifetime {
                        stored.longest = Some(write.initiator.clone());
                    }
                    stored.entry.lifetime = wanted;
                    // What is left after withdrawal is there because of who wrote it last: what ran until then may have
                    // written once more before it stopped.
                    if !stored.written || phase == Phase::Withdraw {
                        stored.at = write.at;
                        stored.page = write.page;
                        stored.initiator = write.initiator;
                    }
                    stored.written = true;
                }
                None => all.push(Stored {
                    phase,
                    page: write.page,
                    entry: Entry {
                        shelf: write.shelf,
                        name: write.name,
                        domain: bare(&write.domain),
                        path: write.path.unwrap_or_else(|| "/".into()),
                        http_only: write.http_only,
                        secure: write.secure,
                        lifetime,
                    },
                    longest: Some(write.initiator.clone()),
                    initiator: write.initiator,
                    at: write.at,
                    written: true,
                    // A database is not looked for: it stays until somebody deletes it.
                    seen_kept: write.shelf == Shelf::Indexed,
                    kept: write.shelf == Shelf::Indexed,
                }),
            }
        }
        for stored in &mut all {
            if stored.initiator == Initiator::default()
                && let Some(writer) = self.writers.get(&(stored.entry.shelf, stored.entry.name.clone()))
            {
                stored.initiator = writer.clone();
            }
        }
        all
    }
}

fn bare(domain: &str) -> String {
    domain.trim_start_matches('.').to_ascii_lowercase()
}

/// The longer of two lifetimes: what is asked for, before a browser cuts it.
fn longer(one: Lifetime, other: Lifetime) -> Lifetime {
    match (one, other) {
        (Lifetime::Seconds(one), Lifetime::Seconds(other)) => Lifetime::Seconds(one.max(other)),
        (Lifetime::Session, other) => other,
        (one, _) => one,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::seen::Cause;

    fn write(name: &str, lifetime: Option<Lifetime>) -> Write {
        Write {
            page: "p".into(),
            shelf: Shelf::Cookie,
            name: name.into(),
            domain: ".a.se".into(),
            path: None,
            http_only: false,
            secure: false,
            lifetime,
            initiator: Initiator {
                kind: Cause::Script,
                ..Initiator::default()
            },
            at: 5,
        }
    }

    fn found(name: &str) -> Entry {
        Entry {
            shelf: Shelf::Cookie,
            name: name.into(),
            domain: ".a.se".into(),
            path: "/".into(),
            http_only: false,
            secure: false,
            lifetime: Lifetime::Seconds(90),
        }
    }

    #[test]
    fn what_is_written_and_found_is_one_thing_and_a_probe_is_not_kept() {
        let mut ledger = Ledger::default();
        ledger.look(Phase::Accept, "p", 9, vec![found("_ga")], true);
        let writes = vec![
            write("_ga", Some(Lifetime::Seconds(100))),
            write("probe", Some(Lifetime::Session)),
            write("probe", None),
        ];
        let all = ledger.end(Phase::Accept, writes);
        assert_eq!(all.len(), 2);
        assert!(all[0].kept && all[0].written && all[0].at == 5);
        assert_eq!(all[0].entry.lifetime, Lifetime::Seconds(100));
        assert!(!all[1].kept && !all[1].seen_kept && all[1].written);

        // What is still there in the next phase is known by who wrote it.
        ledger.look(Phase::Withdraw, "p", 1, vec![found("_ga")], true);
        let all = ledger.end(Phase::Withdraw, Vec::new());
        assert!(all[0].kept && !all[0].written);
        assert_eq!(all[0].initiator.kind, Cause::Script);
    }

    #[test]
    fn who_wrote_first_who_wrote_last_and_who_wants_it_longest() {
        let by = |who: &str, seconds: u64| {
            let mut write = write("_ga", Some(Lifetime::Seconds(seconds)));
            write.initiator.url = Some(who.into());
            write
        };
        let mut ledger = Ledger::default();
        for (phase, shown) in [(Phase::Accept, "first"), (Phase::Withdraw, "last")] {
            // The store tells what is left of the last one's.
            ledger.look(phase, "p", 9, vec![found("_ga")], true);
            let all = ledger.end(phase, vec![by("first", 100), by("longest", 900), by("last", 90)]);
            assert_eq!(all[0].initiator.url.as_deref(), Some(shown));
            assert_eq!(all[0].entry.lifetime, Lifetime::Seconds(900));
            let longest = all[0].longest.as_ref().unwrap();
            assert_eq!(longest.url.as_deref(), Some("longest"));
        }
    }
}
