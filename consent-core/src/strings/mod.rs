//! Stage 7, verify: the consent strings of other systems, read, held against their rules, and written.
//!
//! *Takes* a text from a browser, a bid request or a header, and where a rule needs it the time and a vendor list.
//! *Gives* its [`Format`], its decoded values, the same values as text again, and [`Finding`]s: what a rule says about
//! values that could be read well enough.
//! *Never* trusts: any text ends in values or in an error that names the place, in bounded time and memory.

mod format;
pub use format::Format;

mod finding;
pub use finding::{Finding, Severity};

pub mod bits;

mod id_set;
pub use id_set::IdSet;

mod moment;
pub use moment::moment;

mod small_set;
pub use small_set::SmallSet;

pub mod tcf;

pub mod gpp;

pub mod us_privacy;

pub mod google_ac;

pub mod google_analytics;

pub mod google_consent_mode;

pub mod gpc;

pub mod hubspot;

pub mod import;

pub mod tell;

mod fields;
