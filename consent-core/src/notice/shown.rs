//! The notice itself: everything a visitor can read in it, in one language, ready to be shown.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::Texts;

/// Exactly what is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Notice {
    /// The language's tag.
    pub language: String,
    /// Whether it is written from right to left.
    pub right_to_left: bool,
    /// Every sentence, the site's own in place of the built-in ones, with its places filled.
    pub texts: Texts,
    /// Who asks.
    pub controllers: Vec<ShownController>,
    /// Where the cookie policy is.
    pub policy_url: String,
    /// In the order in which they are shown, `necessary` first.
    pub categories: Vec<ShownCategory>,
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownController {
    /// Name.
    pub name: String,
    /// E-mail or web address.
    pub contact: String,
}

/// A category as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ShownCategory {
    /// Its name in the policy.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// Always on: there is no switch.
    pub fixed: bool,
    /// Who is in it.
    pub services: Vec<ShownService>,
}

/// A service as it is shown. Every field is ready to be read; empty ones are left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ShownService {
    /// Its name in the policy.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// Who supplies it, with the country.
    pub provider: String,
    /// The supplier's own privacy page.
    pub provider_url: String,
    /// What it is for.
    pub purpose: String,
    /// The legal basis, named.
    pub basis: String,
    /// The supplier's role, named.
    pub role: String,
    /// Countries outside the EEA that may get the data, named.
    pub transfer: String,
    /// What it stores.
    pub cookies: Vec<ShownCookie>,
}

/// A cookie or stored value as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ShownCookie {
    /// Its name, `*` for any run of characters.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// How long it lives, as declared.
    pub lifetime: String,
    /// How long a browser really keeps it; empty when that is the same.
    pub kept_at_most: String,
    /// Cookie, local storage or session storage; and whether it is hidden from scripts.
    pub stored_as: String,
    /// First or third party.
    pub party: String,
    /// Who can erase it if the page cannot; empty when the page can.
    pub erasure: String,
}
