//! What a site declares, complete: checked, and filled in from the catalogue.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Deref;

use serde::{Deserialize, Serialize};

use super::{
    CategoryId, CookieRule, Country, Date, Exemption, Host, Iab, IabVendor, Import, LegalBasis, Lifetime,
    Look, Policy, Recording, Regime, RegionalForm, ServiceId, Translated,
};
use crate::gate::Markup;
use crate::notice::{Language, Texts};
use crate::tell::Tool;

/// A config that holds together: what the site [`Declared`], and the policy compiled from it.
///
/// [`ConfigDraft::check`](super::ConfigDraft::check) is the only way to one, and it cannot be changed
/// afterwards: whoever holds a config need not ask whether it is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    pub(super) declared: Declared,
    pub(super) policy: Policy,
}

impl Deref for Config {
    type Target = Declared;

    fn deref(&self) -> &Declared {
        &self.declared
    }
}

/// Everything that a site declares, in the order in which it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Declared {
    /// The date of this version.
    pub version: Date,
    /// Who decides what happens to the data; at least one.
    pub controllers: Vec<Controller>,
    /// Where the config holds; at least one.
    pub domains: Vec<Host>,
    /// The first is the default; at least one.
    pub languages: Vec<Language>,
    /// Where the cookie policy is: an `https:` address or a path on the site.
    pub policy_url: Translated,
    /// What holds while nobody has answered.
    pub regime: Regime,
    /// The regions of the table whose rows hold, where the page says that a visitor is there.
    pub regions: Vec<&'static str>,
    /// In what this differs from the site's own config, where it is the version for some regions.
    pub form: RegionalForm,
    /// How many days an answer holds, a yes as long as a no.
    pub lifetime_days: u32,
    /// The cookie that carries the decision.
    pub cookie: ConsentCookie,
    /// Those with a service in the browser, and the site's own; `necessary` first.
    pub categories: Vec<DeclaredCategory>,
    /// Those that run or store something in the browser.
    pub services: Vec<DeclaredService>,
    /// Those that do neither, but may receive personal data. Never part of a policy.
    pub register: Vec<DeclaredService>,
    /// How long data is kept.
    pub retention: Vec<Retention>,
    /// Every sentence by language tag, the site's own in place of the built-in ones, places not yet filled.
    pub texts: BTreeMap<&'static str, Texts>,
    /// What the notice looks like.
    pub look: Look,
    /// Whether pages change their language without loading again, and the notice with them.
    pub follow_language: bool,
    /// Whether the page loads again after a withdrawal, so that what already runs ends.
    pub reload_on_withdrawal: bool,
    /// The path under which the built files are served, with a slash at both ends.
    pub path: String,
    /// Where decisions are recorded, if anywhere.
    pub record: Option<Recording>,
    /// The other systems whose markers are understood.
    pub markup: Vec<Markup>,
    /// The consent systems whose answers are taken over; the first that has left one counts.
    pub import: Vec<Import>,
    /// The answers of the IAB's frameworks that the pages offer, if any.
    pub iab: Option<Iab>,
}

impl Declared {
    /// Returns a language if the site speaks it, and else the site's first.
    #[must_use]
    pub fn spoken(&self, language: Language) -> Language {
        let own = self.languages.iter().copied().find(|own| *own == language);
        own.or_else(|| self.languages.first().copied())
            .unwrap_or(language)
    }

    /// Returns the sentences of a language that the site speaks, its own in place of the built-in ones.
    #[must_use]
    pub fn texts(&self, language: Language) -> &Texts {
        let language = self.spoken(language);
        self.texts
            .get(language.code())
            .unwrap_or_else(|| language.texts())
    }

    /// Finds a category.
    #[must_use]
    pub fn category(&self, id: &CategoryId) -> Option<&DeclaredCategory> {
        self.categories.iter().find(|category| category.id == *id)
    }

    /// Returns every service, in the browser or not.
    pub fn all_services(&self) -> impl Iterator<Item = &DeclaredService> {
        self.services.iter().chain(&self.register)
    }
}

/// Who decides what happens to the data (GDPR Article 4(7)).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Controller {
    /// Name.
    pub name: String,
    /// An e-mail address, a telephone number or a web address.
    pub contact: String,
    /// Country.
    pub country: Country,
    /// Postal address; may be empty.
    pub address: String,
    /// Number in the country's register; may be empty.
    pub registration: String,
}

/// The cookie that carries the decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsentCookie {
    /// Its name.
    pub name: String,
    /// Whether the subdomains of each domain share one decision.
    pub share_subdomains: bool,
}

/// What a visitor switches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredCategory {
    /// Its name in the policy.
    pub id: CategoryId,
    /// Its name for people.
    pub name: Translated,
    /// What it is for.
    pub purpose: Translated,
    /// Whether the site has defined it.
    pub own: bool,
}

/// A supplier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    /// Name.
    pub name: String,
    /// Country.
    pub country: Country,
    /// Its privacy page, an `https:` address.
    pub url: String,
}

/// What a supplier is to the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// It works on the site's behalf (GDPR Article 28).
    Processor,
    /// It decides for itself.
    Controller,
    /// It decides together with the site (GDPR Article 26).
    Joint,
}

/// A supplier's tool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredService {
    /// Its name in the policy.
    pub id: ServiceId,
    /// Its name for people.
    pub name: String,
    /// Who supplies it.
    pub provider: Provider,
    /// What switches it.
    pub category: CategoryId,
    /// Why the law allows it.
    pub basis: LegalBasis,
    /// What the supplier is to the site, where the site says so.
    pub role: Option<Role>,
    /// What it is for.
    pub purpose: Translated,
    /// Countries outside the EEA that may get the data.
    pub transfer: Vec<Country>,
    /// `host/path` globs of its scripts, frames and pixels.
    pub hosts: Vec<String>,
    /// Whether it has content that stands in a page: a placeholder stands there while it is held.
    pub embed: bool,
    /// Which tools are told of the decision because of it.
    pub tells: Vec<Tool>,
    /// Who it is on the IAB's Global Vendor List, where the site says so.
    pub iab: Option<IabVendor>,
    /// Why it may run until the visitor objects, in regions whose law exempts it.
    pub exempt: Option<Exemption>,
    /// What it stores.
    pub cookies: Vec<DeclaredCookie>,
}

/// One cookie or storage key, with what it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredCookie {
    /// Its name, place and lifetime.
    pub rule: CookieRule,
    /// What it is for.
    pub purpose: Translated,
}

/// How long some data is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retention {
    /// Which data.
    pub what: Translated,
    /// How long.
    pub period: Lifetime,
    /// From when on.
    pub from: Translated,
}
