//! The parts of a config besides its services, as written.

use alloc::collections::BTreeMap;
use alloc::string::String;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use super::super::loose::{Loose, Wanted};
use super::schema;

/// One text by language.
pub(crate) type LocalText = BTreeMap<String, Loose<String>>;

/// Sentences by language and name.
pub(crate) type TextsDraft = BTreeMap<String, Loose<BTreeMap<String, Loose<String>>>>;

/// Who decides what happens to the data.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(rename = "Controller", deny_unknown_fields, extend("required" = ["name", "contact", "country"]))]
pub(crate) struct ControllerDraft {
    /// The name in the country's register.
    #[serde(default)]
    pub(crate) name: Loose<String>,
    /// Where visitors turn: an e-mail address, a telephone number or a web address.
    #[serde(default)]
    pub(crate) contact: Loose<String>,
    /// Two letters (ISO 3166-1), such as “SE”.
    #[serde(default)]
    #[schemars(extend("pattern" = "^[A-Z]{2}$"))]
    pub(crate) country: Loose<String>,
    /// Postal address.
    #[serde(default)]
    pub(crate) address: Loose<String>,
    /// Number in the country's register.
    #[serde(default)]
    pub(crate) registration: Loose<String>,
    #[serde(flatten)]
    #[schemars(skip)]
    pub(crate) unknown: BTreeMap<String, Value>,
}

/// The cookie that carries the decision.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "ConsentCookie", deny_unknown_fields)]
pub(crate) struct ConsentCookieDraft {
    /// Its name.
    #[serde(default)]
    #[schemars(extend("default" = "consent", "pattern" = "^[A-Za-z0-9_-]{1,64}$"))]
    pub(crate) name: Loose<String>,
    /// Whether the subdomains of each domain share one decision.
    #[serde(default)]
    #[schemars(extend("default" = false))]
    pub(crate) share_subdomains: Loose<bool>,
    #[serde(flatten)]
    #[schemars(skip)]
    pub(crate) unknown: BTreeMap<String, Value>,
}

/// A category of the site's own.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(rename = "Category", deny_unknown_fields, extend("required" = ["id", "name", "purpose"]))]
pub(crate) struct CategoryDraft {
    /// Its name in markup: `data-category="chat"`.
    #[serde(default)]
    #[schemars(extend("pattern" = "^[a-z][a-z0-9-]{0,39}$"))]
    pub(crate) id: Loose<String>,
    /// Its name for people.
    #[serde(default)]
    #[schemars(schema_with = "schema::local_text")]
    pub(crate) name: Loose<LocalText>,
    /// What it is for, in one sentence to the visitor.
    #[serde(default)]
    #[schemars(schema_with = "schema::local_text")]
    pub(crate) purpose: Loose<LocalText>,
    #[serde(flatten)]
    #[schemars(skip)]
    pub(crate) unknown: BTreeMap<String, Value>,
}

/// A supplier.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(rename = "Provider", deny_unknown_fields, extend("required" = ["name", "country", "url"]))]
pub(crate) struct ProviderDraft {
    /// The company's name.
    #[serde(default)]
    pub(crate) name: Loose<String>,
    /// Two letters (ISO 3166-1), such as “SE”.
    #[serde(default)]
    #[schemars(extend("pattern" = "^[A-Z]{2}$"))]
    pub(crate) country: Loose<String>,
    /// Its privacy page, an https address.
    #[serde(default)]
    #[schemars(extend("format" = "uri", "pattern" = "^https://"))]
    pub(crate) url: Loose<String>,
    #[serde(flatten)]
    #[schemars(skip)]
    pub(crate) unknown: BTreeMap<String, Value>,
}

/// How long some data is kept.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(rename = "Retention", deny_unknown_fields, extend("required" = ["what", "period", "from"]))]
pub(crate) struct RetentionDraft {
    /// Which data.
    #[serde(default)]
    #[schemars(schema_with = "schema::local_text")]
    pub(crate) what: Loose<LocalText>,
    /// How long, such as “3 months”.
    #[serde(default)]
    pub(crate) period: Loose<String>,
    /// From when on.
    #[serde(default)]
    #[schemars(schema_with = "schema::local_text")]
    pub(crate) from: Loose<LocalText>,
    #[serde(flatten)]
    #[schemars(skip)]
    pub(crate) unknown: BTreeMap<String, Value>,
}

macro_rules! wanted {
    ($($draft:ty: $wanted:literal),* $(,)?) => {
        $(impl Wanted for $draft { const WANTED: &'static str = $wanted; })*
    };
}

wanted! {
    ControllerDraft: "an object with “name”, “contact” and “country”",
    ConsentCookieDraft: "an object such as {\"name\": \"consent\", \"shareSubdomains\": false}",
    CategoryDraft: "an object with “id”, “name” and “purpose”",
    ProviderDraft: "an object with “name”, “country” and “url”",
    RetentionDraft: "an object with “what”, “period” and “from”",
}
