//! What a visitor answered to another consent system, read from what that system left in the browser.
//!
//! *Takes* the cookies and storage keys of one [`System`], and for [`translate`] what the site says about it.
//! *Gives* a [`ForeignRecord`]: which of their purposes were granted and denied, when, and what shows that a visitor did
//! it; and from it the grants of our own policy.
//! *Never* grants by accident: a denial comes over freely, a grant only when the record shows an act (or the site vouches
//! for it), and the site attests that the other system ran as opt-in. Nothing is evaluated, and any bytes end in a
//! record or in none.
//!
//! Grammars: each system's file. They were read from the code of the systems where that is public, and otherwise from
//! their documents and from cookies that were met; reviewed 22 November 2026.

mod system;
pub use system::System;

mod stored;
pub use stored::Stored;

mod record;
pub use record::{Answer, ForeignRecord, Proof};

mod no_decision;
pub use no_decision::NoDecision;

mod translate;
pub use translate::{Mapping, Taken, translate};

mod not_taken;
pub use not_taken::NotTaken;

mod json;
mod text;

// One file a system.
mod c15t;
mod complianz;
mod cookiebot;
mod cookieyes;
mod hubspot;
mod klaro;
mod onetrust;
mod osano;
mod tarteaucitron;
mod vanilla_cookieconsent;

/// Reads the record of one system.
///
/// `name` is what the site called the main cookie, or key of storage, where it configured the system so. A record in a
/// cookie counts before the same in storage, and must not differ from it.
///
/// # Errors
/// [`NoDecision`] when the system has left nothing, nothing that could be read, or nothing that a visitor decided.
///
/// # Example
/// ```
/// use consent_core::strings::import::{NoDecision, Stored, System, read};
///
/// let stored = Stored { cookies: "a=b; klaro=%7B%22matomo%22%3Atrue%2C%22youtube%22%3Afalse%7D", local: &[] };
/// let record = read(System::Klaro, None, &stored)?;
/// assert_eq!(record.answer("matomo"), Some(true));
/// assert_eq!(record.answer("youtube"), Some(false));
/// assert_eq!(record.answer("hotjar"), None);
///
/// assert_eq!(read(System::Klaro, Some("klaro2"), &stored), Err(NoDecision::Absent));
/// # Ok::<(), NoDecision>(())
/// ```
pub fn read(system: System, name: Option<&str>, stored: &Stored<'_>) -> Result<ForeignRecord, NoDecision> {
    match system {
        System::VanillaCookieconsent => vanilla_cookieconsent::read(name, stored),
        System::Klaro => klaro::read(name, stored),
        System::Tarteaucitron => tarteaucitron::read(name, stored),
        System::Cookiebot => cookiebot::read(name, stored),
        System::OneTrust => onetrust::read(name, stored),
        System::HubSpot => hubspot::read(name, stored),
        System::CookieYes => cookieyes::read(name, stored),
        System::Osano => osano::read(name, stored),
        System::C15t => c15t::read(name, stored),
        System::Complianz => complianz::read(name, stored),
    }
}
