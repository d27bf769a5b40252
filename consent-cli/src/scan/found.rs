//! What a document names: cookies, services, systems.

use consent_core::config::ServiceId;
use serde::Serialize;

/// A cookie or storage key that is named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct NamedCookie {
    /// Its name as written, but for marks around it; `*` for what the text leaves open.
    pub name: String,
    /// The name that the catalogue has for it.
    pub known_as: Option<String>,
    /// The service that it belongs to; nothing when it is not known, or may be several.
    pub service: Option<ServiceId>,
    /// Every service that it may belong to, when it may be several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<ServiceId>,
    /// What switches it, by the catalogue.
    pub category: Option<String>,
    /// How long it lives, as the document says.
    pub declared_lifetime: Option<String>,
    /// How long it lives, as the catalogue knows.
    pub true_lifetime: Option<String>,
    /// Whether the document has an entry of its own for it, and not only its name.
    pub declared: bool,
    /// The document.
    pub file: String,
    /// The line of its entry, or else where it is first named.
    pub line: u32,
}

/// Where a named service acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ServiceKind {
    /// In the visitor's browser.
    Browser,
    /// Nowhere near it: for the policy text.
    Register,
    /// Nowhere any more.
    Retired,
    /// A function that is described without saying whose it is.
    Unnamed,
    /// A system with a name that the catalogue does not have.
    Unknown,
    /// An authority to turn to.
    Authority,
}

/// A service, system or authority that is named, or whose code a page loads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct NamedService {
    /// Its id in the catalogue.
    pub id: Option<ServiceId>,
    /// What it is called.
    pub name: String,
    /// Other names that the documents have for it: older ones, slips, parts of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
    /// Where it acts.
    pub kind: ServiceKind,
    /// What switches it.
    pub category: Option<String>,
    /// The document.
    pub file: String,
    /// Where it is first named.
    pub line: u32,
}
