//! Stage 5 seen from outside: a real browser visits a site as several visitors do, and what it saw is judged.
//!
//! *Takes* addresses of pages, and what the site declares if anybody knows.
//! *Gives* an [`Audit`]: everything that was stored and asked for, phase by phase, and what is wrong with it.
//! *Never* asks anybody but the site itself, keeps a value of a cookie, or takes a site's word for what it does.

mod address;
pub(crate) use address::sites;

mod banners;

mod browser;
pub(crate) use browser::BrowserOptions;
pub use browser::headless;

mod init;
pub(crate) use init::first_config;

mod judge;
pub(crate) use judge::{Audit, Declared, Severity, judge};

mod party;

mod report;
pub(crate) use report::{html, json, junit, sarif, table};

mod seen;

mod visit;
pub(crate) use visit::{Pace, Tick, visit};

mod watch;
