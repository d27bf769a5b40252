//! The list of services: each known or complete, each once.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::super::draft::{ServiceDraft, ServiceParts};
use super::super::loose::Loose;
use super::super::place::Place;
use super::super::{CategoryId, ConfigDraft, Country, DeclaredService, LegalBasis, Policy, ServiceId};
use super::{Checker, short};

/// A checked service, and whether it acts in the browser at all.
pub(super) struct Found {
    pub(super) service: DeclaredService,
    pub(super) in_browser: bool,
}

impl Checker<'_> {
    /// Those in the browser, and those that are only recipients.
    pub(super) fn services(&mut self, draft: &ConfigDraft) -> (Vec<DeclaredService>, Vec<DeclaredService>) {
        let place = draft.place("services");
        let (mut services, mut register) = (Vec::new(), Vec::new());
        let Some(list) = draft.services.needed(&place, &mut self.faults) else {
            return (services, register);
        };
        if list.len() > Policy::MOST_SERVICES {
            let reason = format!("names {} services", list.len());
            self.faults.add(
                &place,
                reason,
                "a site can have 512; remove those that it no longer uses",
            );
        }
        let (mut seen, mut vendors) = (BTreeSet::new(), BTreeSet::new());
        for (index, service) in list.iter().enumerate() {
            let place = draft.entry("services", index);
            let Some(service) = service.needed(&place, &mut self.faults) else {
                continue;
            };
            let Some(found) = self.service(service, &place, &mut seen) else {
                continue;
            };
            self.is_one_vendor(&found, &place.key("iab"), &mut vendors);
            if found.in_browser {
                services.push(found.service);
            } else {
                register.push(found.service);
            }
        }
        (services, register)
    }

    fn service(
        &mut self,
        draft: &ServiceDraft,
        place: &Place,
        seen: &mut BTreeSet<ServiceId>,
    ) -> Option<Found> {
        let parts = match draft {
            ServiceDraft::Named(name) => {
                self.is_first(name, place, seen)?;
                return self.known_service(name, &ServiceParts::default(), place, place);
            }
            ServiceDraft::Described(parts) => parts,
        };
        self.unknown::<ServiceParts>(&parts.unknown, place);
        match (&parts.from, &parts.id) {
            (Loose::Absent, Loose::Absent) => {
                let mend =
                    "write “use” with the name of a service in the catalogue, or “id” with one of your own";
                self.faults.add(place, "names no service", mend);
                None
            }
            (Loose::Absent, id) => {
                let id = id.wanted(&place.key("id"), &mut self.faults)?;
                self.is_first(id, &place.key("id"), seen)?;
                self.own_service(id, parts, place)
            }
            (from, id) => {
                if !id.is_absent() {
                    let mend = "keep “use” for a service of the catalogue, “id” for one of your own";
                    self.faults.add(&place.key("id"), "stands beside “use”", mend);
                }
                let from_place = place.key("use");
                let name = from.wanted(&from_place, &mut self.faults)?;
                self.is_first(name, &from_place, seen)?;
                self.known_service(name, parts, place, &from_place)
            }
        }
    }

    /// A service that is declared twice is checked once.
    fn is_first(&mut self, name: &str, place: &Place, seen: &mut BTreeSet<ServiceId>) -> Option<()> {
        let Ok(id) = ServiceId::parse(name) else {
            return Some(());
        };
        if seen.insert(id) {
            return Some(());
        }
        let mend = "keep one entry, with everything that is to be said of it";
        self.faults
            .add(place, format!("“{}” is declared twice", short(name)), mend);
        None
    }

    /// What may switch a service follows from why the law allows it, and the other way round.
    pub(super) fn basis_fits(
        &mut self,
        basis: LegalBasis,
        category: Option<&CategoryId>,
        place: &Place,
    ) -> bool {
        let is_necessary = category.map(|category| category.as_str() == CategoryId::NECESSARY);
        let (reason, mend) = match (basis, is_necessary) {
            (LegalBasis::Consent, None | Some(false))
            | (LegalBasis::Contract | LegalBasis::LegalObligation, None | Some(true)) => return true,
            (LegalBasis::LegitimateInterest, None | Some(false)) => (
                "legitimate interest never carries storage in a visitor's browser (ePrivacy Article 5(3))",
                "write “consent”",
            ),
            (LegalBasis::LegitimateInterest, Some(true)) => (
                "legitimate interest never carries storage in a visitor's browser (ePrivacy Article 5(3))",
                "write “consent” and a category that can be switched; or, if the page cannot work without it, \
                 “contract” or “legal obligation”",
            ),
            (LegalBasis::Consent, Some(true)) => (
                "what rests on consent must be possible to refuse, and “necessary” is not",
                "choose a category that can be switched; or, if the page cannot work without it, write “contract” or \
                 “legal obligation”",
            ),
            (LegalBasis::Contract | LegalBasis::LegalObligation, Some(false)) => (
                "a category that can be switched rests on consent",
                "write “consent”; or choose “necessary” if the page cannot work without it",
            ),
        };
        self.faults.add(place, reason, mend);
        false
    }

    /// Countries outside the EEA, each once.
    pub(super) fn transfer(&mut self, parts: &ServiceParts, place: &Place) -> Vec<Country> {
        let place = place.key("transfer");
        let mut countries = Vec::new();
        for (index, code) in parts
            .transfer
            .wanted(&place, &mut self.faults)
            .into_iter()
            .flatten()
            .enumerate()
        {
            let place = place.index(index);
            let Some(code) = code.needed(&place, &mut self.faults) else {
                continue;
            };
            let Some(country) = self.is_country(code, &place) else {
                continue;
            };
            if countries.contains(&country) {
                self.faults
                    .add(&place, format!("“{code}” is named twice"), "keep one of the two");
            } else {
                countries.push(country);
            }
        }
        countries
    }

    /// `host/path` globs.
    pub(super) fn hosts(&mut self, parts: &ServiceParts, place: &Place) -> Vec<String> {
        let place = place.key("hosts");
        let mut hosts = Vec::new();
        for (index, host) in parts
            .hosts
            .wanted(&place, &mut self.faults)
            .into_iter()
            .flatten()
            .enumerate()
        {
            let place = place.index(index);
            let Some(host) = host.needed(&place, &mut self.faults) else {
                continue;
            };
            if is_host_glob(host) {
                hosts.push(host.clone());
            } else {
                let mend = "write host and path without “https://”, such as “chat.example.se/*”";
                self.faults
                    .add(&place, format!("“{}” is not a host and path", short(host)), mend);
            }
        }
        hosts
    }
}

fn is_host_glob(text: &str) -> bool {
    let Some((host, path)) = text.split_once('/') else {
        return false;
    };
    let is_host = !host.is_empty()
        && host
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b".-*".contains(&b));
    let is_path = !path.chars().any(|c| c.is_whitespace() || c.is_control());
    is_host && is_path && (host != "*" || path.bytes().filter(|b| *b != b'*').count() >= 4)
}
