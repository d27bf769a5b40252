//! Lifetimes: such as a browser can keep, and no longer than is known.

use alloc::format;
use alloc::string::String;

use super::super::draft::CookieDraft;
use super::super::loose::{Loose, short};
use super::super::place::Place;
use super::super::{Lifetime, Storage};
use super::Checker;
use crate::catalogue::CookieRecord;

impl Checker<'_> {
    /// What the catalogue knows, or the site fills in or shortens.
    pub(super) fn known_lifetime(
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

    /// A lifetime that the storage can have.
    pub(super) fn lifetime(
        &mut self,
        text: &Loose<String>,
        storage: Storage,
        place: &Place,
    ) -> Option<Lifetime> {
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
