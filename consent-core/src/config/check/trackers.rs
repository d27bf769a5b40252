//! Known trackers are never necessary, whatever service they hide in.

use alloc::format;
use alloc::string::ToString;

use super::super::draft::{CookieDraft, ServiceParts};
use super::super::place::Place;
use super::super::{CategoryId, NamePattern};
use super::{Checker, short};
use crate::catalogue::{Catalogue, Kind, Record};

impl Checker<'_> {
    /// What is known to need consent has no place in a necessary service.
    pub(super) fn has_no_tracker(
        &mut self,
        category: Option<&CategoryId>,
        parts: &ServiceParts,
        place: &Place,
    ) {
        if category.is_none_or(|category| category.as_str() != CategoryId::NECESSARY) {
            return;
        }
        for (index, draft) in parts.cookies.read().into_iter().flatten().enumerate() {
            let Some(draft) = draft.read() else { continue };
            let Some(name) = draft.name.read() else { continue };
            let Some(tracker) = tracker_with(self.catalogue, name, draft) else {
                continue;
            };
            let place = place.key("cookies").index(index).key("name");
            self.is_tracker(name, tracker, &place);
        }
        for (index, host) in parts.hosts.read().into_iter().flatten().enumerate() {
            let Some(host) = host.read() else { continue };
            let Some(tracker) = tracker_at(self.catalogue, host) else {
                continue;
            };
            self.is_tracker(host, tracker, &place.key("hosts").index(index));
        }
    }

    fn is_tracker(&mut self, what: &str, tracker: &Record, place: &Place) {
        let mend = format!("declare the service “{}” instead; it needs consent", tracker.id);
        let reason = format!(
            "“{}” belongs to {}, which is never necessary",
            short(what),
            tracker.name
        );
        self.faults.add(place, reason, mend);
    }
}

/// The service that needs consent and is known for a cookie, unless a necessary one is known for it too, or other
/// software uses the same name.
fn tracker_with<'c>(catalogue: &'c Catalogue, name: &str, draft: &CookieDraft) -> Option<&'c Record> {
    let name = NamePattern::parse(name).ok()?;
    let storage = draft.storage.read().copied().unwrap_or_default();
    let party = draft.party.read().copied().unwrap_or_default();
    only_tracker(catalogue, |record| {
        record
            .cookies
            .iter()
            .any(|known| !known.shared && known.is_meant_by(&name, storage, party))
    })
}

/// The same for a host.
fn tracker_at<'c>(catalogue: &'c Catalogue, host: &str) -> Option<&'c Record> {
    let name = |glob: &str| glob.split('/').next().unwrap_or_default().to_string();
    only_tracker(catalogue, |record| {
        // “*” is any host's, and a path says too little to accuse somebody.
        record
            .hosts
            .iter()
            .any(|known| name(known) != "*" && name(known) == name(host))
    })
}

fn only_tracker(catalogue: &Catalogue, is_known: impl Fn(&Record) -> bool) -> Option<&Record> {
    let known = || {
        catalogue
            .iter()
            .filter(|record| record.kind == Kind::Browser && is_known(record))
    };
    if known().any(Record::is_necessary) {
        None
    } else {
        known().next()
    }
}
