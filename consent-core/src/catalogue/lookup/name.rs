//! Whose a cookie or storage key is, by its name and by what else is known of it.

use alloc::vec::Vec;

use super::Under;
use super::candidate::Candidate;
use crate::catalogue::{Catalogue, CookieRecord, Record};
use crate::config::{ServiceId, Storage};

/// What the catalogue can say of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Identified<'c> {
    /// It is this one.
    Known(&'c Record, &'c CookieRecord),
    /// It may be any of these, by service; there can be one only, when other software uses the same name too.
    Ambiguous(Vec<(&'c Record, &'c CookieRecord)>),
    /// It is not in the catalogue.
    Unknown,
}

impl<'c> Identified<'c> {
    /// Returns every record that it may be: one, several or none.
    pub fn candidates(&self) -> impl Iterator<Item = (&'c Record, &'c CookieRecord)> {
        let (known, several) = match self {
            Self::Known(record, cookie) => (Some((*record, *cookie)), [].as_slice()),
            Self::Ambiguous(several) => (None, several.as_slice()),
            Self::Unknown => (None, [].as_slice()),
        };
        known.into_iter().chain(several.iter().copied())
    }

    /// Returns the service, if it is certain, though it may not be certain which of its cookies it is.
    #[must_use]
    pub fn service(&self) -> Option<&'c Record> {
        let mut candidates = self.candidates();
        let (record, cookie) = candidates.next()?;
        let is_certain = match self {
            Self::Ambiguous(_) => {
                !cookie.shared && candidates.all(|(other, cookie)| other.id == record.id && !cookie.shared)
            }
            Self::Known(..) | Self::Unknown => true,
        };
        is_certain.then_some(record)
    }
}

impl Catalogue {
    /// Tells whose a cookie or storage key is.
    ///
    /// An exact name beats any glob and a longer glob a shorter one; where a domain was seen, a supplier's own beats
    /// the rest; then what was found on the site decides, `found` being the ids of services that are certainly
    /// there. A cookie that comes along with several services is that of the one whose it really is. A name that
    /// other software uses too is known only if its domain or the site speaks for it.
    ///
    /// # Example
    /// ```
    /// use consent_core::catalogue::{Catalogue, Identified, Under};
    /// use consent_core::config::{ServiceId, Storage};
    ///
    /// let catalogue = Catalogue::built_in();
    /// let whose = |name, found: &[ServiceId]| {
    ///     let identified = catalogue.identify(name, Storage::Cookie, Under::Site, found);
    ///     identified.candidates().map(|(record, _)| record.id.to_string()).collect::<Vec<_>>()
    /// };
    /// assert_eq!(whose("_ga_1R7GEWQZLM", &[]), ["google-analytics"]);
    /// assert_eq!(whose("_abv", &[]), ["kajabi", "shopify"]);
    /// assert_eq!(whose("_abv", &[ServiceId::parse("kajabi")?]), ["kajabi"]);
    /// # Ok::<(), consent_core::config::SlugError>(())
    /// ```
    #[must_use]
    pub fn identify(
        &self,
        name: &str,
        storage: Storage,
        under: Under<'_>,
        found: &[ServiceId],
    ) -> Identified<'_> {
        let called = self.iter().flat_map(|record| {
            record
                .cookies
                .iter()
                .filter_map(move |cookie| Candidate::of(record, cookie, name, storage, under))
        });
        let mut candidates: Vec<Candidate<'_>> = called.collect();
        let closest = candidates.iter().map(|candidate| candidate.closeness).max();
        candidates.retain(|candidate| Some(candidate.closeness) == closest);
        prefer(&mut candidates, |candidate| candidate.is_at_home);
        prefer(&mut candidates, |candidate| candidate.is_among(found));
        if let Some(origin) = origin(&candidates) {
            candidates.retain(|candidate| candidate.record.id == origin);
        }
        match candidates.as_slice() {
            [] => Identified::Unknown,
            [only] if !only.cookie.shared || only.is_at_home || only.is_among(found) => {
                Identified::Known(only.record, only.cookie)
            }
            several => {
                let pairs = several
                    .iter()
                    .map(|candidate| (candidate.record, candidate.cookie));
                Identified::Ambiguous(pairs.collect())
            }
        }
    }
}

/// Drops the others, if there are any that something speaks for.
fn prefer(candidates: &mut Vec<Candidate<'_>>, speaks_for: impl Fn(&Candidate<'_>) -> bool) {
    if candidates.iter().any(&speaks_for) {
        candidates.retain(speaks_for);
    }
}

/// The one service whose cookie all of them say it is.
fn origin(candidates: &[Candidate<'_>]) -> Option<ServiceId> {
    let really = |candidate: &Candidate<'_>| {
        let of = candidate.cookie.of.as_ref();
        of.unwrap_or(&candidate.record.id).clone()
    };
    let first = really(candidates.first()?);
    let is_one = candidates.iter().all(|candidate| really(candidate) == first);
    let is_here = candidates.iter().any(|candidate| candidate.record.id == first);
    (is_one && is_here).then_some(first)
}
