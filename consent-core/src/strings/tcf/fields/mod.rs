//! A TC string's values as JSON has them: what `consent verify` shows, and `consent encode` takes.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

mod read;
mod write;

/// The fields by their names.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Fields {
    /// Tenths of a second since 1970.
    created: u64,
    /// Like `created` when it is left out.
    last_updated: Option<u64>,
    cmp_id: u16,
    #[serde(default)]
    cmp_version: u16,
    #[serde(default)]
    consent_screen: u8,
    consent_language: String,
    vendor_list_version: u16,
    policy_version: u8,
    is_service_specific: bool,
    #[serde(default)]
    use_non_standard_texts: bool,
    #[serde(default)]
    special_feature_optins: Vec<u8>,
    #[serde(default)]
    purpose_consents: Vec<u8>,
    #[serde(default)]
    purpose_legitimate_interests: Vec<u8>,
    #[serde(default)]
    purpose_one_treatment: bool,
    #[serde(rename = "publisherCC")]
    publisher_cc: String,
    #[serde(default)]
    vendor_consents: Vec<u16>,
    #[serde(default)]
    vendor_legitimate_interests: Vec<u16>,
    #[serde(default)]
    publisher_restrictions: Vec<WrittenRestriction>,
    #[serde(default)]
    disclosed_vendors: Vec<u16>,
    #[serde(default)]
    allowed_vendors: Vec<u16>,
    #[serde(default)]
    pub_consents: Vec<u8>,
    #[serde(default, rename = "pubLI")]
    pub_li: Vec<u8>,
    #[serde(default)]
    pub_custom_consents: Vec<u8>,
    #[serde(default, rename = "pubCustomLI")]
    pub_custom_li: Vec<u8>,
    /// How many purposes the publisher added, when the last of them are in neither list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    num_custom_purposes: Option<u8>,
    /// The segments that are there although nothing is in them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    empty_segments: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct WrittenRestriction {
    purpose_id: u8,
    r#type: u8,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    vendors: Option<Vec<u16>>,
    /// Instead of `vendors` where those would be too many to name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    vendor_ranges: Option<Vec<(u16, u16)>>,
}
