//! A page in which a web developer writes a `consent.json`: every fault at once, and the notice that it makes.
//!
//! *Takes* the text of a config. *Gives* its faults, each with its place in the text, the same text with one thing
//! changed, and the notice in any language, region, look and layer. *Never* judges anything itself: what is right is
//! said by [`ConfigDraft::check`](consent_core::config::ConfigDraft::check), which is what `consent check` asks; what
//! stands on a page as it opens by [`Config::opening`](consent_core::config::Config::opening), which is what
//! `consent build` asks; and what is seen is the banner's own components.
//!
//! # Example
//! ```
//! use consent_configurator::{Edit, Step, Verdict, locate};
//! use serde_json::json;
//!
//! let text = r#"{ "look": { "layout": "ring" } }"#;
//! let faults = Verdict::of(text).faults;
//! let fault = faults.iter().find(|fault| fault.path == "look.layout").expect("a fault");
//! assert_eq!(&text[locate(text, &fault.path)], r#""ring""#);
//!
//! let mended = Edit::Set(vec![Step::key("look"), Step::key("layout")], json!("bar")).applied(text);
//! assert_eq!(mended, r#"{ "look": { "layout": "bar" } }"#);
//! ```

#![forbid(unsafe_code)]

/// What the page opens with: the config of the demo's Ngager.
pub const FIRST: &str = include_str!("../../sites/ngager/consent.json");

mod choices;
pub use choices::{Choice, of_the_look};

mod edit;
pub use edit::{Edit, Step};

mod locate;
pub use locate::{locate, utf16};

mod met;
pub use met::{Met, met};

mod place;
pub use place::{Place, Places, places};

mod rehearsal;
pub use rehearsal::in_language;

mod search;
pub use search::search;

mod verdict;
pub use verdict::{Verdict, catalogue};

mod written;

/// What the browser shows.
#[cfg(target_arch = "wasm32")]
pub mod page;
