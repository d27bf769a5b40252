//! What runs in the page.

// What works over text is a module of its own: without std it carries no machinery for panics and formatting.
#![cfg_attr(
    all(
        any(feature = "engine", feature = "import", feature = "iab"),
        target_arch = "wasm32"
    ),
    no_std
)]

extern crate alloc;

// Stages 3 to 5 in the page: every decision, as one pure function over text.
#[cfg(feature = "engine")]
pub mod engine;

// Stage 7 in the page: what another consent system has on record, as one pure function over text.
#[cfg(feature = "import")]
pub mod import;

// Stage 5 in the page: the same decision in the IAB's strings.
#[cfg(feature = "iab")]
pub mod iab;

/// What a module without std needs.
#[cfg(all(
    any(feature = "engine", feature = "import", feature = "iab"),
    target_arch = "wasm32"
))]
mod bare;

/// Stage 2 in the page: what the visitor sees and switches.
#[cfg(any(feature = "banner", feature = "ssr"))]
pub mod banner;

/// The same, rendered into markup at build time.
#[cfg(all(feature = "ssr", not(target_arch = "wasm32")))]
pub mod markup;

// For the yew apps of others: what they ask of the page's Consent.
#[cfg(feature = "app")]
pub mod app;

/// How it looks: the attributes and the tokens that the style sheets of `style/` ask for.
#[cfg(any(feature = "banner", feature = "ssr"))]
pub mod style;
