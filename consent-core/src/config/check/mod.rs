//! Checks a draft: every rule of the law and of the wire that a config can break, all faults at once.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use schemars::{JsonSchema, SchemaGenerator};
use serde_json::Value;

use super::declared::{Config, Declared};
use super::loose::short;
use super::nearest::{did_you_mean, listed};
use super::place::{Faults, Place};
use super::{CategoryId, ConfigDraft, ConfigError, RegionalForm};
use crate::catalogue::Catalogue;
use crate::notice::Language;

mod categories;

mod cookies;

mod iab;
pub(super) use iab::offered_sections;

mod iab_vendor;

mod import;

mod known_service;

mod lifetimes;
pub(super) use lifetimes::is_longer;

mod look;

mod own_service;

mod record;

mod regions;

mod retention;

mod services;

mod site;

mod text;

mod tokens;

mod trackers;

mod url;

mod wording;
pub(super) use wording::sentences;

impl ConfigDraft {
    /// Checks everything at once.
    ///
    /// # Errors
    /// With every fault: where it is, what is wrong, and how to mend it.
    ///
    /// # Example
    /// ```
    /// use consent_core::catalogue::Catalogue;
    /// use consent_core::config::ConfigDraft;
    /// let draft = ConfigDraft::from_json(r#"{
    ///     "version": "2026-11-22",
    ///     "controllers": [{"name": "Exempel AB", "contact": "hej@example.se", "country": "SE"}],
    ///     "domains": ["example.se"],
    ///     "languages": ["sv"],
    ///     "policyUrl": {"sv": "/kakor.html"},
    ///     "services": ["google-analytics"]
    /// }"#)?;
    /// let config = draft.check(&Catalogue::built_in())?;
    /// assert_eq!(config.policy().categories().len(), 2);
    /// # Ok::<(), consent_core::config::ConfigError>(())
    /// ```
    pub fn check(&self, catalogue: &Catalogue) -> Result<Config, ConfigError> {
        let mut checker = Checker {
            catalogue,
            languages: Vec::new(),
            languages_are_known: false,
            own_categories: Vec::new(),
            faults: Faults(self.faults.clone()),
        };
        let declared = checker.declared(self);
        match (declared, checker.faults.0.is_empty()) {
            (Some(declared), true) => Config::compile(declared),
            _ => Err(ConfigError {
                faults: checker.faults.0,
            }),
        }
    }
}

/// What is known while a draft is checked.
struct Checker<'a> {
    catalogue: &'a Catalogue,
    languages: Vec<Language>,
    /// Whether the list of languages itself is without fault, so that other faults may rest on it.
    languages_are_known: bool,
    own_categories: Vec<CategoryId>,
    faults: Faults,
}

impl Checker<'_> {
    /// Checks the parts in the order in which they are documented. A part with a fault is nothing.
    fn declared(&mut self, draft: &ConfigDraft) -> Option<Declared> {
        self.unknown::<ConfigDraft>(&draft.unknown, &Place::root());
        draft.schema.wanted(&draft.place("$schema"), &mut self.faults);
        draft.extends.wanted(&draft.place("extends"), &mut self.faults);
        let version = self.version(draft);
        let controllers = self.controllers(draft);
        let domains = self.domains(draft);
        self.read_languages(draft);
        let policy_url = self.policy_url(draft);
        let regime = self.regime(draft);
        let lifetime_days = self.lifetime_days(draft);
        let regions = self.regions(draft, regime, lifetime_days);
        let cookie = self.consent_cookie(draft);
        let before = self.faults.0.len();
        let own_categories = self.categories(draft);
        let (services, register) = self.services(draft);
        let names_are_known = self.languages_are_known && self.faults.0.len() == before;
        let retention = self.retention(draft);
        let texts = self.texts(draft);
        let categories = self.used_categories(draft, own_categories, &services, &texts);
        let look = self.look(draft);
        let follow_language = self.follow_language(draft);
        let reload_on_withdrawal = self.reload_on_withdrawal(draft);
        let path = self.path(draft);
        let record = self.record(draft, &domains);
        let markup = self.markup(draft);
        // A built-in category without a service may be named: there is nothing to grant then.
        let names: Vec<&str> = CategoryId::BUILT_IN
            .into_iter()
            .chain(categories.iter().map(|category| category.id.as_str()))
            .chain(services.iter().map(|service| service.id.as_str()))
            .collect();
        let import = self.import(draft, names_are_known.then_some(&names));
        let iab = self.iab(draft, regime, &categories);
        // Only now may a part that is missing end the rest: everything has been looked at.
        Some(Declared {
            version: version?,
            controllers,
            domains,
            languages: self.languages.clone(),
            policy_url: policy_url?,
            regime,
            regions,
            form: RegionalForm::default(),
            lifetime_days,
            cookie,
            categories,
            services,
            register,
            retention,
            texts,
            look,
            follow_language,
            reload_on_withdrawal,
            path: path?,
            record,
            markup,
            import,
            iab,
        })
    }

    /// A key that nobody knows is a fault, with the key that was probably meant.
    fn unknown<T: JsonSchema>(&mut self, unknown: &BTreeMap<String, Value>, place: &Place) {
        if unknown.is_empty() {
            return;
        }
        let schema = SchemaGenerator::default().into_root_schema_for::<T>();
        let properties = schema.get("properties").and_then(Value::as_object);
        let known: Vec<&str> = properties
            .into_iter()
            .flat_map(|all| all.keys())
            .map(String::as_str)
            .collect();
        for key in unknown.keys() {
            let mend = did_you_mean(key, known.iter().copied());
            let mend =
                mend.unwrap_or_else(|| format!("remove it; known here are {}", listed(known.clone(), "and")));
            self.faults
                .add(&place.key(&short(key)), "is a key that is not known here", mend);
        }
    }
}
