//! Whose answers are taken over, as written.

use alloc::collections::BTreeMap;
use alloc::string::String;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use super::super::loose::{Loose, Wanted};
use super::schema;

/// Another consent system, whose answers are taken over once.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Import", deny_unknown_fields, extend("required" = ["from"]))]
pub(crate) struct ImportDraft {
    /// The system.
    #[serde(default)]
    #[schemars(schema_with = "schema::systems")]
    pub(crate) from: Loose<String>,
    /// What the site called its main cookie, or key of storage, if not as usual.
    #[serde(default)]
    #[schemars(extend("pattern" = "^[^\\s\"(),/:;<=>?@\\[\\\\\\]{}]{1,100}$"))]
    pub(crate) name: Loose<String>,
    /// Whether it ran as opt-in, so that nothing was granted before the visitor acted: the site attests it. Without it
    /// only what was denied is taken over.
    #[serde(default)]
    #[schemars(extend("default" = false))]
    pub(crate) opt_in: Loose<bool>,
    /// The revision of its texts that counts, where its record says which was answered (vanilla-cookieconsent).
    #[serde(default)]
    pub(crate) revision: Loose<u32>,
    /// Its categories or services, each with the category or service that it is here. Those that go without saying
    /// need no entry.
    #[serde(default)]
    pub(crate) map: Loose<MapDraft>,
    #[serde(flatten)]
    #[schemars(skip)]
    pub(crate) unknown: BTreeMap<String, Value>,
}

impl Wanted for ImportDraft {
    const WANTED: &'static str = "an object such as {\"from\": \"cookiebot\", \"optIn\": true}";
}

/// Their names and ours.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(inline)]
pub(crate) struct MapDraft(pub(crate) BTreeMap<String, Loose<String>>);

impl Wanted for MapDraft {
    const WANTED: &'static str =
        "an object with their names and yours, such as {\"statistics\": \"analytics\"}";
}
