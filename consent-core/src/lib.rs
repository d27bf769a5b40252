//! What cookie consent means, from a site's declaration to what must now run, be held or be erased.
//!
//! The core is a pure function of its arguments: it owns no clock, no randomness, no storage and no DOM.
//! Time and identifiers are passed in; what must happen comes back as data, and a shell (the page, a
//! server, a tool) carries it out. Anything unknown, broken or hostile means: nothing non-essential runs.
//!
//! The modules stand in the order of the path. A stage uses earlier stages only.
//!
//! # Example
//! ```
//! use consent_core::config::{Category, Policy, PolicyParts, Service};
//! use consent_core::decision::{Act, ConsentId, ConsentState, Grants};
//! use consent_core::time::Timestamp;
//! use consent_core::visit::{self, Visit};
//!
//! let policy = Policy::new(PolicyParts {
//!     categories: vec![Category::necessary(), Category::new("analytics")?],
//!     services: vec![Service::new("google-analytics", 1)?],
//!     ..PolicyParts::default()
//! })?;
//! let visit = Visit { now: Timestamp::from_secs(1_700_000_000), host: "example.se", ..Visit::default() };
//!
//! // Nobody has answered yet: the visitor is asked, and nothing is granted.
//! let plan = visit::arrive(&policy, &visit);
//! assert_eq!(plan.state, ConsentState::Unasked);
//! assert!(!plan.grants.allows(&policy, "analytics"));
//!
//! // The visitor accepts: one cookie carries the decision.
//! let id = ConsentId::from_bytes([7; 16]);
//! let plan = visit::decide(&policy, &visit, Act::AcceptAll, Grants::none(), id);
//! assert!(plan.grants.allows(&policy, "google-analytics"));
//! assert!(plan.write[0].assignment.starts_with("consent=1."));
//! # Ok::<(), consent_core::config::PolicyError>(())
//! ```
#![no_std]
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects
    )
)]

extern crate alloc;

// One line a stage; each says the rest itself, so that its links are found from within.

// Whole seconds since 1970, always passed in.
pub mod time;

// Text split at a byte.
pub mod pieces;

// Base64url without padding, canonical forms only.
pub mod base64url;

// Numbers as text.
pub mod base36;

// One text for one JSON value.
#[cfg(feature = "declare")]
pub mod canonical_json;

// Stage 1: what the site declares.
pub mod config;

// Stage 1: what is known about services and their cookies.
#[cfg(feature = "declare")]
pub mod catalogue;

// Stage 2: what the visitor is shown.
pub mod notice;

// Stage 3: what the visitor answered.
pub mod decision;

// Stage 4: how the decision travels.
pub mod carry;

// Stage 5: what may run.
pub mod gate;

// Stage 5: what must go.
pub mod erase;

// Stage 5: which other tools are told, and what.
pub mod tell;

// Stage 6: what proves it, and stage 7: who checks the proof.
#[cfg(feature = "prove")]
pub mod receipt;

// Stage 7: what other systems' strings say.
#[cfg(feature = "strings")]
pub mod strings;

// The stages put together: one visit in, one plan out.
pub mod visit;
