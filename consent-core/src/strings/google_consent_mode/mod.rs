//! Google Consent Mode: its seven states by name, and what requests to Google carry of them.
//!
//! ```text
//! gcs = "G1" ad_storage analytics_storage                  ; each "0" denied, "1" granted, "-" not set
//! gcd = "1" ( "1" / "3" ) 4( letter digit ) *( any )       ; ad_storage, analytics_storage, ad_user_data,
//!                                                          ; ad_personalization
//! ```
//!
//! Google documents the states (developers.google.com/tag-platform/security/guides/consent) and shows `gcs` in examples;
//! the letters of `gcd` were found by observation, and the sources do not agree on all. So `gcd` is never more than a
//! hint ([`Certainty::Observed`]).

mod storage;
pub use storage::{State, Storage};

mod signals;
pub use signals::{Certainty, ConsentModeError, Signal, Signals};
