//! Whose something is, and whether it may be there without being asked for: by the site's declaration first, then by
//! what the catalogue knows, then by who wrote it.

use consent_core::catalogue::{Catalogue, Record, Under};
use consent_core::config::{CategoryId, CookieRule, Party, ServiceId, Storage};
use serde::Serialize;

use super::Declared;
use crate::audit::banners::System;
use crate::audit::party::{is_same_site, real_host};
use crate::audit::seen::{Observation, Request, Shelf, Stored};

/// Whether something needs a yes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Standing {
    /// It does not: the site cannot do without.
    Necessary,
    /// It does.
    Consent,
    /// Nobody knows what it is.
    Unknown,
}

/// What is known of something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Whose {
    /// The service, by its name in a config.
    pub(crate) service: Option<String>,
    pub(crate) category: Option<String>,
    pub(crate) standing: Standing,
    /// Whether it is somebody else's than the site's.
    pub(crate) is_third: bool,
    /// Whether the site declares it; nothing when nobody knows what it declares.
    pub(crate) declared: Option<bool>,
    /// The rule that declares it.
    pub(crate) rule: Option<CookieRule>,
}

/// Knows whose things are on one site.
#[derive(Debug)]
pub(super) struct Classifier<'a> {
    catalogue: &'a Catalogue,
    host: String,
    system: Option<&'static System>,
    declared: Option<&'a Declared>,
}

impl<'a> Classifier<'a> {
    pub(super) fn new(catalogue: &'a Catalogue, seen: &Observation, declared: Option<&'a Declared>) -> Self {
        Self {
            catalogue,
            host: seen.host.clone(),
            system: seen.system,
            declared,
        }
    }

    fn is_third(&self, host: &str) -> bool {
        !is_same_site(&self.host, host) && !self.declared.is_some_and(|declared| declared.owns(host))
    }

    /// Whose an address is.
    pub(super) fn request(&self, url: &str) -> Whose {
        let host = host_of(url);
        let is_third = self.is_third(&host);
        let declared = |is: bool| self.declared.map(|_| is);
        if self.declared.is_some_and(|one| one.records_at(url)) {
            return self.of(None, Some(CategoryId::NECESSARY), is_third, declared(true));
        }
        if let Some(declared) = self.declared
            && let Some(service) = declared.of_url(url)
        {
            return self.of(Some(service), declared.category(service), is_third, Some(true));
        }
        let known = self.catalogue.of_url(&real(url));
        let is_declared = |record: &&Record| {
            self.declared
                .is_some_and(|one| one.has(record.id.as_str(), self.catalogue))
        };
        match known
            .iter()
            .copied()
            .find(is_declared)
            .or_else(|| known.first().copied())
        {
            Some(record) => {
                let category = self
                    .declared
                    .and_then(|one| one.category(record.id.as_str()))
                    .unwrap_or(record.category.as_str());
                let is_declared = declared(is_declared(&record));
                self.of(Some(record.id.as_str()), Some(category), is_third, is_declared)
            }
            // What comes from the site itself is its own affair: what it stores is looked at.
            None if !is_third => self.of(None, Some(CategoryId::NECESSARY), false, None),
            None => self.of(None, None, true, None),
        }
    }

    /// Services that are certainly there: those that were asked, and those that are declared.
    pub(super) fn found(&self, requests: &[(Request, Whose)]) -> Vec<ServiceId> {
        let asked = requests.iter().filter_map(|(_, whose)| whose.service.as_deref());
        let declared = self.declared.into_iter().flat_map(|one| one.policy.services());
        let mut found: Vec<ServiceId> = asked
            .filter_map(|id| ServiceId::parse(id).ok())
            .chain(declared.map(|service| service.id.clone()))
            .collect();
        found.sort();
        found.dedup();
        found
    }

    /// Whose something stored is.
    pub(super) fn stored(&self, stored: &Stored, found: &[ServiceId]) -> Whose {
        let is_third = self.is_third(&stored.entry.domain);
        let none = self.declared.map(|_| false);
        if let Some(storage) = storage(stored.entry.shelf) {
            let party = if is_third { Party::Third } else { Party::First };
            if let Some(declared) = self.declared {
                if let Some((service, rule)) = declared.rule(&stored.entry.name, storage, party) {
                    let category = declared.category(service);
                    let whose = self.of(Some(service), category, is_third, Some(true));
                    return Whose {
                        rule: Some(rule.clone()),
                        ..whose
                    };
                }
                let own = declared.policy.cookie();
                if !is_third
                    && (stored.entry.name == own || stored.entry.name.starts_with(&format!("{own}-")))
                {
                    return self.of(Some("consent"), Some(CategoryId::NECESSARY), false, Some(true));
                }
            }
            if let Some(system) = self
                .system
                .filter(|system| !is_third && system.keeps(&stored.entry.name))
            {
                return self.of(Some(&system.id), Some(CategoryId::NECESSARY), false, None);
            }
            let domain = real_host(&stored.entry.domain);
            let under = if is_third {
                Under::Domain(domain)
            } else {
                Under::Site
            };
            let identified = self.catalogue.identify(&stored.entry.name, storage, under, found);
            // One that comes along with a service is the one's whose it really is.
            let of = identified
                .candidates()
                .find_map(|(_, cookie)| self.catalogue.get(cookie.of.as_ref()?.as_str()));
            if let Some(record) = of.or_else(|| identified.service()) {
                return self.known(record, is_third);
            }
            let mut candidates = identified.candidates().map(|(record, _)| record.is_necessary());
            if let Some(first) = candidates.next()
                && candidates.all(|other| other == first)
            {
                let names: Vec<_> = identified
                    .candidates()
                    .map(|(record, _)| record.id.to_string())
                    .collect();
                let standing = if first {
                    Standing::Necessary
                } else {
                    Standing::Consent
                };
                let whose = self.of(Some(&names.join(" or ")), None, is_third, none);
                return Whose { standing, ..whose };
            }
        }
        // By whose script or answer it was written, or under whose domain it lies.
        let written = stored.initiator.url.as_deref().map(real).unwrap_or_default();
        let under = format!("{}/", real_host(&stored.entry.domain));
        for address in [written, if is_third { under } else { String::new() }] {
            if let Some(record) = self.catalogue.of_url(&address).first() {
                return self.known(record, is_third);
            }
        }
        self.of(None, None, is_third, none)
    }

    /// What the catalogue knows. What a declared service stores under its own domain is declared with it; what it stores
    /// under the site's has to be named.
    fn known(&self, record: &Record, is_third: bool) -> Whose {
        let id = record.id.as_str();
        let is_declared = self.declared.map(|one| is_third && one.has(id, self.catalogue));
        self.of(Some(id), Some(record.category.as_str()), is_third, is_declared)
    }

    #[expect(clippy::unused_self, reason = "reads better among the others")]
    fn of(
        &self,
        service: Option<&str>,
        category: Option<&str>,
        is_third: bool,
        declared: Option<bool>,
    ) -> Whose {
        Whose {
            service: service.map(str::to_owned),
            category: category.map(str::to_owned),
            standing: match category {
                None => Standing::Unknown,
                Some(CategoryId::NECESSARY) => Standing::Necessary,
                Some(_) => Standing::Consent,
            },
            is_third,
            declared,
            rule: None,
        }
    }
}

const fn storage(shelf: Shelf) -> Option<Storage> {
    match shelf {
        Shelf::Cookie => Some(Storage::Cookie),
        Shelf::Local => Some(Storage::Local),
        Shelf::Session => Some(Storage::Session),
        Shelf::Indexed => None,
    }
}

fn host_of(url: &str) -> String {
    let url = url::Url::parse(url).ok();
    url.and_then(|url| url.host_str().map(str::to_owned))
        .unwrap_or_default()
}

/// An address as it is called on the internet.
pub(super) fn real(url: &str) -> String {
    let Ok(parsed) = url::Url::parse(url) else {
        return String::new();
    };
    let host = real_host(parsed.host_str().unwrap_or_default());
    let query = parsed
        .query()
        .map(|query| format!("?{query}"))
        .unwrap_or_default();
    format!("{host}{}{query}", parsed.path())
}

/// An address without what it carries.
pub(super) fn bare(url: &str) -> String {
    url.split(['?', '#']).next().unwrap_or(url).to_owned()
}
