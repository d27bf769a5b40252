//! A decision told in the IAB's strings: what a site may say of it, and nothing that it does not grant.
//!
//! *Takes* the [`Terms`] that a site's config compiles to, and a [`Choice`]: what is granted, when, under which signal.
//! *Gives* the TC string, the sections of a GPP string and the US Privacy string, as values and as what a page answers.
//! *Never* says more than was granted: where a framework has one answer for several vendors, each that was promised
//! less is restricted by name.
//!
//! # Example
//! ```
//! use consent_core::decision::Signal;
//! use consent_core::strings::bits::Letters;
//! use consent_core::strings::tell::{Choice, Terms};
//! use consent_core::strings::us_privacy::UsPrivacy;
//! use consent_core::time::Timestamp;
//!
//! let terms = Terms::from_compact("\n7\nu\nadvertisement").ok_or("terms")?;
//! let choice = Choice {
//!     is_granted: &|name| name != "advertisement",
//!     signal: Signal { gpc: true },
//!     decided_at: Timestamp::from_secs(1_790_000_000),
//!     language: Letters::parse("EN").ok_or("two letters")?,
//!     act: None,
//! };
//! assert_eq!(terms.us_privacy(&choice), Some(UsPrivacy::parse("1YYN")?));
//! assert_eq!(terms.gpp_string(&choice).as_deref(), Some("DBABLA~CVQVAAAAAACA.YA"));
//! # Ok::<(), Box<dyn core::error::Error>>(())
//! ```

mod terms;
pub use terms::{TcfTerms, Terms, Vendor};

mod compact;

#[cfg(feature = "declare")]
mod declared;

mod choice;
pub use choice::Choice;

mod tc_string;

mod united_states;

mod json;

mod page;
