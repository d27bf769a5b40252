//! A site's `consent.json` as it is written, right or wrong.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use super::loose::{Loose, Wanted};
use super::place::Place;
use super::{ConfigError, Fault, Regime};
use crate::gate::Markup;

mod doubled;

mod iab;
pub(super) use iab::{IabDraft, IabVendorDraft};

mod import;
pub(super) use import::{ImportDraft, MapDraft};

mod look;
pub(super) use look::{LookDraft, PaletteDraft, TokensDraft};

mod part;
pub(super) use part::{
    CategoryDraft, ConsentCookieDraft, ControllerDraft, LocalText, ProviderDraft, RetentionDraft, TextsDraft,
};

mod record;
pub(super) use record::{RecordDraft, RecordParts};

mod regions;
pub(super) use regions::RegionsDraft;

mod service;
pub(super) use service::{CookieDraft, ServiceDraft, ServiceParts};

mod schema;

/// A site's `consent.json`: who asks, for which services, in which languages, and what it looks like.
///
/// Everything may be wrong in it; [`ConfigDraft::check`] finds all of that at once.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Config", deny_unknown_fields)]
pub struct ConfigDraft {
    /// Where the description of this file is, for editors.
    #[serde(default, rename = "$schema")]
    pub(super) schema: Loose<String>,
    /// Another config that this one adds to; it can be stricter than that one, never looser.
    #[serde(default)]
    pub(super) extends: Loose<String>,
    /// The date of this version, such as “2026-11-22”. A new date is needed when what is asked for changes.
    #[serde(default)]
    #[schemars(extend("format" = "date"))]
    pub(super) version: Loose<String>,
    /// Who decides what happens to the data.
    #[serde(default)]
    pub(super) controllers: Loose<Vec<Loose<ControllerDraft>>>,
    /// The domains that the config holds for, such as “example.se”; subdomains are included.
    #[serde(default)]
    pub(super) domains: Loose<Vec<Loose<String>>>,
    /// The languages of the site, the default first.
    #[serde(default)]
    #[schemars(schema_with = "schema::languages")]
    pub(super) languages: Loose<Vec<Loose<String>>>,
    /// Where the cookie policy is, in each language: an https address, or a path on the site.
    #[serde(default)]
    #[schemars(schema_with = "schema::local_text")]
    pub(super) policy_url: Loose<LocalText>,
    /// What holds while nobody has answered. Where the visitor's place is not known: opt-in.
    #[serde(default)]
    #[schemars(extend("default" = "opt-in"))]
    pub(super) regime: Loose<Regime>,
    /// Where the page says in which region a visitor is: the regions whose rows hold then. Everywhere else, and where
    /// it is not known, the config holds as it is: opt-in.
    #[serde(default)]
    pub(super) regions: Loose<RegionsDraft>,
    /// For how many days an answer holds, a yes as long as a no.
    #[serde(default)]
    #[schemars(extend("default" = 182, "minimum" = 182, "maximum" = 730))]
    pub(super) lifetime_days: Loose<u32>,
    /// The cookie that carries the decision.
    #[serde(default)]
    pub(super) cookie: Loose<ConsentCookieDraft>,
    /// Categories of the site's own. Built in are necessary, functionality, analytics and advertisement.
    #[serde(default)]
    pub(super) categories: Loose<Vec<Loose<CategoryDraft>>>,
    /// Every service that the site uses.
    #[serde(default)]
    pub(super) services: Loose<Vec<Loose<ServiceDraft>>>,
    /// How long data is kept.
    #[serde(default)]
    pub(super) retention: Loose<Vec<Loose<RetentionDraft>>>,
    /// Sentences of the site's own in place of the built-in ones, by language.
    #[serde(default)]
    #[schemars(schema_with = "schema::texts")]
    pub(super) texts: Loose<TextsDraft>,
    /// What the notice looks like.
    #[serde(default)]
    pub(super) look: Loose<LookDraft>,
    /// Whether pages change `<html lang>` without loading again, as some single-page apps do; the notice follows then.
    #[serde(default)]
    #[schemars(extend("default" = false))]
    pub(super) follow_language: Loose<bool>,
    /// Whether the page loads again after a withdrawal, so that what already runs ends.
    #[serde(default)]
    #[schemars(extend("default" = true))]
    pub(super) reload_on_withdrawal: Loose<bool>,
    /// The path under which the built files are served.
    #[serde(default)]
    #[schemars(extend("default" = "/consent/"))]
    pub(super) path: Loose<String>,
    /// Where decisions are recorded: the address of a `consent serve`, or the path on the site where it is reached.
    /// Nothing is recorded without it.
    #[serde(default)]
    pub(super) record: Loose<RecordDraft>,
    /// Other systems whose markers on the pages are understood.
    #[serde(default)]
    pub(super) markup: Loose<Vec<Loose<Markup>>>,
    /// Consent systems that the site used before: a visitor who has answered one of them is not asked again. The first
    /// that has left an answer counts.
    #[serde(default)]
    pub(super) import: Loose<Vec<Loose<ImportDraft>>>,
    /// Answers of the IAB's frameworks that the pages offer.
    #[serde(default)]
    pub(super) iab: Loose<IabDraft>,
    /// Keys that nobody knows.
    #[serde(flatten)]
    #[schemars(skip)]
    pub(super) unknown: BTreeMap<String, Value>,
    /// Faults found before the check: keys written twice, and what is looser than the config it extends.
    #[serde(skip)]
    pub(super) faults: Vec<Fault>,
    /// Where the keys were written that came from another config.
    #[serde(skip)]
    pub(super) origins: BTreeMap<&'static str, Place>,
    /// Where the entries of lists were written to which another config contributes.
    #[serde(skip)]
    pub(super) entries: BTreeMap<&'static str, Vec<Place>>,
}

impl Wanted for ConfigDraft {
    const WANTED: &'static str = "an object, between “{” and “}”";
}

impl ConfigDraft {
    /// Reads a config. What is wrong within it is left for [`Self::check`] to say.
    ///
    /// # Errors
    /// When the text is not JSON, with line and column, or not an object.
    ///
    /// # Example
    /// ```
    /// use consent_core::config::ConfigDraft;
    /// let error = ConfigDraft::from_json("{\n  \"version\": }").unwrap_err();
    /// assert_eq!(error.faults[0].path, "line 2, column 14");
    /// ```
    pub fn from_json(text: &str) -> Result<Self, ConfigError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let value: Value = serde_json::from_str(text).map_err(|error| not_json(&error))?;
        let mut faults = super::place::Faults::default();
        let loose = match &value {
            Value::Object(_) => Self::deserialize(&value).map_or(Loose::Wrong(value), Loose::Read),
            _ => Loose::Wrong(value),
        };
        loose.wanted(&Place::root(), &mut faults);
        match loose {
            Loose::Read(mut draft) => {
                draft.faults = doubled::keys(text);
                Ok(draft)
            }
            Loose::Absent | Loose::Wrong(_) => Err(ConfigError { faults: faults.0 }),
        }
    }

    /// Returns the file that the config extends, if it names one.
    #[must_use]
    pub fn extends(&self) -> Option<&str> {
        self.extends.read().map(String::as_str)
    }

    /// Returns the JSON Schema (2020-12) of a config, for editors.
    #[must_use]
    pub fn schema() -> Value {
        schema::of_config()
    }

    /// Returns where a key was written, which is another file for what came from there.
    pub(super) fn place(&self, key: &'static str) -> Place {
        self.origins
            .get(key)
            .cloned()
            .unwrap_or_else(|| Place::root().key(key))
    }

    /// The same for an entry of a list.
    pub(super) fn entry(&self, key: &'static str, index: usize) -> Place {
        let place = self.entries.get(key).and_then(|places| places.get(index));
        place.cloned().unwrap_or_else(|| self.place(key).index(index))
    }
}

fn not_json(error: &serde_json::Error) -> ConfigError {
    let (path, reason) = (
        format!("line {}, column {}", error.line(), error.column()),
        error.to_string(),
    );
    // serde_json ends its sentence with the place, which has a field of its own here.
    let reason = reason
        .rsplit_once(" at line ")
        .map_or(reason.as_str(), |(reason, _)| reason);
    let mend = "JSON has double quotes around texts and keys, commas between entries and none after the last";
    ConfigError::from(Fault {
        path,
        reason: format!("is not JSON: {reason}"),
        mend: mend.into(),
    })
}
