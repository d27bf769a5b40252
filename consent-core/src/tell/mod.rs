//! Stage 5, tell: other tools that keep a record of consent themselves hear the same decision.
//!
//! *Takes* the tools that a site declares, and the grants.
//! *Gives* the [`Call`]s that say it in each tool's own words: HubSpot, Google Consent Mode v2, Meta,
//! Microsoft UET and Clarity, Pinterest. LinkedIn has no such call; its tags are only held.
//! *Never* tells a grant that is not there: what is not granted is told as denied.

mod call;
pub use call::{Argument, Call, Told, Way};

mod tools;
pub use tools::{Moment, Tool};
