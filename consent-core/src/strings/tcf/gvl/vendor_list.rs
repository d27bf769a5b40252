//! The Global Vendor List: its edition, what it defines, and its vendors.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use serde::Deserialize;

use super::vendor::WrittenVendor;
use super::{ListError, Vendor, date, from_json};
use crate::strings::tcf::{Declarations, Declared, Edition};
use crate::time::Timestamp;

/// The Global Vendor List.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct VendorList {
    /// Which edition it is.
    pub edition: Edition,
    /// When it was made.
    pub last_updated: Timestamp,
    /// Purposes by number.
    pub purposes: BTreeMap<u8, Purpose>,
    /// Special purposes by number.
    pub special_purposes: BTreeMap<u8, Purpose>,
    /// Features by number.
    pub features: BTreeMap<u8, Feature>,
    /// Special features by number.
    pub special_features: BTreeMap<u8, Feature>,
    /// Ready-made groups of purposes and special features, by number.
    pub stacks: BTreeMap<u16, Stack>,
    /// Categories of data by number; none in lists of format 2.
    pub data_categories: BTreeMap<u16, DataCategory>,
    /// Vendors by number.
    pub vendors: BTreeMap<u16, Vendor>,
}

/// A purpose or special purpose.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Purpose {
    /// Its number.
    pub id: u8,
    /// Its name.
    pub name: String,
    /// What it is.
    pub description: String,
    /// Examples of it.
    #[serde(default)]
    pub illustrations: Vec<String>,
    /// Whether the user may be asked for consent to it.
    #[serde(default = "yes")]
    pub consentable: bool,
    /// Whether the user may object to it.
    #[serde(default = "yes")]
    pub right_to_object: bool,
}

const fn yes() -> bool {
    true
}

/// A feature or special feature.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Feature {
    /// Its number.
    pub id: u8,
    /// Its name.
    pub name: String,
    /// What it is.
    pub description: String,
    /// Examples of it.
    #[serde(default)]
    pub illustrations: Vec<String>,
}

/// A ready-made group of purposes and special features.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Stack {
    /// Its number.
    pub id: u16,
    /// Its name.
    pub name: String,
    /// What it is.
    pub description: String,
    /// Its purposes.
    #[serde(default)]
    pub purposes: Vec<u8>,
    /// Its special features.
    #[serde(default)]
    pub special_features: Vec<u8>,
}

/// A category of data.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct DataCategory {
    /// Its number.
    pub id: u16,
    /// Its name.
    pub name: String,
    /// What it is.
    pub description: String,
}

/// The list as it is written. What later versions add is passed over.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WrittenList {
    gvl_specification_version: u16,
    vendor_list_version: u16,
    tcf_policy_version: u16,
    last_updated: String,
    purposes: BTreeMap<u8, Purpose>,
    special_purposes: BTreeMap<u8, Purpose>,
    features: BTreeMap<u8, Feature>,
    special_features: BTreeMap<u8, Feature>,
    #[serde(default)]
    stacks: BTreeMap<u16, Stack>,
    #[serde(default)]
    data_categories: BTreeMap<u16, DataCategory>,
    vendors: BTreeMap<String, WrittenVendor>,
}

impl VendorList {
    /// Reads the list's JSON, as `vendor-list.json` and its archive have it.
    ///
    /// # Errors
    /// [`ListError`] when it is not such JSON, is of another format than 2 or 3, or has a date that is none.
    ///
    /// # Example
    /// ```
    /// use consent_core::strings::tcf::{Declarations, VendorList};
    ///
    /// let list = VendorList::from_json(
    ///     r#"{
    ///         "gvlSpecificationVersion": 3, "vendorListVersion": 175, "tcfPolicyVersion": 5,
    ///         "lastUpdated": "2026-11-19T16:00:00Z",
    ///         "purposes": {}, "specialPurposes": {}, "features": {}, "specialFeatures": {},
    ///         "vendors": { "755": { "id": 755, "name": "A vendor", "purposes": [1], "legIntPurposes": [2] } }
    ///     }"#,
    /// )?;
    /// assert!(list.declared(755).is_some_and(|it| it.legitimate_interest_purposes.contains(2)));
    /// assert_eq!(list.declared(756), None);
    /// # Ok::<(), consent_core::strings::tcf::ListError>(())
    /// ```
    pub fn from_json(json: &str) -> Result<Self, ListError> {
        let written: WrittenList = from_json(json)?;
        if !matches!(written.gvl_specification_version, 2 | 3) {
            return Err(ListError::Specification(written.gvl_specification_version));
        }
        let read =
            |(key, vendor): (String, WrittenVendor)| vendor.read(&key).map(|vendor| (vendor.id, vendor));
        Ok(Self {
            edition: Edition {
                specification: written.gvl_specification_version,
                version: written.vendor_list_version,
                policy: written.tcf_policy_version,
            },
            last_updated: date(&written.last_updated)?,
            purposes: written.purposes,
            special_purposes: written.special_purposes,
            features: written.features,
            special_features: written.special_features,
            stacks: written.stacks,
            data_categories: written.data_categories,
            vendors: written.vendors.into_iter().map(read).collect::<Result<_, _>>()?,
        })
    }
}

impl Declarations for VendorList {
    fn declared(&self, vendor: u16) -> Option<Declared> {
        self.vendors.get(&vendor).map(|vendor| vendor.declared)
    }

    fn edition(&self) -> Option<Edition> {
        Some(self.edition)
    }
}
