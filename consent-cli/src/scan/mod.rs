//! `consent scan`: what a policy text or a site's HTML says and does, held against the catalogue.
//!
//! *Takes* documents: plain text, Markdown or HTML, in Swedish or English, from a file, a folder or an address.
//! *Gives* a [`Report`]: the cookies and services that they name, and a [`Warning`] for what a reader should mend.
//! *Never* runs a page, and never guesses: a name that may be several services' is reported as ambiguous.
//!
//! The stages: `source` (bytes become text with lines), `policy_text` (what the text names), `markup` (what the
//! elements load), `rules` (one file for each warning), `report` (for programs, and as a first config).

mod document;
pub(crate) use document::Document;
pub use document::Format;

mod found;
pub use found::{NamedCookie, NamedService, ServiceKind};

mod markup;
mod policy_text;

mod report;
pub(crate) use report::{Site, as_json, first_config};

mod rules;
pub use rules::{Severity, Warning};

pub(crate) mod source;

use std::collections::BTreeSet;

use consent_core::catalogue::Catalogue;
use consent_core::config::ServiceId;

/// What was found in all documents together.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Report {
    /// The documents that were read, by their names.
    pub documents: Vec<String>,
    /// Every cookie and storage key that is named, once.
    pub cookies: Vec<NamedCookie>,
    /// Every service and system that is named or loaded, once.
    pub services: Vec<NamedService>,
    /// What should be mended, by document and line.
    pub warnings: Vec<Warning>,
}

/// Reads documents of one site; `declared` are the categories and services that its own config has. The same documents
/// give the same report.
pub(crate) fn scan(documents: &[Document], catalogue: &Catalogue, declared: &BTreeSet<String>) -> Report {
    let read: Vec<_> = documents
        .iter()
        .map(|document| policy_text::Read::of(document, catalogue))
        .collect();
    let services = policy_text::services(&read, catalogue);
    let certain: Vec<ServiceId> = services.iter().filter_map(|service| service.id.clone()).collect();
    let cookies = policy_text::cookies(&read, catalogue, &certain);
    let warnings = rules::judge(&rules::Case {
        documents: &read,
        services: &services,
        cookies: &cookies,
        catalogue,
        declared,
    });
    Report {
        documents: documents.iter().map(|document| document.name.clone()).collect(),
        cookies: cookies.into_iter().map(|cookie| cookie.named).collect(),
        services,
        warnings,
    }
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
