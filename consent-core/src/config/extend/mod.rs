//! A site within a group: the group's config is the base, and the site adds to it and may only be stricter.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::draft::{ConsentCookieDraft, LookDraft, RecordDraft, RecordParts, ServiceDraft, TextsDraft};
use super::loose::{Loose, short};
use super::place::{Faults, Place};
use super::{ConfigDraft, ConfigError};

mod service;
use service::{id_of, overlay, parts_of};

impl ConfigDraft {
    /// Puts this config onto the one that it extends.
    ///
    /// Services, categories and lines of retention are added to the base's; a service of both is the base's
    /// with this config's facts on top. Anything else is taken from the base where this config says nothing.
    ///
    /// # Errors
    /// When something is looser than in the base: the regime, the regions, the days an answer holds, the lifetime of a
    /// cookie, a service that moves to `necessary`, a reload after a withdrawal that would no longer happen.
    pub fn onto(self, base: Self) -> Result<Self, ConfigError> {
        let mut faults = Faults::default();
        self.is_no_looser(&base, &mut faults);
        let merged = self.merged(base, &mut faults);
        if faults.0.is_empty() {
            Ok(merged)
        } else {
            Err(ConfigError { faults: faults.0 })
        }
    }

    fn is_no_looser(&self, base: &Self, faults: &mut Faults) {
        let (own, group) = (
            self.regime.read().copied(),
            base.regime.read().copied().unwrap_or_default(),
        );
        if own.is_some_and(|own| own < group) {
            let reason = "is looser than in the config that this one extends";
            faults.add(
                &self.place("regime"),
                reason,
                "remove it, or choose a stricter one",
            );
        }
        if let Some(own) = self.regions.read()
            && !base.regions.read().is_some_and(|base| base.has_all_of(own))
        {
            let reason = "honours regions that the config which this one extends does not";
            faults.add(
                &self.place("regions"),
                reason,
                "remove it, or name only regions that are named there",
            );
        }
        let (own, group) = (
            self.lifetime_days.read().copied(),
            base.lifetime_days.read().copied().unwrap_or(182),
        );
        if own.is_some_and(|own| own > group) {
            let reason = format!("is longer than the {group} days of the config that this one extends");
            faults.add(
                &self.place("lifetimeDays"),
                reason,
                format!("remove it, or write {group} or less"),
            );
        }
        let reloads = base.reload_on_withdrawal.read().copied().unwrap_or(true);
        if reloads && self.reload_on_withdrawal.read() == Some(&false) {
            let reason = "the config that this one extends loads the page again after a withdrawal";
            faults.add(
                &self.place("reloadOnWithdrawal"),
                reason,
                "remove it, or write true",
            );
        }
    }

    fn merged(self, base: Self, faults: &mut Faults) -> Self {
        let mut origins = BTreeMap::new();
        let mut entries = BTreeMap::new();
        let mut taken = |key: &'static str, own_is_absent: bool| {
            if own_is_absent {
                origins.insert(key, base.place(key).in_base());
                if let Some(places) = base.entries.get(key) {
                    entries.insert(key, places.iter().map(Place::in_base).collect());
                }
            }
        };
        taken("version", self.version.is_absent());
        taken("controllers", self.controllers.is_absent());
        taken("domains", self.domains.is_absent());
        taken("languages", self.languages.is_absent());
        taken("policyUrl", self.policy_url.is_absent());
        taken("regime", self.regime.is_absent());
        taken("regions", self.regions.is_absent());
        taken("lifetimeDays", self.lifetime_days.is_absent());
        taken("cookie", self.cookie.is_absent());
        taken("categories", self.categories.is_absent());
        taken("services", self.services.is_absent());
        taken("retention", self.retention.is_absent());
        taken("texts", self.texts.is_absent());
        taken("look", self.look.is_absent());
        taken("followLanguage", self.follow_language.is_absent());
        taken("reloadOnWithdrawal", self.reload_on_withdrawal.is_absent());
        taken("path", self.path.is_absent());
        taken("record", self.record.is_absent());
        taken("markup", self.markup.is_absent());
        taken("import", self.import.is_absent());
        taken("iab", self.iab.is_absent());

        let mut lists = Lists {
            own: &self,
            base: &base,
            entries: &mut entries,
        };
        let categories = lists.added("categories", &self.categories, &base.categories);
        let retention = lists.added("retention", &self.retention, &base.retention);
        let services = lists.services(faults);
        let mut inherited = base.faults.clone();
        inherited.extend(base.unknown.keys().map(|key| {
            Place::root()
                .key(&short(key))
                .fault("is a key that is not known here", "remove it")
        }));
        for fault in &mut inherited {
            fault.path = format!("extends.{}", fault.path);
        }
        inherited.extend(self.faults);
        Self {
            schema: self.schema,
            extends: self.extends,
            version: self.version.or(base.version),
            controllers: self.controllers.or(base.controllers),
            domains: self.domains.or(base.domains),
            languages: self.languages.or(base.languages),
            policy_url: self.policy_url.or(base.policy_url),
            regime: self.regime.or(base.regime),
            regions: self.regions.or(base.regions),
            lifetime_days: self.lifetime_days.or(base.lifetime_days),
            cookie: both(self.cookie, base.cookie, |own, base| ConsentCookieDraft {
                name: own.name.or(base.name),
                share_subdomains: own.share_subdomains.or(base.share_subdomains),
                unknown: all(own.unknown, base.unknown),
            }),
            categories,
            services,
            retention,
            texts: both(self.texts, base.texts, texts),
            look: both(self.look, base.look, LookDraft::onto),
            follow_language: self.follow_language.or(base.follow_language),
            reload_on_withdrawal: self.reload_on_withdrawal.or(base.reload_on_withdrawal),
            path: self.path.or(base.path),
            record: both(self.record, base.record, record),
            markup: self.markup.or(base.markup),
            import: self.import.or(base.import),
            iab: self.iab.or(base.iab),
            unknown: self.unknown,
            faults: inherited,
            origins,
            entries,
        }
    }
}

/// Joins two values that are there; else takes the one that is.
fn both<T>(own: Loose<T>, base: Loose<T>, join: impl FnOnce(T, T) -> T) -> Loose<T> {
    match (own, base) {
        (Loose::Read(own), Loose::Read(base)) => Loose::Read(join(own, base)),
        (own, base) => own.or(base),
    }
}

/// No key is dropped silently, known or not.
fn all<T>(mut own: BTreeMap<String, T>, base: BTreeMap<String, T>) -> BTreeMap<String, T> {
    for (key, value) in base {
        own.entry(key).or_insert(value);
    }
    own
}

/// A site may have a key of its own on the group's server.
fn record(own: RecordDraft, base: RecordDraft) -> RecordDraft {
    match own {
        RecordDraft::Described(own) if own.server.is_absent() => {
            let base = base.parts();
            RecordDraft::Described(RecordParts {
                server: base.server,
                site: own.site.or(base.site),
                unknown: all(own.unknown, base.unknown),
            })
        }
        own => own,
    }
}

/// Sentence by sentence.
fn texts(mut own: TextsDraft, base: TextsDraft) -> TextsDraft {
    for (code, base) in base {
        let joined = both(own.remove(&code).unwrap_or_default(), base, all);
        own.insert(code, joined);
    }
    own
}

/// The lists to which a site adds.
struct Lists<'a> {
    own: &'a ConfigDraft,
    base: &'a ConfigDraft,
    entries: &'a mut BTreeMap<&'static str, Vec<Place>>,
}

impl Lists<'_> {
    /// The base's entries, then the site's.
    fn added<T: Clone>(
        &mut self,
        key: &'static str,
        own: &Loose<Vec<Loose<T>>>,
        base: &Loose<Vec<Loose<T>>>,
    ) -> Loose<Vec<Loose<T>>> {
        let (Some(own_list), Some(base_list)) = (own.read(), base.read()) else {
            return own.clone().or(base.clone());
        };
        let of_base = (0..base_list.len()).map(|index| self.base.entry(key, index).in_base());
        let of_own = (0..own_list.len()).map(|index| self.own.entry(key, index));
        self.entries.insert(key, of_base.chain(of_own).collect());
        Loose::Read(base_list.iter().chain(own_list).cloned().collect())
    }

    /// The same, but a service of both stands once.
    fn services(&mut self, faults: &mut Faults) -> Loose<Vec<Loose<ServiceDraft>>> {
        const KEY: &str = "services";
        let (Some(own), Some(base)) = (self.own.services.read(), self.base.services.read()) else {
            return self.own.services.clone().or(self.base.services.clone());
        };
        let mut list = base.clone();
        let mut places: Vec<Place> = (0..base.len())
            .map(|index| self.base.entry(KEY, index).in_base())
            .collect();
        // Only what the base has can be overlaid: a service that the site names twice stays a fault.
        let mut overlaid = Vec::new();
        for (index, service) in own.iter().enumerate() {
            let place = self.own.entry(KEY, index);
            let id = id_of(service);
            let known = id.filter(|id| !overlaid.contains(id)).and_then(|id| {
                overlaid.push(id);
                base.iter().position(|other| id_of(other) == Some(id))
            });
            let slots = known.and_then(|at| Some((list.get_mut(at)?, places.get_mut(at)?)));
            match (slots, service) {
                (Some((slot, slot_place)), Loose::Read(service)) => {
                    if let Loose::Read(base) = &*slot {
                        let parts = overlay(parts_of(service), parts_of(base), &place, faults);
                        *slot = Loose::Read(ServiceDraft::Described(parts.into()));
                        *slot_place = place;
                    }
                }
                (_, service) => {
                    list.push(service.clone());
                    places.push(place);
                }
            }
        }
        self.entries.insert(KEY, places);
        Loose::Read(list)
    }
}
