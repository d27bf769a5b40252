//! Known trackers are never necessary, whatever service they hide in.

use alloc::format;
use alloc::string::ToString;

use super::super::draft::ServiceParts;
use super::super::place::Place;
use super::super::{CategoryId, DeclaredCookie, DeclaredService};
use super::Checker;
use crate::catalogue::{Catalogue, Kind, Record};

impl Checker<'_> {
    /// Tells whether a necessary service is free of what is known to need consent.
    pub(super) fn has_no_tracker(
        &mut self,
        service: &DeclaredService,
        parts: &ServiceParts,
        place: &Place,
    ) -> bool {
        if service.category.as_str() != CategoryId::NECESSARY {
            return true;
        }
        let before = self.faults.0.len();
        for cookie in &service.cookies {
            let Some(tracker) = tracker_with(self.catalogue, cookie) else {
                continue;
            };
            let name = cookie.rule.name.as_str();
            let drafts = parts.cookies.read().into_iter().flatten();
            let written = drafts.enumerate().find(|(_, draft)| {
                draft
                    .read()
                    .and_then(|draft| draft.name.read())
                    .is_some_and(|written| written == name)
            });
            let place = match written {
                Some((index, _)) => place.key("cookies").index(index).key("name"),
                None => place.key("cookies"),
            };
            self.is_tracker(&format!("“{name}”"), tracker, &place);
        }
        for (index, host) in parts.hosts.read().into_iter().flatten().enumerate() {
            let Some(host) = host.read() else { continue };
            let Some(tracker) = tracker_at(self.catalogue, host) else {
                continue;
            };
            self.is_tracker(&format!("“{host}”"), tracker, &place.key("hosts").index(index));
        }
        self.faults.0.len() == before
    }

    fn is_tracker(&mut self, what: &str, tracker: &Record, place: &Place) {
        let mend = format!("declare the service “{}” instead; it needs consent", tracker.id);
        self.faults.add(
            place,
            format!("{what} belongs to {}, which is never necessary", tracker.name),
            mend,
        );
    }
}

/// The service that needs consent and is known for a cookie, unless a necessary one is known for it too.
fn tracker_with<'c>(catalogue: &'c Catalogue, cookie: &DeclaredCookie) -> Option<&'c Record> {
    let rule = &cookie.rule;
    only_tracker(catalogue, |record| {
        record
            .cookies
            .iter()
            .any(|known| known.is_meant_by(&rule.name, rule.storage, rule.party))
    })
}

/// The same for a host.
fn tracker_at<'c>(catalogue: &'c Catalogue, host: &str) -> Option<&'c Record> {
    let name = |glob: &str| glob.split('/').next().unwrap_or_default().to_string();
    only_tracker(catalogue, |record| {
        record.hosts.iter().any(|known| name(known) == name(host))
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
