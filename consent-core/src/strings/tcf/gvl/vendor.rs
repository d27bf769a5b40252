//! A vendor of the list: what it declared, and what it tells the user.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use serde::Deserialize;

use super::{ListError, date};
use crate::strings::tcf::Declared;

/// A vendor as the list has it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Vendor {
    /// Its number.
    pub id: u16,
    /// Its name.
    pub name: String,
    /// What it declared.
    pub declared: Declared,
    /// How long it keeps data.
    pub data_retention: DataRetention,
    /// The categories of data that it collects.
    pub data_declaration: Vec<u16>,
    /// Where it tells about itself, by language.
    pub urls: Vec<VendorUrl>,
    /// The longest address, in kilobytes, that it takes in a request.
    pub http_get_limit: Option<u32>,
    /// Whether it uses cookies.
    pub uses_cookies: Option<bool>,
    /// How long its cookies last at the most, in seconds; 0 or less for a session.
    pub cookie_max_age_seconds: Option<i64>,
    /// Whether it makes its cookies last anew.
    pub cookie_refresh: Option<bool>,
    /// Whether it stores or reads otherwise than by cookies.
    pub uses_non_cookie_access: Option<bool>,
    /// Where it discloses what it stores.
    pub device_storage_disclosure_url: Option<String>,
}

/// How long a vendor keeps data, in days.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct DataRetention {
    /// Where nothing else is said.
    pub std_retention: Option<u32>,
    /// By purpose.
    #[serde(default)]
    pub purposes: BTreeMap<u8, u32>,
    /// By special purpose.
    #[serde(default)]
    pub special_purposes: BTreeMap<u8, u32>,
}

/// Where a vendor tells about itself in one language.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct VendorUrl {
    /// The language; none in lists of format 2.
    pub lang_id: Option<String>,
    /// Its privacy policy.
    pub privacy: Option<String>,
    /// What its legitimate interests are.
    pub leg_int_claim: Option<String>,
}

/// A vendor as it is written. What later versions add is passed over.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct WrittenVendor {
    id: u16,
    name: String,
    #[serde(default)]
    purposes: Vec<u8>,
    #[serde(default)]
    leg_int_purposes: Vec<u8>,
    #[serde(default)]
    flexible_purposes: Vec<u8>,
    #[serde(default)]
    special_purposes: Vec<u8>,
    #[serde(default)]
    features: Vec<u8>,
    #[serde(default)]
    special_features: Vec<u8>,
    data_retention: Option<DataRetention>,
    #[serde(default)]
    data_declaration: Vec<u16>,
    #[serde(default)]
    urls: Vec<VendorUrl>,
    policy_url: Option<String>,
    deleted_date: Option<String>,
    overflow: Option<Overflow>,
    uses_cookies: Option<bool>,
    cookie_max_age_seconds: Option<i64>,
    cookie_refresh: Option<bool>,
    uses_non_cookie_access: Option<bool>,
    device_storage_disclosure_url: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Overflow {
    http_get_limit: u32,
}

impl WrittenVendor {
    /// Checks what stands under a key.
    pub(super) fn read(self, key: &str) -> Result<Vendor, ListError> {
        if key.parse() != Ok(self.id) || self.id == 0 {
            return Err(ListError::Id(key.into()));
        }
        let mut urls = self.urls;
        // Lists of format 2 have one address, in no stated language.
        urls.extend(self.policy_url.map(|privacy| VendorUrl {
            lang_id: None,
            privacy: Some(privacy),
            leg_int_claim: None,
        }));
        Ok(Vendor {
            id: self.id,
            name: self.name,
            declared: Declared {
                purposes: self.purposes.into_iter().collect(),
                legitimate_interest_purposes: self.leg_int_purposes.into_iter().collect(),
                flexible_purposes: self.flexible_purposes.into_iter().collect(),
                special_purposes: self.special_purposes.into_iter().collect(),
                features: self.features.into_iter().collect(),
                special_features: self.special_features.into_iter().collect(),
                deleted_at: self.deleted_date.as_deref().map(date).transpose()?,
            },
            data_retention: self.data_retention.unwrap_or_default(),
            data_declaration: self.data_declaration,
            urls,
            http_get_limit: self.overflow.map(|overflow| overflow.http_get_limit),
            uses_cookies: self.uses_cookies,
            cookie_max_age_seconds: self.cookie_max_age_seconds,
            cookie_refresh: self.cookie_refresh,
            uses_non_cookie_access: self.uses_non_cookie_access,
            device_storage_disclosure_url: self.device_storage_disclosure_url,
        })
    }
}
