//! What services store: a name, a purpose, and a lifetime that a browser can keep.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::vec::Vec;

use super::super::draft::{CookieDraft, ServiceParts};
use super::super::loose::short;
use super::super::place::Place;
use super::super::{CookieRule, DeclaredCookie, NamePattern, Storage};
use super::Checker;
use crate::catalogue::{CookieRecord, Record};

impl Checker<'_> {
    /// The cookies of an own service, each complete; those with a fault are left out.
    pub(super) fn own_cookies(&mut self, parts: &ServiceParts, place: &Place) -> Vec<DeclaredCookie> {
        let drafts = self.cookie_drafts(parts, place);
        drafts
            .into_iter()
            .filter_map(|(draft, place)| self.own_cookie(draft, &place))
            .collect()
    }

    /// What the catalogue knows of a service, with what the site fills in, shortens and adds.
    pub(super) fn known_cookies(
        &mut self,
        record: &Record,
        parts: &ServiceParts,
        place: &Place,
    ) -> Vec<DeclaredCookie> {
        let drafts = self.cookie_drafts(parts, place);
        let is_of = |known: &CookieRecord, draft: &CookieDraft| {
            draft
                .name
                .read()
                .is_some_and(|name| known.names().any(|known| known == name))
                && draft
                    .storage
                    .read()
                    .is_none_or(|storage| *storage == known.storage)
                && draft.party.read().is_none_or(|party| *party == known.party)
        };
        let mut cookies = Vec::new();
        for known in &record.cookies {
            let draft = drafts.iter().find(|(draft, _)| is_of(known, draft));
            cookies.extend(match draft {
                Some((draft, place)) => self.known_cookie(record, known, draft, place),
                None if known.usual => self.known_cookie(record, known, &CookieDraft::default(), place),
                None => None,
            });
        }
        for (draft, place) in &drafts {
            if !record.cookies.iter().any(|known| is_of(known, draft)) {
                cookies.extend(self.own_cookie(draft, place));
            }
        }
        cookies
    }

    /// The entries of the list, none of them twice.
    fn cookie_drafts<'d>(&mut self, parts: &'d ServiceParts, place: &Place) -> Vec<(&'d CookieDraft, Place)> {
        let place = place.key("cookies");
        let list = parts.cookies.wanted(&place, &mut self.faults);
        let mut seen = BTreeSet::new();
        let mut drafts = Vec::new();
        for (index, draft) in list.into_iter().flatten().enumerate() {
            let place = place.index(index);
            let Some(draft) = draft.needed(&place, &mut self.faults) else {
                continue;
            };
            let storage = draft.storage.read().copied().unwrap_or_default();
            let party = draft.party.read().copied().unwrap_or_default();
            if draft
                .name
                .read()
                .is_none_or(|name| seen.insert((name, storage, party)))
            {
                drafts.push((draft, place));
            } else {
                self.faults.add(
                    &place.key("name"),
                    "is declared twice for this service",
                    "keep one of the two",
                );
            }
        }
        drafts
    }

    fn own_cookie(&mut self, draft: &CookieDraft, place: &Place) -> Option<DeclaredCookie> {
        self.unknown::<CookieDraft>(&draft.unknown, place);
        let name = self.cookie_name(draft, &place.key("name"));
        let purpose = self.translated(&draft.purpose, &place.key("purpose"));
        let storage = draft
            .storage
            .wanted(&place.key("storage"), &mut self.faults)
            .copied()
            .unwrap_or_default();
        let party = draft
            .party
            .wanted(&place.key("party"), &mut self.faults)
            .copied()
            .unwrap_or_default();
        let http_only = draft
            .http_only
            .wanted(&place.key("httpOnly"), &mut self.faults)
            .copied()
            .unwrap_or(false);
        if http_only && storage != Storage::Cookie {
            let mend = "write false; only cookies can be hidden from scripts";
            self.faults
                .add(&place.key("httpOnly"), "contradicts “storage”", mend);
        }
        let lifetime = self.lifetime(&draft.lifetime, storage, &place.key("lifetime"));
        let rule = CookieRule {
            name: name?,
            storage,
            party,
            http_only,
            lifetime: lifetime?,
        };
        Some(DeclaredCookie {
            rule,
            purpose: purpose?,
        })
    }

    fn known_cookie(
        &mut self,
        record: &Record,
        known: &CookieRecord,
        draft: &CookieDraft,
        place: &Place,
    ) -> Option<DeclaredCookie> {
        self.unknown::<CookieDraft>(&draft.unknown, place);
        if draft.name.read().is_some_and(|name| name != known.name.as_str()) {
            let real = known.name.as_str();
            self.faults.add(
                &place.key("name"),
                format!("the real name is “{real}”"),
                format!("write “{real}”"),
            );
        }
        draft.storage.wanted(&place.key("storage"), &mut self.faults);
        draft.party.wanted(&place.key("party"), &mut self.faults);
        let purpose = self.purpose_or(record.told_of(known), &draft.purpose, &place.key("purpose"));
        let http_only = draft
            .http_only
            .wanted(&place.key("httpOnly"), &mut self.faults)
            .copied();
        let lifetime = self.known_lifetime(known, draft, place);
        let rule = CookieRule {
            http_only: http_only.unwrap_or(known.http_only),
            ..known.rule(lifetime?)
        };
        Some(DeclaredCookie {
            rule,
            purpose: purpose?,
        })
    }

    fn cookie_name(&mut self, draft: &CookieDraft, place: &Place) -> Option<NamePattern> {
        let text = draft.name.needed(place, &mut self.faults)?;
        let pattern = NamePattern::parse(text);
        if pattern.is_err() {
            let mend =
                "write at most 100 characters without “;”, “,” and “=”; beside “*” at least four others";
            self.faults.add(
                place,
                format!("“{}” is not the name of a cookie or key", short(text)),
                mend,
            );
        }
        pattern.ok()
    }
}
