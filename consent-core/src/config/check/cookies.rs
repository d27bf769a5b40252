//! What services store: a name, a purpose, and a lifetime that a browser can keep.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::super::draft::{CookieDraft, ServiceParts};
use super::super::loose::{Loose, short};
use super::super::place::Place;
use super::super::{CookieRule, DeclaredCookie, Lifetime, NamePattern, Storage};
use super::Checker;
use crate::catalogue::{CookieRecord, Record};

impl Checker<'_> {
    /// The cookies of an own service, each complete.
    pub(super) fn own_cookies(&mut self, parts: &ServiceParts, place: &Place) -> Option<Vec<DeclaredCookie>> {
        let drafts = self.cookie_drafts(parts, place)?;
        let cookies = drafts
            .into_iter()
            .map(|(draft, place)| self.own_cookie(draft, &place))
            .collect::<Vec<_>>();
        cookies.into_iter().collect()
    }

    /// What the catalogue knows of a service, with what the site fills in, shortens and adds.
    pub(super) fn known_cookies(
        &mut self,
        record: &Record,
        parts: &ServiceParts,
        place: &Place,
    ) -> Option<Vec<DeclaredCookie>> {
        let drafts = self.cookie_drafts(parts, place)?;
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
            cookies.push(match draft {
                Some((draft, place)) => self.known_cookie(known, draft, place),
                None => self.known_cookie(known, &CookieDraft::default(), place),
            });
        }
        for (draft, place) in &drafts {
            if !record.cookies.iter().any(|known| is_of(known, draft)) {
                cookies.push(self.own_cookie(draft, place));
            }
        }
        cookies.into_iter().collect()
    }

    /// The entries of the list, none of them twice.
    fn cookie_drafts<'d>(
        &mut self,
        parts: &'d ServiceParts,
        place: &Place,
    ) -> Option<Vec<(&'d CookieDraft, Place)>> {
        let place = place.key("cookies");
        if parts.cookies.is_absent() {
            return Some(Vec::new());
        }
        let mut seen = BTreeSet::new();
        let mut drafts = Vec::new();
        for (index, draft) in parts.cookies.wanted(&place, &mut self.faults)?.iter().enumerate() {
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
        Some(drafts)
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
        let purpose = self.purpose_or(&known.purpose, &draft.purpose, &place.key("purpose"));
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

    fn known_lifetime(
        &mut self,
        known: &CookieRecord,
        draft: &CookieDraft,
        place: &Place,
    ) -> Option<Lifetime> {
        let lifetime_place = place.key("lifetime");
        match (known.lifetime, &draft.lifetime) {
            (Some(known), Loose::Absent) => Some(known),
            (None, Loose::Absent) => {
                let name = known.name.as_str();
                let mend = format!(
                    "look in a browser for how long it lives on your site, and add “cookies” to the service: \
                     [{{\"name\": \"{name}\", \"lifetime\": \"90 days\"}}]"
                );
                self.faults
                    .add(place, format!("no source says how long “{name}” lives"), mend);
                None
            }
            (known_lifetime, given) => {
                // Equal to what is known is always right, even where no browser keeps it that long.
                let given = given.wanted(&lifetime_place, &mut self.faults)?;
                if let Some(longest) = known_lifetime
                    && Lifetime::parse(given).is_ok_and(|given| given == longest)
                {
                    return Some(longest);
                }
                let lifetime = self.lifetime(&Loose::Read(given.clone()), known.storage, &lifetime_place)?;
                if let Some(longest) = known_lifetime
                    && is_longer(lifetime, longest)
                {
                    let reason = format!("“{lifetime}” is longer than the “{longest}” that is known");
                    self.faults.add(
                        &lifetime_place,
                        reason,
                        format!("write “{longest}” or less, or remove it"),
                    );
                    return None;
                }
                Some(lifetime)
            }
        }
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

    /// A lifetime that the storage can have.
    fn lifetime(&mut self, text: &Loose<String>, storage: Storage, place: &Place) -> Option<Lifetime> {
        let text = text.needed(place, &mut self.faults)?;
        let (reason, mend) = match (Lifetime::parse(text), storage) {
            (Err(_), _) => (
                format!(
                    "“{}” is not a lifetime; browsers keep a cookie for at most 400 days",
                    short(text)
                ),
                "write “session”, a number and a unit such as “30 minutes” or “400 days”, or, for local storage, \
                 “persistent”",
            ),
            (Ok(Lifetime::Persistent), Storage::Cookie) => (
                "a cookie cannot live for ever; browsers keep one for at most 400 days".into(),
                "write how long it is set for, such as “400 days”; “persistent” is for local storage",
            ),
            (Ok(Lifetime::Seconds(secs)), Storage::Cookie) if secs > Lifetime::COOKIE_CAP => (
                format!("“{text}” is longer than browsers keep a cookie, which is at most 400 days"),
                "write “400 days” or less, and set it for no longer",
            ),
            (Ok(Lifetime::Session), Storage::Local) => (
                "local storage does not end with the session".into(),
                "write “persistent”, or after how long the service removes it; or the storage “session”",
            ),
            (Ok(Lifetime::Seconds(_) | Lifetime::Persistent), Storage::Session) => (
                "session storage ends with the session".into(),
                "write “session”; or the storage “local”",
            ),
            (Ok(lifetime), _) => return Some(lifetime),
        };
        self.faults.add(place, reason, mend);
        None
    }
}

/// Tells whether one lifetime outlasts another. A session outlasts nothing.
pub(in crate::config) const fn is_longer(one: Lifetime, other: Lifetime) -> bool {
    const fn secs(lifetime: Lifetime) -> u64 {
        match lifetime {
            Lifetime::Session => 0,
            Lifetime::Seconds(secs) => secs,
            Lifetime::Persistent => u64::MAX,
        }
    }
    secs(one) > secs(other)
}
