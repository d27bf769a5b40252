//! A service of a config, as written: a name from the catalogue, that with facts of the site's own, or an own one.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;
use serde_json::Value;

use super::super::loose::{Loose, Wanted};
use super::super::{Exemption, LegalBasis, Party, Role, Storage};
use super::iab::IabVendorDraft;
use super::part::{LocalText, ProviderDraft};
use super::schema;

/// One entry of the list of services.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum ServiceDraft {
    /// `"google-analytics"`.
    Named(String),
    /// An object.
    Described(Box<ServiceParts>),
}

impl JsonSchema for ServiceDraft {
    fn schema_name() -> Cow<'static, str> {
        "Service".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        schema::service(generator)
    }
}

/// A service from the catalogue with facts of the site's own (`use`), or a service of its own (`id`).
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(rename = "DescribedService", deny_unknown_fields, extend("oneOf" = [
    {"required": ["use"]},
    {"required": ["id", "name", "provider", "category", "basis", "purpose"]},
]))]
pub(crate) struct ServiceParts {
    /// The name of a service in the catalogue. What stands beside it adds to what is known of the service.
    #[serde(default, rename = "use")]
    #[schemars(schema_with = "schema::catalogue_ids")]
    pub(crate) from: Loose<String>,
    /// The name of an own service, for markup: `data-service="our-chat"`.
    #[serde(default)]
    #[schemars(extend("pattern" = "^[a-z][a-z0-9-]{0,39}$"))]
    pub(crate) id: Loose<String>,
    /// Its name for people.
    #[serde(default)]
    pub(crate) name: Loose<String>,
    /// Who supplies it.
    #[serde(default)]
    pub(crate) provider: Loose<ProviderDraft>,
    /// What switches it: a built-in category, or one of the site's own.
    #[serde(default)]
    #[schemars(extend("examples" = ["necessary", "functionality", "analytics", "advertisement"]))]
    pub(crate) category: Loose<String>,
    /// Why the law allows it. Only consent, unless it is necessary.
    #[serde(default)]
    #[schemars(extend("enum" = ["consent", "contract", "legal obligation"]), with = "String")]
    pub(crate) basis: Loose<LegalBasis>,
    /// What the supplier is to the site.
    #[serde(default)]
    pub(crate) role: Loose<Role>,
    /// What it is for, in one sentence to the visitor.
    #[serde(default)]
    #[schemars(schema_with = "schema::local_text")]
    pub(crate) purpose: Loose<LocalText>,
    /// Countries outside the EEA that may get the data, each as two letters (ISO 3166-1).
    #[serde(default)]
    pub(crate) transfer: Loose<Vec<Loose<String>>>,
    /// Its scripts, frames and pixels, such as “chat.example.se/*”.
    #[serde(default)]
    pub(crate) hosts: Loose<Vec<Loose<String>>>,
    /// Whether it has content that stands in the pages, such as a film, a map or a chat: a placeholder stands there while
    /// it is held. Services of the catalogue know it themselves.
    #[serde(default)]
    pub(crate) embed: Loose<bool>,
    /// Who it is on the IAB's Global Vendor List, for sites that offer `__tcfapi`.
    #[serde(default)]
    pub(crate) iab: Loose<IabVendorDraft>,
    /// Why it may run until the visitor objects, in regions whose law exempts it and that the site honours.
    #[serde(default)]
    pub(crate) exempt: Loose<Exemption>,
    /// What it stores in the browser.
    #[serde(default)]
    pub(crate) cookies: Loose<Vec<Loose<CookieDraft>>>,
    #[serde(flatten)]
    #[schemars(skip)]
    pub(crate) unknown: BTreeMap<String, Value>,
}

/// A cookie or storage key. One that the catalogue knows needs only its name and what the site adds.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Cookie", deny_unknown_fields, extend("required" = ["name"]))]
pub(crate) struct CookieDraft {
    /// Its name; “*” stands for any run of characters.
    #[serde(default)]
    pub(crate) name: Loose<String>,
    /// What it is for, in one sentence to the visitor.
    #[serde(default)]
    #[schemars(schema_with = "schema::local_text")]
    pub(crate) purpose: Loose<LocalText>,
    /// “session”, “persistent” (local storage only), or a number and a unit such as “30 days”.
    #[serde(default)]
    #[schemars(extend("examples" = ["session", "30 minutes", "180 days"]))]
    pub(crate) lifetime: Loose<String>,
    /// Where it is stored.
    #[serde(default)]
    #[schemars(extend("default" = "cookie"))]
    pub(crate) storage: Loose<Storage>,
    /// Under whose domain it is stored.
    #[serde(default)]
    #[schemars(extend("default" = "first"))]
    pub(crate) party: Loose<Party>,
    /// Whether it is hidden from scripts.
    #[serde(default)]
    #[schemars(extend("default" = false))]
    pub(crate) http_only: Loose<bool>,
    #[serde(flatten)]
    #[schemars(skip)]
    pub(crate) unknown: BTreeMap<String, Value>,
}

impl Wanted for ServiceDraft {
    const WANTED: &'static str = "the name of a service in the catalogue, or an object with “use” or “id”";
}

impl Wanted for CookieDraft {
    const WANTED: &'static str = "an object with “name”, “purpose” and “lifetime”";
}

impl Wanted for Role {
    const WANTED: &'static str = "“processor”, “controller” or “joint”";
}

impl Wanted for Storage {
    const WANTED: &'static str = "“cookie”, “local” or “session”";
}

impl Wanted for Party {
    const WANTED: &'static str = "“first” or “third”";
}
