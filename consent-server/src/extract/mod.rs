//! Stages 4 and 5 in a site's own backend: the visitor's decision as an extractor, and a layer that enforces it on answers.
//!
//! *Takes* the site's `policy.json` and the headers of a request: its cookies, its host, what it asks for, and the
//! browser's standing wish.
//! *Gives* [`Consent`], and answers without the cookies of services that are not granted ([`ConsentLayer`]).
//! *Never* fails a request, and never grants what the core would not: anything broken is nobody's answer.
//!
//! # Example
//! ```no_run
//! use axum::{Router, routing::get};
//! use consent_server::extract::{Consent, ConsentLayer, SitePolicy};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let site = SitePolicy::from_json(&std::fs::read_to_string("public/consent/policy.json")?)?;
//! let app: Router = Router::new()
//!     .route("/", get(async |consent: Consent| match consent.allows("analytics") {
//!         true => "measured",
//!         false => "not measured",
//!     }))
//!     .layer(ConsentLayer::new(site.clone()))
//!     .with_state(site);
//! # Ok(())
//! # }
//! ```

mod site_policy;
pub use site_policy::{SitePolicy, SitePolicyError};

mod asked;

mod consent;
pub use consent::Consent;

mod layer;
pub use layer::{ConsentLayer, ConsentService};

mod region;
pub use region::RegionHeader;

mod withhold;

mod expire;

mod again;

mod caches;

/// The Rust in the document for backends is compiled with this crate's own examples.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/backend.md")]
mod document {}
