//! A record that may be the one, and what speaks for it.

use crate::catalogue::{CookieRecord, Record};
use crate::config::{Party, ServiceId, Storage, is_within};

/// Under which domain something is stored, as far as anybody has seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Under<'a> {
    /// Nobody has: there is a name in a policy, and no browser.
    #[default]
    Unknown,
    /// The site's own.
    Site,
    /// Another one, such as `.doubleclick.net`, as a cookie's `Domain` or the host that set it.
    Domain(&'a str),
}

/// A known cookie that is called so, and fits where it was seen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate<'c> {
    pub(super) record: &'c Record,
    pub(super) cookie: &'c CookieRecord,
    /// How closely the name fits.
    pub(super) closeness: usize,
    /// Whether its domain was seen, and is one of the supplier's.
    pub(super) is_at_home: bool,
}

impl<'c> Candidate<'c> {
    /// Returns it if name and storage fit, and its domain does not contradict.
    pub(super) fn of(
        record: &'c Record,
        cookie: &'c CookieRecord,
        name: &str,
        storage: Storage,
        under: Under<'_>,
    ) -> Option<Self> {
        let closeness = cookie.closeness(name).filter(|_| cookie.storage == storage)?;
        let is_at_home = match (cookie.party, under) {
            // What a service stores under the domain of whoever uses it may be met on a third party that does.
            (_, Under::Unknown) | (Party::First, _) => false,
            (Party::Third, Under::Site) => return None,
            (Party::Third, Under::Domain(domain)) => is_listed(cookie, domain)?,
        };
        Some(Self {
            record,
            cookie,
            closeness,
            is_at_home,
        })
    }

    /// Tells whether its service, or the one that this is a part of, was found on the site.
    pub(super) fn is_among(&self, found: &[ServiceId]) -> bool {
        found
            .iter()
            .any(|id| *id == self.record.id || self.record.part_of.as_ref() == Some(id))
    }
}

/// Whether a domain is one of the record's, or below one: by name, or, where the record leaves it to whoever runs
/// the service, such as `<matomo-host>`, only possibly. Nothing when it is another one.
fn is_listed(cookie: &CookieRecord, domain: &str) -> Option<bool> {
    let bare = |text: &str| text.trim_start_matches('.').to_ascii_lowercase();
    let domain = bare(domain);
    if cookie
        .domains
        .iter()
        .any(|known| is_within(&domain, &bare(known)))
    {
        return Some(true);
    }
    cookie
        .domains
        .iter()
        .any(|known| known.starts_with('<'))
        .then_some(false)
}
