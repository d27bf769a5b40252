//! Whose answers are taken over.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::super::draft::{ImportDraft, MapDraft};
use super::super::loose::{Loose, short};
use super::super::nearest::{did_you_mean, listed};
use super::super::place::Place;
use super::super::{ConfigDraft, Import};
use super::Checker;
use crate::strings::import::System;

/// The most letters of another system's names.
const LONGEST: usize = 100;

impl Checker<'_> {
    /// The other systems. `names` are the categories that there can be and the services of this site, if those are
    /// without fault.
    pub(super) fn import(&mut self, draft: &ConfigDraft, names: Option<&[&str]>) -> Vec<Import> {
        let place = draft.place("import");
        let Some(list) = draft.import.wanted(&place, &mut self.faults) else {
            return Vec::new();
        };
        let mut imports: Vec<Import> = Vec::new();
        for (index, import) in list.iter().enumerate() {
            let place = draft.entry("import", index);
            let Some(import) = import.needed(&place, &mut self.faults) else {
                continue;
            };
            let Some(import) = self.one_import(import, &place, names) else {
                continue;
            };
            let is_same = |other: &Import| other.from == import.from && other.name == import.name;
            if imports.iter().any(is_same) {
                let reason = format!("“{}” is named twice", import.from.name());
                self.faults.add(&place, reason, "keep one of the two");
            }
            imports.push(import);
        }
        imports
    }

    fn one_import(&mut self, draft: &ImportDraft, place: &Place, names: Option<&[&str]>) -> Option<Import> {
        self.unknown::<ImportDraft>(&draft.unknown, place);
        let from = self.system(&draft.from, &place.key("from"));
        let name = draft.name.wanted(&place.key("name"), &mut self.faults);
        if let Some(name) = name.filter(|name| !is_name(name)) {
            let mend = "write the name of the cookie or storage key alone, such as “cc_cookie”, or remove it";
            let reason = format!("“{}” is not a name that a cookie can have", short(name));
            self.faults.add(&place.key("name"), reason, mend);
        }
        let opt_in = draft.opt_in.wanted(&place.key("optIn"), &mut self.faults);
        let revision = draft.revision.wanted(&place.key("revision"), &mut self.faults);
        let map = self.map(&draft.map, &place.key("map"), names);
        let from = from?;
        if revision.is_some() && !from.says_revision() {
            let reason = format!("would keep every answer out: “{}” writes none", from.name());
            self.faults.add(&place.key("revision"), reason, "remove it");
        }
        if map.is_empty()
            && from.default_map().is_empty()
            && draft.map.read().is_none_or(|map| map.0.is_empty())
        {
            let reason = format!(
                "is empty, and what “{}” asks for only the site knows",
                from.name()
            );
            let mend = "name each of its services with the category or service that it is here, such as {\"matomo\": \"analytics\"}";
            self.faults.add(&place.key("map"), reason, mend);
        }
        Some(Import {
            from,
            name: name.cloned(),
            opt_in: opt_in.copied().unwrap_or(false),
            revision: revision.copied().map(u64::from),
            map,
        })
    }

    fn system(&mut self, draft: &Loose<String>, place: &Place) -> Option<System> {
        let name = draft.needed(place, &mut self.faults)?;
        let system = System::from_name(name);
        if system.is_none() {
            let known = || System::ALL.into_iter().map(System::name);
            let mend = did_you_mean(name, known())
                .unwrap_or_else(|| format!("answers can be taken over from {}", listed(known(), "and")));
            let reason = format!("“{}” is no system that is known here", short(name));
            self.faults.add(place, reason, mend);
        }
        system
    }

    fn map(
        &mut self,
        draft: &Loose<MapDraft>,
        place: &Place,
        names: Option<&[&str]>,
    ) -> Vec<(String, String)> {
        let Some(MapDraft(written)) = draft.wanted(place, &mut self.faults) else {
            return Vec::new();
        };
        let mut map = Vec::new();
        for (theirs, ours) in written {
            let place = place.key(&short(theirs));
            if theirs.is_empty() || theirs.chars().count() > LONGEST || theirs.chars().any(char::is_control) {
                let mend = "write the name as the other system has it, at most 100 letters";
                self.faults
                    .add(&place, "is not a name of another system's purpose", mend);
            }
            let Some(ours) = ours.needed(&place, &mut self.faults) else {
                continue;
            };
            if let Some(names) = names.filter(|names| !names.contains(&ours.as_str())) {
                let mend = did_you_mean(ours, names.iter().copied())
                    .unwrap_or_else(|| "write the id of one of them, or remove it".into());
                let reason = format!("“{}” is no category or service of this site", short(ours));
                self.faults.add(&place, reason, mend);
            }
            map.push((theirs.clone(), ours.clone()));
        }
        map
    }
}

/// Tells whether a cookie can have that name (a token of RFC 9110, section 5.6.2). Keys of storage are named like that
/// too by every system that is known here.
fn is_name(name: &str) -> bool {
    (1..=LONGEST).contains(&name.len())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && !b"\"(),/:;<=>?@[\\]{}".contains(&byte))
}
