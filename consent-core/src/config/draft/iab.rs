//! Which answers of the IAB are offered, and who a service is on the Global Vendor List, as written.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde_json::Value;

use super::super::loose::{Loose, Wanted};
use super::schema;

/// Which of the IAB's answers the pages offer.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Iab", deny_unknown_fields, extend("dependentRequired" = { "gpp": ["cmpId"] }))]
pub(crate) struct IabDraft {
    /// The number under which IAB Europe has registered the site's consent management platform. Nothing of TCF and
    /// GPP is offered without one.
    #[serde(default)]
    #[schemars(extend("minimum" = 2, "maximum" = 4095))]
    pub(crate) cmp_id: Loose<u32>,
    /// The version that the platform gives itself.
    #[serde(default)]
    #[schemars(extend("default" = 1, "minimum" = 0, "maximum" = 4095))]
    pub(crate) cmp_version: Loose<u32>,
    /// The country whose law the publisher follows, two letters (ISO 3166-1) such as “SE”.
    #[serde(default)]
    #[schemars(extend("pattern" = "^[A-Z]{2}$"))]
    pub(crate) publisher_country: Loose<String>,
    /// The version of the Global Vendor List that the services' purposes were taken from.
    #[serde(default)]
    #[schemars(extend("minimum" = 1, "maximum" = 4095))]
    pub(crate) vendor_list_version: Loose<u32>,
    /// Whether the pages have `__tcfapi`; only where the regime is opt-in.
    #[serde(default)]
    #[schemars(extend("default" = false))]
    pub(crate) tcf: Loose<bool>,
    /// The sections of `__gpp` that are in force; only where the regime is opt-out.
    #[serde(default)]
    #[schemars(schema_with = "schema::gpp_sections")]
    pub(crate) gpp: Loose<Vec<Loose<String>>>,
    /// Whether the pages have `__uspapi` and the cookie `usprivacy`; only where the regime is opt-out.
    #[serde(default)]
    #[schemars(extend("default" = false))]
    pub(crate) us_privacy: Loose<bool>,
    #[serde(flatten)]
    #[schemars(skip)]
    pub(crate) unknown: BTreeMap<String, Value>,
}

/// Who a service is on the Global Vendor List, and what it may do once it is granted.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "IabVendor", deny_unknown_fields, extend("required" = ["vendor"]))]
pub(crate) struct IabVendorDraft {
    /// Its number on the list.
    #[serde(default)]
    #[schemars(extend("minimum" = 1, "maximum" = 65535))]
    pub(crate) vendor: Loose<u32>,
    /// The purposes that rest on consent.
    #[serde(default)]
    #[schemars(schema_with = "purposes")]
    pub(crate) purposes: Loose<Vec<Loose<u32>>>,
    /// The purposes that rest on legitimate interest.
    #[serde(default)]
    #[schemars(schema_with = "interests")]
    pub(crate) legitimate_interest: Loose<Vec<Loose<u32>>>,
    /// The special features that it uses.
    #[serde(default)]
    #[schemars(schema_with = "special_features")]
    pub(crate) special_features: Loose<Vec<Loose<u32>>>,
    #[serde(flatten)]
    #[schemars(skip)]
    pub(crate) unknown: BTreeMap<String, Value>,
}

fn purposes(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "array", "items": { "type": "integer", "minimum": 1, "maximum": 11 } })
}

fn interests(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "array", "items": { "enum": [2, 7, 8, 9, 10, 11] } })
}

fn special_features(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "array", "items": { "enum": [1, 2] } })
}

impl Wanted for IabDraft {
    const WANTED: &'static str = "an object such as {\"usPrivacy\": true}";
}

impl Wanted for IabVendorDraft {
    const WANTED: &'static str = "an object such as {\"vendor\": 755, \"purposes\": [1, 2, 7]}";
}
