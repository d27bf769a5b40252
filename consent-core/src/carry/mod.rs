//! Stage 4, carry: how a decision travels in a first-party cookie and its mirror in local storage.
//!
//! *Takes* a decision, or whatever text a browser hands back.
//! *Gives* the one [`ConsentString`] of a decision, the [`ConsentState`](crate::decision::ConsentState)
//! read from what is stored, and the cookies to write.
//! *Never* panics and never grants in part: any bytes end in a whole decision or in none.

mod consent_string;
pub use consent_string::{ConsentString, VERSION};

mod error;
pub use error::DecodeError;

mod bits;

mod cookie_header;
#[cfg(feature = "strings")]
pub(crate) use cookie_header::cookie_pairs;
pub use cookie_header::{cookie_names, cookie_values};

mod stored;
pub use stored::{Stored, read};

mod assignment;
pub use assignment::{CookieWrite, HUBSPOT_COOKIE, consent_cookie, consent_cookie_again, hubspot_cookie};
